using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Measuring;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>A share, and where it likely lies: 95 %.</summary>
/// <param name="Total">Of so many.</param>
/// <param name="Value">0 to 1, to four places, as the others.</param>
public sealed record ShownShare(long Count, long Total, double Value, double Low, double High)
{
    private const int Places = 4;

    internal static ShownShare? Of(Rate? rate) => rate is { } of ? new(of.Count, of.Total, Rounded(of.Value), Rounded(of.Likely.Low), Rounded(of.Likely.High)) : null;

    internal static double Rounded(double share) => Math.Round(share, Places);
}

/// <summary>How long it took, in days to one place.</summary>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="NineOfTen">Nine of ten took no longer.</param>
/// <param name="Counted">So many.</param>
public sealed record ShownDays(double Median, double NineOfTen, long Counted)
{
    private const double SecondsOfDay = 86_400;

    internal static ShownDays? Of(Velocity? velocity) => velocity is { } of ? new(Math.Round(of.Median / SecondsOfDay, 1), Math.Round(of.Ninth / SecondsOfDay, 1), of.Counted) : null;
}

/// <summary>A step of the funnel.</summary>
/// <param name="Reached">So many came to it, or further.</param>
/// <param name="OfAll">Of all that began.</param>
/// <param name="OfPrevious">Of those that came to the step before.</param>
/// <param name="Days">Since the step before.</param>
/// <param name="OnTheWay">So many have come to it, no further, and have not ended.</param>
/// <param name="Lost">So many were lost there, as the others ended there.</param>
public sealed record ShownStep(FunnelStep Step, long Reached, ShownShare? OfAll, ShownShare? OfPrevious, ShownDays? Days, long OnTheWay, long Lost, long Recycled, long Referred, long Disqualified)
{
    internal static ShownStep Of(StepCount step) => new(
        step.Step, step.Reached, ShownShare.Of(step.OfAll), ShownShare.Of(step.OfPrevious), ShownDays.Of(step.Since), step.Here,
        step.Ended[(int)PassEnd.Lost], step.Ended[(int)PassEnd.Recycled], step.Ended[(int)PassEnd.Referred], step.Ended[(int)PassEnd.Disqualified]);
}

/// <summary>Passes of a cohort: each is at exactly one end, or on its way.</summary>
/// <param name="Revenue">Of what was won, as far as it is known in the desk's currency.</param>
public sealed record ShownPasses(IReadOnlyList<ShownStep> Steps, long Won, long Lost, long Recycled, long Referred, long Disqualified, long OnTheWay, ShownDays? DaysToWon, ShownMoney Revenue)
{
    public long Count => Steps[0].Reached;

    internal static ShownPasses Of(FunnelCount count, string currency) => new(
        [.. count.Steps.Select(ShownStep.Of)],
        count.Won, count.Lost, count.Recycled, count.Referred, count.Disqualified, count.OnTheWay, ShownDays.Of(count.ToWon), new(count.Money, currency));
}

/// <summary>What older leads let expect of those that are still on their way.</summary>
/// <param name="Age">In days: as old are those on their way, in the middle.</param>
/// <param name="Until">In days of age.</param>
/// <param name="Won">Of those on their way, by then.</param>
public sealed record ShownOutlook(long OnTheWay, int Age, int Until, ShownLikely Won, ShownLikely Lost, ShownLikely Recycled, ShownLikely Gone, ShownLikely Still)
{
    /// <summary>So many of those on their way are a share of them.</summary>
    internal long Expected(double share) => (long)Math.Round(OnTheWay * share, MidpointRounding.AwayFromZero);

    internal static ShownOutlook? Of(Outlook? outlook) => outlook is null ? null : new(
        outlook.OnTheWay, outlook.Age, outlook.Until, ShownLikely.Of(outlook.Won), ShownLikely.Of(outlook.Lost), ShownLikely.Of(outlook.Recycled), ShownLikely.Of(outlook.Gone), ShownLikely.Of(outlook.Still));
}

/// <summary>A share that is expected, 0 to 1, and where it likely lies: 95 %.</summary>
public sealed record ShownLikely(double Value, double Low, double High)
{
    internal static ShownLikely Of(ReachedShare share) => new(ShownShare.Rounded(share.Value), ShownShare.Rounded(share.Likely.Low), ShownShare.Rounded(share.Likely.High));
}

/// <summary>The leads that first came within the time, followed.</summary>
/// <param name="First">The first pass of each.</param>
/// <param name="Again">Their later passes, after recycling.</param>
/// <param name="CameAgain">So many of the leads have a later pass.</param>
/// <param name="WonInTheEnd">In whichever pass.</param>
/// <param name="Outlook">Null where none is on its way, or too little is known of older ones.</param>
public sealed record ShownCohort(ShownPasses First, ShownPasses Again, long CameAgain, long WonInTheEnd, ShownOutlook? Outlook);

/// <summary>What happened within the time, whenever it had begun: none of the numbers is a share of another.</summary>
/// <param name="Reached">By step, inquiries first.</param>
/// <param name="CameAgain">Of the passes that began, so many were not a lead's first.</param>
public sealed record ShownPeriod(IReadOnlyList<ShownReached> Reached, long CameAgain, long Won, long Lost, long Recycled, long Referred, long Disqualified, ShownMoney Revenue);

/// <summary>So many came to a step.</summary>
public sealed record ShownReached(FunnelStep Step, long Count);

/// <summary>A month of the report, or the part of it that is asked about.</summary>
/// <param name="Reached">By step: of a cohort, of those that came in the month; of a period, what happened in it.</param>
/// <param name="OnTheWay">Of a cohort; 0 of a period.</param>
public sealed record ShownMonth(DateOnly From, DateOnly To, IReadOnlyList<ShownReached> Reached, long OnTheWay, ShownMoney Revenue);

/// <summary>The funnel from first inquiry to revenue, by cohort or by period; exactly one of the two is there.</summary>
/// <param name="By">cohort or period.</param>
/// <param name="Unit">leads or groups.</param>
/// <param name="Notes">What whoever reads the numbers should know of them, in sentences.</param>
public sealed record FunnelReport(
    string By, string Unit, DateOnly From, DateOnly To, string Zone, DateTimeOffset AsOf, ShownCohort? Cohort, ShownPeriod? Period, IReadOnlyList<ShownMonth> Months, IReadOnlyList<string> Notes)
{
    private const int MostMonths = 60;

    internal static FunnelReport Of(Desk desk, Session session, FunnelQuery query, string by, string unit)
    {
        var (known, now, money) = (desk.Passes.Of(session), Instant.From(desk.Now), MoneyTerms.Of(desk, session));
        var passes = unit == "groups" ? Chances.Of(known.Blocks) : known.Blocks;
        var (begin, end) = (query.Begin.Seconds, query.End.Seconds);
        var zone = desk.Settings.ZoneOf(session);
        var months = MonthsOf(query);
        long[] borders = [.. months.Select(month => zone.StartOf(month.From).Seconds), end];
        if (by == "period")
        {
            var period = Funnel.Period.Of(passes, query.Filter, begin, end);
            return new(by, unit, query.From, query.To, zone.Id, desk.Now, null, Shown(period, money.Currency), Shown(months, MonthCount.OfPeriod(passes, query.Filter, borders), money.Currency), NotesOf(period, money));
        }
        var cohort = Funnel.Cohort.Of(passes, query.Filter, begin, end);
        var outlook = ShownOutlook.Of(Funnel.Outlook.Of(passes, query.Filter, begin, end, now.Seconds));
        var shown = new ShownCohort(ShownPasses.Of(cohort.First, money.Currency), ShownPasses.Of(cohort.Again, money.Currency), cohort.CameAgain, cohort.WonInTheEnd, outlook);
        return new(by, unit, query.From, query.To, zone.Id, desk.Now, shown, null, Shown(months, MonthCount.OfCohort(passes, query.Filter, borders), money.Currency), NotesOf(cohort, shown, money, unit));
    }

    private static List<ShownMonth> Shown(IReadOnlyList<(DateOnly From, DateOnly To)> months, List<MonthCount> counts, string currency) =>
        [.. months.Zip(counts).Select(pair => new ShownMonth(pair.First.From, pair.First.To, ReachedOf(pair.Second.Reached), pair.Second.OnTheWay, new(pair.Second.Money, currency)))];

    private static ShownPeriod Shown(Period period, string currency) =>
        new(ReachedOf(period.Reached), period.CameAgain, period.Won, period.Lost, period.Recycled, period.Referred, period.Disqualified, new(period.Money, currency));

    private static List<ShownReached> ReachedOf(IReadOnlyList<long> counts) => [.. counts.Select((count, step) => new ShownReached((FunnelStep)step, count))];

    // Of more months than can be looked at the last ones.
    private static List<(DateOnly From, DateOnly To)> MonthsOf(FunnelQuery query)
    {
        var months = new List<(DateOnly, DateOnly)>();
        for (var first = new DateOnly(query.From.Year, query.From.Month, 1); first <= query.To; first = first.AddMonths(1))
        {
            var last = first.AddMonths(1).AddDays(-1);
            months.Add((first < query.From ? query.From : first, last > query.To ? query.To : last));
        }
        return months[Math.Max(0, months.Count - MostMonths)..];
    }

    private static List<string> NotesOf(Cohort cohort, ShownCohort shown, MoneyTerms money, string unit)
    {
        var (first, again, notes) = (cohort.First, cohort.Again, new List<string>());
        var what = unit == "groups" ? "chance" : "lead";
        if (first.Count == 0) notes.Add("No lead that this is about came first in this time. Choose a longer time, or fewer filters.");
        if (first.OnTheWay > 0 && shown.Outlook is null)
            notes.Add($"{Spoken.Counted(first.OnTheWay, $"{what} is", $"{what}s are")} still on their way, and fewer than {Funnel.Outlook.FewestAtRisk} older ones have been followed further: the cohort is too young to say what will become of them.");
        Add(notes, first.BackwardsInTime + again.BackwardsInTime, "pass came to a step before it had begun, as imported history has it: it is counted, and left out of the days", "passes came to a step before they had begun, as imported history has it: they are counted, and left out of the days");
        Add(notes, first.Assumed + again.Assumed, "pass follows in part from imported history, which did not say everything", "passes follow in part from imported history, which did not say everything");
        AddMoney(notes, first.WithoutMoney + again.WithoutMoney, money);
        return notes;
    }

    private static List<string> NotesOf(Period period, MoneyTerms money)
    {
        var notes = new List<string> { "What happened in this time happened to leads that came at any time: none of these numbers is a share of another. Shares are in the cohort." };
        if (period.Reached.All(count => count == 0)) notes.Add("Nothing happened in this time to a lead that this is about.");
        AddMoney(notes, period.WithoutMoney, money);
        return notes;
    }

    private static void Add(List<string> notes, long count, string one, string many)
    {
        if (count > 0) notes.Add($"{Spoken.Counted(count, one, many)}.");
    }

    private static void AddMoney(List<string> notes, long without, MoneyTerms money) => Add(
        notes, without, $"pass was won without an amount in {money.Currency}: nobody said it, or the agreement has no rate for its currency", $"passes were won without an amount in {money.Currency}: nobody said it, or the agreement has no rate for its currency");
}
