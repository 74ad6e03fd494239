using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Reading;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary><c>ripen funnel</c>: the same numbers as the page and the API.</summary>
internal static class FunnelCommand
{
    public static Command Create(TimeProvider clock)
    {
        var (words, format) = (ReportOptions.Of(FunnelWords.All.Where(word => !word.Name.StartsWith(FunnelWords.Other, StringComparison.Ordinal))), ResultTable.Format());
        return words.AddTo(new("funnel", "From first inquiry to revenue: how many, how many of them, how fast, for how much.") { format }).OnDesk(clock, (parsed, context) =>
        {
            var query = words.Read(parsed, "/funnel");
            using var session = context.Desk.Database.Read();
            var found = ComparedFunnel.Of(context.Desk, session, query) ?? throw new InputRefusedException(query.Errors.ToProblem().Detail);
            Write(found.Funnel, parsed.GetRequiredValue(format), context);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static void Write(FunnelReport report, string format, DeskContext context)
    {
        if (format == "json") context.Out.WriteLine(JsonSerializer.Serialize(report, ApiJson.Options));
        else if (report.Cohort is { } cohort) WriteCohort(cohort, format, context.Out);
        else WritePeriod(report.Period!, format, context.Out);
        foreach (var note in report.Notes) context.Error.WriteLine(note);
    }

    private static void WriteCohort(ShownCohort cohort, string format, TextWriter to)
    {
        var table = new ResultTable("pass", "step", "reached", "of_all", "of_all_low", "of_all_high", "of_previous", "median_days", "nine_of_ten_days", "on_the_way");
        foreach (var (pass, passes) in new[] { ("first", cohort.First), ("again", cohort.Again) })
        {
            foreach (var step in passes.Steps)
                table.Add(pass, Words.Of(step.Step), step.Reached, Text(step.OfAll?.Value), Text(step.OfAll?.Low), Text(step.OfAll?.High), Text(step.OfPrevious?.Value), Text(step.Days?.Median), Text(step.Days?.NineOfTen), step.OnTheWay);
        }
        table.WriteTo(to, format);
        if (format != "table") return;
        var first = cohort.First;
        to.WriteLine();
        to.WriteLine($"Ended: {Spoken.Number(first.Won)} won, {Spoken.Number(first.Lost)} lost, {Spoken.Number(first.Recycled)} recycled, {Spoken.Number(first.Referred)} referred, {Spoken.Number(first.Disqualified)} disqualified; {Spoken.Number(first.OnTheWay)} on their way.");
        to.WriteLine($"Won in whichever pass: {Spoken.Number(cohort.WonInTheEnd)}, for {ReportMoney.Told(first.Revenue, cohort.Again.Revenue)}.");
    }

    private static void WritePeriod(ShownPeriod period, string format, TextWriter to)
    {
        var table = new ResultTable("what", "count");
        foreach (var reached in period.Reached) table.Add(Words.Of(reached.Step), reached.Count);
        foreach (var (end, count) in new[] { ("lost", period.Lost), ("recycled", period.Recycled), ("referred", period.Referred), ("disqualified", period.Disqualified), ("came_again", period.CameAgain) }) table.Add(end, count);
        table.WriteTo(to, format);
        if (format == "table") to.WriteLine($"Won for {ReportMoney.Told(period.Revenue)}.");
    }

    private static string? Text(double? number) => number?.ToString(CultureInfo.InvariantCulture);
}
