using System.Diagnostics;
using System.Globalization;
using Ripen.Imports;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>An import that is killed at any moment and run again: nothing is lost, nothing is there twice.</summary>
public sealed class KillTests : IDisposable
{
    private const int Rows = 3_000;
    private const int Firms = 1_500;
    private readonly TempFolder folder = new();
    private readonly string file;
    private readonly string map;

    public KillTests()
    {
        file = folder.Write("leads.csv", "id,email,organisation,job_title,budget,source,created_at,asked\n" + string.Concat(Enumerable.Range(0, Rows).Select(n => string.Create(
            CultureInfo.InvariantCulture,
            $"{n},p{n}@firm{n % Firms}.example.com,Firm {n % Firms},CFO,{n} EUR,Web,2026-01-{1 + (n % 28):00}T08:00:00Z,2026-02-{1 + (n % 28):00}T08:00:00Z\n"))));
        map = folder.Write("map.yaml", "columns: { asked: touch form_sent }\nas_of_the_export: 2026-03-01\n");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(DatabaseKinds.Sqlite, 4, 5)]
    [InlineData(DatabaseKinds.Postgres, 2, 5)]
    public async Task Killed_at_random_points_and_run_again_it_is_as_undisturbed(string kind, int desks, int kills)
    {
        var random = new Random(Environment.TickCount);
        var (wanted, start, whole) = await UndisturbedAsync(kind);
        for (var n = 0; n < desks; n++)
        {
            using var database = new TestDatabase(kind);
            for (var kill = 0; kill < kills; kill++)
            {
                using var program = Cli.Start(Words(database));
                program.WaitForEnd(start + random.NextDouble() * (whole - start));
                program.Kill();
            }
            var last = Cli.Run(Words(database));
            Assert.True(last.ExitCode == 0, last.Errors);
            Assert.Equal(wanted, await ExportsAsync(database));
        }
    }

    private async Task<(string[] Exports, TimeSpan Start, TimeSpan Whole)> UndisturbedAsync(string kind)
    {
        using var database = new TestDatabase(kind);
        Cli.Run(["import", "list", .. Cli.At(database)]);
        var watch = Stopwatch.StartNew();
        Cli.Run(["import", "list", .. Cli.At(database)]);
        var start = watch.Elapsed;
        watch.Restart();
        Assert.Equal(0, Cli.Run(Words(database)).ExitCode);
        return (await ExportsAsync(database), start, watch.Elapsed);
    }

    private string[] Words(TestDatabase database) => ["import", "leads", file, "--map", map, .. Cli.At(database)];

    /// <summary>Leads and touches, without the numbers of the rows; after a look that every row is there once.</summary>
    private static async Task<string[]> ExportsAsync(TestDatabase database)
    {
        await using var desk = await TestDesk.OverAsync(database);
        Assert.All((string[])["persons", "leads", "touches", "import_keys", "passes"], table => Assert.Equal((table, (long)Rows), (table, desk.Count($"select count(*) from {table}"))));
        Assert.Equal(Firms, desk.Count("select count(*) from organisations"));
        if (database.ConnectionString is null) Assert.Equal(1, desk.Count("select count(*) from pragma_integrity_check where integrity_check = 'ok'"));
        return [.. new[] { ImportKind.Leads, ImportKind.Touches }.SelectMany(kind => desk.Export(kind).Split("\r\n").Select(row => row[(row.IndexOf(',', StringComparison.Ordinal) + 1)..])).Order(StringComparer.Ordinal)];
    }
}
