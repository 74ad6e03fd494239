using Microsoft.AspNetCore.WebUtilities;
using Ripen.Desks;
using Ripen.Funnel;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Views;

/// <summary>A list or a report of which views can be saved.</summary>
/// <param name="Words">Those of its address that say what it shows.</param>
/// <param name="Check">Reads an address as the page does; adds what is wrong with it.</param>
internal sealed record ViewedPage(string Path, string Label, QueryWord[] Words, Action<ListQuery, Desk, Session> Check)
{
    public static IReadOnlyList<ViewedPage> All { get; } =
    [
        new("/leads", "Leads", LeadsAddress.Words, LeadsAddress.Check),
        new("/funnel", "Funnel", FunnelWords.All, (query, desk, session) => AskedFunnel.Read(desk, session, query)),
        new("/sources", "Sources", SourcesPages.Words, (query, desk, session) => SourcesPages.Read(desk, session, query)),
        new("/scorecard", "Scorecard", ScorecardPages.Words, (query, desk, session) => ScorecardPages.Asked(query, desk, session)),
    ];

    public static ViewedPage? Find(string? path) => All.FirstOrDefault(page => page.Path == path);

    /// <summary>What an address says, in one order: words that say nothing, or where in the list it begins, are left out.</summary>
    public static string QueryOf(string query) => Joined(Read(query));

    /// <summary>The same without some words, and with others.</summary>
    public static string QueryOf(string query, IEnumerable<string> without, params IEnumerable<(string Word, string Value)> with) => Joined(Read(query).Where(word => !without.Contains(word.Word)).Concat(with));

    /// <summary>What is wrong with a query is added, under its own name.</summary>
    public void CheckQuery(Desk desk, Session session, string query, FieldErrors errors)
    {
        var words = Read(query).ToList();
        foreach (var (word, _) in words.Where(given => Words.All(known => known.Name != given.Word))) errors.Add("query", $"'{HttpProblem.Shown(word)}' is no word of {Path}.");
        if (errors.Any) return;
        var read = ListQuery.Of(Path, [.. words]);
        Check(read, desk, session);
        foreach (var (word, sentences) in read.Errors.BySentence) errors.Add("query", $"{word}: {string.Join(' ', sentences)}");
    }

    private static IEnumerable<(string Word, string Value)> Read(string query) => QueryHelpers.ParseQuery(query).Select(pair => (pair.Key, pair.Value.ToString().Trim())).Where(pair => pair.Item2.Length > 0 && pair.Key is not ("cursor" or "done"));

    private static string Joined(IEnumerable<(string Word, string Value)> words) => string.Join('&', words.OrderBy(word => word.Word, StringComparer.Ordinal).Select(word => $"{word.Word}={Uri.EscapeDataString(word.Value)}"));
}
