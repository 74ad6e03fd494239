using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;

namespace Ripen.Web.Components;

/// <summary>A text element of SVG, which Razor takes for one of its own.</summary>
internal static class SvgText
{
    /// <param name="kind">By which a style sheet knows it.</param>
    /// <param name="size">In units of the picture.</param>
    /// <param name="colour">Null where a style sheet has colour and size.</param>
    public static MarkupString Of(string kind, double x, double y, string says, int size, string? colour, bool isStrong = false)
    {
        var looks = colour is null ? "" : $" fill=\"{colour}\" font-size=\"{size}\"{(isStrong ? " font-weight=\"600\"" : "")}";
        return new(string.Create(CultureInfo.InvariantCulture, $"<text class=\"{kind}\" x=\"{x:0.##}\" y=\"{y:0.##}\"{looks}>{WebUtility.HtmlEncode(says)}</text>"));
    }
}
