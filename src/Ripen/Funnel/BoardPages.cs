using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>What a board reads, as its page shows it.</summary>
/// <param name="Spans">Other days to choose.</param>
public sealed record BoardView(BoardReport Report, IReadOnlyList<Tab> Spans)
{
    /// <summary>The words of its days, in addresses.</summary>
    public string Days => DaysOf(Report.From, Report.To);

    /// <summary>Those to whom this happened within the time.</summary>
    public string Behind(FunnelStep step) => Behind(step, Days);

    /// <summary>The same of the time before.</summary>
    public string BehindBefore(FunnelStep step) => Behind(step, DaysOf(Report.BeforeFrom, Report.BeforeTo));

    /// <summary>Those who came within the time and reached a step by now.</summary>
    public string Came(FunnelStep step) => $"/funnel/leads?{Days}&by=cohort&pass=first&reached={Words.Of(step)}";

    internal static string DaysOf(DateOnly from, DateOnly to) => $"from={FunnelWords.Said(from)}&to={FunnelWords.Said(to)}";

    private static string Behind(FunnelStep step, string days) => $"/funnel/leads?{days}&by=period&reached={Words.Of(step)}";
}

/// <summary><c>/board</c>, and <c>GET /api/v1/board</c>.</summary>
internal static class BoardPages
{
    public static void Map(WebApplication app) => app.MapGet("/board", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(BoardQuery.Words).ExcludeFromDescription();

    public static void Map(RouteGroupBuilder api) => api.MapGet("/board", Report).WithTags("Reports").WithName("GetBoard").WithSummary("What a board reads: opportunities, revenue, what an opportunity costs")
        .WithDescription("Each number with the same of the time before, what was agreed, and its trend by month. The same numbers: ripen board, and the page.").TakesQuery(BoardQuery.Words);

    private static IResult Get(PageRequest request)
    {
        var desk = request.Desk;
        using var session = desk.Database.Read();
        if (BoardQuery.Read(request.Query, desk, session) is not { } asked) return request.Query.Errors.ToProblem();
        return request.Page<BoardPage>(session, "Board", new BoardView(BoardReport.Of(desk, session, asked), SpansOf(desk, session, asked)));
    }

    private static Answer<BoardReport> Report(ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return BoardQuery.Read(query, desk, session) is { } asked ? BoardReport.Of(desk, session, asked) : query.Errors.ToProblem();
    }

    private static List<Tab> SpansOf(Desk desk, Session session, BoardQuery asked)
    {
        var today = desk.Settings.ZoneOf(session).DateOf(Instant.From(desk.Now));
        var ((quarter, quarterEnds), month) = (BoardQuery.QuarterBefore(today), new DateOnly(today.Year, today.Month, 1));
        return
        [
            Span("The last whole quarter", quarter, quarterEnds, "/board"),
            Span("This quarter so far", quarterEnds.AddDays(1), today),
            Span("The last twelve whole months", month.AddMonths(-12), month.AddDays(-1)),
        ];

        Tab Span(string label, DateOnly from, DateOnly to, string? path = null) => new(label, path ?? $"/board?{BoardView.DaysOf(from, to)}", (from, to) == (asked.Now.From, asked.Now.To));
    }
}
