using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>A lead behind a number.</summary>
public sealed record BehindRow(ShownLead Lead, DateTimeOffset Began, string Furthest, string? Ended, DateTimeOffset? EndedAt, string? Won);

/// <summary>The leads behind a number.</summary>
/// <param name="Says">Whom the list shows.</param>
/// <param name="Back">The report.</param>
public sealed record BehindView(IReadOnlyList<BehindRow> Rows, string Count, string Says, string Back, string? Next, string First, bool IsFurther);

/// <summary>Lists of those whom a report counts, fifty on a page, in the order in which they lie.</summary>
internal static class BehindPages
{
    private const int OnPage = 50;

    /// <param name="counted">All that the number counts; one lead's passes together.</param>
    /// <param name="report">The report's path.</param>
    /// <param name="query">The report's words.</param>
    /// <param name="words">Those of this list beside them.</param>
    public static IResult Answer(PageRequest request, Session session, IEnumerable<KnownPass> counted, string says, string report, string query, IReadOnlyList<QueryWord> words)
    {
        var (asked, after) = (request.Query, request.Query.After(2));
        var place = after is not null && LeadId.TryParse(after[0], out var lead) && short.TryParse(after[1], System.Globalization.CultureInfo.InvariantCulture, out var pass) ? (lead, pass) : ((LeadId, short)?)null;
        if (after is not null && place is null) asked.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        if (asked.Errors.Any) return asked.Errors.ToProblem();
        var (count, rows, hasMore) = (0L, new List<KnownPass>(), false);
        foreach (var known in counted)
        {
            count++;
            if (place is { } behind && !IsAfter(known, behind)) continue;
            if (rows.Count < OnPage) rows.Add(known);
            else hasMore = true;
        }
        var first = $"{report}/leads?{query}{string.Concat(words.Select(word => asked.Text(word.Name) is { } value ? $"&{word.Name}={Uri.EscapeDataString(value)}" : ""))}";
        var next = hasMore ? $"{first}&cursor={Uri.EscapeDataString(Cursor.Write(asked.List, rows[^1].Lead.ToString(), rows[^1].Pass.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)))}" : null;
        return request.Page<BehindPage>(session, "Leads behind the number", new BehindView(RowsOf(request.Desk, session, rows), Spoken.Number(count), says, $"{report}?{query}", next, first, place is not null));
    }

    // By place and not by the very one, which may be counted no more.
    private static bool IsAfter(KnownPass known, (LeadId Lead, short Pass) place) =>
        known.Lead.Person != place.Lead.Person ? known.Lead.Person > place.Lead.Person : known.Lead.Number != place.Lead.Number ? known.Lead.Number > place.Lead.Number : known.Pass.Number > place.Pass;

    private static List<BehindRow> RowsOf(Desk desk, Session session, List<KnownPass> passes)
    {
        var leads = LeadStore.OfPersons(session, [.. passes.Select(pass => pass.Lead.Person).Distinct()]).ToDictionary(lead => lead.Id);
        var agreement = desk.Agreements.InForce(session, Desk.MainLine, desk.Now);
        var (words, money, rows) = (new LeadWording(desk, session), MoneyTerms.Of(desk, session), new List<BehindRow>());
        foreach (var (id, pass) in passes)
        {
            if (!leads.TryGetValue(id, out var lead)) continue;
            var reason = desk.Passes.Words.Reasons.Word(pass.Reason);
            rows.Add(new(
                words.Of(lead), At(pass.Began), Words.Heading(pass.Furthest), pass.End is { } end ? $"{Words.Ends[(int)end]}{(reason is null ? "" : $": {agreement?.Policy.ReasonOf(reason)?.Says ?? Agreements.FactWords.Capital(Agreements.FactWords.Spaced(reason))}")}" : null,
                pass.IsRunning ? null : At(pass.Began + pass.Ended), pass.Amount > 0 ? Handovers.Deals.Said(new Amount(pass.Amount, money.Currency)) : null));
        }
        return rows;
    }

    private static DateTimeOffset At(long seconds) => new Instant(seconds).ToDateTimeOffset();
}
