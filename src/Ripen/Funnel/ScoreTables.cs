using Ripen.Exports;

namespace Ripen.Funnel;

/// <summary>The tables of the scorecard, each with what its page shows.</summary>
internal static class ScoreTables
{
    public static readonly string[] Names = ["marketing", "sales", "rejections", "promises", "agenda", "about"];

    private static readonly TableColumns<(string Side, ScoreLine Line)> LineColumns = new TableColumns<(string Side, ScoreLine Line)>()
        .Text("side", row => row.Side).Text("what", row => row.Line.What).Whole("count", row => row.Line.Count).Whole("of", row => row.Line.Share?.Total)
        .Share("share", row => row.Line.Share?.Value).Share("share_low", row => row.Line.Share?.Low).Share("share_high", row => row.Line.Share?.High)
        .Money("money", row => row.Line.Money).Text("currency", row => row.Line.Money?.Currency).Number("target", row => row.Line.Target)
        .Text("kept", row => row.Line.Kept switch { true => "yes", false => "no", _ => null }).Text("says", row => row.Line.Says);

    private static readonly TableColumns<ScoreReason> ReasonColumns = new TableColumns<ScoreReason>()
        .Text("reason", row => row.Reason).Text("title", row => row.Title).Whole("count", row => row.Count).Share("share", row => row.Share?.Value).Share("share_low", row => row.Share?.Low).Share("share_high", row => row.Share?.High)
        .Text("criterion", row => row.Criterion).Whole("met", row => row.Criterion is null ? null : row.Met).Whole("known", row => row.Criterion is null ? null : row.Known).Text("says", row => row.Says);

    /// <param name="set">What was asked for, by word.</param>
    public static IReadOnlyList<ReportTable> Of(Scorecard card, IReadOnlyDictionary<string, string> set) =>
    [
        LineColumns.Of("marketing", "Marketing", card.Marketing.Select(line => ("marketing", line))),
        LineColumns.Of("sales", "Sales", card.Sales.Select(line => ("sales", line))),
        ReasonColumns.Of("rejections", "Why Sales gives leads back", card.Rejections),
        new TableColumns<ScorePromise>().Text("side", row => row.Side).Text("promise", row => row.Promise).Text("measured", row => row.Measured).Of("promises", "Promises", card.Promises),
        new TableColumns<string>().Text("matter", row => row).Of("agenda", "For the review", card.Agenda),
        AboutTable.Of("scorecard", card.Zone, card.AsOf, set, [.. card.Notes, ShownSides.Rule]),
    ];
}
