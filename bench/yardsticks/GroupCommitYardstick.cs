using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NpgsqlTypes;

namespace Ripen.Bench;

/// <summary>
/// An endpoint that keeps a row for every request, and answers when it is durable: what waits is inserted together, a commit
/// for all. What anybody pays who takes beacons and loses none.
/// </summary>
internal static class GroupCommitYardstick
{
    /// <summary>The argument by which this program is that endpoint.</summary>
    public const string AppArgument = "group-commit-app";
    private const int MostTogether = 500;

    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        using var database = new BenchDatabase(kind);
        database.Execute($"create table rows (id text not null primary key, at bigint not null, body text not null){(database.IsPostgres ? "" : " without rowid")}");
        using var server = new MeasuredServer(typeof(GroupCommitYardstick).Assembly.Location, url => [AppArgument, url, database.Folder, .. database.Connection is { } connection ? (string[])[connection] : []]);
        var load = BeaconLoad.Run(new Uri(server.Client.BaseAddress!, "/row"), "https://www.bench.example");
        if (database.Count("select count(*) from rows") < load.Done) throw new InvalidOperationException("Acknowledged rows are not there.");
        yield return new(name, load.PerSecond, "requests/s", $"{database.Terms}; {load.Says}");
    }

    public static void Serve(string url, string folder, string? connection)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        var waiting = Channel.CreateBounded<(string Body, TaskCompletionSource Done)>(20_000);
        _ = Task.Run(() => WriteAsync(folder, connection, waiting.Reader));
        app.MapGet("/health/ready", () => "ready");
        app.MapPost("/row", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await waiting.Writer.WriteAsync((await reader.ReadToEndAsync(), done));
            await done.Task;
            return Results.NoContent();
        });
        app.Run();
    }

    private static async Task WriteAsync(string folder, string? address, ChannelReader<(string Body, TaskCompletionSource Done)> waiting)
    {
        using var connection = BenchDatabase.Open(folder, address);
        using var rows = new BatchedInsert(connection, "insert into rows values ($1, $2, $3)", NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Text);
        while (await waiting.WaitToReadAsync())
        {
            var together = new List<TaskCompletionSource>();
            using var transaction = connection.BeginTransaction();
            while (together.Count < MostTogether && waiting.TryRead(out var row))
            {
                rows.Add(transaction, Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), row.Body);
                together.Add(row.Done);
            }
            rows.Flush();
            transaction.Commit();
            foreach (var done in together) done.SetResult();
        }
    }
}
