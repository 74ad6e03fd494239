using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>One thing that one side has promised or is measured by.</summary>
/// <param name="What">In one word, for programs.</param>
/// <param name="Says">In a sentence.</param>
/// <param name="Count">How many did.</param>
/// <param name="Share">Of how many; null where it is no share.</param>
/// <param name="Target">What was agreed, for the days of the report that are over, money in whole units of its currency; null where nothing was.</param>
/// <param name="Kept">Whether it is kept; null where nothing was agreed or there is nothing to measure yet.</param>
public sealed record ScoreLine(string What, string Says, long Count, ShownShare? Share, double? Target, bool? Kept)
{
    /// <summary>What came in; null where the line is of no money.</summary>
    public ShownMoney? Money { get; init; }
}

/// <summary>How often a reason was given, and what the agreement had found of those leads.</summary>
/// <param name="Criterion">The criterion that the reason speaks against, or fits; null where the agreement has none.</param>
/// <param name="Met">So many of them had it met when they were handed over.</param>
/// <param name="Known">Of so many it is known what was met.</param>
/// <param name="Says">The same in a sentence.</param>
public sealed record ScoreReason(string Reason, string Title, long Count, ShownShare? Share, string? Criterion, long Met, long Known, string Says);

/// <summary>A promise, and what can be measured about it.</summary>
/// <param name="Side">marketing or sales.</param>
/// <param name="Measured">What the desk knows about it, in a sentence; null where nothing.</param>
public sealed record ScorePromise(string Side, string Promise, string? Measured);

/// <summary>Whether both sides keep the agreement.</summary>
/// <param name="Version">Of the agreement in force; null where there is none.</param>
/// <param name="ReviewBy">When both sides look at it again.</param>
/// <param name="Agenda">What there is to talk about then, the most pressing first.</param>
public sealed record Scorecard(
    DateOnly From, DateOnly To, string Zone, DateTimeOffset AsOf, int? Version, DateOnly? ReviewBy, IReadOnlyList<ScoreLine> Marketing, IReadOnlyList<ScoreLine> Sales, IReadOnlyList<ScoreReason> Rejections,
    IReadOnlyList<ScorePromise> Promises, IReadOnlyList<string> Agenda, IReadOnlyList<string> Notes)
{
    internal static Scorecard Of(Desk desk, Session session, FunnelQuery query)
    {
        var agreement = desk.Agreements.InForce(session, Desk.MainLine, desk.Now);
        var handovers = ScoreHandovers.Judged(desk, session, ScoreHandovers.Of(desk, session, query));
        var marketing = new MarketingScore(desk, session, query, agreement, handovers);
        var sales = new SalesScore(desk, session, handovers);
        var rejections = new ScoreReasons(desk, session, agreement).Of(handovers);
        List<ScoreLine> lines = [.. marketing.Lines, .. sales.Lines];
        return new(
            query.From, query.To, desk.Settings.ZoneOf(session).Id, desk.Now, agreement?.Version, agreement?.Agreement.ReviewBy, marketing.Lines, sales.Lines, rejections, PromisesOf(agreement, lines),
            AgendaOf(desk, session, agreement, lines, rejections, sales), agreement is null ? ["There is no agreement in force: nothing was promised."] : []);
    }

    private static List<ScorePromise> PromisesOf(AgreementInForce? agreement, List<ScoreLine> lines)
    {
        if (agreement is null) return [];
        return [.. agreement.Agreement.MarketingPromises.Select(promise => Of("marketing", promise)), .. agreement.Agreement.SalesPromises.Select(promise => Of("sales", promise))];

        // A promise is a plain sentence; what it speaks of is looked for in the lines.
        ScorePromise Of(string side, string promise) => new(side, promise, MeasureOf(promise) is { } line ? line.Says : null);

        ScoreLine? MeasureOf(string promise)
        {
            foreach (var (words, what) in Measured)
            {
                if (words.All(word => promise.Contains(word, StringComparison.OrdinalIgnoreCase))) return lines.Find(line => line.What == what);
            }
            return null;
        }
    }

    // Of fewer rejections nothing is concluded.
    private const int Many = 20;

    private static readonly (string[] Words, string What)[] Measured =
    [
        (["prize draw"], SalesMeasure.MoreThanPrizeDraw.What),
        (["reason"], "reasons_given"),
        (["campaign", "accepted"], "campaigns_without_accepted"),
        (["date"], "recycled_with_dates"),
        (["accept"], "accepted_in_time"),
        (["answer"], "answered_in_time"),
        (["work"], "worked"),
    ];

    private static List<string> AgendaOf(Desk desk, Session session, AgreementInForce? agreement, List<ScoreLine> lines, List<ScoreReason> rejections, SalesScore sales)
    {
        var agenda = new List<string>();
        if (agreement?.Agreement.ReviewBy is { } review)
        {
            var days = review.DayNumber - desk.Settings.ZoneOf(session).DateOf(Instant.From(desk.Now)).DayNumber;
            agenda.Add(days < 0 ? $"The review was due {Spoken.Counted(-days, "day")} ago." : $"The review is due in {Spoken.Counted(days, "day")}.");
        }
        agenda.AddRange(lines.Where(line => line.Kept == false).Select(line => line.Says));
        if (sales.Warning is { } warning) agenda.Add(warning);
        agenda.AddRange(rejections.Where(reason => reason.Known > 0 && 2 * reason.Met > reason.Known).Select(reason => reason.Says));
        agenda.AddRange(rejections.Where(reason => reason.Criterion == SharperClauses.Fits && reason.Known >= Many && 2 * reason.Met < reason.Known).Select(reason => $"{reason.Known - reason.Met} of {reason.Known} leads given back for “{reason.Title}” were handed over though the agreement never said that they fit: there it agrees with Sales. See who hands them over."));
        return agenda;
    }
}
