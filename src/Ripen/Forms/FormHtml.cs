using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Ripen.Desks;
using Ripen.Languages;
using Ripen.Storage;

namespace Ripen.Forms;

/// <summary>A form as plain HTML for somebody's own page and style: it is checked once on the desk's page before it counts.</summary>
internal static class FormHtml
{
    public static string Of(Desk desk, Session session, KnownForm form, string address)
    {
        if (desk.Agreements.InForce(session, form.Line, desk.Now) is not { } agreement) return "";
        var showing = new FormShowing(desk, session, form, agreement, desk.Texts.Of(session, TextBook.English));
        var view = showing.View(showing.Ticket(Guid.Empty, null, null, null, null, isFramed: false), null, FormFields.None);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<form action=\"{address}\" method=\"post\">\n");
        foreach (var field in view.Fields) Append(html, field);
        return html.Append(CultureInfo.InvariantCulture, $"  <button type=\"submit\">{Encoded(view.Button)}</button>\n</form>\n").ToString();
    }

    private static void Append(StringBuilder html, FieldView field)
    {
        html.Append(CultureInfo.InvariantCulture, $"  <label>{Encoded(field.Label)}\n");
        if (field.Input is FieldInput.Choice or FieldInput.Several or FieldInput.YesNo)
        {
            html.Append(CultureInfo.InvariantCulture, $"    <select name=\"{field.Fact}\"{(field.Input == FieldInput.Several ? " multiple" : "")}>\n");
            if (field.Input != FieldInput.Several) html.Append("      <option value=\"\"></option>\n");
            var options = field.Input == FieldInput.YesNo ? [new("yes", "Yes"), new("no", "No")] : field.Options;
            foreach (var option in options) html.Append(CultureInfo.InvariantCulture, $"      <option value=\"{Encoded(option.Value)}\">{Encoded(option.Label)}</option>\n");
            html.Append("    </select>\n");
        }
        else html.Append(CultureInfo.InvariantCulture, $"    <input type=\"{(field.Input == FieldInput.Email ? "email" : field.Input == FieldInput.Day ? "date" : "text")}\" name=\"{field.Fact}\"{(field is { IsRequired: true, When: null } ? " required" : "")}>\n");
        html.Append("  </label>\n");
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
