using System.Globalization;
using System.Text;
using Ripen.Bench.Inputs;
using Sylvan.Data.Csv;

namespace Ripen.Bench;

/// <summary>
/// Reading 1,000,000 leads of 12 columns and writing a short line for each: what any program pays that turns such a
/// file into lines, before it judges anything.
/// </summary>
internal static class CsvRowsYardstick
{
    public const string Name = "csv-rows";

    private const int Rows = 1_000_000;
    private const int Passes = 4;

    public static Measurement Run()
    {
        var file = Path.Combine(Path.GetTempPath(), $"ripen-bench-{Guid.NewGuid():N}.csv");
        try
        {
            using (var writer = new StreamWriter(file)) LeadsCsv.Write(Leads.Generate(Rows, seed: 1), writer);
            var size = new FileInfo(file).Length / 1e6;
            var rate = Measure.BestRate(() => Pass(file), Passes, TimeSpan.Zero);
            return new Measurement(Name, rate, "rows/s", string.Create(CultureInfo.InvariantCulture,
                $"Sylvan.Data.Csv, {Rows:N0} rows x {LeadsCsv.Columns} columns ({size:F0} MB), a line a row to the null device, best of {Passes} passes, peak memory {Measure.PeakMegabytes():F0} MB"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static int Pass(string file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        using var csv = CsvDataReader.Create(reader, new CsvDataReaderOptions { BufferSize = 1 << 16 });
        using var writer = new StreamWriter(OperatingSystem.IsWindows() ? "NUL" : "/dev/null", append: true, new UTF8Encoding(false), 1 << 16);
        var rows = 0;
        while (csv.Read())
        {
            var known = 0;
            for (var column = 0; column < csv.FieldCount; column++)
            {
                if (!csv.GetFieldSpan(column).IsEmpty) known++;
            }
            writer.Write(csv.GetFieldSpan(0));
            writer.Write(',');
            writer.Write(known);
            writer.Write('\n');
            rows++;
        }
        return rows == Rows ? rows : throw new InvalidOperationException($"{rows} rows read, {Rows} written.");
    }
}
