using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary><c>ripen board</c>: the same numbers as the page and the API.</summary>
internal static class BoardCommand
{
    public static Command Create(TimeProvider clock)
    {
        var (words, format) = (ReportOptions.Of(BoardQuery.Words), ResultTable.Format());
        return words.AddTo(new("board", "What a board reads: opportunities, revenue, what an opportunity costs.") { format }).OnDesk(clock, (parsed, context) =>
        {
            var query = words.Read(parsed, "/board");
            using var session = context.Desk.Database.Read();
            if (BoardQuery.Read(query, context.Desk, session) is not { } asked) throw new InputRefusedException(query.Errors.ToProblem().Detail);
            Write(BoardReport.Of(context.Desk, session, asked), parsed.GetRequiredValue(format), context);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static void Write(BoardReport report, string format, DeskContext context)
    {
        if (format == "json") context.Out.WriteLine(JsonSerializer.Serialize(report, ApiJson.Options));
        else
        {
            var table = new ResultTable("number", "value", "before", "change", "agreed");
            foreach (var (name, number) in new[] { ("opportunities", report.Opportunities), ("revenue", report.Revenue), ("cost_per_opportunity", report.CostPerOpportunity) })
                table.Add(name, number.Told(number.Value), number.Told(number.Before), number.Change, number.Currency is null ? number.Agreed?.ToString(CultureInfo.InvariantCulture) : number.Told((long?)number.Agreed));
            table.WriteTo(context.Out, format);
        }
        string?[] sentences = [.. report.Opportunities.Says, ShownSides.Rule, .. report.Revenue.Says, .. report.CostPerOpportunity.Says, report.Sources.Best, report.Sources.Worst, .. report.Notes];
        foreach (var sentence in sentences.OfType<string>()) context.Error.WriteLine(sentence);
    }
}
