using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Work;

/// <summary>
/// Judges every open lead of a line whose agreement has changed, a piece at a time, so that everything else goes on in
/// between; <c>place</c> says where the next piece begins, on whichever server. Leads judged under the new version already,
/// because something happened to them, are passed over.
/// </summary>
internal sealed class LineWork(Desk desk, Rejudging rejudging)
{
    private const int MostLeads = 1_000;

    // What began to be taken in before the agreement was in force may be written after all leads were looked at: so they
    // are looked at once more a while later.
    private static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(1);

    /// <param name="kind">Judge those who are not under the version in force yet, or all.</param>
    public async Task<long> RunAsync(Session session, Claim claim, DeskWorkKind kind, CancellationToken stop)
    {
        var taken = await desk.Writer.DoAsync(write => DeskWork.Take(write, kind, claim, 1), stop);
        if (taken.Count == 0) return 0;
        var (work, line) = (taken[0], taken[0].Line ?? Desk.MainLine);
        try
        {
            if (desk.Agreements.InForce(session, line, desk.Now) is not { } agreement)
            {
                await desk.Writer.DoAsync(write => DeskWork.Done(write, work, claim.By), stop);
                return 0;
            }
            var leads = LeadStore.OpenAfter(session, line, work.Place ?? Guid.Empty, MostLeads, notUnder: kind == DeskWorkKind.JudgeLine ? agreement.Version : null);
            var inForceAt = kind == DeskWorkKind.JudgeLine ? AgreementStartOf(session, line, agreement.Version) : DateTimeOffset.MinValue;
            var tally = await rejudging.JudgeAsync(session, leads, LeadStore.AreNeighbours(session, leads), write => Further(write, work, claim, leads, inForceAt), stop);
            return tally.Judged;
        }
        catch (InvalidDataException damaged)
        {
            await desk.Writer.DoAsync(write => DeskWork.PushAhead(write, work, claim.By, desk.Now, Rejudging.WhereOf(damaged)), stop);
            return 0;
        }
    }

    private static void Further(Write write, AskedWork work, Claim claim, List<LeadRecord> leads, DateTimeOffset inForceAt)
    {
        if (leads.Count == MostLeads) DeskWork.MoveOn(write, work, claim.By, leads[^1].Id.Person, work.DueAt);
        else if (inForceAt > DateTimeOffset.MinValue && work.DueAt < inForceAt + SecondLook) DeskWork.MoveOn(write, work, claim.By, place: null, inForceAt + SecondLook);
        else DeskWork.Done(write, work, claim.By);
    }

    private static DateTimeOffset AgreementStartOf(Session session, string line, int version) =>
        Agreements.AgreementStore.Find(session, line, version)?.InForceAt ?? DateTimeOffset.MinValue;
}
