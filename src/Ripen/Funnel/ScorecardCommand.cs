using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary><c>ripen scorecard</c>: the same numbers as the page and the API.</summary>
internal static class ScorecardCommand
{
    public static Command Create(TimeProvider clock)
    {
        var (words, format) = (ReportOptions.Of(ScorecardPages.Words), ResultTable.Format());
        return words.AddTo(new("scorecard", "Whether both sides keep the agreement.") { format }).OnDesk(clock, (parsed, context) =>
        {
            var query = words.Read(parsed, "/scorecard");
            using var session = context.Desk.Database.Read();
            Write(ScorecardPages.Read(query, context.Desk, session) ?? throw new InputRefusedException(query.Errors.ToProblem().Detail), parsed.GetRequiredValue(format), context);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static void Write(Scorecard card, string format, DeskContext context)
    {
        if (format == "json")
        {
            context.Out.WriteLine(JsonSerializer.Serialize(card, ApiJson.Options));
            return;
        }
        var table = new ResultTable("side", "what", "count", "share", "target", "kept", "says");
        foreach (var line in card.Marketing) Add("marketing", line);
        foreach (var line in card.Sales) Add("sales", line);
        foreach (var reason in card.Rejections) table.Add("sales", $"rejected:{reason.Reason}", reason.Count, Text(reason.Share?.Value), null, null, reason.Says);
        table.WriteTo(context.Out, format);
        foreach (var matter in card.Agenda.Concat(card.Notes)) context.Error.WriteLine(matter);

        void Add(string side, ScoreLine line) => table.Add(side, line.What, line.Count, Text(line.Share?.Value), Text(line.Target), line.Kept switch { true => "yes", false => "no", _ => null }, line.Says);
    }

    private static string? Text(double? number) => number?.ToString(CultureInfo.InvariantCulture);
}
