using YamlDotNet.Core;

namespace Ripen.Agreements;

/// <summary>
/// YAML's trap: inside <c>{ }</c> and <c>[ ]</c> a value without quotes ends at a comma or bracket, and the parser's
/// message does not say which value wanted quotes. This finds it.
/// </summary>
internal sealed class FlowTrap
{
    /// <summary>Fills the place of a value whose error has been told; it occurs in no text (a private-use character).</summary>
    public const char Harmless = '\uE000';

    private readonly int from;
    private readonly int to;
    private readonly string key;
    private readonly string value;
    private readonly Place at;

    private FlowTrap(string text, int from, int to)
    {
        (this.from, this.to) = (from, to);
        value = text[from..to];
        var lineStart = from == 0 ? 0 : text.LastIndexOf('\n', from - 1) + 1;
        at = new(text.AsSpan(0, from).Count('\n') + 1, from - lineStart + 1);
        var before = text[lineStart..from].TrimEnd();
        key = before.EndsWith(':') ? before[..^1].Split(['{', ',', '[', ' '], StringSplitOptions.RemoveEmptyEntries).LastOrDefault("") : "";
    }

    /// <summary>The value that wants quotes, or null where the error is another one.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="exception">Where the parser gave up.</param>
    /// <param name="lastPlainFrom">Where the last value without quotes began, or -1.</param>
    public static FlowTrap? Find(string text, YamlException exception, int lastPlainFrom)
    {
        var stop = (int)exception.Start.Index;
        if (!exception.Message.Contains("flow", StringComparison.Ordinal) || lastPlainFrom < 0 || stop <= lastPlainFrom || stop >= text.Length) return null;
        if (text[stop] is not ('[' or '{' or '\'' or '"') || text.AsSpan(lastPlainFrom, stop - lastPlainFrom).Contains('\n')) return null;
        var inList = exception.Message.Contains("sequence", StringComparison.Ordinal);
        return new(text, lastPlainFrom, EndOf(text, lastPlainFrom, inList));
    }

    public static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Any other error of YAML, in words.</summary>
    public static void Explain(YamlException exception, Remarks remarks)
    {
        var place = new Place((int)exception.Start.Line, (int)exception.Start.Column);
        var (message, suggestion) = exception.Message switch
        {
            var m when m.Contains("invalid mapping", StringComparison.Ordinal) => ("A colon followed by a space starts a new key here.", "Put the whole value in quotes."),
            var m when m.Contains("cannot start any token", StringComparison.Ordinal) => ("This character cannot start a value.", "Put the value in quotes; indent with spaces, not tabs."),
            var m when m.Contains("quoted scalar", StringComparison.Ordinal) => ("A quoted text does not end, or holds an unknown \\ sequence.", "Close the quotes; inside '…' write '' for a quote."),
            var m when m.Contains("expected ',' or", StringComparison.Ordinal) => ("A { or [ is not closed, or a value inside wants quotes.", "Close it, and put values with commas, brackets or quotes in quotes."),
            var m when m.Contains("'-' indicator", StringComparison.Ordinal) || m.Contains("expected key", StringComparison.Ordinal)
                => ("The indentation does not fit what stands above.", "Lines that belong together start in the same column."),
            var m => ($"This cannot be read as YAML: {m.TrimEnd('.')}.", (string?)null),
        };
        remarks.Error(place, "", message, suggestion);
    }

    public void Report(Remarks remarks)
    {
        var named = key.Length > 0 ? $" of '{key}'" : "";
        var prefix = key.Length > 0 ? $"{key}: " : "";
        remarks.Error(at, value, $"The value{named} has brackets or quotes inside {{ }} or [ ], where they end it.", $"Put it in quotes: {prefix}{Quoted(value)}");
    }

    /// <summary>The same text, of the same length, with the value filled up.</summary>
    public string MadeHarmless(string text) => string.Concat(text.AsSpan(0, from), new string(Harmless, to - from), text.AsSpan(to));

    // The value goes on to the comma before the next key (in a list: to the comma), to the bracket that closes what surrounds it, or to the line's end.
    private static int EndOf(string text, int from, bool inList)
    {
        var depth = 0;
        var i = from;
        for (; i < text.Length && text[i] is not ('\n' or '\r'); i++)
        {
            if (text[i] is '[' or '(' or '{') depth++;
            else if (text[i] is ']' or ')' or '}' && --depth < 0) break;
            else if (text[i] == ',' && depth == 0 && (inList || IsNextKey(text.AsSpan(i + 1)))) break;
        }
        while (i > from + 1 && text[i - 1] == ' ') i--;
        return i;
    }

    private static bool IsNextKey(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(' ');
        var length = 0;
        while (length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] is '_' or '-')) length++;
        return length > 0 && length < rest.Length && rest[length] == ':';
    }
}
