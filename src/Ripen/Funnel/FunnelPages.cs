using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>The funnel as its page shows it.</summary>
/// <param name="Query">The report's words, for addresses; without those that it is compared by.</param>
/// <param name="OtherQuery">The words of what it is compared with, without their prefix; null where it is not.</param>
/// <param name="Set">What is chosen, by word; those of the comparison with their prefix.</param>
/// <param name="Choices">What may be chosen, by word.</param>
public sealed record FunnelView(ComparedFunnel Compared, string Query, string? OtherQuery, IReadOnlyDictionary<string, string> Set, IReadOnlyDictionary<string, IReadOnlyList<Option>> Choices)
{
    /// <summary>Those who did this, in a list; null where groups are counted, which have none.</summary>
    public string? Behind(string words, bool isOther = false) => Compared.Funnel.Unit == "groups" ? null : $"/funnel/leads?{(isOther ? OtherQuery : Query)}&by={Compared.Funnel.By}&{words}";

    /// <summary>The same of one month.</summary>
    public string? BehindMonth(ShownMonth month, string words) => Behind(words)?.Replace($"from={FunnelWords.Said(Compared.Funnel.From)}", $"from={FunnelWords.Said(month.From)}", StringComparison.Ordinal)
        .Replace($"&to={FunnelWords.Said(Compared.Funnel.To)}", $"&to={FunnelWords.Said(month.To)}", StringComparison.Ordinal);
}

/// <summary>A lead behind a number.</summary>
public sealed record BehindRow(ShownLead Lead, DateTimeOffset Began, string Furthest, string? Ended, DateTimeOffset? EndedAt, string? Won);

/// <summary>The leads behind a number.</summary>
/// <param name="Says">Whom the list shows.</param>
/// <param name="Back">The report.</param>
public sealed record BehindView(IReadOnlyList<BehindRow> Rows, string Count, string Says, string Back, string? Next, string First, bool IsFurther);

/// <summary><c>/funnel</c>, and <c>/funnel/leads</c>: who is behind each of its numbers.</summary>
internal static class FunnelPages
{
    private const int OnPage = 50;
    private const int MostChoices = 200;

    public static void Map(WebApplication app)
    {
        app.MapGet("/funnel", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(FunnelWords.All).ExcludeFromDescription();
        app.MapGet("/funnel/leads", Behind).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery([.. FunnelWords.All, .. LeadsBehind.Words, QueryWord.Cursor]).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        var (desk, query) = (request.Desk, request.Query);
        using var session = desk.Database.Read();
        if (ComparedFunnel.Of(desk, session, query, out var asked, out var others) is not { } found) return query.Errors.ToProblem();
        var set = FunnelWords.All.Select(word => (word.Name, Value: query.Text(word.Name))).Where(word => word.Value is not null).ToDictionary(word => word.Name, word => word.Value!, StringComparer.Ordinal);
        (set["from"], set["to"]) = (FunnelWords.Said(asked!.From), FunnelWords.Said(asked.To));
        var view = new FunnelView(found, FunnelWords.Address(asked), others is null ? null : FunnelWords.Address(others), set, ChoicesOf(desk, session));
        return request.Page<FunnelPage>(session, "Funnel", view);
    }

    private static IResult Behind(PageRequest request)
    {
        var (desk, query) = (request.Desk, request.Query);
        using var session = desk.Database.Read();
        var passes = desk.Passes.Of(session);
        var behind = LeadsBehind.Of(query);
        var (asked, after) = (FunnelWords.Read(query, desk, session), query.After(1));
        var place = after is not null && LeadId.TryParse(after[0], out var lead) ? lead : (LeadId?)null;
        if (after is not null && place is null) query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        if (asked is null || query.Errors.Any) return query.Errors.ToProblem();
        var (count, rows, isAfter, hasMore) = (0L, new List<KnownPass>(), place is null, false);
        foreach (var known in behind.In(passes, asked))
        {
            count++;
            if (!isAfter) isAfter = known.Lead == place;
            else if (rows.Count < OnPage || rows[^1].Lead == known.Lead) rows.Add(known);
            else hasMore = true;
        }
        var back = FunnelWords.Address(asked, ("by", behind.IsPeriod ? "period" : "cohort"));
        var words = string.Concat(LeadsBehind.Words.Select(word => query.Text(word.Name) is { } value ? $"&{word.Name}={value}" : ""));
        var first = $"/funnel/leads?{back}{words}";
        var next = hasMore ? $"{first}&cursor={Uri.EscapeDataString(Cursor.Write(query.List, rows[^1].Lead.ToString()))}" : null;
        return request.Page<BehindPage>(session, "Leads behind the number", new BehindView(RowsOf(desk, session, rows), Spoken.Number(count), Says(behind, asked), $"/funnel?{back}", next, first, place is not null));
    }

    private static List<BehindRow> RowsOf(Desk desk, Session session, List<KnownPass> passes)
    {
        var leads = LeadStore.OfPersons(session, [.. passes.Select(pass => pass.Lead.Person).Distinct()]).ToDictionary(lead => lead.Id);
        var (words, money, rows) = (new LeadWording(desk, session), MoneyTerms.Of(desk, session), new List<BehindRow>());
        foreach (var (id, pass) in passes)
        {
            if (!leads.TryGetValue(id, out var lead)) continue;
            var reason = desk.Passes.Words.Reasons.Word(pass.Reason);
            rows.Add(new(
                words.Of(lead), At(pass.Began), Words.Heading(pass.Furthest), pass.End is { } end ? $"{Words.Ends[(int)end]}{(reason is null ? "" : $", {reason.Replace('_', ' ')}")}" : null,
                pass.IsRunning ? null : At(pass.Began + pass.Ended), pass.Amount > 0 ? Handovers.Deals.Said(new Amount(pass.Amount, money.Currency)) : null));
        }
        return rows;
    }

    private static DateTimeOffset At(long seconds) => new Instant(seconds).ToDateTimeOffset();

    private static string Says(LeadsBehind behind, FunnelQuery query)
    {
        var which = behind.IsPeriod ? "Passes to which this happened" : behind.IsFirst ? "First passes of leads that came" : "Later passes of leads that first came";
        var what = (behind.Reached, behind.At, behind.End, behind.IsOnTheWay) switch
        {
            ({ } step, _, _, _) => $" and reached “{Words.Heading(step)}”",
            (_, { } step, { } end, _) => $" and ended {Words.Ends[(int)end]} at “{Words.Heading(step)}”",
            (_, { } step, _, true) => $" and are on their way at “{Words.Heading(step)}”",
            (_, _, { } end, _) => $" and ended {Words.Ends[(int)end]}",
            (_, _, _, true) => " and are on their way",
            _ => "",
        };
        var filters = query.Words.Count == 0 ? "" : $"; {string.Join(", ", query.Words.Select(word => $"{word.Word.Replace('_', ' ')}: {word.Value}"))}";
        return $"{which} from {FunnelWords.Said(query.From)} to {FunnelWords.Said(query.To)}{what}{filters}.";
    }

    private static Dictionary<string, IReadOnlyList<Option>> ChoicesOf(Desk desk, Session session)
    {
        var (words, choices) = (desk.Passes.Words, new Dictionary<string, IReadOnlyList<Option>>(StringComparer.Ordinal));
        choices["source"] = [.. Named("select name from sources order by lower(name) limit @most"), new(FunnelWords.None, "of no source")];
        choices["campaign"] = Named("select name from campaigns order by campaign desc limit @most");
        choices["offer"] = Named("select name from offers order by lower(name) limit @most");
        choices["side"] = Of(Campaigns.SourceStore.Sides);
        choices["buying_stage"] = Of(PassWords.BuyingStages);
        choices["temperature"] = Of(words.Temperatures.All);
        choices["size"] = Of(PassWords.Sizes, " people");
        choices["industry"] = Of(words.Industries.All.Take(MostChoices));
        choices["owner"] = [.. words.Owners.All.Take(MostChoices).Select(owner => new Option(owner, desk.Users.Named(session, owner)?.Name ?? owner))];
        choices["version"] = VersionsOf(session);
        return choices;

        static IReadOnlyList<Option> Of(IEnumerable<string> values, string unit = "") => [.. values.Select(value => new Option(value, value + unit))];

        List<Option> Named(string sql)
        {
            var names = new List<Option>();
            session.Read(sql, row => names.Add(new(row.GetString(0), row.GetString(0))), ("@most", MostChoices));
            return names;
        }
    }

    private static List<Option> VersionsOf(Session session)
    {
        var versions = new List<Option>();
        session.Read("select version from agreements where line = @line and in_force_at is not null order by version desc limit @most", row => versions.Add(new($"{row.GetInt32(0)}", $"version {row.GetInt32(0)}")), ("@line", Desk.MainLine), ("@most", MostChoices));
        return versions;
    }
}
