using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NpgsqlTypes;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>
/// Reading touches as NDJSON in batches of 500 and inserting each into a table of touches and one of the senders' ids, a
/// durable commit a batch: what anybody pays who takes touches and does not take one twice.
/// </summary>
internal static class TouchesInsertYardstick
{
    private const int Together = 500;
    private const int Persons = 1_000_000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private static string Schema(string clustered) => $"""
        create table touches (person text not null, at bigint not null, number bigint not null, kind text not null, page text, primary key (person, at, number)){clustered};
        create table touch_keys (client_id text not null primary key, person text not null, at bigint not null){clustered}
        """;

    private sealed record Line(string Id, string Kind, DateTimeOffset At, string External_id, string? Page);

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Measurement Run(string name, string kind)
    {
        using var database = new BenchDatabase(kind);
        database.Execute(Schema(database.IsPostgres ? "" : " without rowid"));
        var (leads, taken) = (BenchSize.Or(Persons), 0);
        // Made beforehand, because whoever sends them is another machine.
        var batches = Enumerable.Range(0, 4_000).Select(i => Touches.Batch("y", i * Together, Together, leads, Leads.AsOf)).ToList();
        using var connection = database.Open();
        using var touches = new BatchedInsert(connection, "insert into touches values ($1, $2, $3, $4, $5)", NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text);
        using var keys = new BatchedInsert(connection, "insert into touch_keys values ($1, $2, $3) on conflict do nothing", NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint);
        var began = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var range in batch.AsSpan().Split((byte)'\n'))
            {
                if (batch.AsSpan(range) is not { Length: > 0 } bytes) continue;
                var line = JsonSerializer.Deserialize<Line>(bytes, Json)!;
                var at = line.At.ToUnixTimeMilliseconds();
                touches.Add(transaction, line.External_id, at, (long)taken++, line.Kind, line.Page);
                keys.Add(transaction, line.Id, line.External_id, at);
            }
            touches.Flush();
            keys.Flush();
            transaction.Commit();
            if (Stopwatch.GetElapsedTime(began) > Window) break;
        }
        var took = Stopwatch.GetElapsedTime(began);
        if (database.Count("select count(*) from touch_keys") != taken) throw new InvalidOperationException("Not all touches are there.");
        return new(name, taken / took.TotalSeconds, "touches/s", string.Create(CultureInfo.InvariantCulture, $"{database.Terms}; one connection, batches of {Together}, a commit each, {taken:N0} touches in {took.TotalSeconds:0.0} s"));
    }
}
