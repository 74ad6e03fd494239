using System.Text;
using Ripen.Imports;
using Ripen.Reading;
using Xunit;

namespace Ripen.Tests.Imports;

public sealed class CutOffTests
{
    private const string Csv = "id,name,problem\n1,\"Ann \"\"A\"\"\nLee\",\"slow, ümlaut\"\n2,Bob,\n3,Eve,dear\n";

    // As "{" alone is no line of NDJSON, the first object has more than a letter.
    private const string Json = "{\"id\":\"1\",\"name\":\"Änn\"}\n{\"id\":\"2\",\"name\":\"Bob\"}\n";

    public static TheoryData<string, string> Files() => new() { { "utf-8", Csv }, { "utf-16", Csv }, { "utf-16BE", Csv }, { "utf-8", Csv.Replace("\n", "\r\n", StringComparison.Ordinal) }, { "utf-8", Json } };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_cut_at_any_byte_is_refused_or_gives_whole_rows(string coding, string text)
    {
        var encoding = Encoding.GetEncoding(coding);
        byte[] bytes = [.. coding == "utf-8" ? [] : encoding.GetPreamble(), .. encoding.GetBytes(text)];
        var whole = Rows(bytes)!;
        var (refused, taken) = (0, 0);
        for (var length = 0; length < bytes.Length; length++)
        {
            var rows = Rows(bytes[..length]);
            if (rows is null)
            {
                refused++;
                continue;
            }
            taken++;
            // A last cell without a line end cannot be told from a shorter one; all else is as in the whole file.
            var ended = encoding.GetString(bytes[..length]).TrimStart('\uFEFF') is [.., '\n' or '\r'];
            var sure = ended ? rows.Length : Math.Max(rows.Length - 1, 0);
            Assert.Equal(whole[..sure], rows[..sure]);
            if (!ended && rows.Length > 0) Assert.StartsWith(rows[^1], whole[rows.Length - 1], StringComparison.Ordinal);
        }
        Assert.True(refused > taken, $"{refused} refused, {taken} taken");
    }

    [Theory]
    [InlineData("id,name,email\n1,Ann,ann@example.com\n2,Bo", "its last row, 3, has fewer cells than the header and no line end")]
    [InlineData("id,name\n1,\"Ann\n2,Bob\n", "a quotation mark opens and is never closed")]
    [InlineData("id,na", "its header has no line end, and no row follows")]
    [InlineData("{\"id\":1}\n{\"id\":2", "its last line, 2, is no whole object and has no line end")]
    public void A_cut_off_file_is_refused_with_the_place(string text, string wanted)
    {
        using var file = Intake.File(text);
        Assert.Contains(wanted, Assert.Throws<InputRefusedException>(() => file.Check()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,name\n1,Ann\n2,Bob", 2)]
    [InlineData("id,name\n", 0)]
    [InlineData("id,name,\n1,Ann,\n2,Bob", 2)]
    [InlineData("id\n\n1\n\n2\n", 2)]
    [InlineData("{\"id\":1}\n{\"id\":2}", 2)]
    public void A_whole_file_is_counted(string text, int rows)
    {
        using var file = Intake.File(text);
        Assert.Equal(rows, file.Check().Rows);
    }

    [Fact]
    public void What_comes_through_a_pipe_is_read_as_often_as_a_file()
    {
        using var folder = new TempFolder();
        var path = folder.Write("leads.csv", Csv);
        using var file = ImportFile.Open(path);
        using var spooled = ImportFile.Spool(new MemoryStream(Encoding.UTF8.GetBytes(Csv)), "standard input");
        File.AppendAllText(path, "4,Late,\n"); // after it was opened: not seen
        foreach (var one in new[] { file, spooled })
        {
            Assert.Equal(new ImportCheck(3, 4), one.Check());
            Assert.Equal(3, Intake.Leads(one).Rows.Count);
        }
    }

    [Fact]
    public void An_upload_that_is_too_large_is_refused() =>
        Assert.Contains("more than 10 bytes", Assert.Throws<InputRefusedException>(() => ImportFile.Spool(new MemoryStream(new byte[11]), "upload", most: 10)).Message, StringComparison.Ordinal);

    private static string[]? Rows(byte[] bytes)
    {
        try
        {
            using var file = Intake.File(bytes);
            return [.. Intake.Leads(file).Rows.Select(row => string.Join('|', [row.Id, .. row.Facts.Select(fact => fact.Text)]))];
        }
        catch (InputRefusedException)
        {
            return null;
        }
    }
}
