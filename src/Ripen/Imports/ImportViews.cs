using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web.Components;

namespace Ripen.Imports;

/// <summary>What the list of imports shows.</summary>
/// <param name="Problem">What was wrong with the file that was sent.</param>
public sealed record ImportsView(IReadOnlyList<ImportView> Imports, string? Next, bool IsFurther, string? Problem);

/// <summary>One import, and what became of its rows.</summary>
/// <param name="HandedBackUntil">Until when the rows that were handed back can be fetched.</param>
/// <param name="Undoing">How many persons were walked; null while nobody takes it back.</param>
public sealed record ImportView(
    int Import, string What, string File, string Line, DateTimeOffset BeganAt, DateTimeOffset? EndedAt, DateTimeOffset? UndoneAt, long Read, long Taken, long Seen, long HandedBack, long Review,
    IReadOnlyList<FoundLines> Found, DateTimeOffset? HandedBackUntil, long? Undoing, string? Refusal)
{
    public string State => UndoneAt is not null ? "Undone" : Undoing is not null ? "Being undone" : EndedAt is null ? "Not ended" : "Done";

    public bool CanUndo => UndoneAt is null && Undoing is null && Taken > 0;

    internal static ImportView Of(KeptImport kept, WaitingFiles files, ImportRuns runs)
    {
        var (counts, undoing) = (kept.Counts, runs.UndoingOf(kept.Import));
        return new(
            kept.Import, kept.What, kept.File, kept.Line, kept.BeganAt, kept.EndedAt, kept.UndoneAt, counts.Read, counts.Taken, counts.Seen, counts.Refused, counts.Review,
            FoundLines.Of(kept.Report, kept.File), files.HandedBackUntil(kept.Import), undoing is { IsOver: false } ? undoing.Done : null, undoing?.Refusal);
    }
}

/// <summary>One kind of thing that was found in a file, and where first.</summary>
public sealed record FoundLines(string Says, IReadOnlyList<string> Where)
{
    /// <summary>Of the text of a report.</summary>
    internal static IReadOnlyList<FoundLines> Of(string report, string file)
    {
        var all = new List<(string Says, List<string> Where)>();
        foreach (var line in report.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal) && all.Count > 0) all[^1].Where.Add(FactWords.Capital(line.Trim()));
            else all.Add((FactWords.Capital(WithoutName(line, file)), []));
        }
        return [.. all.Select(found => new FoundLines(found.Says, found.Where))];
    }

    // The file stands on the page already; on the command line it may have been named with its folder.
    private static string WithoutName(string line, string file)
    {
        var end = line.IndexOf($"{file}: ", StringComparison.Ordinal);
        return end == 0 || (end > 0 && line[end - 1] is '/' or '\\') ? line[(end + file.Length + 2)..] : line;
    }
}

/// <summary>What the page of a file that waits shows: how it would be read, what would come of it, how far it is.</summary>
/// <param name="Done">Rows of which it has become what; null while it waits.</param>
/// <param name="Problem">Why it cannot be imported so.</param>
public sealed record WaitingView(
    string Id, string Name, long Rows, DateTimeOffset Until, string Kind, string Line, IReadOnlyList<Option> Lines, string? Campaign, string Dates, string? Empty,
    IReadOnlyList<ColumnReading> Columns, IReadOnlyList<Option> Targets, WaitingView.Outlook? Checked, long? Done, string? Problem)
{
    public static IReadOnlyList<Option> Kinds { get; } = [.. Enum.GetValues<ImportKind>().Select(kind => new Option(ImportStore.WordOf(kind), FactWords.Capital(ImportStore.WordOf(kind))))];

    public static IReadOnlyList<Option> DateOrders { get; } = [new("iso", "Not used, or as 2026-07-15"), new("day_first", "Day first: 31/12/2026"), new("month_first", "Month first: 12/31/2026")];

    /// <summary>What a dry run says.</summary>
    public sealed record Outlook(long New, long Seen, long Known, long Review, long HandedBack, IReadOnlyList<FoundLines> Reasons, IReadOnlyList<FoundLines> Remarks)
    {
        internal static Outlook Of(DryRunDone done, string file) => new(
            done.New, done.Seen, done.Known, done.Review, done.Rejected.Count, FoundLines.Of($"{done.Rejected.Reports}", file), FoundLines.Of($"{done.Remarks}", file));
    }

    internal static WaitingView Of(Desk desk, Session session, WaitingFile file, ImportChoices choices, FactCatalogue facts, Outlook? outlook = null, string? problem = null) => new(
        file.Id, file.File.Name, file.Rows, file.Until, ImportStore.WordOf(choices.Kind), choices.Line, [.. desk.Agreements.LinesInForce(session, desk.Now).Select(line => new Option(line, line))],
        choices.Campaign, choices.Dates switch { DateOrder.DayFirst => "day_first", DateOrder.MonthFirst => "month_first", _ => "iso" }, choices.Empty,
        choices.Columns, ImportChoices.TargetsOf(choices.Kind, facts), outlook, null, problem ?? file.Run?.Refusal);

    internal static WaitingView Running(WaitingFile file) => new(file.Id, file.File.Name, file.Rows, file.Until, "", "", [], null, "", null, [], [], null, file.Run!.Done, null);
}
