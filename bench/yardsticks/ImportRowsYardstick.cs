using System.Data.Common;
using System.Globalization;
using System.Text;
using NpgsqlTypes;
using Ripen.Bench.Inputs;
using Sylvan.Data.Csv;

namespace Ripen.Bench;

/// <summary>
/// Reading 1,000,000 leads of 12 columns and inserting each into one table of 14 columns with a unique index on the e-mail
/// address, 5,000 a transaction: what any program pays that keeps such a file, before it matches or judges anything.
/// </summary>
internal static class ImportRowsYardstick
{
    private const int RowsTogether = 5_000;
    private const int Passes = 2;

    private const string Schema = """
        create table leads (
          number bigint not null primary key, id text not null, email text not null, organisation text, country text, industry text, employees text,
          seniority text, buying_role text, budget text, budget_status text, problem text, purchase_by text, imported_at bigint not null)
        """;

    private const string Insert = "insert into leads values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

    public static Measurement Run(string name, string kind)
    {
        using var folder = BenchFolder.New();
        var (rows, file) = (BenchSize.Or(1_000_000), folder.PathOf("leads.csv"));
        using (var writer = new StreamWriter(file)) LeadsCsv.Write(Leads.Generate(rows, seed: 1), writer);
        var (bytes, terms) = (0L, "");
        var rate = Measure.BestRate(
            () =>
            {
                using var database = new BenchDatabase(kind);
                database.Execute(Schema);
                database.Execute("create unique index leads_by_email on leads (email)");
                Import(database, file);
                if (database.Count("select count(*) from leads") != rows) throw new InvalidOperationException("Not all rows are there.");
                (bytes, terms) = (database.Bytes(), database.Terms);
                return rows;
            },
            Passes, TimeSpan.Zero);
        return new(name, rate, "rows/s", string.Create(CultureInfo.InvariantCulture, $"{terms}; {rows:N0} rows x {LeadsCsv.Columns} columns, a prepared insert a row, {RowsTogether:N0} a transaction, best of {Passes} passes; {bytes / (double)rows:N0} bytes a row on disk, peak memory {Measure.PeakMegabytes():F0} MB"));
    }

    private static void Import(BenchDatabase database, string file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        using var csv = CsvDataReader.Create(reader, new CsvDataReaderOptions { BufferSize = 1 << 16 });
        using var connection = database.Open();
        using var insert = new BatchedInsert(connection, Insert, [NpgsqlDbType.Bigint, .. Enumerable.Repeat(NpgsqlDbType.Text, LeadsCsv.Columns), NpgsqlDbType.Bigint]);
        var (row, now) = (new object?[LeadsCsv.Columns + 2], DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        DbTransaction? transaction = null;
        for (var number = 0L; csv.Read(); number++)
        {
            transaction ??= connection.BeginTransaction();
            (row[0], row[^1]) = (number, now);
            for (var column = 0; column < LeadsCsv.Columns; column++) row[column + 1] = csv.GetFieldSpan(column).IsEmpty ? null : csv.GetString(column);
            insert.Add(transaction, row);
            if ((number + 1) % RowsTogether == 0) Commit(insert, ref transaction);
        }
        if (transaction is not null) Commit(insert, ref transaction);
    }

    private static void Commit(BatchedInsert insert, ref DbTransaction? transaction)
    {
        insert.Flush();
        transaction!.Commit();
        transaction.Dispose();
        transaction = null;
    }
}
