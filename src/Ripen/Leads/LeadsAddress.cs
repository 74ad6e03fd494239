using Microsoft.AspNetCore.WebUtilities;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>
/// The address of a list of leads for people: the words of the list's query as they stand in it, without those that say
/// nothing. Two words differ from the API's, because pages know the reader's day: <c>show</c> (open where it is left out,
/// closed, all) and <c>stands</c> (today, tomorrow, week: the verdict runs out by then).
/// </summary>
public sealed class LeadsAddress
{
    private const string Path = "/leads";
    private static readonly string[] OfTheApi = ["open", "stands_until", "line", "limit", "count", "changed_since"];

    internal static readonly QueryWord[] Words =
    [
        .. LeadList.Words.Where(word => !OfTheApi.Contains(word.Name)),
        new("show", "Open leads, unless closed or all.") { OneOf = ["open", "closed", "all"] },
        new("stands", "The verdict runs out by the end of that day.") { OneOf = ["today", "tomorrow", "week"] },
        new("done", "What was done to some of them just now."),
    ];

    private readonly SortedDictionary<string, string> words;

    private LeadsAddress(SortedDictionary<string, string> words) => this.words = words;

    /// <summary>What a word is set to; null where it is not.</summary>
    public string? this[string word] => words.GetValueOrDefault(word);

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => words.Keys.Any(word => word is not ("sort" or "cursor" or "done"));

    /// <summary>Behind the question mark; empty where nothing is set.</summary>
    public string Query => string.Join('&', words.Where(word => word.Key is not "done").Select(word => $"{word.Key}={Uri.EscapeDataString(word.Value)}"));

    public override string ToString() => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>The same list with a word set to something else, from its first page on; null takes the word away.</summary>
    public LeadsAddress With(string word, string? value)
    {
        var changed = new SortedDictionary<string, string>(words, StringComparer.Ordinal);
        changed.Remove("cursor");
        if (string.IsNullOrEmpty(value)) changed.Remove(word);
        else changed[word] = value;
        return new(changed);
    }

    internal static LeadsAddress Of(IQueryCollection query) => Of(query.Select(pair => (pair.Key, pair.Value.ToString())));

    /// <summary>As it was kept or sent; words that are none are left out.</summary>
    internal static LeadsAddress Of(string query) => Of(QueryHelpers.ParseQuery(query).Select(pair => (pair.Key, pair.Value.ToString())));

    internal static LeadsAddress Of(params IEnumerable<(string Word, string Value)> given)
    {
        var set = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (word, value) in given)
        {
            if (value.Trim().Length > 0 && Words.Any(known => known.Name == word)) set[word] = value.Trim();
        }
        if (set.GetValueOrDefault("show") == "open") set.Remove("show");
        return new(set);
    }

    /// <summary>Reads the list that a query names; adds what is wrong with it.</summary>
    internal static void Check(ListQuery query, Desk desk, Session session)
    {
        var read = Of(Words.Select(word => (word.Name, query.Text(word.Name) ?? ""))).ToQuery(desk.Settings.ZoneOf(session), desk.Now);
        LeadList.Of(desk, session, read);
        foreach (var (word, sentences) in read.Errors.BySentence) query.Errors.Add(word, string.Join(' ', sentences));
    }

    /// <summary>As lists of the API are asked.</summary>
    internal ListQuery ToQuery(Zone zone, DateTimeOffset now)
    {
        var asked = words.Where(word => word.Key is not ("show" or "stands" or "done")).Select(word => (word.Key, word.Value)).ToList();
        if (this["show"] is not "all") asked.Add(("open", this["show"] == "closed" ? "false" : "true"));
        if (DaysOf(this["stands"]) is { } days) asked.Add(("stands_until", EndOf(zone, now, days)));
        var query = ListQuery.Of(Path, [.. asked, ("count", "true")]);
        foreach (var word in (string[])["show", "stands"])
        {
            var known = Words.First(one => one.Name == word).OneOf!;
            if (this[word] is { } value && !known.Contains(value)) query.Errors.Add(word, $"'{HttpProblem.Shown(value)}' is none of {string.Join(", ", known)}.");
        }
        return query;
    }

    private static int? DaysOf(string? stands) => stands switch { "today" => 1, "tomorrow" => 2, "week" => 8, _ => null };

    private static string EndOf(Zone zone, DateTimeOffset now, int days) => zone.StartOf(zone.DateOf(Instant.From(now)).AddDays(days)).ToString();
}
