namespace Ripen.Reading;

/// <summary>Finds the character between the cells of a CSV file.</summary>
internal static class Delimiter
{
    private const string Candidates = ",;\t|";
    private const int Rows = 20;

    /// <summary>For a table of one column: ASCII's own separator of cells, which nobody types.</summary>
    private const char None = '\u001F';

    /// <summary>
    /// The one which the first rows have, outside quotes, as often as the header; of several the one the header has
    /// most often, then the more common one. The bar comes last, since it also stands between values of one cell. A
    /// header without any of them has one column, whose cells may hold them all.
    /// A first line <c>sep=;</c>, as Excel writes it, decides. Unless the sample is the whole file, its last row is cut
    /// off and does not count.
    /// </summary>
    public static char Sniff(ReadOnlySpan<char> sample, bool whole)
    {
        sample = sample.TrimStart();
        if (IsDeclaration(sample)) return sample[4];
        var best = (Delimiter: None, Agreeing: -1, InHeader: 0);
        foreach (var candidate in Candidates)
        {
            var (inHeader, agreeing) = Count(sample, candidate, whole);
            if (inHeader == 0 || (candidate == '|' && best.InHeader > 0)) continue;
            if (agreeing > best.Agreeing || (agreeing == best.Agreeing && inHeader > best.InHeader))
                best = (candidate, agreeing, inHeader);
        }

        return best.Delimiter;
    }

    /// <summary>Is the first row a declaration of the delimiter rather than a header?</summary>
    public static bool IsDeclaration(ReadOnlySpan<char> text) =>
        text.Length >= 5 && text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
        && Candidates.Contains(text[4], StringComparison.Ordinal) && (text.Length == 5 || text[5] is '\r' or '\n');

    private static (int InHeader, int Agreeing) Count(ReadOnlySpan<char> text, char delimiter, bool whole)
    {
        int header = -1, agreeing = 0, here = 0, rows = 0;
        bool quoted = false, justClosed = false;
        var atStart = true; // of a cell: only there a quotation mark opens
        for (var i = 0; i < text.Length && rows < Rows; i++)
        {
            var c = text[i];
            if (quoted)
            {
                // A doubled quotation mark closes and opens again: the same for counting.
                quoted = c != '"';
                justClosed = !quoted;
                continue;
            }

            if (c == '"' && (atStart || justClosed)) quoted = true;
            else if (c == delimiter) here++;
            else if (c is '\n' or '\r' && !(c == '\n' && i > 0 && text[i - 1] == '\r')) EndRow();
            atStart = c == delimiter || c is '\n' or '\r';
            justClosed = false;
        }

        if (whole && rows < Rows && !atStart) EndRow();
        return (Math.Max(header, 0), agreeing);

        void EndRow()
        {
            if (header < 0) header = here;
            if (here == header) agreeing++;
            here = 0;
            rows++;
        }
    }
}
