using YamlDotNet.Core;

namespace Ripen.Agreements;

/// <summary>
/// YAML's traps: a value without quotes ends at a colon and, inside <c>{ }</c> and <c>[ ]</c>, at a comma or bracket, and
/// some characters cannot start one. The parser's message does not say which value wanted quotes. This does, and fills the
/// place so that reading can go on.
/// </summary>
/// <param name="From">Where the piece that cannot be read begins.</param>
/// <param name="To">Behind its last character.</param>
/// <param name="Fill">What the piece is filled with.</param>
internal sealed record ValueTrap(int From, int To, char Fill, string Offending, string Message, string Suggestion)
{
    /// <summary>The value that wants quotes, or null where the error is another one.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="exception">Where the parser gave up.</param>
    /// <param name="inFlow">Whether it is inside <c>{ }</c> or <c>[ ]</c>.</param>
    public static ValueTrap? Find(string text, YamlException exception, bool inFlow)
    {
        var stop = (int)exception.Start.Index;
        if (stop >= text.Length) return null;
        bool Says(string part) => exception.Message.Contains(part, StringComparison.Ordinal);
        if (Says("flow")) return InFlow(text, stop, inList: Says("sequence"));
        if (Says("invalid mapping")) return AtColon(text, stop, inFlow);
        if (Says("cannot start any token") || Says("disallowed") || Says("not allowed in this context")) return AtStart(text, stop, inFlow);
        return Says("did not find expected key") ? BehindClose(text, stop) : null;
    }

    public static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    public void Report(TextLines lines, Remarks remarks) => remarks.Error(lines.PlaceAt(From), Offending, Message, Suggestion);

    /// <summary>The same text, of the same length, with the piece filled up but for its line breaks and spaces.</summary>
    public string MadeHarmless(string text) => string.Create(text.Length, (text, trap: this), static (harmless, from) =>
    {
        from.text.CopyTo(harmless);
        foreach (ref var c in harmless[from.trap.From..from.trap.To])
        {
            if (c is not ('\n' or '\r' or ' ')) c = from.trap.Fill;
        }
    });

    private static ValueTrap? InFlow(string text, int stop, bool inList)
    {
        if (text[stop] is not ('[' or '{' or '\'' or '"')) return null;
        var from = StartBefore(text, stop);
        if (from >= stop) return null;
        var key = KeyBefore(text, from);
        var named = key.Length > 0 ? $" of '{key}'" : "";
        return Value(text, from, EndOf(text, from, inList), key, $"The value{named} has brackets or quotes inside {{ }} or [ ], where they end it.");
    }

    // Where the value began that a bracket or quote interrupts: behind the key's colon, a comma or an opening bracket.
    private static int StartBefore(string text, int stop)
    {
        var from = stop;
        while (from > 0 && text[from - 1] is not (',' or '{' or '[' or '\n' or '\r') && !(text[from - 1] == ' ' && from > 1 && text[from - 2] == ':')) from--;
        while (from < stop && text[from] == ' ') from++;
        return from;
    }

    private static ValueTrap? AtColon(string text, int stop, bool inFlow)
    {
        var line = YamlErrors.StartOfLine(text, stop);
        var colon = text.AsSpan(line, stop - line).LastIndexOf(": ");
        var from = colon < 0 ? line : line + colon + 1;
        while (from < stop && text[from] is ' ' or '-') from++;
        if (from >= stop) return null;
        if (colon >= 0) return Value(text, from, EndOf(text, from, inFlow), KeyBefore(text, from), "A colon followed by a space starts a new key, here in the middle of a value.");
        // The line goes on with the value above, because it is indented more than that one's key.
        var above = line == 0 ? "" : text[YamlErrors.StartOfLine(text, line - 1)..line].Trim();
        if (!above.Contains(": ", StringComparison.Ordinal)) return null;
        return new(from, EndOfBlock(text, from, from - line), YamlTree.Harmless, YamlErrors.LineFrom(text, from),
            "This line is indented more than the one above, so it goes on with that one's value.", "Start it in the same column as the key above, or leave nothing behind that key's colon.");
    }

    private static ValueTrap AtStart(string text, int stop, bool inFlow)
    {
        while (stop > 0 && text[stop - 1] is '*' or '&') stop--;
        var what = text[stop] is '\t' ? "A tab" : $"The character {text[stop]}";
        return Value(text, stop, EndOf(text, stop, inFlow), KeyBefore(text, stop), $"{what} cannot start a value without quotes.");
    }

    // What stands behind a closing quote or bracket on its line belongs to nothing.
    private static ValueTrap? BehindClose(string text, int stop)
    {
        var before = text.AsSpan(YamlErrors.StartOfLine(text, stop), stop - YamlErrors.StartOfLine(text, stop)).TrimEnd();
        if (before.IsEmpty || before[^1] is not ('\'' or '"' or ']' or '}')) return null;
        return new(stop, YamlErrors.EndOfLine(text, stop), ' ', YamlErrors.LineFrom(text, stop),
            $"Nothing can stand behind the closing {before[^1]}.", "Put the whole value in quotes; inside '…' write '' for a quote.");
    }

    private static ValueTrap Value(string text, int from, int to, string key, string message)
    {
        var value = text[from..to];
        return new(from, to, YamlTree.Harmless, value, message, $"Put it in quotes: {(key.Length > 0 ? $"{key}: " : "")}{Quoted(value)}");
    }

    private static string KeyBefore(string text, int from)
    {
        var before = text.AsSpan(YamlErrors.StartOfLine(text, from), from - YamlErrors.StartOfLine(text, from)).TrimEnd().ToString();
        return before.EndsWith(':') ? before[..^1].Split(['{', ',', '[', ' '], StringSplitOptions.RemoveEmptyEntries).LastOrDefault("") : "";
    }

    // The value goes on to the comma before the next key (in a list: to the comma), to the bracket that closes what surrounds it, or to the line's end.
    public static int EndOf(string text, int from, bool inList)
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

    // To the end of the last line that is indented as much as this one.
    private static int EndOfBlock(string text, int from, int indent)
    {
        var end = YamlErrors.EndOfLine(text, from);
        while (end + 1 < text.Length)
        {
            var next = text.AsSpan(end + 1);
            if (next.TrimStart(' ').Length > next.Length - indent) break;
            end = YamlErrors.EndOfLine(text, end + 1);
        }
        return end;
    }

    private static bool IsNextKey(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(' ');
        var length = 0;
        while (length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] is '_' or '-')) length++;
        return length > 0 && length < rest.Length && rest[length] == ':';
    }
}
