using System.Globalization;
using System.Text;
using Ripen.Agreements;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>What is proposed for one column.</summary>
/// <param name="Target">A fact or a field; null where the column is better ignored.</param>
/// <param name="Reason">A few words.</param>
/// <param name="Samples">Its first values, harmless to print.</param>
internal sealed record ProposedColumn(string Column, string? Target, string Reason, IReadOnlyList<string> Samples);

/// <summary>
/// A mapping for a file whose headers say too little: for each column the best fact or field and why. To be looked at by
/// a person, as a table or as a mapping file.
/// </summary>
internal sealed class MappingProposal
{
    private const int Looked = 500;
    private const int MostColumns = 500;

    private MappingProposal(string file, IReadOnlyList<ProposedColumn> columns) => (File, Columns) = (file, columns);

    public string File { get; }

    public IReadOnlyList<ProposedColumn> Columns { get; }

    /// <summary>Looks at the header and the first rows.</summary>
    public static MappingProposal Of(RowReader rows, FactCatalogue facts, ImportKind kind)
    {
        var looks = new List<ColumnLooks>();
        rows.HandsBack = true;
        Learn();
        for (var n = 0; n < Looked && rows.Read(); n++)
        {
            Learn();
            for (var i = 0; i < rows.Count; i++)
                if (rows.Column(i) < looks.Count) looks[rows.Column(i)].Add(rows.Text(i));
        }
        // Of two columns of one name the first is meant, as everywhere.
        var columns = looks.Where(column => column.Column.Length > 0 && !RejectedRows.IsOwnColumn(column.Column)).DistinctBy(column => Folded.From(column.Column)).ToList();
        return new(rows.Name, new ProposalGuesses(facts, kind, columns).All());

        void Learn()
        {
            while (looks.Count < Math.Min(rows.Columns.Count, MostColumns)) looks.Add(new(rows.Columns[looks.Count]));
        }
    }

    /// <summary>One line a column: name, what it becomes, why, first values.</summary>
    public void WriteTo(TextWriter writer)
    {
        (string Column, string Target, string Reason, string Samples)[] lines =
            [("column", "becomes", "because", "first values"), .. Columns.Select(column => (Reports.Harmless(column.Column, 40), column.Target ?? "–", column.Reason, string.Join(" | ", column.Samples)))];
        var (first, second, third) = (lines.Max(line => line.Column.Length), lines.Max(line => line.Target.Length), lines.Max(line => line.Reason.Length));
        foreach (var line in lines)
            writer.WriteLine($"{line.Column.PadRight(first)}  {line.Target.PadRight(second)}  {line.Reason.PadRight(third)}  {line.Samples}".TrimEnd());
    }

    /// <summary>The mapping file, to be saved, looked through and given to <c>--map</c>.</summary>
    public string AsYaml()
    {
        var page = new StringWriter { NewLine = "\n" };
        page.WriteLine($"# A proposal for {Comment(File)}: look it through, then import with --map.");
        page.WriteLine();
        page.WriteLine(Columns.Any(column => column.Target is not null) ? "columns:" : "columns: {}");
        foreach (var column in Columns.Where(column => column.Target is not null))
            page.WriteLine($"  {Quoted(column.Column)}: {column.Target}  # {Comment(column.Reason)}{Said(column)}");
        page.WriteLine();
        page.WriteLine("empty: []  # values that say nothing, such as Select or N/A");
        page.WriteLine();
        page.WriteLine(Columns.Any(column => column.Target is null) ? "ignore:" : "ignore: []");
        foreach (var column in Columns.Where(column => column.Target is null))
            page.WriteLine($"  - {Quoted(column.Column)}  # {Comment(column.Reason)}{Said(column)}");
        return page.ToString();
    }

    private static string Said(ProposedColumn column) => column.Samples.Count == 0 ? "" : $": {Comment(string.Join(" | ", column.Samples))}";

    private static string Comment(string text) => Reports.Harmless(text, 120);

    // Quotes always: a header may look like anything, and one rule is easy to read and to edit.
    private static string Quoted(string name)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in name)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
