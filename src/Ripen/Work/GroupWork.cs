using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Work;

/// <summary>Judges the leads of buying groups of whose purchase or organisation something became known.</summary>
internal sealed class GroupWork(Desk desk, Rejudging rejudging)
{
    private const int MostGroups = 200;
    private const int MostLeads = 1_000;

    /// <summary>An organisation is its groups, in every line.</summary>
    public Task UnfoldAsync(Claim claim, CancellationToken stop) => desk.Writer.DoAsync(
        write =>
        {
            foreach (var work in DeskWork.Take(write, DeskWorkKind.JudgeOrganisation, claim, MostGroups))
            {
                var groups = new List<Guid>();
                write.Read("select group_id from buying_groups where organisation_id = @organisation union select group_id from leads where organisation_id = @organisation and group_id is not null", row => groups.Add(row.GetId(0)), ("@organisation", work.Owner));
                DeskWork.Ask(write, DeskWorkKind.JudgeGroup, groups, work.DueAt);
                DeskWork.Done(write, work, claim.By);
            }
        },
        stop);

    /// <summary>Does what is due for longest, of large groups a part. What is claimed is done before this process ends.</summary>
    public async Task<long> RunAsync(Session session, Claim claim, CancellationToken stop)
    {
        var waiting = new Queue<AskedWork>(await desk.Writer.DoAsync(write => DeskWork.Take(write, DeskWorkKind.JudgeGroup, claim, MostGroups), stop));
        var judged = 0L;
        while (waiting.Count > 0)
        {
            var (leads, whole, parts) = (new List<LeadRecord>(), new List<AskedWork>(), new List<(AskedWork Work, Guid Place)>());
            while (leads.Count < MostLeads && waiting.TryDequeue(out var work))
            {
                var some = LeadStore.OpenOfGroup(session, work.Owner, work.Place ?? Guid.Empty, MostLeads);
                leads.AddRange(some);
                if (some.Count < MostLeads) whole.Add(work);
                else parts.Add((work, some[^1].Id.Person));
            }
            var tally = await rejudging.JudgeAsync(
                session,
                leads,
                areNeighbours: false,
                write =>
                {
                    foreach (var work in whole) DeskWork.Done(write, work, claim.By);
                    foreach (var (work, place) in parts) DeskWork.MoveOn(write, work, claim.By, place, work.DueAt);
                },
                CancellationToken.None);
            judged += tally.Judged;
        }
        return judged;
    }
}
