using YamlDotNet.Core;

namespace Ripen.Agreements;

/// <summary>
/// Where each character of a value stands in the source. Walks both side by side: a character that the source writes
/// otherwise (an escape, a folded line break, a doubled quote) has the place where that writing begins.
/// </summary>
internal sealed class ScalarPlaces(string text, string value, ScalarStyle style, int from, int to)
{
    private int[]? places;

    public int IndexOf(int offset) => (places ??= Walked())[Math.Clamp(offset, 0, value.Length)];

    private int[] Walked()
    {
        var walked = new int[value.Length + 1];
        var source = Start(out var indent);
        for (var i = 0; i < value.Length; i++)
        {
            walked[i] = Math.Min(source, to);
            if (source < to) source = Next(source, i, indent);
        }
        walked[value.Length] = Math.Min(source, to);
        return walked;
    }

    private int Start(out int indent)
    {
        indent = 0;
        if (style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted) return from + 1;
        if (style is not (ScalarStyle.Literal or ScalarStyle.Folded)) return from;
        var start = from;
        while (start < to && text[start] != '\n') start++;
        var line = Math.Min(start + 1, to);
        for (start = line; start < to && text[start] == ' ';) start++;
        indent = start - line;
        return start;
    }

    private int Next(int source, int i, int indent)
    {
        var c = text[source];
        if (style == ScalarStyle.DoubleQuoted && c == '\\') return source + EscapeLength(source);
        if (style == ScalarStyle.SingleQuoted && c == '\'') return source + 2;
        if (!char.IsWhiteSpace(value[i])) return source + 1;
        if (style is ScalarStyle.Literal or ScalarStyle.Folded) return c is '\n' or '\r' ? BehindIndent(source, indent) : source + 1;
        var end = source;
        var hasBreak = false;
        while (end < to && text[end] is ' ' or '\t' or '\n' or '\r') hasBreak |= text[end++] is '\n' or '\r';
        if (!hasBreak) return source + 1;
        // Line breaks of one gap stay together until the last of them.
        return value[i] == '\n' && i + 1 < value.Length && value[i + 1] == '\n' ? source : end;
    }

    private int EscapeLength(int source) => source + 1 >= text.Length ? 1 : text[source + 1] switch
    {
        'x' => 4,
        'u' => 6,
        'U' => 10,
        _ => 2,
    };

    private int BehindIndent(int source, int indent)
    {
        source += text[source] == '\r' && source + 1 < to && text[source + 1] == '\n' ? 2 : 1;
        for (var column = 0; column < indent && source < to && text[source] == ' '; column++) source++;
        return source;
    }
}
