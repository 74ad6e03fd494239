using Ripen.Imports;
using Ripen.Life;
using Ripen.Reading;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Verifying;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>Files of touches, decisions, outcomes and costs, put into a desk.</summary>
public sealed class OtherRowsTests
{
    private const string NoLead = "lead: there is no lead of this id";
    private const string KnownTooEarly = "known_at: it was known before it happened; mend one of the two, or leave this empty";

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Touches_go_to_whom_they_name_and_count_once(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,email,created_at\n1,ann@a.example.com,2026-01-01\n");
        var done = await desk.TouchesAsync("""
            lead,email,kind,at,id,source
            1,,form_sent,2026-02-01,t1,Web
            1,,page_viewed,2026-02-02,t2,
            ,ANN@a.example.com,mail_clicked,2026-02-03,,
            nobody,,form_sent,2026-02-01,t4,
            1,,form_sent,2026-02-09,t1,Other

            """);
        Assert.Equal((3L, 1L, 1L), (done.Counts.Taken, done.Counts.Seen, done.Counts.Refused));
        Assert.Equal([$"5: {NoLead}"], done.Reasons());
        Assert.Equal(3, desk.Count("select count(*) from touches where import = 2"));
        // The sender's id holds in other files too; a row without one is known by its cells.
        Assert.Equal((1L, 1L), await TakenAndSeen("lead,kind,at,id,page\n1,page_viewed,2026-02-02,t2,/again\n1,form_sent,2026-03-01,t5,\n"));
        Assert.Equal((0L, 1L), await TakenAndSeen("email,kind,at\nANN@a.example.com,mail_clicked,2026-02-03\n"));
        // Days begin in the desk's zone, which is Berlin.
        Assert.Equal(("2025-12-31T23", "2026-02-28T23"), ($"{desk.Lead("1").FirstTouchAt:yyyy-MM-ddTHH}", $"{desk.Lead("1").LastTouchAt:yyyy-MM-ddTHH}"));

        async Task<(long, long)> TakenAndSeen(string rows)
        {
            var again = await desk.TouchesAsync(rows);
            return (again.Counts.Taken, again.Counts.Seen);
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_was_known_before_it_happened_comes_back_and_the_rest_verifies(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var leads = await desk.LeadsAsync("id,created_at,known_at\n1,2026-01-02,2026-01-02\n2,2026-01-02,2026-01-01\n");
        Assert.Equal([$"3: {KnownTooEarly}"], leads.Reasons());
        var touches = await desk.TouchesAsync("lead,kind,at,known_at\n1,form_sent,2026-02-02T09:00:00Z,2026-02-02T09:00:00Z\n1,form_sent,2026-02-03T09:00:00Z,2026-02-03T08:00:00Z\n1,form_sent,2026-02-04T09:00:00Z,\n");
        Assert.Equal((2L, 1L), (touches.Counts.Taken, touches.Counts.Refused));
        Assert.Equal([$"3: {KnownTooEarly}"], touches.Reasons());
        Assert.Equal(0, desk.Count("select count(*) from touches where known_at < at"));
        Assert.Empty(new Verification(desk.Desk, judgesAll: true, _ => { }).Run(TestContext.Current.CancellationToken).Faults.Groups);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Decisions_and_outcomes_are_taken_once_and_not_after_won(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,name,created_at\n1,Ann,2025-01-01\n2,Bob,2025-01-01\n3,Cem,2025-05-05\n");
        const string Decisions = "lead,at,by,decision,reason\n1,2025-01-05,sam,accepted,\n2,2025-01-05,sam,rejected,too early\nnobody,2025-01-05,sam,accepted,\n";
        var done = await desk.ImportAsync(ImportKind.Decisions, Decisions);
        Assert.Equal((2L, 1L), (done.Counts.Taken, done.Counts.Refused));
        Assert.Equal((0L, 2L), await TakenAndSeen(ImportKind.Decisions, Decisions));
        Assert.Equal((Situation.Accepted, Situation.Resting), (desk.Lead("1").State.Situation, desk.Lead("2").State.Situation));

        const string Outcomes = "lead,at,outcome,amount,reason\n1,2025-02-01,won,1234.5 EUR,\n2,2025-02-01,lost,,price\n3,2025-02-01,won,,\n";
        var ends = await desk.ImportAsync(ImportKind.Outcomes, Outcomes);
        Assert.Equal(3, ends.Counts.Taken);
        Assert.Contains(ends.Remarks.Groups, group => group.Kind.Contains("before its first touch", StringComparison.Ordinal) && group.Count == 1);
        Assert.Equal((0L, 3L), await TakenAndSeen(ImportKind.Outcomes, Outcomes));
        Assert.Equal(("1234.50 EUR", 2), ($"{desk.Lead("1").State.Won!.Value.MinorUnits / 100m:0.00} {desk.Lead("1").State.Won!.Value.Currency}", desk.Lead("2").State.Pass - 1));

        var after = await desk.ImportAsync(ImportKind.Outcomes, "lead,at,outcome\n1,2025-03-01,lost\n1,2025-03-02,won\n");
        Assert.Equal((0L, 2L), (after.Counts.Taken, after.Counts.Refused));
        Assert.StartsWith("2: the lead cannot take it", after.Reasons()[0], StringComparison.Ordinal);

        async Task<(long, long)> TakenAndSeen(ImportKind what, string rows)
        {
            var again = await desk.ImportAsync(what, rows);
            return (again.Counts.Taken, again.Counts.Seen);
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_one_file_tells_of_a_lead_keeps_the_time_of_each_row(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,name,created_at\n1,Ann,2025-01-01\n");
        await desk.ImportAsync(ImportKind.Decisions, "lead,at,decision,reason\n1,2025-01-05T09:00:00Z,rejected,too early\n1,2025-01-09T09:00:00Z,accepted,\n");
        await desk.ImportAsync(ImportKind.Outcomes, "lead,at,outcome\n1,2025-02-01T09:00:00Z,lost\n1,2025-03-01T09:00:00Z,won\n");
        Assert.Equal(["2025-01-05T09:00:00Z", "2025-01-09T09:00:00Z"], Times(desk.Export(ImportKind.Decisions)));
        Assert.Equal(["2025-02-01T09:00:00Z", "2025-03-01T09:00:00Z"], Times(desk.Export(ImportKind.Outcomes)));

        static IEnumerable<string> Times(string export) => export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[2]);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Costs_are_taken_once_in_minor_units(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        const string Costs = "campaign,programme,from,to,amount,currency\nFair,,2026-01-01,2026-01-31,1234.50,EUR\nfair,,2026-02-01,2026-02-28,900,JPY\n,warm,2026-01-01,2026-12-31,10,\nFair,,2026-01-01,2026-01-31,1234.50,EUR\n";
        Assert.Equal(4, (await desk.ImportAsync(ImportKind.Costs, Costs)).Counts.Taken);
        Assert.Equal(4, (await desk.ImportAsync(ImportKind.Costs, Costs)).Counts.Seen);
        Assert.Equal((1L, 4L, 123450L, 900L), (desk.Count("select count(*) from campaigns"), desk.Count("select count(*) from costs"), desk.Count("select max(amount) from costs"), desk.Count("select min(amount) from costs where currency = 'JPY'")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_line_without_an_agreement_takes_nothing(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var done = await desk.LeadsAsync("id,line\n1,\n2,spare parts\n");
        Assert.Equal((1L, 1L), (done.Counts.Taken, done.Counts.Refused));
        Assert.Equal(["3: line: no agreement is in force in its line"], done.Reasons());
        Assert.StartsWith("No agreement is in force in line spare parts", (await Assert.ThrowsAsync<InputRefusedException>(() => desk.ImportAsync(ImportKind.Leads, "id\n1\n", "spare parts"))).Message, StringComparison.Ordinal);
    }
}
