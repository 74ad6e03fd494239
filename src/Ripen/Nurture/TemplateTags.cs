using System.Globalization;
using System.Text.RegularExpressions;

namespace Ripen.Nurture;

/// <summary>What is wrong with a template, and where.</summary>
/// <param name="At">Place of its first character in the template.</param>
/// <param name="Offending">The piece that is meant.</param>
internal sealed record TemplateFault(int At, string Offending, string Message, string? Suggestion = null);

/// <summary>
/// Bounds what stands between braces before it is parsed: the parser calls itself for each level, and a stack that
/// overflows ends the process. Two hundred ifs in each other are 4 KB of text and more than a small stack holds.
/// </summary>
internal static partial class TemplateTags
{
    private const int LongestTag = 500;
    private const int MostTags = 200;
    private const int Deepest = 10;

    /// <summary>The first thing that is too much; null where nothing is.</summary>
    public static TemplateFault? Look(string text)
    {
        var (depth, tags) = (0, 0);
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 2))
        {
            var tag = text[at..Math.Min(text.Length, EndOf(text, at))];
            if (++tags > MostTags) return new(at, tag, string.Create(CultureInfo.InvariantCulture, $"A mail has at most {MostTags} places that are filled in."));
            if (tag.Length > LongestTag) return new(at, tag, $"What begins here is longer than {LongestTag} characters, or is not closed.", text[at + 1] == '{' ? "It ends with }}" : "It ends with %}");
            if (tag.AsSpan(2).IndexOfAny("[(\\") is >= 0 and var odd) return new(at + 2 + odd, tag.Substring(2 + odd, 1), "Brackets and backslashes have no place between the braces.", "Names are written with dots: person.first_name");
            if (Opening().IsMatch(tag) && ++depth > Deepest) return new(at, tag, string.Create(CultureInfo.InvariantCulture, $"This is more than {Deepest} conditions in each other; no mail needs that."));
            if (Closing().IsMatch(tag)) depth--;
            at += tag.Length - 2;
        }
        return null;
    }

    private static int Next(string text, int from)
    {
        for (var at = from; at + 1 < text.Length; at++)
        {
            if (text[at] == '{' && text[at + 1] is '{' or '%') return at;
        }
        return -1;
    }

    // A text in quotes may hold what closes a tag. Without an end the tag goes on to the end of the template.
    private static int EndOf(string text, int from)
    {
        var (close, quote) = (text[from + 1] == '{' ? '}' : '%', '\0');
        for (var at = from + 2; at + 1 < text.Length; at++)
        {
            if (quote != '\0')
            {
                if (text[at] == quote) quote = '\0';
            }
            else if (text[at] is '"' or '\'') quote = text[at];
            else if (text[at] == close && text[at + 1] == '}') return at + 2;
        }
        return text.Length;
    }

    [GeneratedRegex(@"^\{%-?\s*(if|unless|case)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^\{%-?\s*end(if|unless|case)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Closing();
}
