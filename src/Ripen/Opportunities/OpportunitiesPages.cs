using Ripen.Desks;
using Ripen.Leads;
using Ripen.Organisations;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Opportunities;

/// <summary>A deal on the board.</summary>
/// <param name="Amount">For people; null: nobody has said.</param>
/// <param name="IsOverdue">It should have been decided by now.</param>
/// <param name="Buyers">Who considers the same purchase; null where it is of no group.</param>
public sealed record DealCard(ShownLead Lead, string? Owner, string? Amount, DateOnly? ExpectedOn, bool IsOverdue, BuyingRoles? Buyers);

/// <summary>The deals in one stage.</summary>
/// <param name="Stage">Null: in none, or in one that the desk no longer has.</param>
/// <param name="Sum">What they would bring, one a currency.</param>
public sealed record DealColumn(string? Stage, IReadOnlyList<DealCard> Cards, IReadOnlyList<string> Sum, double? Rate);

/// <summary>Open opportunities by stage, and what they will bring.</summary>
/// <param name="IsCut">There are more than are shown.</param>
public sealed record OpportunitiesView(IReadOnlyList<DealColumn> Columns, Forecast Forecast, bool IsCut)
{
    internal static OpportunitiesView Of(Desk desk, Session session)
    {
        var (stages, words, today) = (OpportunityStore.Stages(desk, session), new LeadWording(desk, session), desk.Settings.ZoneOf(session).DateOf(Instant.From(desk.Now)));
        var forecast = Forecast.Of(desk, session, Desk.MainLine);
        var rows = OpportunityStore.List(session, Desk.MainLine, "open", null, 0, OpportunityStore.MostOnBoard + 1);
        var leads = LeadStore.Open(session, [.. rows.Select(row => row.Lead)]).ToDictionary(lead => lead.Id);
        var groups = BuyingRoles.Of(session, desk.Agreements.InForce(session, Desk.MainLine, desk.Now), [.. rows.Select(row => row.Group).OfType<Guid>().Distinct()], desk.Now);
        var cards = rows.Take(OpportunityStore.MostOnBoard).Where(row => leads.ContainsKey(row.Lead))
            .Select(row => (Row: row, Card: new DealCard(
                words.Of(leads[row.Lead]), row.Seller is { } owner ? desk.Users.Named(session, owner)?.Name ?? owner : null, row.Deal.Amount is { } amount ? Handovers.Deals.Said(amount) : null,
                row.Deal.ExpectedOn, row.Deal.ExpectedOn < today, row.Group is { } group ? groups.GetValueOrDefault(group) : null)))
            .ToLookup(pair => stages.Contains(pair.Row.Deal.Stage) ? pair.Row.Deal.Stage : null);
        List<DealColumn> columns = [.. stages.Select(stage => Column(stage, stage))];
        if (cards[null].Any()) columns.Insert(0, Column(null, null));
        return new(columns, forecast, rows.Count > OpportunityStore.MostOnBoard);

        DealColumn Column(string? stage, string? key) => new(
            stage, [.. cards[key].Select(pair => pair.Card)],
            [.. cards[key].Select(pair => pair.Row.Deal.Amount).OfType<Life.Amount>().GroupBy(amount => amount.Currency).Select(sum => Handovers.Deals.Said(new(sum.Sum(amount => amount.MinorUnits), sum.Key)))],
            forecast.Rates.FirstOrDefault(rate => rate.Stage == stage)?.Rate);
    }
}

/// <summary><c>/opportunities</c>: the board.</summary>
internal static class OpportunitiesPages
{
    public static void Map(WebApplication app) => app.MapGet("/opportunities", Get).ExcludeFromDescription();

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<OpportunitiesPage>(session, "Opportunities", OpportunitiesView.Of(request.Desk, session));
    }
}
