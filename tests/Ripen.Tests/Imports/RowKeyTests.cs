using CsCheck;
using Xunit;

namespace Ripen.Tests.Imports;

public sealed class RowKeyTests
{
    [Fact]
    public void The_same_file_gives_the_same_keys_whatever_the_order_of_its_columns()
    {
        var keys = Keys("id,name,budget\n1,Ann,5 EUR\n2,Bob,\n");
        Assert.Equal(keys, Keys("id,name,budget\n1,Ann,5 EUR\n2,Bob,\n"));
        Assert.Equal(keys, Keys("budget;id;name\r\n5 EUR;1; Ann \r\n;2;Bob\r\n"));
        Assert.Equal(keys, Keys("{\"name\":\"Ann\",\"id\":1,\"budget\":\"5 EUR\"}\n{\"id\":2,\"name\":\"Bob\"}\n", "leads.ndjson"));
        Assert.Equal(keys, Keys("id,name,budget,\n1,Ann,5 EUR,\n2,Bob,,\n"));
    }

    [Fact]
    public void Identical_rows_are_told_apart_by_their_number_and_no_more()
    {
        var keys = Keys("id,name\n1,Ann\n1,Ann\n2,Bob\n1,Ann\n");
        Assert.Equal(4, keys.Distinct().Count());
        Assert.Equal(keys.Order(), Keys("id,name\n2,Bob\n1,Ann\n1,Ann\n1,Ann\n").Order());
        Assert.Equal(keys[..3], Keys("id,name\n1,Ann\n1,Ann\n2,Bob\n"));
    }

    [Fact]
    public void The_kind_of_import_and_every_cell_and_its_column_make_a_difference()
    {
        var keys = new[] { "id,name,phone\n1,Ann,\n", "id,name,phone\n1,,Ann\n", "id,name\n1,AnnB\n", "id,name\n1A,nn\n", "id,nickname\n1,Ann\n" }.Select(text => Keys(text)[0]);
        Assert.Equal(5, keys.Distinct().Count());
        const string Both = "lead,at,decision,outcome\n1,2024-01-01,accepted,won\n";
        Assert.NotEqual(Intake.Decisions(Both).Rows[0].Key, Intake.Outcomes(Both).Rows[0].Key);
    }

    [Fact]
    public void Different_rows_have_different_keys() =>
        Gen.Select(Gen.String[Gen.Char['a', 'c'], 0, 3], Gen.String[Gen.Char['a', 'c'], 0, 3]).Array[1, 20].Sample(rows =>
        {
            var text = "id,name,organisation\n" + string.Concat(rows.Select(row => $"x,{row.Item1},{row.Item2}\n"));
            var keys = Keys(text);
            Assert.Equal(rows.Length, keys.Distinct().Count());
            foreach (var (a, b) in from a in Enumerable.Range(0, rows.Length) from b in Enumerable.Range(a + 1, rows.Length - a - 1) select (a, b))
                if (rows[a] != rows[b]) Assert.NotEqual(Keys(One(rows[a]))[0], Keys(One(rows[b]))[0]);
        }, iter: 50);

    private static string One((string, string) row) => $"id,name,organisation\nx,{row.Item1},{row.Item2}\n";

    private static UInt128[] Keys(string text, string name = "leads.csv") => [.. Intake.Leads(text, name: name).Rows.Select(row => row.Key)];
}
