using System.CommandLine;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Exports;
using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary><c>ripen sources</c>: sources, campaigns or offers by worth; the same numbers as the page and the API.</summary>
internal static class SourcesCommand
{
    public static Command Create(TimeProvider clock)
    {
        var (words, table, format) = (ReportOptions.Of(SourcesPages.Words), ReportOptions.Table(WorthTables.Names), ResultTable.Format());
        return words.AddTo(new("sources", "Sources, campaigns or offers by worth: what became of the leads that first came by them.") { table, format }).OnDesk(clock, (parsed, context) =>
        {
            var query = words.Read(parsed, "/sources");
            using var session = context.Desk.Database.Read();
            var report = WorthReport.Of(context.Desk, session, query, out var asked) ?? throw new InputRefusedException(query.Errors.ToProblem().Detail);
            var tables = WorthTables.Of(report, FunnelWords.SetOf(query, asked!));
            Write(report, tables, parsed.GetValue(table), parsed.GetRequiredValue(format), context);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static void Write(WorthReport report, IReadOnlyList<ReportTable> tables, string? wanted, string format, DeskContext context)
    {
        if (wanted is null && format == "json") context.Out.WriteLine(JsonSerializer.Serialize(report, ApiJson.Options));
        else
        {
            var table = ReportOptions.Find(tables, wanted ?? "worth");
            (wanted is null && format == "table" ? table.Only([report.By, .. WorthTables.Short]) : table).ToResult().WriteTo(context.Out, format);
        }
        foreach (var sentence in report.Sentences.Concat(report.Notes)) context.Error.WriteLine(sentence);
    }
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

    /// <summary>One table of the report; else the first, or all that it says as JSON.</summary>
    public static Option<string?> Table(string[] names)
    {
        var table = new Option<string?>("--table") { Description = $"One table of the report: {string.Join(", ", names)}.", HelpName = "TABLE" };
        table.AcceptOnlyFromAmong(names);
        return table;
    }

    /// <exception cref="InputRefusedException">The report has none of that name.</exception>
    public static ReportTable Find(IReadOnlyList<ReportTable> tables, string name) =>
        tables.FirstOrDefault(table => table.Name == name) ?? throw new InputRefusedException($"--table {name}: this report has {string.Join(", ", tables.Select(table => table.Name))}.");

    public Command AddTo(Command command)
    {
        foreach (var (_, option) in options) command.Add(option);
        return command;
    }

    /// <summary>What was typed, as a query of the API.</summary>
    public ListQuery Read(ParseResult parsed, string path) => ListQuery.Of(path, [.. options.Select(word => (word.Name, Value: parsed.GetValue(word.Option) ?? "")).Where(word => word.Value.Length > 0)]);
}
