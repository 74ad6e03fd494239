using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>
/// Reading the touches of all persons in the order of persons, from a table that lies in that order: what anybody pays who
/// looks at what everybody did.
/// </summary>
internal static class TouchesScanYardstick
{
    private const int Passes = 3;

    private static string Schema(bool isPostgres) =>
        $"create table touches (person {(isPostgres ? "uuid" : "blob")} not null, at bigint not null, seq bigint not null, kind int not null, page text, primary key (person, at, seq)){(isPostgres ? "" : " without rowid")}";

    public static Measurement Run(string name, string kind)
    {
        var persons = BenchSize.Or(1_000_000);
        using var database = new BenchDatabase(kind);
        database.Execute(Schema(database.IsPostgres));
        using var connection = database.Open();
        if (connection is NpgsqlConnection postgres) Copy(postgres, persons);
        else Insert(connection, persons);
        if (database.IsPostgres) database.Execute("vacuum analyze touches");
        var rate = Measure.BestRate(() => Scan(connection, persons), Passes, TimeSpan.Zero);
        return new(name, rate, "persons/s", string.Create(CultureInfo.InvariantCulture, $"{database.Terms}; {persons:N0} persons with {Touches.Each} touches each read in order, one connection, best of {Passes} passes"));
    }

    private static int Scan(DbConnection connection, int persons)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select person, at, kind from touches order by person, at, seq";
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        var (rows, seen, last) = (0L, 0, Guid.Empty);
        while (reader.Read())
        {
            var person = reader is NpgsqlDataReader ? reader.GetGuid(0) : new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true);
            if (person != last) seen++;
            last = person;
            rows += reader.GetInt64(1) > 0 && reader.GetInt32(2) >= 0 ? 1 : 0;
        }
        return rows == (long)persons * Touches.Each && seen == persons ? persons : throw new InvalidOperationException($"{rows} touches of {seen} persons read.");
    }

    private static void Insert(DbConnection connection, int persons)
    {
        using var insert = new BatchedInsert(connection, "insert into touches values ($1, $2, $3, $4, $5)", NpgsqlDbType.Uuid, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Integer, NpgsqlDbType.Text);
        using var transaction = connection.BeginTransaction();
        foreach (var (person, at, seq, kind) in All(persons)) insert.Add(transaction, person.ToByteArray(bigEndian: true), at, seq, (long)kind, null);
        transaction.Commit();
    }

    private static void Copy(NpgsqlConnection connection, int persons)
    {
        using var copy = connection.BeginBinaryImport("copy touches from stdin (format binary)");
        foreach (var (person, at, seq, kind) in All(persons))
        {
            copy.StartRow();
            copy.Write(person, NpgsqlDbType.Uuid);
            copy.Write(at, NpgsqlDbType.Bigint);
            copy.Write(seq, NpgsqlDbType.Bigint);
            copy.Write(kind, NpgsqlDbType.Integer);
            copy.WriteNull();
        }
        copy.Complete();
    }

    private static IEnumerable<(Guid Person, long At, long Seq, int Kind)> All(int persons)
    {
        var seq = 0L;
        for (var i = 0; i < persons; i++)
        {
            var person = Guid.CreateVersion7(Leads.AsOf.AddMilliseconds(i));
            foreach (var (kind, at) in Touches.Of(i, Leads.AsOf)) yield return (person, at.ToUnixTimeMilliseconds(), seq++, Array.IndexOf(Touches.Kinds, kind));
        }
    }
}
