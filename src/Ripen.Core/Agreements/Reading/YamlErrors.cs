namespace Ripen.Agreements;

/// <summary>Says in words what the YAML parser found.</summary>
internal static class YamlErrors
{
    /// <param name="text">The whole text.</param>
    /// <param name="message">The parser's.</param>
    /// <param name="at">Where it gave up.</param>
    /// <param name="openFlow">Where the innermost bracket that is still open stands, or -1.</param>
    public static void Explain(string text, string message, long at, long openFlow, TextLines lines, Remarks remarks, string what = "agreement")
    {
        var stop = (int)Math.Clamp(at, 0, text.Length);
        bool Says(string part) => message.Contains(part, StringComparison.Ordinal);
        var isUnclosed = openFlow >= 0 && openFlow < text.Length && (Says("expected ',' or") || Says("not valid due to the current state"))
            && (stop <= openFlow || text.AsSpan((int)openFlow, stop - (int)openFlow).ContainsAny('\n', '\r'));
        if (isUnclosed) stop = (int)openFlow;
        else if (stop < text.Length && Says("tab as indentation")) stop = FirstTab(text, stop);
        var (sentence, suggestion) = message switch
        {
            _ when isUnclosed => ($"This {text[stop]} is not closed.", "Close it, or put a value that holds it in quotes."),
            _ when Says("tab as indentation") => ("A tab cannot indent a line.", "Indent with spaces."),
            _ when Says("multiline plain scalar") => ("The line above has no colon, so this is no key.", "Write key: value on each line."),
            _ when Says("invalid mapping") => ("A colon followed by a space starts a new key here.", "Put the whole value in quotes."),
            _ when Says("cannot start any token") => ("This character cannot start a value.", "Put the value in quotes; indent with spaces, not tabs."),
            _ when Says("escape") || Says("surrogates") || Says("UTF32") => ("A text in \"…\" holds an unknown \\ sequence.", "Write \\\\ for a backslash, or use '…'."),
            _ when Says("quoted scalar") => ("This quote does not close.", "Close it; inside '…' write '' for a quote."),
            _ when Says("expected ',' or") => ("A { or [ is not closed, or a value inside wants quotes.", "Close it, and put values with commas, brackets or quotes in quotes."),
            _ when Says("simple key") || (Says("expected key") && !LineFrom(text, stop).Contains(':', StringComparison.Ordinal)) => ("This line has no colon, so it is no key.", "Write key: value on each line."),
            _ when Says("'-' indicator") || Says("expected key") => ("The indentation does not fit what stands above.", "Lines that belong together start in the same column."),
            _ when Says("node content") => ("A value is missing here.", "Put a value that begins with a bracket in quotes."),
            _ when Says("tag") => ($"A tag (!) is no part of the {what} language.", "Put a text that begins with ! in quotes."),
            _ when Says("block scalar") => ("Behind | or > the text begins on the next line.", "Put a text that begins with | or > in quotes."),
            _ when Says("directive") => ($"A directive (%) is no part of the {what} language.", "Remove the line."),
            _ => ($"This cannot be read as YAML: {message.TrimEnd('.')}.", (string?)null),
        };
        remarks.Error(lines.PlaceAt(stop), LineFrom(text, stop), sentence, suggestion);
    }

    /// <summary>What stands from there to the end of the line.</summary>
    public static string LineFrom(string text, long index)
    {
        var from = (int)Math.Clamp(index, 0, text.Length);
        return text[from..EndOfLine(text, from)].TrimEnd();
    }

    public static int StartOfLine(string text, int index) => index == 0 ? 0 : text.AsSpan(0, index).LastIndexOfAny('\n', '\r') + 1;

    public static int EndOfLine(string text, int index)
    {
        var length = text.AsSpan(index).IndexOfAny('\n', '\r');
        return length < 0 ? text.Length : index + length;
    }

    // The parser names the map in which the tab stands.
    private static int FirstTab(string text, int from)
    {
        for (var line = StartOfLine(text, from); line < text.Length; line = EndOfLine(text, line) + 1)
        {
            var indent = line;
            while (indent < text.Length && text[indent] == ' ') indent++;
            if (indent < text.Length && text[indent] == '\t') return indent;
        }
        return from;
    }
}
