using Ripen.Reading;

namespace Ripen.Agreements;

/// <summary>An agreement in a file.</summary>
internal static class AgreementFile
{
    private const int MostBytes = 4_000_000;

    /// <summary>Reads it, whatever its encoding.</summary>
    /// <exception cref="InputRefusedException">It cannot be opened or is no text.</exception>
    public static AgreementReading Read(string path) => AgreementReader.Read(TextOf(path));

    /// <summary>The YAML of a file that is not an agreement but written in the same way.</summary>
    public static (YamlNode? Root, Remarks Remarks) Tree(string path)
    {
        var remarks = new Remarks();
        return (YamlTree.Read(TextOf(path), remarks), remarks);
    }

    /// <summary>The text of a file, whatever its encoding.</summary>
    public static string TextOf(string path)
    {
        using var file = InputFile.Open(path);
        using var text = new DecodedText(file.Bytes, file.Coding);
        var buffer = new char[MostBytes];
        var length = text.ReadBlock(buffer);
        return new string(buffer, 0, length);
    }

    /// <summary>Tells what there is to say about an agreement's text, one line each: file, place, sentence.</summary>
    public static void Tell(string path, AgreementReading reading, TextWriter writer) => Tell(path, reading.Remarks, writer);

    /// <summary>The same of another text that is read in this way.</summary>
    public static void Tell(string path, IReadOnlyList<Remark> remarks, TextWriter writer)
    {
        foreach (var remark in remarks)
        {
            var kind = remark.Severity == Severity.Error ? "error" : "warning";
            writer.WriteLine($"{path}:{remark.Line}:{remark.Column}: {kind}: {remark.Message}{(remark.Suggestion is null ? "" : $" {remark.Suggestion}")}");
        }
    }
}
