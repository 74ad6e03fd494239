using CsCheck;
using Ripen.Desks;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Verifying;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>An import that is taken back has never been.</summary>
public sealed class UndoTests
{
    private static readonly string[] Emptied =
    [
        "persons", "leads", "events", "passes", "due_work", "touches", "person_facts", "organisation_facts", "group_facts", "organisations", "organisation_keys",
        "buying_groups", "contact_keys", "touch_keys", "import_keys", "costs", "review", "moves",
    ];

    [Theory]
    [InlineData(DatabaseKinds.Sqlite, 25)]
    [InlineData(DatabaseKinds.Postgres, 4)]
    public void What_is_undone_has_never_been_and_can_be_imported_again(string kind, int samples) => RandomFiles.Any.Array[2, 6].Sample(files =>
    {
        Wait(async () =>
        {
            await using var desk = await TestDesk.OpenAsync(kind);
            foreach (var (what, rows) in files)
            {
                await desk.SettleAsync();
                var before = DeskContents.WithoutIds(desk.Desk);
                var done = await desk.ImportAsync(what, rows);
                await desk.UndoAsync(done.Import);
                await desk.SettleAsync();
                var after = DeskContents.WithoutIds(desk.Desk);
                Assert.True(before.SequenceEqual(after), string.Join('\n', before.Except(after).Select(row => $"missing {row}").Concat(after.Except(before).Select(row => $"left {row}"))));
                Assert.Equal(done.Counts, (await desk.ImportAsync(what, rows)).Counts);
            }
        });
    }, iter: samples, threads: 1);

    [Theory]
    [InlineData(DatabaseKinds.Sqlite, 25)]
    [InlineData(DatabaseKinds.Postgres, 4)]
    public void Whatever_is_undone_in_whatever_order_nothing_is_left_in_the_end(string kind, int samples) => Gen.Select(RandomFiles.Any.Array[1, 5], Gen.Shuffle(new[] { 0, 1, 2, 3, 4 })).Sample((files, order) =>
    {
        Wait(async () =>
        {
            await using var desk = await TestDesk.OpenAsync(kind);
            var imports = new List<int>();
            foreach (var (what, rows) in files) imports.Add((await desk.ImportAsync(what, rows)).Import);
            foreach (var place in order.Where(place => place < imports.Count)) await desk.UndoAsync(imports[place]);
            Assert.All(Emptied, table => Assert.Equal((table, 0L), (table, desk.Count($"select count(*) from {table}"))));
        });
    }, iter: samples, threads: 1);

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whoever_has_grown_since_stays_with_what_others_said(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var first = await desk.LeadsAsync("id,email,job_title,organisation\n1,ann@a.example.com,CFO,Acme\n2,bob@b.example.com,CTO,Other\n");
        await desk.LeadsAsync("id,budget\n1,25000 EUR\n");
        await desk.TouchesAsync("lead,kind,at,source\n1,form_sent,2026-06-01,Web\n");
        var undone = await desk.UndoAsync(first.Import);
        Assert.Equal((1L, 1L, 0L), (undone.Leads, undone.Persons, undone.Kept));
        var lead = Assert.Single(desk.Leads());
        Assert.Equal(("1", null, null), (lead.ExternalId, lead.JobTitle, lead.Organisation));
        Assert.Equal((1L, 1L), (desk.Count("select count(*) from touches"), desk.Count("select count(*) from group_facts")));
        // He is still known by his address.
        await desk.LeadsAsync("email,job_title\nann@a.example.com,CEO\n");
        Assert.Equal("CEO", Assert.Single(desk.Leads()).JobTitle);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_touch_with_an_id_is_still_known_when_another_of_the_same_instant_is_undone(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        const string WithId = "lead,kind,at,id\n1,form_sent,2026-06-01T10:00:00Z,t1\n";
        await desk.LeadsAsync("id\n1\n");
        await desk.TouchesAsync(WithId);
        var before = desk.Count("select count(*) from touches");
        var other = await desk.TouchesAsync("lead,kind,at\n1,page_viewed,2026-06-01T10:00:00Z\n");
        await desk.UndoAsync(other.Import);
        await desk.TouchesAsync(WithId.Replace("form_sent", "demo_requested", StringComparison.Ordinal));
        Assert.Equal((before, 1L), (desk.Count("select count(*) from touches"), desk.Count("select count(*) from touch_keys")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_decision_on_which_others_went_on_is_kept_and_told(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,created_at\n1,2026-01-01\n2,2026-01-01\n");
        var decisions = await desk.ImportAsync(ImportKind.Decisions, "lead,at,decision\n1,2026-01-05,accepted\n2,2026-01-05,accepted\n");
        await desk.ImportAsync(ImportKind.Outcomes, "lead,at,outcome\n1,2026-02-01,won\n");
        Assert.Equal(1, (await desk.UndoAsync(decisions.Import)).Kept);
        Assert.Equal(["Won", "Inquiry"], desk.Leads().Select(lead => lead.State.Situation.ToString()));
        Assert.Equal(1, desk.Count("select count(*) from passes where accepted_at is not null"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_import_that_still_runs_is_not_undone(string kind)
    {
        using var database = new TestDatabase(kind);
        await using var desk = await TestDesk.OverAsync(database);
        // Of PostgreSQL, another server's.
        await using var other = kind == DatabaseKinds.Postgres ? await TestDesk.OverAsync(database) : null;
        using var file = Intake.File("id\n1\n2\n");
        file.Check();
        InputRefusedException? refused = null;
        var done = await new Importer(desk.Desk, new(ImportKind.Leads, file, Mapping.None, Desk.MainLine, null, "test"), _ => refused ??= Refused(other ?? desk)).RunAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Import 1 is still running", refused!.Message, StringComparison.Ordinal);
        Assert.Equal((2L, 2L), (done.Counts.Taken, (await (other ?? desk).UndoAsync(done.Import)).Leads));

        static InputRefusedException? Refused(TestDesk desk)
        {
            try
            {
                Wait(() => desk.UndoAsync(1));
                return null;
            }
            catch (InputRefusedException refused)
            {
                return refused;
            }
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_pass_comes_from_where_the_lead_comes_from_however_late_that_is_known_or_taken_back(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,created_at\n1,2026-06-01\n");
        var later = await desk.TouchesAsync("lead,kind,at,source,campaign\n1,form_sent,2026-06-02,Web,Spring\n");
        Assert.Equal(1, Passes("p.source = (select source from sources where name = 'Web') and p.campaign is not null"));
        await desk.UndoAsync(later.Import);
        Assert.Equal(1, Passes("p.source is null and p.campaign is null"));

        long Passes(string where) => desk.Count($"select count(*) from passes p join leads l on l.person_id = p.person_id and l.lead = p.lead where {where} and p.source is not distinct from l.source and p.campaign is not distinct from l.campaign");
    }

    [Theory]
    [InlineData(DatabaseKinds.Sqlite, 20)]
    [InlineData(DatabaseKinds.Postgres, 3)]
    public void Whatever_is_undone_who_is_left_is_judged_without_it(string kind, int samples) => RandomFiles.Any.Array[2, 4].Sample(files =>
    {
        Wait(async () =>
        {
            await using var desk = await TestDesk.OpenAsync(kind);
            var imports = new List<int>();
            foreach (var (what, rows) in files) imports.Add((await desk.ImportAsync(what, rows)).Import);
            await Worker.RunDueAsync(desk.Desk);
            await desk.UndoAsync(imports[0]);
            await Worker.RunDueAsync(desk.Desk);
            var verified = new Verification(desk.Desk, judgesAll: true, _ => { }).Run(default);
            // The files tell of what was known before it happened.
            Assert.Empty(verified.Faults.Groups.Where(group => group.Check != Checks.InstantsMakeSense).SelectMany(group => group.First));
        });
    }, iter: samples, threads: 1);

    private static void Wait(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();
}
