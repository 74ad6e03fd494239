using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>A form of a page as a browser would send it: what stands in its fields, and what a reader puts there.</summary>
internal sealed partial class SentForm
{
    private string action;
    private readonly List<(string Name, string Label, string Value)> fields = [];

    private SentForm(string action) => this.action = action;

    /// <param name="mark">Something that only this form holds: its id, its address.</param>
    public static SentForm Of(string page, string mark)
    {
        var html = FormTag().Matches(page).Select(match => match.Value).Single(text => text.Contains(mark, StringComparison.Ordinal));
        var form = new SentForm(WebUtility.HtmlDecode(Attribute(html, "action")!));
        foreach (Match field in FieldTag().Matches(html)) form.Add(field);
        return form;
    }

    /// <summary>Types into the field of this label, the name that a reader hears, or else of this name.</summary>
    public SentForm With(string field, string value)
    {
        var at = fields.FindIndex(one => one.Label == field);
        if (at < 0) at = fields.FindIndex(one => one.Name == field);
        Assert.True(at >= 0, $"There is no field '{field}' among: {string.Join(", ", fields.Select(one => $"{one.Name} ({one.Label})"))}");
        fields[at] = fields[at] with { Value = value };
        return this;
    }

    /// <summary>Adds what a button sends.</summary>
    public SentForm Press(string name, string value)
    {
        fields.Add((name, "", value));
        return this;
    }

    /// <summary>To another address: what a part of the page sends of it.</summary>
    public SentForm To(string address)
    {
        action = address;
        return this;
    }

    public string ValueOf(string field) => fields.Single(one => one.Label == field || one.Name == field).Value;

    /// <summary>Sends it; a redirect is followed.</summary>
    public async Task<Reply> SendAsync(ApiServer server, params (string Name, string Value)[] headers)
    {
        var reply = await server.PostAsync(
            action,
            string.Join('&', fields.Select(field => $"{WebUtility.UrlEncode(field.Name)}={WebUtility.UrlEncode(field.Value)}")),
            [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)), ("Accept", "text/html"), .. headers]);
        return reply.Status == 303 ? await server.SendAsync("GET", reply.Headers.Location!.OriginalString.Split('#')[0], null, ("Accept", "text/html")) : reply;
    }

    private void Add(Match field)
    {
        var tag = field.Value;
        if (Attribute(tag, "name") is not { } name || Attribute(tag, "type") is "submit") return;
        if (Attribute(tag, "type") is "checkbox" && !tag.Contains(" checked", StringComparison.Ordinal)) return;
        var value = tag.StartsWith("<select", StringComparison.Ordinal) ? Chosen(tag) : tag.StartsWith("<textarea", StringComparison.Ordinal) ? Inner(tag) : Attribute(tag, "value") ?? "";
        fields.Add((name, WebUtility.HtmlDecode(Attribute(tag, "aria-label") ?? LabelOf(field, Attribute(tag, "id"))), WebUtility.HtmlDecode(value)));
    }

    private static string LabelOf(Match field, string? id)
    {
        if (id is null) return "";
        var label = Regex.Match(field.Result("$`"), $"<label for=\"{Regex.Escape(id)}\">([^<]*)</label>", RegexOptions.RightToLeft, TimeSpan.FromSeconds(1));
        return label.Groups[1].Value;
    }

    private static string Chosen(string select)
    {
        var options = OptionTag().Matches(select).Select(match => match.Value).ToList();
        var chosen = options.Find(option => option.Contains(" selected", StringComparison.Ordinal)) ?? options.FirstOrDefault();
        return chosen is null ? "" : Attribute(chosen, "value") ?? "";
    }

    // A browser drops the line break right behind the opening tag.
    private static string Inner(string tag) => WebUtility.HtmlDecode(tag[(tag.IndexOf('>', StringComparison.Ordinal) + 1)..tag.LastIndexOf('<')]) is var text && text.StartsWith('\n') ? WebUtility.HtmlEncode(text[1..]) : WebUtility.HtmlEncode(text);

    private static string? Attribute(string tag, string name)
    {
        var found = Regex.Match(tag[..(tag.IndexOf('>', StringComparison.Ordinal) + 1)], $" {name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        return found.Success ? found.Groups[1].Value : null;
    }

    [GeneratedRegex("<form[ >].*?</form>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FormTag();

    [GeneratedRegex("<input [^>]*>|<select .*?</select>|<textarea .*?</textarea>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FieldTag();

    [GeneratedRegex("<option[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex OptionTag();
}
