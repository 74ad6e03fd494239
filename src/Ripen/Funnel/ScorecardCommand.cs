using System.CommandLine;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Exports;
using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary><c>ripen scorecard</c>: the same numbers as the page and the API.</summary>
internal static class ScorecardCommand
{
    public static Command Create(TimeProvider clock)
    {
        var (words, table, format) = (ReportOptions.Of(ScorecardPages.Words), ReportOptions.Table(ScoreTables.Names), ResultTable.Format());
        return words.AddTo(new("scorecard", "Whether both sides keep the agreement.") { table, format }).OnDesk(clock, (parsed, context) =>
        {
            var query = words.Read(parsed, "/scorecard");
            using var session = context.Desk.Database.Read();
            var asked = ScorecardPages.Asked(query, context.Desk, session) ?? throw new InputRefusedException(query.Errors.ToProblem().Detail);
            var card = Scorecard.Of(context.Desk, session, asked);
            Write(card, ScoreTables.Of(card, FunnelWords.SetOf(query, asked)), parsed.GetValue(table), parsed.GetRequiredValue(format), context);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static void Write(Scorecard card, IReadOnlyList<ReportTable> tables, string? wanted, string format, DeskContext context)
    {
        var lines = ReportOptions.Find(tables, "marketing").And(ReportOptions.Find(tables, "sales"));
        if (wanted is not null) ReportOptions.Find(tables, wanted).ToResult().WriteTo(context.Out, format);
        else if (format == "json") context.Out.WriteLine(JsonSerializer.Serialize(card, ApiJson.Options));
        else if (format != "table") lines.ToResult().WriteTo(context.Out, format);
        else
        {
            lines.Only("side", "what", "kept", "says").ToResult().WriteTo(context.Out, format);
            foreach (var reason in card.Rejections) context.Out.WriteLine(reason.Says);
        }
        foreach (var note in card.Notes) context.Error.WriteLine(note);
    }
}
