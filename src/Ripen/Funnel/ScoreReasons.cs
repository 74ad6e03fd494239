using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Measuring;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Funnel;

/// <summary>Holds the reasons of Sales against what the agreement had found of the same leads when it handed them over.</summary>
internal static class ScoreReasons
{
    public static List<ScoreReason> Of(Desk desk, Session session, IReadOnlyList<HandoverRow> handovers, AgreementInForce? agreement)
    {
        var rejected = handovers.Where(row => row.Ended == HandoverEnd.Rejected).ToList();
        var versions = rejected.Where(row => row.Agreement is not null).Select(row => row.Agreement!.Value).Distinct().ToDictionary(version => version, version => desk.Agreements.Compiled(session, Desk.MainLine, version).Agreement);
        return [.. rejected.GroupBy(row => row.Reason ?? "", StringComparer.Ordinal).OrderByDescending(reason => reason.Count()).ThenBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => Of(reason.Key, [.. reason], rejected.Count, versions, agreement))];
    }

    private static ScoreReason Of(string reason, List<HandoverRow> rows, int all, Dictionary<int, Agreement> versions, AgreementInForce? agreement)
    {
        var title = agreement?.Policy.ReasonOf(reason)?.Says ?? (reason.Length == 0 ? "No reason" : FactWords.Capital(FactWords.Spaced(reason)));
        var share = Rate.Of(rows.Count, all);
        var met = MetOf(rows, versions);
        var about = met.Where(one => IsAbout(one.Key, reason, agreement)).Select(one => ((string Name, int Met, int Known)?)(one.Key, one.Value.Met, one.Value.Known)).FirstOrDefault();
        var says = $"{ReportMoney.Percent(share!.Value.Value)} of rejections say “{title}”{(about is { } criterion ? $", and in {criterion.Met} of {criterion.Known} the agreement called {FactWords.Spaced(criterion.Name)} met" : "")}.";
        return new(reason, title, rows.Count, ShownShare.Of(share), about?.Name, about?.Met ?? 0, about?.Known ?? 0, says);
    }

    private static Dictionary<string, (int Met, int Known)> MetOf(List<HandoverRow> rows, Dictionary<int, Agreement> versions)
    {
        var met = new Dictionary<string, (int Met, int Known)>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.Agreement is not { } version) continue;
            foreach (var finding in new LeadGaps(row.Criteria, null, null).CriteriaOf(versions[version]))
            {
                var there = met.GetValueOrDefault(finding.Name);
                met[finding.Name] = (there.Met + (finding.Met == Truth.True ? 1 : 0), there.Known + 1);
            }
        }
        return met;
    }

    // A reason is about a criterion whose name it holds, or one of whose facts it proves wrong.
    private static bool IsAbout(string criterion, string reason, AgreementInForce? agreement) =>
        reason.Contains(criterion, StringComparison.OrdinalIgnoreCase) || (agreement?.Policy.ReasonOf(reason)?.Forget.Any(fact => fact.Contains(criterion, StringComparison.OrdinalIgnoreCase)) ?? false);
}
