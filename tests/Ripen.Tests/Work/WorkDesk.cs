using System.Diagnostics;
using System.Globalization;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Tests.House;
using Ripen.Tests.Storage;

namespace Ripen.Tests.Work;

/// <summary>What the tests of due work do to a desk.</summary>
internal static class WorkDesk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A form sent now by somebody who is known by his address.</summary>
    public static Arrival Form(this TestDesk desk, string email, params (string Fact, string? Value)[] facts) => desk.FormIn(Desk.MainLine, null, email, facts);

    /// <param name="group">The name of a buying group, or null.</param>
    public static Arrival FormIn(this TestDesk desk, string line, string? group, string email, params (string Fact, string? Value)[] facts)
    {
        var arrival = new Arrival { Line = line, Group = group, Email = EmailAddress.TryRead(email) };
        arrival.Touches.Add(new("form_sent", desk.Desk.Now) { Source = "Website" });
        foreach (var (fact, value) in facts.Prepend(("email", email)))
            arrival.Facts.Add(new(fact, FactCatalogue.Standard.Find(fact)!.Of, value, desk.Desk.Now, Origin.Person));
        return arrival;
    }

    /// <summary>Sent by somebody who meets all four criteria of the starter agreement.</summary>
    public static Arrival HotForm(this TestDesk desk, string email) =>
        desk.Form(email, ("job_title", "CFO"), ("budget", "25000 EUR"), ("problem", "slow_picking"), ("purchase_by", desk.Desk.Now.AddDays(78).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    public static Task TakeAsync(this TestDesk desk, params IReadOnlyList<Arrival> arrivals) =>
        desk.Desk.Writer.DoAsync(write => new IntakeBatch(desk.Desk, write, new JudgingByLine(desk.Desk.Agreements)).Take(arrivals));

    public static async Task<LeadId> TakenAsync(this TestDesk desk, Arrival arrival)
    {
        await desk.TakeAsync([arrival]);
        return arrival.Lead!.Value;
    }

    /// <summary>Hot leads of as many organisations, whose verdicts all end at the same time.</summary>
    public static async Task HotLeadsAsync(this TestDesk desk, int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(500)) await desk.TakeAsync([.. some.Select(i => desk.HotForm($"person{i}@company{i}.com"))]);
    }

    /// <summary>The starter agreement in a line of its own.</summary>
    public static Task<int> AgreeInAsync(this TestDesk desk, string line) => desk.AgreeAsync(File.ReadAllText(Repository.At("agreements/bant.yaml")), line);

    public static LeadRecord Lead(this TestDesk desk, LeadId id)
    {
        using var session = desk.Desk.Database.Read();
        return LeadStore.Load(session, id)!;
    }

    public static string TemperatureOf(this TestDesk desk, LeadId id)
    {
        using var session = desk.Desk.Database.Read();
        return JudgeTally.TemperatureOf(desk.Desk, session, Desk.MainLine, LeadStore.Load(session, id)!.State.Findings);
    }

    /// <summary>Waits for what others do, by the watch on the wall.</summary>
    public static async Task UntilAsync(Func<bool> isDone, string what, Func<string>? story = null)
    {
        for (var watch = Stopwatch.StartNew(); !isDone();)
        {
            if (watch.Elapsed > Patience) throw new TimeoutException($"After {Patience} still not: {what} {story?.Invoke()}");
            await Task.Delay(10);
        }
    }
}
