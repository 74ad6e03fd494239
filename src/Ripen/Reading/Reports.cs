using System.Globalization;
using System.Text;

namespace Ripen.Reading;

/// <summary>One thing found wrong: where, and the offending text, cut and made harmless to print.</summary>
public sealed record Report(long Row, string Column, string Text);

/// <summary>All of one kind: how many, and the first of them.</summary>
public sealed record ReportGroup(string Kind, long Count, IReadOnlyList<Report> First);

/// <summary>
/// What was found wrong in one file, by kind. The first twenty of each kind are kept, the rest counted, so that a file
/// with a million bad rows costs no more than one with twenty. Kinds are constants of the code, never text of the file.
/// </summary>
public sealed class Reports(string file)
{
    public const int KeptPerKind = 20;
    public const int TextLength = 60;

    private readonly Dictionary<string, (List<Report> First, long Count)> kinds = [];
    private readonly List<string> order = [];

    /// <summary>The file all rows are of.</summary>
    public string File { get; } = file;

    public bool Any => order.Count > 0;

    public long Total => kinds.Values.Sum(kind => kind.Count);

    /// <summary>In the order in which the kinds were first met.</summary>
    public IReadOnlyList<ReportGroup> Groups => [.. order.Select(kind => new ReportGroup(kind, kinds[kind].Count, kinds[kind].First))];

    /// <param name="kind">A short heading such as "value that does not fit"; see <see cref="Faults"/>.</param>
    /// <param name="row">As a person counts in the file: the header is row 1. 0 where it is the whole file.</param>
    /// <param name="column">The column's name in the file; empty where it is the whole row.</param>
    /// <param name="text">The offending text; may hold anything.</param>
    public void Add(string kind, long row, string column, ReadOnlySpan<char> text)
    {
        if (!kinds.TryGetValue(kind, out var known))
        {
            known = ([], 0);
            order.Add(kind);
        }

        if (known.First.Count < KeptPerKind) known.First.Add(new Report(row, Harmless(column), Harmless(text)));
        kinds[kind] = (known.First, known.Count + 1);
    }

    public void WriteTo(TextWriter writer)
    {
        foreach (var group in Groups)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{File}: {group.Kind} ({group.Count})"));
            foreach (var report in group.First) writer.WriteLine("  " + Line(report));
            if (group.Count > group.First.Count)
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {group.Count - group.First.Count} more"));
        }
    }

    public override string ToString()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        WriteTo(writer);
        return writer.ToString();
    }

    /// <summary>
    /// At most sixty characters, and what could move the cursor, ring the bell or turn the line around (controls,
    /// separators, bidirectional marks, broken surrogates) spelled out.
    /// </summary>
    public static string Harmless(ReadOnlySpan<char> text, int longest = TextLength)
    {
        var cut = text.Length > longest;
        if (cut) text = text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
        var shown = new StringBuilder(text.Length + 1);
        while (!text.IsEmpty)
        {
            var whole = Rune.DecodeFromUtf16(text, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (whole && IsHarmless(rune)) shown.Append(text[..used]);
            else if (text[0] == '\n') shown.Append("\\n");
            else if (text[0] == '\r') shown.Append("\\r");
            else if (text[0] == '\t') shown.Append("\\t");
            else foreach (var c in text[..used]) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            text = text[used..];
        }

        return cut ? shown.Append('…').ToString() : shown.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static string Line(Report report)
    {
        var row = report.Row == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"row {report.Row}");
        var column = (row.Length, report.Column.Length) switch
        {
            (_, 0) => row,
            (0, _) => report.Column,
            _ => $"{row}, {report.Column}",
        };
        if (report.Text.Length == 0) return column;
        return column.Length == 0 ? report.Text : $"{column}: {report.Text}";
    }
}

/// <summary>The kinds the readers themselves find.</summary>
public static class Faults
{
    public const string RowIsShort = "row has fewer cells than the header";
    public const string RowIsLong = "row has more cells than the header; the surplus is ignored";
    public const string ColumnTwice = "column name stands twice in the header";
    public const string NotUtf8 = "bytes that are not UTF-8, read as Windows-1252";
    public const string NoObject = "line is not a JSON object and is skipped";
    public const string LineTooLong = "line is longer than 1 MB and is skipped";
    public const string NestedValue = "nested value is ignored";
    public const string KeyTwice = "key stands twice in the object; the first counts";
    public const string TooManyColumns = "more than 10,000 different keys; this one is ignored";
}
