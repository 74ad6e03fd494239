using Ripen.Leads;
using Ripen.Reading;

namespace Ripen.Grading;

/// <summary>
/// Hands out leads in the file's order, with their touches and their colleagues. Up to the first lead with a buying group
/// they come as they are read; from there on all are put aside in a temporary file until the last row is read, because a
/// colleague may stand anywhere.
/// </summary>
internal sealed class LeadSource(LeadRows rows, TouchFile? touches, Plan plan, Reports reports) : IDisposable
{
    private GroupSpill? groups;
    private int nextSpilled;

    /// <summary>Fills the batch; false when there are no more leads.</summary>
    public bool Fill(GradeBatch batch)
    {
        while (!batch.IsFull && groups is null)
        {
            var lead = batch.Next;
            if (!rows.Read(lead)) return batch.Count > 0;
            if (rows.Group.Length > 0)
            {
                groups = new(plan, reports);
                SpillFrom(lead);
                break;
            }
            touches?.AddTo(lead);
            lead.Seal();
            batch.Keep();
        }
        while (!batch.IsFull && groups is not null && nextSpilled < groups.Count)
        {
            var lead = batch.Next;
            batch.Keep(groups.Load(nextSpilled++, lead, touches));
        }
        return batch.Count > 0;
    }

    public void Dispose() => groups?.Dispose();

    private void SpillFrom(Dossier lead)
    {
        do groups!.Put(lead, rows.Group);
        while (rows.Read(lead));
    }
}
