using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Values;
using Ripen.Work;

namespace Ripen.Leads;

/// <summary>
/// Judges leads again, many at a time: loads and judges beside the writer, so that nobody waits for that, and then writes
/// what has changed, and only that. What somebody wrote meanwhile is loaded and judged again as part of the write. Not for
/// several threads at once.
/// </summary>
/// <param name="failed">Told of each lead that could not be judged, and why.</param>
internal sealed class Rejudging(Desk desk, Action<LeadId, Exception>? failed = null)
{
    private const int Parts = 8;
    private readonly JudgingByLine judges = new(desk.Agreements);

    /// <summary>What a lead was before it was judged.</summary>
    private readonly record struct Was(Findings? Findings, int? JudgedUnder, int Tenths, Instant? StandsUntil, LeadGaps Gaps, string? Name, string? Email, string? Organisation, string? Country, string? JobTitle)
    {
        public static Was Of(LeadRecord lead) => new(lead.State.Findings, lead.JudgedUnder, lead.Tenths, lead.StandsUntil, lead.Gaps, lead.Name, lead.Email, lead.Organisation, lead.Country, lead.JobTitle);
    }

    /// <summary>What is to be written: all of a lead, or only its numbers.</summary>
    private sealed record Changes(List<LeadRecord> Leads, List<LeadRecord> Numbers)
    {
        public List<LeadId> Ids { get; } = [.. Leads.Concat(Numbers).Select(lead => lead.Id)];
    }

    /// <summary>Judges open leads. One that cannot be judged is put behind the others for an hour, and they go on.</summary>
    /// <param name="session">Beside the writer.</param>
    /// <param name="areNeighbours">They lie one behind the other, so that what is known of them is best read in one go.</param>
    /// <param name="also">To be done in the same transaction.</param>
    public async Task<JudgeTally> JudgeAsync(Session session, IReadOnlyList<LeadRecord> leads, bool areNeighbours, Action<Write>? also, CancellationToken stop)
    {
        var ids = leads.Select(lead => lead.Id).ToList();
        try
        {
            return await TogetherAsync(session, leads, areNeighbours, also, stop);
        }
        catch (Exception failure) when (desk.Database.IsConflict(failure) && leads.Count > 1)
        {
            // Others write many of these again and again: fewer at a time are done between two of their writes.
            var tally = new JudgeTally();
            foreach (var some in ids.Chunk((ids.Count + Parts - 1) / Parts)) tally.Add(await JudgeAsync(session, LeadStore.Open(session, some), areNeighbours: false, also: null, stop));
            if (also is not null) await desk.Writer.DoAsync(also, stop);
            return tally;
        }
        catch (Exception failure) when (desk.Database.LiesInTheWork(failure))
        {
            var tally = new JudgeTally();
            await HalvesAsync(session, ids, failure, tally, stop);
            if (also is not null) await desk.Writer.DoAsync(also, stop);
            return tally;
        }
    }

    private async Task HalvesAsync(Session session, List<LeadId> ids, Exception failure, JudgeTally tally, CancellationToken stop)
    {
        if (ids.Count == 1)
        {
            await desk.Writer.DoAsync(write => DueWork.PushAhead(write, ids[0], DueKind.Judge, desk.Now, WhereOf(failure)), stop);
            tally.Failed++;
            failed?.Invoke(ids[0], failure);
            return;
        }
        foreach (var half in ids.Chunk((ids.Count + 1) / 2))
        {
            try
            {
                tally.Add(await TogetherAsync(session, LeadStore.Open(session, half), areNeighbours: false, also: null, stop));
            }
            catch (Exception again) when (desk.Database.LiesInTheWork(again))
            {
                await HalvesAsync(session, [.. half], again, tally, stop);
            }
        }
    }

    /// <summary>What went wrong and where, for people who look after the program: messages may hold what is known of a person.</summary>
    public static string WhereOf(Exception failure)
    {
        var place = new System.Diagnostics.StackTrace(failure).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith(nameof(Ripen), StringComparison.Ordinal) == true);
        return place is null ? failure.GetType().Name : $"{failure.GetType().Name} in {place.DeclaringType!.FullName}.{place.Name}";
    }

    private async Task<JudgeTally> TogetherAsync(Session session, IReadOnlyList<LeadRecord> leads, bool areNeighbours, Action<Write>? also, CancellationToken stop)
    {
        var tally = new JudgeTally();
        var changes = Judge(session, leads, areNeighbours, tally);
        if (changes.Ids.Count == 0 && also is null) return tally;
        var isAgain = false;
        await desk.Writer.DoManyAsync(
            write =>
            {
                // A write that failed has changed the records: then all of them are loaded anew.
                Save(write, isAgain ? JudgeAnew(write, changes.Ids) : Fresh(write, changes));
                also?.Invoke(write);
            },
            stop);
        return tally;

        Changes Fresh(Write write, Changes judged)
        {
            isAgain = true;
            var moved = LeadStore.WrittenSince(write, [.. judged.Leads, .. judged.Numbers]);
            if (moved.Count == 0) return judged;
            var anew = JudgeAnew(write, moved);
            return new([.. judged.Leads.Where(lead => !moved.Contains(lead.Id)), .. anew.Leads], [.. judged.Numbers.Where(lead => !moved.Contains(lead.Id)), .. anew.Numbers]);
        }
    }

    private Changes JudgeAnew(Write write, IReadOnlyCollection<LeadId> ids) => Judge(write, LeadStore.Open(write, ids), areNeighbours: false, new());

    private void Save(Write write, Changes changes)
    {
        LeadNews.Tell(desk, write, changes.Leads);
        LeadStore.Save(write, changes.Leads);
        LeadStore.SaveNumbers(write, changes.Numbers);
    }

    private Changes Judge(Session session, IReadOnlyList<LeadRecord> leads, bool areNeighbours, JudgeTally tally)
    {
        var now = desk.Now;
        var changes = (Leads: new List<LeadRecord>(), Numbers: new List<LeadRecord>());
        var planning = new Planning(desk, session, now);
        foreach (var line in leads.GroupBy(lead => lead.State.Line ?? Desk.MainLine))
        {
            var ofLine = line.ToList();
            var were = ofLine.ConvertAll(Was.Of);
            judges.Of(session, line.Key, now).Judge(session, ofLine, now, areNeighbours: areNeighbours);
            foreach (var lead in ofLine) planning.Plan(lead);
            for (var i = 0; i < were.Count; i++)
            {
                var (lead, was) = (ofLine[i], were[i]);
                tally.Count(JudgeTally.TemperatureOf(desk, session, line.Key, was.Findings), JudgeTally.TemperatureOf(desk, session, line.Key, lead.State.Findings), lead.News.Count > 0);
                if (Was.Of(lead) == was && lead.News.Count == 0) continue;
                var areNumbers = lead.News.Count == 0 && was == Was.Of(lead) with { JudgedUnder = was.JudgedUnder, Tenths = was.Tenths, StandsUntil = was.StandsUntil, Gaps = was.Gaps };
                (areNumbers ? changes.Numbers : changes.Leads).Add(lead);
            }
        }
        return new(changes.Leads, changes.Numbers);
    }
}
