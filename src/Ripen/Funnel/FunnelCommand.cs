using System.CommandLine;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Exports;
using Ripen.Reading;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary><c>ripen funnel</c>: the same numbers as the page and the API.</summary>
internal static class FunnelCommand
{
    public static Command Create(TimeProvider clock)
    {
        var (words, table, format) = (ReportOptions.Of(FunnelWords.All.Where(word => !word.Name.StartsWith(FunnelWords.Other, StringComparison.Ordinal))), ReportOptions.Table(FunnelTables.Names), ResultTable.Format());
        return words.AddTo(new("funnel", "From first inquiry to revenue: how many, how many of them, how fast, for how much.") { table, format }).OnDesk(clock, (parsed, context) =>
        {
            var query = words.Read(parsed, "/funnel");
            using var session = context.Desk.Database.Read();
            var asked = AskedFunnel.Read(context.Desk, session, query) ?? throw new InputRefusedException(query.Errors.ToProblem().Detail);
            var found = ComparedFunnel.Of(context.Desk, session, asked);
            var tables = FunnelTables.Of(found, FunnelWords.SetOf(query, asked.Which));
            Write(found.Funnel, tables, parsed.GetValue(table), parsed.GetRequiredValue(format), context);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static void Write(FunnelReport report, IReadOnlyList<ReportTable> tables, string? wanted, string format, DeskContext context)
    {
        if (wanted is not null) ReportOptions.Find(tables, wanted).ToResult().WriteTo(context.Out, format);
        else if (format == "json") context.Out.WriteLine(JsonSerializer.Serialize(report, ApiJson.Options));
        else if (report.Cohort is { } cohort) WriteCohort(cohort, tables, format, context.Out);
        else WritePeriod(report.Period!, tables, format, context.Out);
        foreach (var note in report.Notes) context.Error.WriteLine(note);
    }

    private static void WriteCohort(ShownCohort cohort, IReadOnlyList<ReportTable> tables, string format, TextWriter to)
    {
        var steps = ReportOptions.Find(tables, "first").And(ReportOptions.Find(tables, "again"));
        (format == "table" ? steps.Without("of_previous_low").Without("of_previous_high") : steps).ToResult().WriteTo(to, format);
        if (format != "table") return;
        var first = cohort.First;
        to.WriteLine();
        to.WriteLine($"Ended: {Spoken.Number(first.Won)} won, {Spoken.Number(first.Lost)} lost, {Spoken.Number(first.Recycled)} recycled, {Spoken.Number(first.Referred)} referred, {Spoken.Number(first.Disqualified)} disqualified; {Spoken.Number(first.OnTheWay)} on their way.");
        to.WriteLine($"Won in whichever pass: {Spoken.Number(cohort.WonInTheEnd)}, for {ReportMoney.Told(first.Revenue, cohort.Again.Revenue)}.");
    }

    private static void WritePeriod(ShownPeriod period, IReadOnlyList<ReportTable> tables, string format, TextWriter to)
    {
        var happened = ReportOptions.Find(tables, "period");
        (format == "table" ? happened.Only("what", "count") : happened).ToResult().WriteTo(to, format);
        if (format == "table") to.WriteLine($"Won for {ReportMoney.Told(period.Revenue)}.");
    }
}
