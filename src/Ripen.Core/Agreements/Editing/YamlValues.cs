namespace Ripen.Agreements;

/// <summary>Writes other values into a YAML text, in the quotes they had. Everything returns why it cannot be done, or null.</summary>
internal sealed class YamlValues(YamlPlaces places, Splices splices)
{
    /// <summary>Another text in the place of a whole value.</summary>
    public string? Set(FoundNode found, string text)
    {
        if (found.Node is not YamlScalar scalar) return "There is more than one value here.";
        // Behind | and > may stand a comment.
        var comment = scalar.IsBlock ? string.Concat(places.CommentsIn(scalar.From, places.LineEnd(scalar.From)).Select(kept => $" {places.Text[kept.From..kept.To]}")) : "";
        splices.Put(scalar.From, scalar.To, YamlText.Like(scalar.Style, text, found.InFlow) + comment);
        return null;
    }

    /// <summary>A piece in the place of a stretch of a value; the rest of the value is not touched where its quotes let it be.</summary>
    public string? Put(FoundNode found, int from, int to, string piece) => Put(found, [(from, to, piece)]);

    /// <summary>The same for stretches that do not overlap, in their order.</summary>
    public string? Put(FoundNode found, IReadOnlyList<(int From, int To, string Piece)> pieces)
    {
        var scalar = (YamlScalar)found.Node;
        var value = Spliced(scalar.Text, pieces);
        Func<string, string>? write = scalar switch
        {
            { IsPlain: true } when IsPlain(value, found.InFlow) => piece => piece,
            { IsBlock: true } when YamlText.IsShownAsItIs(string.Concat(pieces.Select(piece => piece.Piece))) => piece => piece,
            { Style: YamlDotNet.Core.ScalarStyle.SingleQuoted } when YamlText.IsShownAsItIs(value) => YamlText.InSingle,
            { Style: YamlDotNet.Core.ScalarStyle.DoubleQuoted } => YamlText.InDouble,
            _ => null,
        };
        if (write is null) return Set(found, value);
        foreach (var (from, to, piece) in pieces) splices.Put(scalar.IndexOf(from), scalar.IndexOf(to), write(piece));
        return null;
    }

    private static bool IsPlain(string value, bool inFlow) => inFlow ? YamlText.IsPlainInFlow(value) : YamlText.IsPlain(value);

    private static string Spliced(string text, IReadOnlyList<(int From, int To, string Piece)> pieces)
    {
        var inside = new Splices();
        foreach (var (from, to, piece) in pieces) inside.Put(from, to, piece);
        return inside.In(text);
    }
}
