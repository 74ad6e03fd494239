using Npgsql;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Work;

/// <summary>Two servers, real processes, on one PostgreSQL.</summary>
public class ServersShareWorkTests
{
    // More than one server claims at a time.
    private const int Leads = 5_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_servers_do_each_due_row_once_and_one_takes_over_what_the_other_had_when_it_was_killed()
    {
        // The servers' clock is the real one: for them all that was said was said long ago.
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Postgres, start: TimeProvider.System.GetUtcNow());
        await desk.HotLeadsAsync(Leads);
        await using var holding = new NpgsqlConnection(desk.Desk.Place.ConnectionString);
        await holding.OpenAsync(Stop);
        foreach (var table in new[] { "person_facts", "organisation_facts", "group_facts", "touches" }) await ExecuteAsync(holding, $"update {table} set at = at - interval '400 days'");
        // Of judging alone: nobody enters a programme, and nothing else is due.
        await ExecuteAsync(holding, "update programmes set standing = 1");
        await ExecuteAsync(holding, "delete from due_work where kind = 2");
        const string Held = "(select person_id from leads order by person_id offset 3500 limit 1)";
        await ExecuteAsync(holding, $"update due_work set due_at = now() - case when person_id = {Held} then interval '2 hours' else interval '1 hour' end");

        // The lead that is due first is held, so that the first server comes to a stop in the middle of its work.
        await using var held = await holding.BeginTransactionAsync(Stop);
        await ExecuteAsync(holding, $"select 1 from leads where person_id = {Held} for update");

        string[] args = ["--database", desk.Desk.Place.ConnectionString!, "--claim-seconds", "5"];
        using var folder = new TempFolder();
        using var first = await Server.StartAsync(folder.PathOf("first"), args);
        await WorkDesk.UntilAsync(() => desk.Count("select count(*) from leads where row_version = 2") > 0 && desk.Count("select count(*) from due_work where claimed_by is not null") > 0, "some judged and others claimed by the first server", () => first.Story);
        using var second = await Server.StartAsync(folder.PathOf("second"), args);
        first.Kill();
        await held.RollbackAsync(Stop);
        await WorkDesk.UntilAsync(() => desk.Count("select count(*) from leads where row_version > 1") == Leads, "all judged", () => second.Story);

        Assert.Equal(Leads, desk.Count("select count(*) from leads where row_version = 2 and temperature <> 0"));
        // Opened and judged, judged again.
        Assert.Equal(2 * Leads, desk.Count("select count(*) from events"));
        Assert.Equal(0, await second.StopAsync());
        Assert.Equal(0, desk.Count("select count(*) from due_work where claimed_by is not null or attempts > 0"));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
