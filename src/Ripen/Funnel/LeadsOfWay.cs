using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary>Which leads a number of a source, campaign or offer counts.</summary>
/// <param name="Way">Its number; 0: none is known.</param>
/// <param name="Reached">Those that ever came to this step.</param>
/// <param name="IsFitting">Those that fit.</param>
/// <param name="IsOnTheWay">Those whose last pass runs.</param>
internal sealed record LeadsOfWay(int Way, FunnelStep? Reached, bool IsFitting, bool IsOnTheWay)
{
    /// <summary>The words beside those of the report.</summary>
    public static readonly QueryWord[] Words =
    [
        new("way", "The number of the source, campaign or offer; 0: none is known.", "1") { IsNumber = true },
        new("reached", "Those that ever came to this step.", "accepted") { OneOf = Funnel.Words.Steps },
        new("is", "Those that fit, or whose last pass runs.", "fitting") { OneOf = ["fitting", "on_the_way"] },
    ];

    public static LeadsOfWay Of(ListQuery query)
    {
        var (step, what) = (query.Word("reached", Funnel.Words.Steps), query.Word("is", "fitting", "on_the_way"));
        return new(query.Number("way", 0, int.MaxValue) ?? 0, step is null ? null : (FunnelStep)Array.IndexOf(Funnel.Words.Steps, step), what == "fitting", what == "on_the_way");
    }

    /// <summary>The last pass of each lead.</summary>
    public IEnumerable<KnownPass> In(KnownPasses passes, FunnelQuery query, string by)
    {
        KnownPass? last = null;
        var (isIn, furthest, fit) = (false, FunnelStep.Inquiry, (byte)0);
        foreach (var known in passes.All)
        {
            if (known.Pass.Number == 1)
            {
                if (IsMeant()) yield return last!.Value;
                isIn = KeyOf(known.Pass, by) == Way && known.Pass.Began >= query.Begin.Seconds && known.Pass.Began < query.End.Seconds && query.Filter.Takes(known.Pass);
                (furthest, fit) = (FunnelStep.Inquiry, 0);
            }
            if (!isIn) continue;
            last = known;
            if (known.Pass.Furthest > furthest) furthest = known.Pass.Furthest;
            if (known.Pass.Fit != 0) fit = known.Pass.Fit;
        }
        if (IsMeant()) yield return last!.Value;

        bool IsMeant() => isIn && (Reached is not { } step || furthest >= step) && (!IsFitting || fit == CountedPass.Fitting) && (!IsOnTheWay || last!.Value.Pass.IsRunning);
    }

    public string Says(Desk desk, Session session, FunnelQuery query, string by)
    {
        var name = Way == 0 ? $"no {by}" : $"the {by} “{NameOf(desk, session, by)}”";
        var what = Reached is { } step && step != FunnelStep.Inquiry ? $" and ever reached “{Funnel.Words.Heading(step)}”" : IsFitting ? " and fit" : IsOnTheWay ? " and are on their way" : "";
        return $"Leads that first came by {name} from {FunnelWords.Said(query.From)} to {FunnelWords.Said(query.To)}{what}{FunnelWords.Told(query)}.";
    }

    public static int KeyOf(in CountedPass pass, string by) => by switch { "campaign" => pass.Campaign, "offer" => pass.Offer, _ => pass.Source };

    private string NameOf(Desk desk, Session session, string by) => by switch { "campaign" => desk.Campaigns.NameOf(session, Way), "offer" => desk.Offers.NameOf(session, Way), _ => desk.Sources.NameOf(session, Way) };
}
