using Ripen.Exports;
using Ripen.Views;
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
    public required ReportViews Views { get; init; }

    /// <summary>Those who did this, in a list; null where groups are counted, which have none.</summary>
    public string? Behind(string words, bool isOther = false) => Compared.Funnel.Unit == "groups" ? null : $"/funnel/leads?{(isOther ? OtherQuery : Query)}&by={Compared.Funnel.By}&{words}";

    /// <summary>All that is set, for the addresses of files.</summary>
    public string Whole => FunnelWords.Address(Set);

    /// <summary>Where its tables are to be had as files.</summary>
    public string Export => $"/funnel/export?{Whole}";

    /// <summary>The same of one month.</summary>
    public string? BehindMonth(ShownMonth month, string words) => Behind(words)?.Replace($"from={FunnelWords.Said(Compared.Funnel.From)}", $"from={FunnelWords.Said(month.From)}", StringComparison.Ordinal)
        .Replace($"&to={FunnelWords.Said(Compared.Funnel.To)}", $"&to={FunnelWords.Said(month.To)}", StringComparison.Ordinal);
}

/// <summary><c>/funnel</c>, and <c>/funnel/leads</c>: who is behind each of its numbers.</summary>
internal static class FunnelPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/funnel", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(FunnelWords.All).ExcludeFromDescription();
        app.MapGet("/funnel/export", FunnelFiles.Export).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery([.. FunnelWords.All, .. ReportExport.Words(FunnelTables.Names, ReportExport.Files)]).ExcludeFromDescription();
        app.MapGet("/funnel/chart.svg", FunnelFiles.Chart).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(FunnelWords.All).ExcludeFromDescription();
        app.MapGet("/funnel/leads", Behind).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery([.. FunnelWords.All, .. LeadsBehind.Words, QueryWord.Cursor]).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        var (desk, query) = (request.Desk, request.Query);
        using var session = desk.Database.Read();
        if (AskedFunnel.Read(desk, session, query) is not { } asked) return query.Errors.ToProblem();
        var view = new FunnelView(ComparedFunnel.Of(desk, session, asked), FunnelWords.Address(asked.Which), asked.Others is null ? null : FunnelWords.Address(asked.Others), FunnelWords.SetOf(query, asked.Which), FunnelWords.ChoicesOf(desk, session))
        {
            Views = ReportViews.Of(request, session, "/funnel", asked.Which),
        };
        return request.Page<FunnelPage>(session, "Funnel", view);
    }

    private static IResult Behind(PageRequest request)
    {
        var (desk, query) = (request.Desk, request.Query);
        using var session = desk.Database.Read();
        var (behind, asked) = (LeadsBehind.Of(query), FunnelWords.Read(query, desk, session));
        if (asked is null || query.Errors.Any) return query.Errors.ToProblem();
        return BehindPages.Answer(request, session, behind.In(desk.Passes.Of(session), asked), Says(behind, asked), "/funnel", FunnelWords.Address(asked, ("by", behind.IsPeriod ? "period" : "cohort")), LeadsBehind.Words);
    }

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
        return $"{which} from {FunnelWords.Said(query.From)} to {FunnelWords.Said(query.To)}{what}{FunnelWords.Told(query)}.";
    }
}
