using System.Net;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>Whether passkeys work where a page was opened: they belong to a name, and 127.0.0.1 is none.</summary>
/// <param name="Elsewhere">The same page at localhost; null where that is no other place.</param>
public sealed record PasskeyPlace(bool IsHere, string? Elsewhere)
{
    internal static PasskeyPlace Of(PageRequest request)
    {
        var (http, domain) = (request.Http.Request, DomainOf(request));
        if (!IPAddress.TryParse(domain.Trim('[', ']'), out var address)) return new(true, null);
        var port = http.Host.Port is { } number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{number}") : "";
        return new(false, IPAddress.IsLoopback(address) ? $"{http.Scheme}://localhost{port}{http.Path}{http.QueryString}" : null);
    }

    /// <summary>The name to which passkeys of this request belong: the desk's public one, or on this machine the machine's.</summary>
    internal static string DomainOf(PageRequest request) => request.Reach.PublicUrl is { } known && !Fence.IsLoopback(request.Http.Request.Host.Host) ? known.Host : request.Http.Request.Host.Host;
}
