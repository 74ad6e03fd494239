using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;
using Rate = Ripen.Measuring.Rate;

namespace Ripen.Funnel;

/// <summary>Holds the reasons of Sales against what the agreement had found of the same leads when it handed them over.</summary>
internal sealed class ScoreReasons(Desk desk, Session session, AgreementInForce? agreement)
{
    private static readonly string[] OfFit = ["ideal", "fit"];
    private static readonly string[] OfRole = ["buying_role", "seniority"];
    private static readonly string[] OfTime = ["purchase_by", "purchase_timeframe"];

    private readonly Dictionary<int, Agreement> versions = [];

    /// <summary>The most frequent first.</summary>
    public List<ScoreReason> Of(IReadOnlyList<ScoredHandover> handovers)
    {
        var rejected = handovers.Where(row => row.End == HandoverEnd.Rejected).ToList();
        return [.. rejected.GroupBy(row => row.Reason ?? "", StringComparer.Ordinal).OrderByDescending(reason => reason.Count()).ThenBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => Of(reason.Key, [.. reason], rejected.Count))];
    }

    /// <summary>What was found of a criterion when a lead was handed over; null where that was not kept.</summary>
    public Truth? Found(ScoredHandover row, string criterion)
    {
        if (criterion == SharperClauses.Fits) return row.Fits;
        if (row is not { Version: { } version, Criteria: not null }) return null;
        if (!versions.TryGetValue(version, out var agreed)) versions[version] = agreed = desk.Agreements.Compiled(session, Desk.MainLine, version).Agreement;
        foreach (var finding in new LeadGaps(row.Criteria, null, null).CriteriaOf(agreed))
        {
            if (finding.Name == criterion) return finding.Met;
        }
        return null;
    }

    /// <summary>
    /// The criterion that a reason speaks against: whose name it holds, or one of whose facts it has forgotten; whether they fit where
    /// it disqualifies and speaks of the ideal or the fit; one that asks for the role where somebody else decides, one that asks for the time where Sales names a date. Null where there is none.
    /// </summary>
    public string? CriterionOf(string reason)
    {
        if (agreement is null) return null;
        var criteria = agreement.Agreement.Criteria;
        if (criteria.FirstOrDefault(criterion => reason.Contains(criterion.Name, StringComparison.OrdinalIgnoreCase)) is { } named) return named.Name;
        if (agreement.Policy.ReasonOf(reason) is not { } agreed) return null;
        if (agreed.Then == AfterRejection.Disqualify && OfFit.Any(word => reason.Contains(word, StringComparison.OrdinalIgnoreCase))) return SharperClauses.Fits;
        IReadOnlyList<string> facts = agreed.Forget.Count > 0 ? agreed.Forget : agreed.Then == AfterRejection.AskReferral ? OfRole : agreed.WakeAsked ? OfTime : [];
        return criteria.FirstOrDefault(criterion => FactsOf(criterion.MetWhen).Any(facts.Contains))?.Name;
    }

    private ScoreReason Of(string reason, List<ScoredHandover> rows, int all)
    {
        var title = agreement?.Policy.ReasonOf(reason)?.Says ?? (reason.Length == 0 ? "No reason" : FactWords.Capital(FactWords.Spaced(reason)));
        var (share, criterion) = (Rate.Of(rows.Count, all), CriterionOf(reason));
        var found = criterion is null ? [] : rows.Select(row => Found(row, criterion)).OfType<Truth>().ToList();
        var met = found.Count(truth => truth == Truth.True);
        var (not, unknown) = (found.Count(truth => truth == Truth.False), found.Count(truth => truth == Truth.Unknown));
        var others = (not, unknown) switch { (0, 0) => "", (_, 0) => $", in {not} not", (0, _) => $", in {unknown} it did not know", _ => $", in {not} not, in {unknown} it did not know" };
        var says = $"{ReportMoney.Percent(share!.Value.Value)} of rejections say “{title}”{(found.Count > 0 ? $", and in {met} of {found.Count} the agreement {Called(criterion!)}{others}" : "")}.";
        return new(reason, title, rows.Count, ShownShare.Of(share), criterion, met, found.Count, says);
    }

    /// <summary>What the agreement said of those in whom a criterion was met.</summary>
    public static string Called(string criterion) => criterion == SharperClauses.Fits ? "said that they fit" : $"called {FactWords.Called(criterion)} met";

    private static IEnumerable<string> FactsOf(Condition condition) => condition switch
    {
        FactTest test => [test.Fact.Name],
        Any any => any.Of.SelectMany(FactsOf),
        All all => all.Of.SelectMany(FactsOf),
        AtLeast some => some.Of.SelectMany(FactsOf),
        Not not => FactsOf(not.Of),
        _ => [],
    };
}
