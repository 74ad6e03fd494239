namespace Ripen.Agreements;

/// <summary>Where each line of a text begins: turns an index into line and column. A line ends at LF, CR LF or CR, as in YAML (1.2, §5.4).</summary>
internal sealed class TextLines
{
    private readonly int length;
    private readonly List<int> starts = [0];

    public TextLines(string text)
    {
        length = text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) starts.Add(i + 1);
        }
    }

    public Place PlaceAt(long index)
    {
        var at = (int)Math.Clamp(index, 0, length);
        var line = starts.BinarySearch(at);
        if (line < 0) line = ~line - 1;
        return new(line + 1, at - starts[line] + 1);
    }
}
