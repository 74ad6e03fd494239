using System.Text;
using CsCheck;
using Ripen.Reading;
using Xunit;

namespace Ripen.Tests.Reading;

public class CsvRowsTests
{
    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void The_delimiter_is_found(string d) =>
        Assert.Equal([["1", "Meier", "a,b;c"]], Table.Read($"id{d}name{d}note\n1{d}Meier{d}\"a,b;c\"\n").Rows);

    [Fact]
    public void Decimal_commas_do_not_make_a_comma_the_delimiter() =>
        Assert.Equal(["id", "budget", "share"], Table.Read("id;budget;share\n1;1,5;2,5\n2;3,5;4,5\n").Columns);

    [Fact]
    public void Bars_between_values_of_a_cell_are_no_delimiter() =>
        Assert.Equal([["1", "a|b|c"]], Table.Read("id,problem|need|pain\n1,a|b|c\n").Rows);

    [Fact]
    public void Excels_declaration_of_the_delimiter_is_obeyed()
    {
        var table = Table.Read("sep=;\r\nid;a,b\r\n1;2\r\n");
        Assert.Equal(["id", "a,b"], table.Columns);
        Assert.Equal([3L], table.Numbers);
    }

    [Fact]
    public void A_quoted_cell_may_hold_line_breaks_and_rows_are_counted_as_a_spreadsheet_does()
    {
        var table = Table.Read("id,note\n1,\"first\r\nsecond, \"\"third\"\"\"\n2,x\n");
        Assert.Equal([["1", "first\r\nsecond, \"third\""], ["2", "x"]], table.Rows);
        Assert.Equal([2L, 3L], table.Numbers);
    }

    [Fact]
    public void A_comma_too_many_at_the_end_is_fine()
    {
        var table = Table.Read("id,name,\n1,a,\n2,b\n3,c,,\n");
        Assert.Equal(["id", "name"], table.Columns);
        Assert.Equal([["1", "a"], ["2", "b"], ["3", "c"]], table.Rows);
        Assert.False(table.Reports.Any);
    }

    [Fact]
    public void Short_and_long_rows_are_kept_and_reported()
    {
        var table = Table.Read("id,name,country\n1\n2,b,DE,surplus\n3,c,DE\n");
        Assert.Equal([["1"], ["2", "b", "DE"], ["3", "c", "DE"]], table.Rows);
        Assert.Equal(
            """
            leads.csv: row has fewer cells than the header (1)
              row 2, name
            leads.csv: row has more cells than the header; the surplus is ignored (1)
              row 3: surplus

            """,
            table.Reports.ToString().ReplaceLineEndings());
    }

    [Fact]
    public void Blank_rows_are_passed_over_but_counted()
    {
        var table = Table.Read("\n\nid,name\n\n1,a\n,\n  ,\t\n2,b\n\n");
        Assert.Equal(["id", "name"], table.Columns);
        Assert.Equal([5L, 8L], table.Numbers);
        Assert.False(table.Reports.Any);
    }

    [Fact]
    public void Names_that_stand_twice_or_are_empty_are_tolerated()
    {
        var table = Table.Read("id,,name, name \n1,2,3,4\n");
        Assert.Equal(["id", "", "name", "name"], table.Columns);
        Assert.Equal(new Report(1, "name", ""), Assert.Single(Assert.Single(table.Reports.Groups).First));
    }

    [Fact]
    public void One_column_alone_is_a_table() =>
        Assert.Equal([["a"], ["b c"], ["#d"]], Table.Read("id\na\nb c\n#d").Rows);

    [Fact]
    public void Commas_in_a_table_of_one_column_belong_to_the_cells() =>
        Assert.Equal([["Meier, Hans"], ["Lee; Bo"]], Table.Read("name\nMeier, Hans\nLee; Bo\n").Rows);

    [Theory]
    [InlineData("#1,x")]
    [InlineData("\0,x")]
    public void No_row_is_taken_for_a_comment(string row) =>
        Assert.Equal([["0", "x"], row.Split(',')], Table.Read($"id,name\n0,x\n{row}\n").Rows);

    [Fact]
    public void Old_Mac_line_ends_are_line_ends() =>
        Assert.Equal([["1", "2"], ["3", "4"]], Table.Read("a,b\r1,2\r3,4").Rows);

    [Fact]
    public void Stray_quotation_marks_inside_a_cell_stay() =>
        Assert.Equal([["1", "5\" pipe"], ["2", "Bob \"Bo\" Lee"]], Table.Read("id,name\n1,5\" pipe\n2,Bob \"Bo\" Lee\n").Rows);

    [Theory]
    [InlineData("id,name\n1,\"never closed\n2,x\n3,y\n")]
    [InlineData("id,name\n1,\"")]
    [InlineData("id,name\n1,\"a\"\"\n")]
    public void A_quotation_mark_that_is_never_closed_is_refused_with_its_row(string text) =>
        Assert.StartsWith("leads.csv: in row 2 a quotation mark opens and is never closed", Table.Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void A_header_alone_is_a_table_without_rows() => Assert.Empty(Table.Read("id,name").Rows);

    [Fact]
    public void A_header_without_names_is_refused() =>
        Assert.Contains("no header row", Table.Refusal(",,,\n,,\n"), StringComparison.Ordinal);

    [Fact]
    public void Any_table_reads_back_as_it_was_written() => Tables.Sample(
        t =>
        {
            var table = Parse(t.Bytes, t.Buffer);
            Assert.Equal(t.Columns, table.Columns);
            Assert.Equal(t.Rows, table.Rows);
            Assert.False(table.Reports.Any);
        },
        iter: 2000);

    private static readonly Gen<string> Cell = Gen.OneOf(
        Gen.String[Gen.Char["ab ,;|\t\"\r\n#'.1äß€Žπ"], 0, 12],
        Gen.String.AlphaNumeric,
        Gen.Const("😀 \"x\", y"));

    private static readonly Gen<(string[] Columns, string[][] Rows, byte[] Bytes, int Buffer)> Tables =
        from width in Gen.Int[1, 6]
        from rows in Cell.Array[width].Array[0, 30]
        from delimiter in Gen.Char[",;\t|"]
        from lineEnd in OneOf("\n", "\r\n", "\r")
        from quoteAll in Gen.Bool
        from lastEnd in Gen.Bool
        from coding in OneOf("utf-8", "utf-16", "utf-16BE", "utf-32", "plain")
        from buffer in OneOf(128, 1 << 16)
        select Written(width, rows, delimiter, lineEnd, quoteAll, lastEnd, coding, buffer);

    private static (string[], string[][], byte[], int) Written(
        int width, string[][] rows, char delimiter, string lineEnd, bool quoteAll, bool lastEnd, string coding, int buffer)
    {
        string[] columns = [.. Enumerable.Range(0, width).Select(i => $"column {i}")];
        var lines = new[] { columns }.Concat(rows).Select(row => string.Join(delimiter, row.Select(Quoted)));
        var text = string.Join(lineEnd, lines) + (lastEnd ? lineEnd : "");
        var encoding = coding == "plain" ? new UTF8Encoding(false) : Encoding.GetEncoding(coding);
        string[][] saying = [.. rows.Where(row => row.Any(cell => !string.IsNullOrWhiteSpace(cell)))];
        return (columns, saying, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)], buffer);

        string Quoted(string cell) =>
            quoteAll || cell.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Table Parse(byte[] bytes, int buffer)
    {
        var file = InputFile.From(new MemoryStream(bytes), "leads.csv");
        var reports = new Reports("leads.csv");
        using var reader = new CsvRows(file, file.SampleText(), reports, buffer);
        return Table.Read(reader, reports);
    }
}
