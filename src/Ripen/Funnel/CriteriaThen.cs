using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Funnel;

/// <summary>What agreements find of leads as of the moment in which each was handed over, from what was known then.</summary>
internal sealed class CriteriaThen
{
    private readonly Session session;
    private readonly Dictionary<LeadId, LeadRecord> leads;

    /// <param name="handovers">All of which anything will be asked.</param>
    public CriteriaThen(Session session, IEnumerable<ScoredHandover> handovers)
    {
        this.session = session;
        leads = LeadStore.OfPersons(session, [.. handovers.Select(row => row.Lead.Person).Distinct()]).ToDictionary(lead => lead.Id);
    }

    /// <returns>Of each whether it fits and a sign a criterion, as <see cref="LeadGaps"/> has it; null where the lead is gone.</returns>
    public List<(Truth Fits, string Criteria)?> Of(AgreementInForce agreement, IReadOnlyList<ScoredHandover> handovers)
    {
        var (judge, loader) = (new Judge(agreement.Plan), new DossierLoader(agreement));
        var known = handovers.Select(row => leads.GetValueOrDefault(row.Lead)).OfType<LeadRecord>().Distinct().ToList();
        if (known.Count == 0) return [.. handovers.Select(_ => ((Truth, string)?)null)];
        // What was superseded later still counted then.
        var dossiers = loader.Load(session, known, handovers.Min(row => row.OpenedAt).ToDateTimeOffset());
        var places = known.Index().ToDictionary(one => one.Item.Id, one => one.Index);
        return [.. handovers.Select<ScoredHandover, (Truth, string)?>(row =>
        {
            if (!leads.TryGetValue(row.Lead, out var lead)) return null;
            var dossier = dossiers[places[lead.Id]];
            var outcome = judge.Of(dossier, row.OpenedAt, agreement.Plan.HasGroupCriteria ? loader.ColleaguesOf(lead, dossier) : []);
            return (outcome.Fits, LeadGaps.Of(judge, null).Criteria!);
        })];
    }
}
