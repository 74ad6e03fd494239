using Ripen.Measuring;

namespace Ripen.Funnel;

/// <summary>Leads that first came by an offer at one buying stage, and what became of them.</summary>
/// <param name="Stage">early, middle or late, at the first judgement.</param>
/// <param name="Accepted">Of the inquiries; Wilson's interval. Null without inquiries.</param>
public sealed record OfferAtStage(string Stage, long Inquiries, ShownShare? Accepted, long Opportunities, long Won);

/// <summary>An offer at each buying stage.</summary>
/// <param name="Id">The number of the offer; 0: none is known.</param>
/// <param name="Stages">Early, middle, late.</param>
public sealed record OfferAtStages(int Id, string Name, IReadOnlyList<OfferAtStage> Stages)
{
    /// <summary>In the order of the offers; without those of which no lead had a buying stage.</summary>
    internal static IReadOnlyList<OfferAtStages> Of(IReadOnlyList<CountedPass[]> passes, FunnelQuery query, IReadOnlyList<ShownWorth> offers)
    {
        var all = PassWords.BuyingStages.Length + 1;
        var cells = Worth.Of(passes, query.Filter, query.Begin.Seconds, query.End.Seconds, pass => pass.Offer * all + pass.BuyingStage, isDrawn: false).ToDictionary(cell => cell.Key);
        return [.. offers.Select(offer => new OfferAtStages(offer.Id, offer.Name, [.. PassWords.BuyingStages.Select((stage, place) => At(stage, cells.GetValueOrDefault(offer.Id * all + place + 1)))])).Where(offer => offer.Stages.Any(stage => stage.Inquiries > 0))];
    }

    private static OfferAtStage At(string stage, Worth? cell) => cell is null ? new(stage, 0, null, 0, 0) : new(stage, cell.Inquiries, ShownShare.Of(Rate.Of(cell.Accepted, cell.Inquiries)), cell.Opportunities, cell.Won);
}
