using System.Globalization;
using Ripen.Imports;
using Ripen.Tests.Databases;
using Ripen.Tests.Imports;
using Ripen.Tests.Reading;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>A server that is killed at any moment while touches come in: what it acknowledged is there, once, whatever is sent again.</summary>
public sealed class KilledIngestTests
{
    private const int Senders = 4;
    private const int Persons = 240;
    private const int Firms = 50;
    private const string WithoutId = "page_viewed";
    private static readonly int Touches = Senders * Batches(0).Sum(batch => batch.Lines.Length);

    /// <summary>What the desk holds, sorted.</summary>
    /// <param name="Once">Touches with ids.</param>
    /// <param name="Others">Touches without.</param>
    private sealed record Exports(string[] Leads, string[] Once, string[] Others);

    [Theory]
    [InlineData(DatabaseKinds.Sqlite, 30)]
    [InlineData(DatabaseKinds.Postgres, 10)]
    public async Task Killed_at_random_points_and_sent_again_it_is_as_undisturbed(string kind, int kills)
    {
        var wanted = await UndisturbedAsync(kind);
        using var database = new TestDatabase(kind);
        await KilledAsync(database, kills, new(Environment.TickCount));
        var verified = Cli.Run(["verify", .. Cli.At(database)]);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        await using var desk = await TestDesk.OverAsync(database);
        if (database.ConnectionString is null) Assert.Equal(1, desk.Count("select count(*) from pragma_integrity_check where integrity_check = 'ok'"));
        var got = Exported(desk);
        Assert.Equal(wanted.Leads, got.Leads);
        Assert.Equal(wanted.Once, got.Once);
        // What names no id and was sent again is there again.
        Assert.Equal(wanted.Others, got.Others.Distinct());
    }

    private static async Task<Exports> UndisturbedAsync(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await SendAsync(NewSenders(0), server.Client, () => { });
        var all = Exported(server.Desk);
        Assert.Equal(Touches, all.Once.Length + all.Others.Length);
        return all;
    }

    private static async Task KilledAsync(TestDatabase database, int kills, Random random)
    {
        string[] args = database.ConnectionString is { } connection ? ["--database", connection] : [];
        var (senders, steps, left) = (NewSenders(random.Next()), 0, Touches);
        for (var kill = 0; kill <= kills; kill++)
        {
            using var server = await Server.StartAsync(database.DataFolder, args);
            // Somewhere in what is left, so that all kills fall into it; the last server lives.
            var (before, deadly) = (steps, kill == kills ? int.MaxValue : steps + 1 + random.Next(2 * left / (kills - kill + 1)));
            await SendAsync(senders, server.Client, () =>
            {
                if (Interlocked.Increment(ref steps) == deadly) server.Kill();
            });
            left = Math.Max(1, left - (steps - before));
            server.Kill();
        }
    }

    private static TouchSender[] NewSenders(int seed) => [.. Enumerable.Range(0, Senders).Select(sender => new TouchSender(Batches(sender), new(seed + sender)))];

    private static Task SendAsync(TouchSender[] senders, HttpClient client, Action step) => Task.WhenAll(senders.Select(sender => Task.Run(() => sender.SendAsync(client, step))));

    /// <summary>Of one sender: everything of some persons, in its order; their firms are everybody's.</summary>
    private static TouchBatch[] Batches(int sender) =>
    [
        .. Enumerable.Range(0, 14).Select(number => new TouchBatch(
            [.. Enumerable.Range(0, 40 + 5 * (number % 5)).Select(line => Touch(sender, number, line))],
            number % 3 == 1 ? string.Create(CultureInfo.InvariantCulture, $"batch-{sender}-{number}") : null)),
    ];

    // Every third batch names its touches by the request's key, every third a few not at all.
    private static string Touch(int sender, int number, int line)
    {
        var person = Senders * ((number * 17 + line) % (Persons / Senders)) + sender;
        var at = new DateTime(2026, 3, 1 + number, 0, 0, 0, DateTimeKind.Utc).AddSeconds(100 * line + sender);
        var isNamed = number % 3 == 0 || (number % 3 == 2 && line % 4 > 0);
        var id = isNamed ? $$"""
            "id":"{{sender}}-{{number}}-{{line}}",
            """ : "";
        var what = isNamed || number % 3 == 1 ? "form_sent" : WithoutId;
        var said = line % 3 == 0 ? string.Create(CultureInfo.InvariantCulture, $$"""
            ,"facts":{"budget":"{{1000 * line}} EUR","job_title":"Title {{number}}","industry":"Industry {{line}}"}
            """) : "";
        return string.Create(CultureInfo.InvariantCulture, $$"""{{{id}}"kind":"{{what}}","at":"{{at:s}}Z","email":"p{{person}}@firm{{person % Firms}}.example.com","source":"Source {{line % 5}}","campaign":"Campaign {{number % 2}}"{{said}}}""");
    }

    /// <summary>Persons are called by their addresses, and when we came to know something is left out.</summary>
    private static Exports Exported(TestDesk desk)
    {
        Assert.Equal((Persons, Persons, Firms), (desk.Count("select count(*) from persons"), desk.Count("select count(*) from leads"), desk.Count("select count(*) from organisations")));
        var (leads, touches) = (Table.Read(desk.Export(ImportKind.Leads)), Table.Read(desk.Export(ImportKind.Touches)));
        var (id, email) = (Array.IndexOf(leads.Columns, "id"), Array.IndexOf(leads.Columns, "email"));
        var names = leads.Rows.ToDictionary(row => row[id], row => row[email]);
        return new(Sorted(Rows(leads)), Sorted(Rows(touches).Where(row => !IsOther(row))), Sorted(Rows(touches).Where(IsOther)));

        IEnumerable<string> Rows(Table table) => table.Rows.Select(row => string.Join('|', row.Select((cell, i) => table.Columns[i] is RejectedRows.RowColumn or "known_at" ? "" : names.GetValueOrDefault(cell, cell))));
    }

    private static bool IsOther(string row) => row.Contains($"|{WithoutId}|", StringComparison.Ordinal);

    private static string[] Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];
}
