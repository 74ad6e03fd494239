using Ripen.Desks;
using Ripen.Privacy;
using Ripen.Settings;

namespace Ripen.Tracking;

/// <summary>Visits that are nobody’s, or became touches.</summary>
internal sealed class KeptVisits() : Kept("visits", "Visits of the websites", KnownSettings.KeepVisits)
{
    public override async Task<long> DeleteAsync(Desk desk, DateTimeOffset oldest, CancellationToken stop)
    {
        for (var all = 0L; ;)
        {
            var deleted = await desk.Writer.DoManyAsync(write => VisitRetention.Delete(write, oldest), stop);
            if (deleted == 0) return all;
            all += deleted;
        }
    }
}
