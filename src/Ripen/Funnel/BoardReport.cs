using System.Globalization;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>One of the numbers that a board reads.</summary>
/// <param name="Value">How many, or minor units of <paramref name="Currency"/>; null where it cannot be said, and then the sentences say why.</param>
/// <param name="Before">The same of the time before; null where it cannot be said of that.</param>
/// <param name="Change">Against the time before, in words.</param>
/// <param name="Agreed">What the agreement's targets come to for these days, as far as they are over; null where it has none.</param>
/// <param name="Currency">Null of what is no money.</param>
/// <param name="Says">What it is made of, and what is missing, in sentences.</param>
/// <param name="Trend">By month; null where it cannot be said.</param>
public sealed record BoardNumber(long? Value, long? Before, string Change, double? Agreed, string? Currency, IReadOnlyList<string> Says, IReadOnlyList<long?> Trend)
{
    /// <summary>For people: 21, or 25,000 EUR.</summary>
    internal string? Told(long? value) => value is not { } there ? null : Currency is null ? Spoken.Number(there) : ReportMoney.Told(new ShownMoney(there, Currency));
}

/// <summary>A month of the trend, or the part of it that is over.</summary>
public sealed record BoardMonth(DateOnly From, DateOnly To);

/// <summary>The names that came within the time, and how far they have come by now.</summary>
public sealed record BoardInquiries(long Count, long Qualified, long Accepted, long Opportunities, long Won);

/// <summary>The sources from which most and least is to be expected, a sentence each, of the leads that came within the trend; null where they cannot be held against each other.</summary>
public sealed record BoardSources(string? Best, string? Worst);

/// <summary>What a board reads in the place of how many names there are: opportunities, revenue, and what an opportunity costs.</summary>
/// <param name="Sides">Marketing's share of the time.</param>
/// <param name="SidesBefore">Of the time before.</param>
/// <param name="Cost">Of campaigns and programmes; null where none is known.</param>
/// <param name="RevenuePerCost">What was won for each unit of it; null where there is none.</param>
/// <param name="Won">So many passes were won, for the revenue.</param>
/// <param name="Notes">What whoever reads the numbers should know of them, in sentences.</param>
public sealed record BoardReport(
    DateOnly From, DateOnly To, DateOnly BeforeFrom, DateOnly BeforeTo, string Zone, DateTimeOffset AsOf, BoardNumber Opportunities, BoardNumber Revenue, BoardNumber CostPerOpportunity,
    ShownSides Sides, ShownSides SidesBefore, ShownMoney? Cost, ShownMoney? CostBefore, double? RevenuePerCost, long Won, BoardInquiries Inquiries, IReadOnlyList<BoardMonth> Months, BoardSources Sources, IReadOnlyList<string> Notes)
{
    internal static BoardReport Of(Desk desk, Session session, BoardQuery query) => new Making(desk, session, query).Report();

    /// <summary>What several of the numbers rest on.</summary>
    private sealed class Making(Desk desk, Session session, BoardQuery query)
    {
        private readonly IReadOnlyList<CountedPass[]> passes = desk.Passes.Of(session).Blocks;
        private readonly BoardCounts counts = new(desk.Passes.Of(session).Blocks, [query.Now, query.Before, .. query.Months]);
        private readonly MoneyTerms terms = MoneyTerms.Of(desk, session);
        private readonly Zone zone = desk.Settings.ZoneOf(session);
        private readonly Agreement? agreement = desk.Agreements.InForce(session, Desk.MainLine, desk.Now)?.Agreement;

        public BoardReport Report()
        {
            var (now, before) = (query.Now, query.Before);
            var marketing = FunnelWords.SourcesOf(session, "marketing");
            var sides = SideShare.Of(passes, PassFilter.All, marketing, (now.Begin.Seconds, now.End.Seconds), (before.Begin.Seconds, before.End.Seconds));
            var (share, shareBefore) = (sides[0], sides[1]);
            var (costs, costsBefore) = (Costs.Of(session, terms, now), Costs.Of(session, terms, before));
            var (cost, costBefore) = (InAll(costs), InAll(costsBefore));
            var months = query.Months.Select(month => Costs.Of(session, terms, month)).ToList();
            var sources = Sources(out var areSourcesKnown);
            return new(
                now.From, now.To, before.From, before.To, zone.Id, desk.Now, Opportunities(share, shareBefore), Revenue(), PerOpportunity(cost, costBefore, costs, months),
                ShownSides.Of(share, terms), ShownSides.Of(shareBefore, terms), Money(cost), Money(costBefore), cost > 0 ? Math.Round((double)counts.Money(now) / cost.Value, 2) : null,
                counts.Reached(now, FunnelStep.Won), Inquiries(), [.. query.Months.Select(month => new BoardMonth(month.From, month.To))], sources, NotesOf(share, costs, areSourcesKnown));
        }

        private BoardNumber Opportunities(SideShare share, SideShare before)
        {
            var (targets, says) = (agreement?.Targets, new List<string>());
            var agreed = targets?.Opportunities * Periods(targets?.OpportunitiesPer ?? TargetPeriod.Month);
            if (agreed is { } wanted) says.Add($"Agreed for these days are {wanted.ToString("#,##0.#", CultureInfo.InvariantCulture)}.");
            if (Measuring.Rate.Of(share.OfMarketing, share.Opportunities) is not { } of) says.Add("No opportunity was opened in these days, so nobody has a share.");
            else
            {
                var was = Measuring.Rate.Of(before.OfMarketing, before.Opportunities) is { } earlier ? $"; it was {ReportMoney.Percent(earlier.Value)} in the time before" : "";
                says.Add($"{Spoken.Number(of.Count)} of them {(of.Count == 1 ? "is" : "are")} marketing’s, {ReportMoney.Sure(of.Value, of.Likely.Low, of.Likely.High)}{was}{(targets?.MarketingShare is { } least ? $"; agreed are {least.ToString("0.##", CultureInfo.InvariantCulture)} %" : "")}.");
            }
            if (share.Unknown > 0) says.Add($"{Spoken.Number(share.Unknown)} {(share.Unknown == 1 ? "is" : "are")} nobody’s, because no touch has a known source.");
            return Number(share.Opportunities, Known(before.Opportunities), agreed, null, says, month => counts.IsKnown(month) ? counts.Reached(month, FunnelStep.Opportunity) : null);
        }

        private BoardNumber Revenue()
        {
            var (targets, says) = (agreement?.Targets, new List<string>());
            var (won, money) = (counts.Reached(query.Now, FunnelStep.Won), counts.Money(query.Now));
            var agreed = targets?.Revenue is { } revenue ? terms.InMinorUnits(revenue.Amount * Periods(targets.Period), revenue.Currency) : null;
            if (agreed is > 0 and var wanted) says.Add($"Agreed for these days are {Told(wanted)}: {ReportMoney.Percent((double)money / wanted)} of it is won.");
            else if (agreed is null) says.Add(WithoutTarget(targets));
            if (won == 0) says.Add("Nothing was won in these days.");
            return Number(money, Known(counts.Money(query.Before)), agreed, terms.Currency, says, month => counts.IsKnown(month) ? counts.Money(month) : null);
        }

        private string WithoutTarget(Targets? targets) => agreement is null ? "No agreement is in force, so no revenue is agreed. Propose one, and have both sides sign it."
            : targets?.Revenue is { } foreign ? $"The revenue that is agreed, in {foreign.Currency}, cannot be told in {terms.Currency}: write a rate into the agreement."
            : "The agreement names no revenue. Write one into its targets, and this number is held against it.";

        private BoardNumber PerOpportunity(long? cost, long? costBefore, Costs costs, List<Costs> months)
        {
            var (opportunities, says) = (counts.Reached(query.Now, FunnelStep.Opportunity), new List<string>());
            if (cost is not { } paid) says.Add(costs.Notes.Any() ? $"What was paid in these days cannot be told in {terms.Currency}: the agreement needs a rate." : "Nobody has said what was paid in these days. Add costs on the pages of the campaigns.");
            else
            {
                says.Add($"{Told(paid)} {(opportunities == 0 ? "were paid for campaigns and programmes, and no opportunity was opened." : "were paid for campaigns and programmes.")}");
                if (paid > 0) says.Add($"Each {terms.Currency} of it brought {PerUnit(counts.Money(query.Now), paid)} won in these days{(costBefore > 0 ? $", {PerUnit(counts.Money(query.Before), costBefore.Value)} in the time before" : "")}.");
            }
            return Number(
                WorthShown.Per(cost, opportunities, terms)?.MinorUnits, WorthShown.Per(costBefore, counts.Reached(query.Before, FunnelStep.Opportunity), terms)?.MinorUnits, null, terms.Currency, says,
                (month, place) => WorthShown.Per(InAll(months[place]), counts.Reached(month, FunnelStep.Opportunity), terms)?.MinorUnits);
        }

        private BoardInquiries Inquiries()
        {
            var reached = MonthCount.OfCohort(passes, PassFilter.All, [query.Now.Begin.Seconds, query.Now.End.Seconds])[0].Reached;
            return new(reached[0], reached[(int)FunnelStep.Qualified], reached[(int)FunnelStep.Accepted], reached[(int)FunnelStep.Opportunity], reached[(int)FunnelStep.Won]);
        }

        private BoardSources Sources(out bool areKnown)
        {
            var costs = Costs.Of(session, terms, query.Trend);
            var ways = WorthWays.Of(desk, session, query.Trend, "source", terms, costs);
            var named = ways.Items.Where(way => way is { Id: not 0, Inquiries: > 0 }).ToList();
            areKnown = named.Count > 1;
            if (named.FindAll(way => way.Place is not null) is { Count: > 1 } told) named = [.. told.OrderBy(way => way.Place)];
            return areKnown ? new(ways.Words.OfWorthMore ?? Said(named[0], "first"), ways.Words.OfNamesOnly ?? WorthWays.Of(desk, session, query.Trend, "campaign", terms, costs).Words.OfNamesOnly ?? Said(named[^1], "last")) : new(null, null);
        }

        // No more than can be seen: what is surely so is said in other words.
        private static string Said(ShownWorth way, string place) =>
            $"The source “{way.Name}” stands {place} by worth, though not surely: of its {Spoken.Counted(way.Inquiries, "inquiry", "inquiries")} Sales accepted {Spoken.Number(way.Accepted?.Count ?? 0)}, and {Spoken.Number(way.Won)} {(way.Won == 1 ? "was" : "were")} won, for {ReportMoney.Told(way.Revenue)}.";

        private List<string> NotesOf(SideShare share, Costs costs, bool areSourcesKnown)
        {
            var notes = new List<string>();
            if (new[] { FunnelStep.Inquiry, FunnelStep.Opportunity, FunnelStep.Won }.All(step => counts.Reached(query.Now, step) == 0)) notes.Add("Nothing happened in these days. Choose others, or import what there is.");
            notes.AddRange(costs.Notes);
            if (share.WithoutMoney > 0) notes.Add($"{Spoken.Counted(share.WithoutMoney, "pass was", "passes were")} won without an amount in {terms.Currency}: nobody said it, or the agreement has no rate for its currency. It is in no sum.");
            if (!areSourcesKnown) notes.Add("Fewer than two sources brought anybody within the months of the trend, so none is held against another. Say with each form, import and touch where it came from.");
            return notes;
        }

        private BoardNumber Number(long? value, long? before, decimal? agreed, string? currency, List<string> says, Func<FunnelQuery, long?> trend) => Number(value, before, agreed, currency, says, (month, _) => trend(month));

        private BoardNumber Number(long? value, long? before, decimal? agreed, string? currency, List<string> says, Func<FunnelQuery, int, long?> trend) =>
            new(value, before, ChangeOf(value, before), (double?)agreed, currency, says, [.. query.Months.Select(trend)]);

        private string ChangeOf(long? value, long? before) => (value, before) switch
        {
            (_, null) => counts.IsKnown(query.Before) ? "of the time before it cannot be said" : "nobody had come yet in the time before",
            (null, _) => "of these days it cannot be said",
            (var now, var was) when now == was => "as in the time before",
            (_, 0) => "there was none in the time before",
            var (now, was) => $"{(now > was ? "up" : "down")} {ReportMoney.Percent(Math.Abs((double)(now.Value - was.Value) / was.Value))} on the time before",
        };

        private long? Known(long before) => counts.IsKnown(query.Before) ? before : null;

        // Of these days those that are over.
        private decimal Periods(TargetPeriod per)
        {
            var today = zone.DateOf(Instant.From(desk.Now));
            return AgreedTargets.PeriodsIn(per, query.Now.From, query.Now.To < today ? query.Now.To : today);
        }

        private string Told(long amount) => ReportMoney.Told(new ShownMoney(amount, terms.Currency));

        private ShownMoney? Money(long? amount) => amount is { } there ? new(there, terms.Currency) : null;

        private static string PerUnit(long money, long cost) => ((double)money / cost).ToString("#,##0.00", CultureInfo.InvariantCulture);

        private static long? InAll(Costs costs) => costs is { OfCampaigns: null, OfProgrammes: null } ? null : (costs.OfCampaigns ?? 0) + (costs.OfProgrammes ?? 0);
    }
}
