using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>The keys of ASP.NET Core's data protection, kept in the desk, sealed: all servers of it have the same, and no home folder has any.</summary>
internal sealed class ProtectionKeys(Desk desk) : IXmlRepository
{
    private const string Purpose = "data protection";

    public static void Add(IServiceCollection services, Desk desk)
    {
        services.AddDataProtection().SetApplicationName("ripen");
        services.Configure<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = new ProtectionKeys(desk);
            // What is stored is sealed here, as a whole.
            keys.XmlEncryptor = new NullXmlEncryptor();
        });
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var all = new List<string>();
        using (var session = desk.Database.Read()) session.Read("select sealed from data_protection_keys order by name", row => all.Add(row.GetString(0)));
        return [.. all.Select(Open).OfType<XElement>()];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var text = desk.Secrets.Seal(Purpose, element.ToString(SaveOptions.DisableFormatting));
        desk.Writer.DoAsync(write => write.Execute("insert into data_protection_keys (name, sealed, added_at) values (@name, @sealed, @now)", ("@name", friendlyName), ("@sealed", text), ("@now", desk.Now))).GetAwaiter().GetResult();
    }

    // One that was sealed with another key protects nothing that is still going on: another takes its place.
    private XElement? Open(string text)
    {
        try
        {
            return XElement.Parse(desk.Secrets.Open(Purpose, text));
        }
        catch (UnreachableException)
        {
            return null;
        }
    }
}
