using System.Text;
using Ripen.Reading;
using Xunit;

namespace Ripen.Tests.Reading;

public class TextEncodingTests
{
    private const string Text = "id,name\n1,Jürgen Größe\n2,Žižek €\n";

    public static TheoryData<string, bool, TextCoding> Codings => new()
    {
        { "utf-8", false, TextCoding.Utf8 },
        { "utf-8", true, TextCoding.Utf8 },
        { "utf-16", false, TextCoding.Utf16LittleEndian },
        { "utf-16", true, TextCoding.Utf16LittleEndian },
        { "utf-16BE", false, TextCoding.Utf16BigEndian },
        { "utf-16BE", true, TextCoding.Utf16BigEndian },
        { "utf-32", true, TextCoding.Utf32LittleEndian },
        { "utf-32BE", true, TextCoding.Utf32BigEndian },
        { "windows-1252", false, TextCoding.Windows1252 },
    };

    [Theory]
    [MemberData(nameof(Codings))]
    public void Every_coding_reads_the_same(string name, bool withMark, TextCoding expected)
    {
        var table = Table.Read(Bytes(Text, name, withMark));
        Assert.Equal(expected, table.Coding);
        Assert.Equal(["id", "name"], table.Columns);
        Assert.Equal([["1", "Jürgen Größe"], ["2", "Žižek €"]], table.Rows);
        Assert.False(table.Reports.Any);
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public void Every_coding_of_NDJSON_reads_the_same(string name, bool withMark, TextCoding expected)
    {
        var table = Table.Read(Bytes("{\"id\":1,\"name\":\"Größe €\"}\n{\"id\":2,\"name\":\"Žižek\"}\n", name, withMark), "x");
        Assert.Equal(expected, table.Coding);
        Assert.Equal([["1", "Größe €"], ["2", "Žižek"]], table.Rows);
        Assert.False(table.Reports.Any);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Bytes_that_are_not_UTF8_late_in_the_file_are_read_as_Windows_1252_and_reported_with_their_row(string lineEnd)
    {
        var text = new MemoryStream();
        text.Write(Encoding.UTF8.GetBytes($"id,name{lineEnd}"));
        for (var i = 2; i <= 20_000; i++) text.Write(Encoding.UTF8.GetBytes($"{i},Müller \U0001F600{lineEnd}"));
        text.Write([.. "20001,J"u8, 0xFC, .. "rgen Gr"u8, 0xF6, 0xDF, .. "e"u8, .. Encoding.UTF8.GetBytes(lineEnd)]);
        text.Write(Encoding.UTF8.GetBytes($"20002,Žižek{lineEnd}"));

        var table = Table.Read(text.ToArray());

        Assert.Equal(TextCoding.Utf8, table.Coding);
        Assert.Equal("Müller \U0001F600", table.Rows[0][1]);
        Assert.Equal("Jürgen Größe", table.Rows[^2][1]);
        Assert.Equal("Žižek", table.Rows[^1][1]);
        var group = Assert.Single(table.Reports.Groups);
        Assert.Equal(new ReportGroup(Faults.NotUtf8, 1, group.First), group);
        Assert.Equal(new Report(20_001, "name", "Jürgen Größe"), Assert.Single(group.First));
    }

    [Fact]
    public void One_broken_line_of_NDJSON_is_read_as_Windows_1252_and_reported()
    {
        var table = Table.Read([.. "{\"n\":\"Žižek ž\"}\n{\"n\":\"J"u8, 0xFC, .. "rgen\"}\n"u8], "x");
        Assert.Equal([["Žižek ž"], ["Jürgen"]], table.Rows);
        Assert.Equal(2, Assert.Single(table.Reports.Groups).First[0].Row);
    }

    [Fact]
    public void A_character_across_the_end_of_a_block_is_one_character()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var name = new string('x', (64 * 1024) - 6 - shift) + "€\U0001F600ü";
            Assert.Equal(name, Table.Read($"id\n{name}\n").Rows[0][0]);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 20, 0, 6, 0, 0x78, 0x6C, 0x2F }, "is an Excel workbook (.xlsx). Save it as CSV (UTF-8) and give that file.")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 20, 0 }, "is a ZIP archive. Unpack it first.")]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1 }, "is an old Excel workbook (.xls)")]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D }, "is a PDF.")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "is compressed (gzip).")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 13, 10 }, "is a picture (PNG)")]
    [InlineData(new byte[] { 0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0 }, "is a binary file, not text.")]
    public void What_is_no_text_is_named_and_refused(byte[] bytes, string says) =>
        Assert.Contains("leads.csv " + says, Table.Refusal(bytes), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \r\n\t\n")]
    [InlineData("\uFEFF\n")]
    [InlineData("\u00A0\u3000\n")]
    public void A_file_without_a_word_is_empty(string text) => Assert.Equal("leads.csv is empty.", Table.Refusal(text));

    [Fact]
    public void Endless_white_space_is_refused() =>
        Assert.Contains("white space", Table.Refusal(new string(' ', 200_000)), StringComparison.Ordinal);

    [Fact]
    public void A_web_page_is_refused() =>
        Assert.Contains("HTML or XML", Table.Refusal("<html><table>"), StringComparison.Ordinal);

    [Fact]
    public void A_NUL_in_a_cell_is_only_a_character() =>
        Assert.Equal([["1", "a\0b"]], Table.Read("id,name\n1,a\0b\n").Rows);

    [Fact]
    public void A_missing_file_and_a_folder_are_sentences()
    {
        using var path = new TempPath();
        Assert.Equal($"There is no file {path.Path}.", Assert.Throws<InputRefusedException>(() => InputFile.Open(path.Path)).Message);
        Assert.Contains("is a folder", Assert.Throws<InputRefusedException>(() => InputFile.Open(Path.GetTempPath())).Message, StringComparison.Ordinal);
        Assert.Throws<InputRefusedException>(() => InputFile.Open(""));
    }

    [Fact]
    public void A_stream_that_breaks_is_a_sentence()
    {
        var refusal = Assert.Throws<InputRefusedException>(() => Table.Read(InputFile.From(new BreakingStream(), "upload")));
        Assert.Contains("upload could not be read to its end: The line went dead.", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string text, string coding, bool withMark)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(coding) ?? Encoding.GetEncoding(coding);
        return withMark ? [.. encoding.GetPreamble(), .. encoding.GetBytes(text)] : encoding.GetBytes(text);
    }

    private sealed class BreakingStream : MemoryStream
    {
        private int reads;

        public override int Read(Span<byte> buffer)
        {
            if (reads++ > 2) throw new IOException("The line went dead");
            "id,name\n1,x\n"u8.CopyTo(buffer);
            return 12;
        }
    }
}
