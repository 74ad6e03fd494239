using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ripen.Forms;
using Ripen.Tests.Web;

namespace Ripen.Tests.Forms;

/// <summary>Forms of a desk as a visitor's browser shows and sends them.</summary>
internal static class FormDesk
{
    /// <summary>Makes a form.</summary>
    public static async Task<string> FormAsync(this ApiServer server, string name, Func<FormDefinition, FormDefinition>? change = null) =>
        await server.DoAsync(write => FormStore.Add(write, server.Desk.Desk, name, KnownForm.SlugOf(name)!, change?.Invoke(FormDefinition.New) ?? FormDefinition.New, "mira@example.com"))
        ?? throw new InvalidOperationException("There is no room for a form.");

    /// <summary>A visitor opens it.</summary>
    public static Task<Reply> OpenAsync(this ApiServer server, string path, params (string Name, string Value)[] headers) => server.SendAsync("GET", path, null, [("Accept", "text/html"), .. headers]);

    /// <summary>The names of the fields that a page asks for, in their order.</summary>
    public static IReadOnlyList<string> Fields(string page) => [.. Regex.Matches(page, "data-fact=\"(?<fact>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["fact"].Value)];

    public static string TicketIn(string page) => WebUtility.HtmlDecode(Regex.Match(page, "name=\"ticket\" value=\"(?<ticket>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["ticket"].Value);

    /// <summary>Sends what somebody filled in, after he had the time for it.</summary>
    /// <param name="page">The form as he saw it.</param>
    public static async Task<Reply> FillInAsync(this ApiServer server, string form, string page, params (string Name, string Value)[] fields)
    {
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(20));
        return await server.SendFormAsync(form, [("ticket", TicketIn(page)), .. fields]);
    }

    /// <summary>Sends it as a browser does whose script has worked for it.</summary>
    public static Task<Reply> FillInProvenAsync(this ApiServer server, string form, string page, params (string Name, string Value)[] fields) =>
        server.FillInAsync(form, page, [("proof", ProofOf(TicketIn(page))), .. fields]);

    public static Task<Reply> SendFormAsync(this ApiServer server, string form, params (string Name, string Value)[] fields) =>
        server.PostAsync($"/f/{form}", Encoded(fields), ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "text/html"));

    public static string Encoded(IEnumerable<(string Name, string Value)> fields) => string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));

    public static string ProofOf(string ticket)
    {
        for (var number = 0; ; number++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{ticket}.{number}")));
            if (hash[0] == 0 && hash[1] >> (16 - FormGuard.Bits) == 0) return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>What a page says where it says it once and for all: in its heading.</summary>
    public static string HeadingOf(string page) => WebUtility.HtmlDecode(Regex.Match(page, "<h1>(?<says>.*?)</h1>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["says"].Value);
}
