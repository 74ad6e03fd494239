using System.Buffers;
using System.Globalization;
using System.Text;
using YamlDotNet.Core;

namespace Ripen.Agreements;

/// <summary>Writes one text as YAML: without quotes where YAML reads it back as it is.</summary>
internal static class YamlText
{
    private static readonly SearchValues<char> FlowSigns = SearchValues.Create(",[]{}:#?");

    /// <summary>For the value behind a key, or an item of a list in block style.</summary>
    public static string Of(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>For a key.</summary>
    public static string Key(string text) => IsPlain(text) && !text.Contains(':', StringComparison.Ordinal) ? text : Quoted(text);

    /// <summary>For an item inside <c>[ ]</c>, where commas, brackets and some more have a meaning of their own.</summary>
    public static string InFlow(string text) => IsPlainInFlow(text) ? text : Quoted(text);

    /// <summary>Whether the text can stand without quotes inside <c>[ ]</c> and <c>{ }</c>.</summary>
    public static bool IsPlainInFlow(string text) => IsPlain(text) && !text.AsSpan().ContainsAny(FlowSigns);

    /// <summary>In the quotes of its own that a text had before, as far as it can.</summary>
    public static string Like(ScalarStyle style, string text, bool inFlow) => style switch
    {
        ScalarStyle.SingleQuoted when !text.Any(NeedsEscape) => $"'{InSingle(text)}'",
        ScalarStyle.DoubleQuoted => Escaped(text),
        _ => inFlow ? InFlow(text) : Of(text),
    };

    /// <summary>A piece of a text inside single quotes.</summary>
    public static string InSingle(string piece) => piece.Replace("'", "''", StringComparison.Ordinal);

    /// <summary>A piece of a text inside double quotes.</summary>
    public static string InDouble(string piece) => Escaped(piece)[1..^1];

    public static bool IsShownAsItIs(string text) => !text.Any(NeedsEscape);

    /// <summary>Whether the text can stand without quotes in block style.</summary>
    public static bool IsPlain(string text)
    {
        if (text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text[^1] == ':') return false;
        if ("?:,[]{}#&*!|>'\"%@`.<=".Contains(text[0], StringComparison.Ordinal)) return false;
        if (text[0] == '-' && (text.Length == 1 || !char.IsLetterOrDigit(text[1]))) return false;
        if (text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal)) return false;
        return !text.Any(NeedsEscape);
    }

    private static string Quoted(string text)
    {
        if (text.Any(NeedsEscape)) return Escaped(text);
        // Conditions have single quotes of their own; inside double ones they need not be doubled.
        var isEasierInDouble = text.Contains('\'', StringComparison.Ordinal) && text.AsSpan().IndexOfAny("\"\\") < 0;
        return isEasierInDouble ? $"\"{text}\"" : $"'{InSingle(text)}'";
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder("\"", text.Length + 8);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when NeedsEscape(c) => $"\\u{((int)c).ToString("X4", CultureInfo.InvariantCulture)}",
                _ => c.ToString(),
            });
        }
        return escaped.Append('"').ToString();
    }

    // Line breaks of any kind, what no editor shows, and the byte order mark.
    private static bool NeedsEscape(char c) =>
        char.IsControl(c) || c is '\uFEFF' || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
