using CsCheck;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Work;

/// <summary>Whatever comes in and however time goes by: once what is due is done, every lead is what it would be if it were judged from scratch.</summary>
public class AlwaysTrueTests
{
    private const string OtherLine = "parts";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly (string, string?)[] Said =
    [
        ("job_title", "CFO"), ("job_title", "Clerk"), ("job_title", null), ("budget", "25000 EUR"), ("budget", "10 EUR"), ("budget", null), ("problem", "slow_picking"), ("problem", "coffee"),
        ("purchase_by", "2026-10-01"), ("purchase_by", "2026-07-20"), ("industry", "logistics"), ("employees", "300"), ("employees", "3"), ("relationship", "competitor"), ("country", "DE"),
        ("domain", "company0.com"), ("domain", "company3.com"), ("organisation", "Fourth Inc"),
    ];

    private static readonly TimeSpan[] Moves = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromHours(7), TimeSpan.FromDays(3), TimeSpan.FromDays(40), TimeSpan.FromDays(200)];

    private sealed record Step(int Person, string Line, string? Group, int[] Facts, int Move, bool Works);

    private static readonly Gen<Step[]> Steps = (
        from person in Gen.Int[0, 5]
        from line in Gen.Frequency((3, Gen.Const(Desk.MainLine)), (2, Gen.Const(OtherLine)))
        from named in Gen.Int[0, 8]
        from facts in Gen.Int[0, Said.Length - 1].Array[0, 3]
        from move in Gen.Int[0, Moves.Length - 1]
        from works in Gen.Bool
        select new Step(person, line, named == 0 ? "deal" : null, facts, move, works)).Array[1, 12];

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task After_any_arrivals_and_moves_of_the_clock_every_verdict_is_the_one_from_scratch(string kind) =>
        await Steps.SampleAsync(steps => IsTrueAsync(kind, steps), iter: 25, threads: 1);

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_a_person_says_in_one_line_counts_for_his_colleagues_in_another(string kind)
    {
        var (budget, isChief) = (Array.IndexOf(Said, ("budget", "25000 EUR")), Array.IndexOf(Said, ("job_title", "CFO")));
        await IsTrueAsync(kind, [new(0, Desk.MainLine, null, [], 0, Works: true), new(3, Desk.MainLine, null, [budget], 0, Works: true), new(0, OtherLine, null, [isChief], 0, Works: true)]);
    }

    private static async Task IsTrueAsync(string kind, Step[] steps)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.AgreeInAsync(OtherLine);
        foreach (var step in steps)
        {
            // Six persons of three companies, who now and then are said to be at another.
            await desk.TakeAsync(desk.FormIn(step.Line, step.Group, $"person{step.Person}@company{step.Person % 3}.com", [.. step.Facts.Select(fact => Said[fact])]));
            desk.Clock.Advance(Moves[step.Move]);
            if (step.Works) await CheckAsync(desk);
        }
        await CheckAsync(desk);
    }

    private static async Task CheckAsync(TestDesk desk)
    {
        await Worker.RunDueAsync(desk.Desk, Stop);
        foreach (var line in (string[])[Desk.MainLine, OtherLine]) await CheckAsync(desk, line);
        Assert.Equal(0, desk.Count("select count(*) from leads l left join due_work d on d.person_id = l.person_id and d.lead = l.lead and d.kind = 1 where l.stands_until is distinct from d.due_at"));
        Assert.Equal(0, desk.Count("select count(*) from leads l join persons p on p.person_id = l.person_id where l.ended is null and l.organisation_id is distinct from p.organisation_id"));
    }

    private static async Task CheckAsync(TestDesk desk, string line)
    {
        using var session = desk.Desk.Database.Read();
        var now = desk.Desk.Now;
        foreach (var lead in LeadStore.OpenAfter(session, line, Guid.Empty, 100))
        {
            Assert.False(lead.StandsUntil?.ToDateTimeOffset() <= now, "A verdict stands that has ended.");
            var (findings, until, shown) = (lead.State.Findings, lead.StandsUntil, (lead.Name, lead.Email, lead.JobTitle, lead.Organisation, lead.Country));
            new JudgingByLine(desk.Desk.Agreements).Of(session, line, now).Judge(session, [lead], now);
            Assert.Equal((findings, until, shown), (lead.State.Findings, lead.StandsUntil, (lead.Name, lead.Email, lead.JobTitle, lead.Organisation, lead.Country)));
        }
        // Read in one go, all is the same.
        var tally = await new LineWalk(desk.Desk, line, _ => { }).RunAsync(Stop);
        Assert.Equal((0, 0), (tally.Changed, tally.Failed));
    }
}
