using System.Text;
using CsCheck;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Tests.Reading;
using Xunit;

namespace Ripen.Tests.Imports;

public sealed class RejectedRowsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rejected_rows_come_back_with_reasons_and_are_imported_once_mended()
    {
        var path = folder.Write("leads.csv", "id;email;phone;name\n;bad;+49 30 1;=Ann\n1;;+49 30 2;Bob\n;;;\n2;a;b;c;d e\n");
        string rejected;
        using (var file = ImportFile.Open(path))
        {
            var intake = Intake.Leads(file);
            Assert.Equal(["1"], intake.Rows.Select(row => row.Id));
            rejected = intake.Rejected.Write(file)!;
        }
        Assert.Equal(folder.PathOf("leads.rejected.csv"), rejected);
        var text = File.ReadAllText(rejected);
        Assert.Equal("""
            ripen_row;ripen_reason;id;email;phone;name
            2;email: this is no e-mail address, and there is no id to know the lead by;;bad;'+49 30 1;'=Ann
            5;the row has more cells than the header; a cell with a delimiter in it wants quotation marks;2;a;b;c;d e

            """.Replace("the row has more cells than the header; a cell with a delimiter in it wants quotation marks", "\"the row has more cells than the header; a cell with a delimiter in it wants quotation marks\"", StringComparison.Ordinal), text.Replace("\r\n", "\n", StringComparison.Ordinal));

        var mended = folder.Write("mended.csv", text.Replace(";bad;", ";ann@example.com;", StringComparison.Ordinal).Replace(";c;d e", ";c", StringComparison.Ordinal));
        using var again = ImportFile.Open(mended);
        var taken = Intake.Leads(again);
        Assert.Empty(taken.Reasons);
        Assert.Equal(["ann@example.com|+49 30 1|=Ann", "b|c"], taken.Rows.Select(row => string.Join('|', row.Facts.Select(fact => fact.Text))));
        Assert.DoesNotContain(taken.Remarks.Groups, group => group.Kind == ImportColumns.NotUsed);
        // The key is that of the row as it would have been in the file itself.
        Assert.Equal(Intake.Leads("id;email;phone;name\n;ann@example.com;+49 30 1;=Ann\n").Rows[0].Key, taken.Rows[0].Key);
    }

    [Fact]
    public void A_file_that_somebody_may_be_mending_is_left_alone()
    {
        var path = folder.Write("leads.csv", "id,email\n,bad\n");
        using var file = ImportFile.Open(path);
        Assert.Equal(["leads.rejected.csv", "leads.rejected-2.csv"], new[] { 0, 1 }.Select(_ => Path.GetFileName(Intake.Leads(file).Rejected.Write(file))));
        Assert.Throws<InputRefusedException>(() => Intake.Leads(file).Rejected.Write(file, folder.PathOf("leads.rejected.csv")));
        using var none = Intake.File("id\n1\n");
        Assert.Null(Intake.Leads(none).Rejected.Write(none));
    }

    [Fact]
    public void A_row_may_be_handed_back_long_after_it_was_read_and_as_json()
    {
        using var file = Intake.File("{\"id\":1,\"problem\":[\"a\",\"b\"]}\n{\"id\":2,\"name\":\"Bob\"}\n", "leads.ndjson");
        var rejected = new RejectedRows("leads.ndjson");
        rejected.Add(2, "id and e-mail are of different persons", "id", "2");
        rejected.Add(1, "later", "", "");
        using var written = new MemoryStream();
        rejected.Write(file, written);
        Assert.Equal(["ripen_row,ripen_reason,id,problem,name", "1,later,1,a|b,", "2,id: id and e-mail are of different persons,2,,Bob"],
            Encoding.UTF8.GetString(written.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_line_that_is_no_object_is_handed_back_as_it_stands()
    {
        const string Text = "oops\n{\"id\":1,\"name\":\"Ann\"}\n\n[\"=2\", \"Bob\"]\n{\"id\":3}\n{\"id\":4,\n";
        using var file = Intake.File(Text, "leads.ndjson");
        Assert.Equal(5, file.Check().Rows);
        var intake = Intake.Leads(file);
        Assert.Equal(["1", "3"], intake.Rows.Select(row => row.Id));
        using var written = new MemoryStream();
        intake.Rejected.Write(file, written);
        const string Reason = "the line is no JSON object; put what it says into the columns";
        var text = Encoding.UTF8.GetString(written.ToArray()).TrimStart('\uFEFF');
        Assert.Equal(["ripen_row,ripen_reason,id,name", $"1,{Reason},,,oops", $"4,{Reason},,,\"[\"\"=2\"\", \"\"Bob\"\"]\"", $"6,{Reason},,,\"{{\"\"id\"\":4,\""], text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Replace($"\"{Reason}\"", Reason, StringComparison.Ordinal)));
        // Unmended it comes back again; mended it is taken.
        Assert.Equal(3, Intake.Leads(text).Rejected.Count);
        Assert.Equal(["5"], Intake.Leads(text.Replace(",,,oops", ",5,Cem", StringComparison.Ordinal)).Rows.Select(row => row.Id));
        Assert.Contains(intake.Rejected.Reports.Groups, group => group.Kind == Reason && group.Count == 3);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49 30")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("'=1")]
    public void A_formula_is_written_as_text(string cell) => Assert.StartsWith("'", Formulas.Neutral(cell), StringComparison.Ordinal);

    [Fact]
    public void Every_cell_comes_back_as_it_was() => Gen.String[Gen.Char["'=+-@\t\r a\"\n;,"], 0, 8].Array[3].Array[1, 5].Sample(rows =>
    {
        using var output = new MemoryStream();
        using (var csv = new CsvExport(output))
        {
            csv.Row("first", "second", "third");
            foreach (var row in rows) csv.Row(row);
        }
        var read = Table.Read(output.ToArray());
        var saying = rows.Where(row => row.Any(cell => !string.IsNullOrWhiteSpace(Formulas.Neutral(cell)))).ToArray();
        Assert.Equal(saying, read.Rows.Select(row => row.Select(cell => Formulas.Original(cell).ToString()).ToArray()));
        Assert.All(read.Rows.SelectMany(row => row), cell => Assert.False(cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]));
    }, iter: 500);

    [Fact]
    public void Other_files_keep_their_apostrophes() => Assert.Equal("'=1", Intake.Leads("id,name\n1,'=1\n").Rows[0].Fact("name"));
}
