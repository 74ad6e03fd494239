using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary><c>ripen sources</c>: sources, campaigns or offers by worth; the same numbers as the page and the API.</summary>
internal static class SourcesCommand
{
    public static Command Create(TimeProvider clock)
    {
        var (words, format) = (ReportOptions.Of(SourcesPages.Words), ResultTable.Format());
        return words.AddTo(new("sources", "Sources, campaigns or offers by worth: what became of the leads that first came by them.") { format }).OnDesk(clock, (parsed, context) =>
        {
            var query = words.Read(parsed, "/sources");
            using var session = context.Desk.Database.Read();
            if (SourcesPages.Read(context.Desk, session, query) is not var (asked, by)) throw new InputRefusedException(query.Errors.ToProblem().Detail);
            Write(WorthReport.Of(context.Desk, session, asked, by), parsed.GetRequiredValue(format), context);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static void Write(WorthReport report, string format, DeskContext context)
    {
        if (format == "json") context.Out.WriteLine(JsonSerializer.Serialize(report, ApiJson.Options));
        else
        {
            var table = new ResultTable(report.By, "inquiries", "fits", "qualified", "accepted", "accepted_low", "accepted_high", "opportunities", "won", "revenue", "per_inquiry", "cost", "cost_per_accepted", "cost_per_opportunity", "revenue_per_cost", "days_to_won", "rank_by_count", "rank_by_worth");
            foreach (var way in report.Items)
            {
                table.Add(
                    way.Name, way.Inquiries, way.Fits?.Count ?? 0, way.Qualified, way.Accepted?.Count ?? 0, Text(way.Accepted?.Low), Text(way.Accepted?.High), way.Opportunities, way.Won, ReportMoney.Told(way.Revenue),
                    way.RevenuePerInquiry is { } mean ? ReportMoney.Told(new ShownMoney((long)Math.Round(mean.Value), way.Revenue.Currency)) : null, Told(way.Cost), Told(way.CostPerAccepted), Told(way.CostPerOpportunity), Text(way.RevenuePerCost), Text(way.DaysToWon?.Median), way.RankByCount, way.RankByWorth);
            }
            table.WriteTo(context.Out, format);
        }
        foreach (var sentence in report.Sentences.Concat(report.Notes)) context.Error.WriteLine(sentence);
    }

    private static string? Told(ShownMoney? money) => money is null ? null : ReportMoney.Told(money);

    private static string? Text(double? number) => number?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The words of a report as options of its command.</summary>
internal sealed class ReportOptions
{
    private readonly List<(string Name, Option<string?> Option)> options = [];

    public static ReportOptions Of(IEnumerable<QueryWord> words)
    {
        var made = new ReportOptions();
        foreach (var word in words)
        {
            var says = word.OneOf is { } some ? $"{word.Says} One of {string.Join(", ", some)}." : word.Says;
            made.options.Add((word.Name, new($"--{word.Name.Replace('_', '-')}") { Description = says, HelpName = word.Name.ToUpperInvariant() }));
        }
        return made;
    }

    public Command AddTo(Command command)
    {
        foreach (var (_, option) in options) command.Add(option);
        return command;
    }

    /// <summary>What was typed, as a query of the API.</summary>
    public ListQuery Read(ParseResult parsed, string path) => ListQuery.Of(path, [.. options.Select(word => (word.Name, Value: parsed.GetValue(word.Option) ?? "")).Where(word => word.Value.Length > 0)]);
}
