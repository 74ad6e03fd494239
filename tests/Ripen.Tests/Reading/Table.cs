using System.Text;
using Ripen.Reading;
using Xunit;

namespace Ripen.Tests.Reading;

/// <summary>A file read to its end, for tests: names, rows of cells, row numbers and what was reported.</summary>
internal sealed record Table(string[] Columns, string[][] Rows, long[] Numbers, Reports Reports, TextCoding Coding)
{
    public static Table Read(string text, string name = "leads.csv") => Read(Encoding.UTF8.GetBytes(text), name);

    public static Table Read(byte[] bytes, string name = "leads.csv") => Read(InputFile.From(new MemoryStream(bytes), name));

    public static Table Read(InputFile file)
    {
        var reports = new Reports(file.Name);
        using var reader = RowReader.Open(file, reports);
        return Read(reader, reports);
    }

    public static Table Read(RowReader reader, Reports reports)
    {
        var rows = new List<string[]>();
        var numbers = new List<long>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.Count).Select(i => reader.Text(i).ToString())]);
            numbers.Add(reader.Row);
        }

        return new Table([.. reader.Columns], [.. rows], [.. numbers], reports, reader.Coding);
    }

    /// <summary>Cells as <c>column=text</c>, which shows NDJSON best.</summary>
    public static string[] Cells(string text)
    {
        var reports = new Reports("leads.ndjson");
        using var reader = RowReader.Open(InputFile.From(new MemoryStream(Encoding.UTF8.GetBytes(text)), "leads.ndjson"), reports);
        var cells = new List<string>();
        while (reader.Read())
        {
            for (var i = 0; i < reader.Count; i++)
                cells.Add($"{reader.Columns[reader.Column(i)]}={reader.Text(i)}{(reader.Form(i) == CellForm.Text ? "" : $" ({reader.Form(i)})")}");
        }

        return [.. cells];
    }

    public static string Refusal(byte[] bytes, string name = "leads.csv") =>
        Assert.Throws<InputRefusedException>(() => Read(bytes, name)).Message;

    public static string Refusal(string text, string name = "leads.csv") => Refusal(Encoding.UTF8.GetBytes(text), name);
}

/// <summary>A path for a temporary file that is gone after the test.</summary>
internal sealed class TempPath : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "ripen-test-" + System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
