using System.Text.Json;
using CsCheck;
using Ripen.Reading;
using Xunit;

namespace Ripen.Tests.Reading;

public class JsonRowsTests
{
    [Fact]
    public void Scalars_are_cells_as_they_are_written() => Assert.Equal(
        ["id=L1", "budget=25000.50 (Number)", "big=123456789012345678901234567890 (Number)", "known=yes (YesNo)", "free=no (YesNo)", "name=Ä \"ß\" 😀"],
        Table.Cells("""{"id":"L1","budget":25000.50,"big":123456789012345678901234567890,"known":true,"free":false,"name":"\u00c4 \"ß\" \ud83d\ude00"}"""));

    [Fact]
    public void Null_and_empty_text_say_nothing() =>
        Assert.Equal(["id=1", "c=x"], Table.Cells("""{"id":"1","a":null,"b":"","c":"x"}"""));

    [Fact]
    public void An_array_is_several_cells_of_one_column() =>
        Assert.Equal(["p=a|b (Listed)", "p=2 (Number, Listed)", "q=z"], Table.Cells("""{"p":["a|b",2,null,""],"q":"z"}"""));

    [Fact]
    public void Columns_grow_and_keys_may_come_in_any_order() => Assert.Equal(
        ["a=1", "b=2", "b=3", "a=4", "c=5", "a=6"],
        Table.Cells("""
            {"a":"1","b":"2"}
            {"b":"3","a":"4","c":"5"}
            {"a":"6"}
            """));

    [Fact]
    public void What_cannot_be_a_cell_is_reported_and_ignored()
    {
        var table = Table.Read("""{"id":"1","o":{"x":1},"l":["a",{"b":2},["c"],"d"],"id":"2"}""");
        Assert.Equal([["1", "a", "d"]], table.Rows);
        Assert.Equal(["nested value is ignored 3", "key stands twice in the object; the first counts 1"], table.Reports.Groups.Select(g => $"{g.Kind} {g.Count}"));
    }

    [Theory]
    [InlineData("[1,2]")]
    [InlineData("\"text\"")]
    [InlineData("{\"id\":1} {\"id\":2}")]
    [InlineData("{\"id\":")]
    [InlineData("{\"id\":\"\\ud800\"}")]
    [InlineData("{'id':1}")]
    [InlineData("{\"id\":1,}")]
    [InlineData("id,name")]
    [InlineData("// comment")]
    public void A_line_that_is_no_object_is_reported_and_skipped(string line)
    {
        var table = Table.Read($"{{\"id\":\"first\"}}\n\n{line}\r\n{{\"id\":\"last\"}}");
        Assert.Equal([["first"], ["last"]], table.Rows);
        Assert.Equal([1L, 4L], table.Numbers);
        var group = Assert.Single(table.Reports.Groups);
        Assert.Equal((Faults.NoObject, 3L), (group.Kind, group.First[0].Row));
    }

    [Fact]
    public void The_content_decides_not_the_name()
    {
        Assert.Equal([["1"]], Table.Read("\uFEFF \n{\"id\":1}", "leads.csv").Rows);
        Assert.Equal([["1"]], Table.Read("id\n1\n", "leads.ndjson").Rows);
        Assert.Equal([["1"]], Table.Read("oops\n{\"id\":1}", "leads.ndjson").Rows);
    }

    [Theory]
    [InlineData("[{\"id\":1},\n{\"id\":2}]", "one JSON array")]
    [InlineData("[\n  {\n", "one JSON array")]
    [InlineData("{\n  \"id\": 1\n}\n", "over several lines")]
    public void JSON_that_is_not_by_lines_is_refused(string text, string says) =>
        Assert.Contains(says, Table.Refusal(text, "leads.json"), StringComparison.Ordinal);

    [Fact]
    public void Endlessly_many_keys_do_not_fill_the_memory()
    {
        var keys = string.Join(',', Enumerable.Range(0, 11_000).Select(i => $"\"k{i}\":1"));
        var table = Table.Read($"{{{keys}}}");
        Assert.Equal(10_000, table.Columns.Length);
        Assert.Equal(1000, table.Reports.Total);
    }

    [Fact]
    public void Any_objects_read_back_as_they_were_written() =>
        Gen.Select(Gen.String[0, 8], Gen.String[0, 20]).Array[0, 8].Array[1, 20].Sample(rows =>
        {
            var objects = rows.Select(row => row.Where(cell => IsText(cell.Item1 + "|" + cell.Item2)).DistinctBy(cell => cell.Item1.Trim())
                .ToDictionary(cell => cell.Item1, cell => cell.Item2)).ToArray();
            var expected = objects.SelectMany(o => o.Where(cell => cell.Value.Length > 0).Select(cell => $"{cell.Key.Trim()}={cell.Value}"));
            var text = string.Join('\n', objects.Select(o => JsonSerializer.Serialize(o)));
            Assert.Equal(expected, Table.Cells(text));
        });

    /// <summary>Without half surrogate pairs, which are no text.</summary>
    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}
