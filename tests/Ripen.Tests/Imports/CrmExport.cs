using System.Globalization;
using System.Text;

namespace Ripen.Tests.Imports;

/// <summary>
/// Exports of our own making, as HubSpot and Salesforce write them: documented headers, many columns that are no use here,
/// cells over several lines, delimiters and quotation marks inside cells. Every bad row is bad in one of five ways.
/// </summary>
internal static class CrmExport
{
    public const int Rows = 20_000;
    public const int Bad = 300;

    private static readonly string[] Countries = ["Germany", "United States", "France", "Brazil", "South Korea", "United Kingdom"];
    private static readonly string[] Sources = ["Organic Search", "Paid Search", "Referrals", "Direct Traffic"];
    private static readonly string[] Roles = ["DECISION_MAKER", "BUDGET_HOLDER;CHAMPION", "END_USER", ""];

    /// <summary>Labels, semicolons, UTF-16.</summary>
    public static byte[] HubSpot() => Bytes(';', Encoding.Unicode,
        ["Record ID", "First Name", "Last Name", "Email", "Company Name", "Job Title", "Phone Number", "Country/Region", "Industry", "Number of Employees", "Annual Revenue", "Website URL", "Lifecycle Stage", "Lead Status", "Original Source", "Create Date", "Last Activity Date", "Buying Role", "Preferred language", "Message", "Favourite colour"],
        (n, bad) =>
        [
            bad is Fault.NoIdentity or Fault.BadEmail ? "" : $"{5_000_000 + n}", bad == Fault.NoIdentity ? "" : "Ann", bad == Fault.NoIdentity ? "" : $"Lee \"{n}\"", Email(n, bad),
            $"Firm {n % 4000}; Sons GmbH", "Head of\nPurchasing", "+49 30 1234", Countries[n % Countries.Length], "MACHINERY", "51-200", "1000000", $"https://www.firm{n % 4000}.example.com/about",
            "Lead", "New", Sources[n % Sources.Length], bad == Fault.BadTime ? "31/12/2023 10:00" : bad == Fault.Future ? "2199-01-01 10:00" : Created(n), "2024-05-05 10:00", Roles[n % Roles.Length], "de-de",
            "Hello;\r\nplease \"call\" me,\r\nthanks", "blue", .. bad == Fault.TooLong ? (string[])["slipped"] : [],
        ]);

    /// <summary>API names, commas, UTF-8 with a mark.</summary>
    public static byte[] Salesforce() => Bytes(',', new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        ["Id", "FirstName", "LastName", "Name", "Company", "Title", "Email", "Phone", "Country", "Industry", "NumberOfEmployees", "AnnualRevenue", "Website", "LeadSource", "Status", "CreatedDate", "OwnerId", "Rating", "IsConverted", "SystemModstamp", "Favourite_Colour__c"],
        (n, bad) =>
        [
            bad is Fault.NoIdentity or Fault.BadEmail ? "" : string.Create(CultureInfo.InvariantCulture, $"00Q{n:D15}"), bad == Fault.NoIdentity ? "" : "Ann", bad == Fault.NoIdentity ? "" : "Lee", bad == Fault.NoIdentity ? "" : $"Ann, Lee {n}",
            $"Firm {n % 4000}, Inc.", "CTO", Email(n, bad), "+1 555 1234", Countries[n % Countries.Length], "Machinery", "120", "1000000", $"www.firm{n % 4000}.example.com", Sources[n % Sources.Length],
            "Open - Not Contacted", bad == Fault.BadTime ? "12/31/2023" : bad == Fault.Future ? "2199-01-01T10:00:00.000+0000" : $"{Created(n).Replace(' ', 'T')}:30.250+0000", "0051", "Hot", "false", "2024-05-05T10:00:00.000Z", "a \"good\"\nblue",
            .. bad == Fault.TooLong ? (string[])["slipped"] : [],
        ]);

    public static bool IsBad(int n) => FaultOf(n) != Fault.None;

    private enum Fault { None, NoIdentity, BadEmail, BadTime, Future, TooLong }

    // 60 of each, spread over the file and none of them first or last.
    private static Fault FaultOf(int n) => n % 66 == 40 && n / 66 < Bad ? (Fault)(1 + n / 66 % 5) : Fault.None;

    private static string Email(int n, Fault bad) => bad switch
    {
        Fault.NoIdentity => "",
        Fault.BadEmail => $"ann.lee.{n} at example.com",
        _ => $"Ann.Lee.{n}@Example.com",
    };

    private static string Created(int n) => new DateTime(2023, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddMinutes(17 * n).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static byte[] Bytes(char delimiter, Encoding encoding, string[] header, Func<int, Fault, string[]> row)
    {
        var text = new StringBuilder();
        foreach (var cells in Enumerable.Range(0, Rows).Select(n => row(n, FaultOf(n))).Prepend(header))
            text.AppendJoin(delimiter, cells.Select(Quoted)).Append("\r\n");
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())];

        string Quoted(string cell) => cell.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
