using Ripen.Desks;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Work;

namespace Ripen.Tracking;

/// <summary>Touches that turn out to be a machine’s: they stay where they are, dated, and count no more; whose leads they were are judged again at once.</summary>
internal static class Discounts
{
    /// <returns>How many there were.</returns>
    public static int Apply(Write write, Desk desk, IReadOnlyCollection<RecordedVisit> touches)
    {
        var (now, persons, discounted) = (desk.Now, new HashSet<Guid>(), 0);
        LeadStore.Hold(write, [.. touches.Select(touch => touch.Person).Distinct()]);
        foreach (var (person, at, page) in touches)
        {
            var changed = write.Execute("update touches set discounted_at = @now where person_id = @person and at = @at and page = @page and discounted_at is null", ("@now", now), ("@person", person), ("@at", at), ("@page", page));
            if (changed > 0) persons.Add(person);
            discounted += changed;
        }
        if (persons.Count > 0) JudgeAgain(write, desk, persons);
        return discounted;
    }

    private static void JudgeAgain(Write write, Desk desk, HashSet<Guid> persons)
    {
        var now = desk.Now;
        var leads = LeadStore.OfPersons(write, persons);
        foreach (var own in leads.GroupBy(lead => lead.Id.Person)) LeadsAfterUndo.TellTouches(write, own.Key, [.. own]);
        var judges = write.Own(() => new JudgingByLine(desk.Agreements));
        var planning = new Planning(desk, write, now);
        foreach (var line in leads.Where(lead => lead.State.IsOpen).GroupBy(lead => lead.State.Line ?? Desk.MainLine))
        {
            var judging = judges.Of(write, line.Key, now);
            judging.Judge(write, [.. line], now);
            foreach (var lead in line) planning.Plan(lead, judging.Agreement);
            if (judging.Agreement.Plan.GroupReadsMoreThanFacts) DeskWork.Ask(write, DeskWorkKind.JudgeGroup, line.Select(lead => lead.GroupId).OfType<Guid>().Distinct(), now);
        }
        foreach (var lead in leads) lead.ChangedAt = now;
        LeadNews.Tell(desk, write, leads);
        LeadStore.Save(write, leads);
    }
}
