using Ripen.Exports;
using Ripen.Leads;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary>The tables of the funnel, each with what its page shows. Where it is compared, a first column says of which of the two a row is, as the JSON names them.</summary>
internal static class FunnelTables
{
    private const string Compared = "report";

    /// <summary>All that there are: by cohort without period, by period without those of a cohort.</summary>
    public static readonly string[] Names = ["first", "again", "became", "outlook", "period", "months", "about"];

    private sealed record StepRow(string Report, string Pass, ShownStep Step);

    /// <param name="At">So many at each step.</param>
    private sealed record EndRow(string Report, string Pass, string Became, long Count, IReadOnlyList<long> At, ShownDays? Days, ShownMoney? Revenue);

    private sealed record OutlookRow(string Report, string Becomes, ShownLikely Likely, ShownOutlook Outlook);

    private sealed record HappenedRow(string Report, string What, long Count, ShownMoney? Revenue);

    private sealed record MonthRow(string Report, ShownMonth Month);

    private static readonly TableColumns<StepRow> StepColumns = new TableColumns<StepRow>()
        .Text(Compared, row => row.Report).Text("pass", row => row.Pass).Text("step", row => Words.Of(row.Step.Step)).Whole("reached", row => row.Step.Reached)
        .Share("of_all", row => row.Step.OfAll?.Value).Share("of_all_low", row => row.Step.OfAll?.Low).Share("of_all_high", row => row.Step.OfAll?.High)
        .Share("of_previous", row => row.Step.OfPrevious?.Value).Share("of_previous_low", row => row.Step.OfPrevious?.Low).Share("of_previous_high", row => row.Step.OfPrevious?.High)
        .Number("median_days", row => row.Step.Days?.Median).Number("nine_of_ten_days", row => row.Step.Days?.NineOfTen).Whole("on_the_way", row => row.Step.OnTheWay);

    private static readonly TableColumns<EndRow> EndColumns = AtSteps(new TableColumns<EndRow>().Text(Compared, row => row.Report).Text("pass", row => row.Pass).Text("became", row => row.Became).Whole("count", row => row.Count))
        .Number("median_days", row => row.Days?.Median).Number("nine_of_ten_days", row => row.Days?.NineOfTen).Money("revenue", row => row.Revenue).Text("currency", row => row.Revenue?.Currency);

    private static readonly TableColumns<OutlookRow> OutlookColumns = new TableColumns<OutlookRow>()
        .Text(Compared, row => row.Report).Text("becomes", row => row.Becomes).Share("share", row => row.Likely.Value).Share("share_low", row => row.Likely.Low).Share("share_high", row => row.Likely.High)
        .Whole("expected", row => row.Outlook.Expected(row.Likely.Value)).Whole("expected_low", row => row.Outlook.Expected(row.Likely.Low)).Whole("expected_high", row => row.Outlook.Expected(row.Likely.High))
        .Whole("on_the_way", row => row.Outlook.OnTheWay).Whole("age_days", row => row.Outlook.Age).Whole("until_days", row => row.Outlook.Until);

    private static readonly TableColumns<HappenedRow> HappenedColumns = new TableColumns<HappenedRow>()
        .Text(Compared, row => row.Report).Text("what", row => row.What).Whole("count", row => row.Count).Money("revenue", row => row.Revenue).Text("currency", row => row.Revenue?.Currency);

    private static readonly TableColumns<MonthRow> MonthColumns = Reached(new TableColumns<MonthRow>().Text(Compared, row => row.Report).Day("from", row => row.Month.From).Day("to", row => row.Month.To))
        .Money("revenue", row => row.Month.Revenue).Text("currency", row => row.Month.Revenue.Currency).Whole("on_the_way", row => row.Month.OnTheWay);

    /// <param name="set">What was asked for, by word.</param>
    public static IReadOnlyList<ReportTable> Of(ComparedFunnel found, IReadOnlyDictionary<string, string> set)
    {
        List<(string Name, FunnelReport Report)> reports = [("funnel", found.Funnel)];
        if (found.ComparedWith is { } other) reports.Add(("compared_with", other));
        List<ReportTable> tables = found.Funnel.Cohort is null ? OfPeriod(reports) : OfCohort(reports);
        tables.Add(AboutTable.Of("funnel", found.Funnel.Zone, found.Funnel.AsOf, set, reports.SelectMany(report => report.Report.Notes)));
        return reports.Count > 1 ? tables : [.. tables.Select(table => table.Without(Compared))];
    }

    private static List<ReportTable> OfCohort(List<(string Name, FunnelReport Report)> reports)
    {
        var cohorts = reports.ConvertAll(report => (report.Name, Cohort: report.Report.Cohort!));
        return
        [
            StepColumns.Of("first", "Their first pass", cohorts.SelectMany(one => one.Cohort.First.Steps.Select(step => new StepRow(one.Name, "first", step)))),
            StepColumns.Of("again", "When they came again", cohorts.SelectMany(one => one.Cohort.Again.Steps.Select(step => new StepRow(one.Name, "again", step)))),
            EndColumns.Of("became", "What became of them", cohorts.SelectMany(one => EndsOf(one.Name, "first", one.Cohort.First).Concat(EndsOf(one.Name, "again", one.Cohort.Again)))),
            OutlookColumns.Of("outlook", "Those still on their way", cohorts.SelectMany(one => OutlookOf(one.Name, one.Cohort.Outlook))),
            MonthsOf("By the month of their coming", reports),
        ];
    }

    private static List<ReportTable> OfPeriod(List<(string Name, FunnelReport Report)> reports) =>
    [
        HappenedColumns.Of("period", "What happened", reports.SelectMany(report => HappenedOf(report.Name, report.Report.Period!))),
        MonthsOf("Month by month", reports).Without("on_the_way"),
    ];

    private static ReportTable MonthsOf(string title, List<(string Name, FunnelReport Report)> reports) =>
        MonthColumns.Of("months", title, reports.SelectMany(report => report.Report.Months.Select(month => new MonthRow(report.Name, month))));

    private static IEnumerable<EndRow> EndsOf(string report, string pass, ShownPasses passes)
    {
        yield return new(report, pass, "won", passes.Won, At(step => step.Step == FunnelStep.Won ? passes.Won : 0), passes.DaysToWon, passes.Revenue);
        yield return Row("lost", passes.Lost, step => step.Lost);
        yield return Row("recycled", passes.Recycled, step => step.Recycled);
        yield return Row("referred", passes.Referred, step => step.Referred);
        yield return Row("disqualified", passes.Disqualified, step => step.Disqualified);
        yield return Row("on_the_way", passes.OnTheWay, step => step.OnTheWay);

        EndRow Row(string became, long count, Func<ShownStep, long> at) => new(report, pass, became, count, At(at), null, null);

        long[] At(Func<ShownStep, long> at) => [.. passes.Steps.Select(at)];
    }

    private static IEnumerable<OutlookRow> OutlookOf(string report, ShownOutlook? outlook) => outlook is null ? [] :
    [
        new(report, "won", outlook.Won, outlook),
        new(report, "lost", outlook.Lost, outlook),
        new(report, "recycled", outlook.Recycled, outlook),
        new(report, "referred_or_disqualified", outlook.Gone, outlook),
        new(report, "on_the_way", outlook.Still, outlook),
    ];

    private static IEnumerable<HappenedRow> HappenedOf(string report, ShownPeriod period) =>
    [
        .. period.Reached.Select(reached => new HappenedRow(report, Words.Of(reached.Step), reached.Count, reached.Step == FunnelStep.Won ? period.Revenue : null)),
        new(report, "lost", period.Lost, null),
        new(report, "recycled", period.Recycled, null),
        new(report, "referred", period.Referred, null),
        new(report, "disqualified", period.Disqualified, null),
        new(report, "came_again", period.CameAgain, null),
    ];

    private static TableColumns<EndRow> AtSteps(TableColumns<EndRow> columns)
    {
        for (var step = 0; step < Words.Steps.Length; step++)
        {
            var at = step;
            columns.Whole($"at_{Words.Steps[step]}", row => row.At[at]);
        }
        return columns;
    }

    private static TableColumns<MonthRow> Reached(TableColumns<MonthRow> columns)
    {
        for (var step = 0; step < Words.Steps.Length; step++)
        {
            var at = step;
            columns.Whole(Words.Steps[step], row => row.Month.Reached[at].Count);
        }
        return columns;
    }
}

/// <summary>What a report is about and what to know of it, as a table beside its others: numbers that are taken away take along which leads they count.</summary>
internal static class AboutTable
{
    private static readonly TableColumns<(string What, string Says)> Columns = new TableColumns<(string What, string Says)>().Text("what", row => row.What).Text("says", row => row.Says);

    /// <param name="set">What was asked for, by word.</param>
    /// <param name="sentences">What the report says of its numbers.</param>
    public static ReportTable Of(string report, string zone, DateTimeOffset asOf, IReadOnlyDictionary<string, string> set, IEnumerable<string> sentences) =>
        Columns.Of("about", "About", [("report", report), ("zone", zone), ("as_of", ApiJson.Text(asOf)), .. set.Select(word => (word.Key, word.Value)), .. sentences.Select(sentence => ("note", sentence))]);
}
