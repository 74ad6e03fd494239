using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Tracking;

/// <summary><c>/api/v1/kinds</c>: what kinds of touches were met, and what they are.</summary>
internal static class KindsApi
{
    private const string What = "kind";
    private static readonly QueryWord[] Words = [new("review", "Only those that nobody has looked at yet.", "true") { OneOf = ["true", "false"] }, QueryWord.Limit, QueryWord.Cursor];

    public static void Map(RouteGroupBuilder api)
    {
        var kinds = api.MapGroup("/kinds").WithTags("Touches");
        kinds.MapGet("", ListAsync).WithName("ListKinds").WithSummary("The kinds of touches that were met, by name: label, whose they are, how often, what they earn")
            .WithDescription("A kind that nobody knew is taken and stands here for review. last90_days is counted anew every ten minutes.").TakesQuery(Words);
        kinds.MapGet("/{kind}", Get).WithName("GetKind").WithSummary("One kind with its ETag").Fails(404);
        kinds.MapPatch("/{kind}", ChangeAsync).WithName("ChangeKind").WithSummary("Say what a kind of touch is: its label, whose it is, or as which other kind it counts")
            .WithDescription("What is said is confirmed with it. Where that changes what touches count as, every lead is judged again. Kinds that ship with Ripen can be given another label only. Needs If-Match with the ETag that was read.").Fails(404, 412, 428)
            .WithExample("""{"label":"called our hotline","direction":"theirs"}""").WithMetadata(IfMatchMetadata.Instance);
    }

    private static async Task<Answer<Page<ShownKind>>> ListAsync(ListQuery query, Desk desk, KindCounts counts)
    {
        var (limit, isReview, after) = (query.Limit, query.Word("review", "true", "false") == "true", query.After(1)?[0]);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var counted = await counts.AllAsync();
        using var session = desk.Database.Read();
        var found = KindStore.All(desk, session, counted).Where(kind => !(isReview && kind.Confirmed) && (after is null || string.CompareOrdinal(kind.Name, after) > 0)).OrderBy(kind => kind.Name, StringComparer.Ordinal).Take(limit + 1).ToList();
        return new Page<ShownKind>([.. found.Take(limit)], found.Count > limit ? Cursor.Write(query.List, found[limit - 1].Name) : null);
    }

    private static Answer<ShownKind> Get(string kind, Desk desk)
    {
        using var session = desk.Database.Read();
        return KindStore.Find(desk, session, kind) is { } found ? Shown(found) : HttpProblem.NotFound(What);
    }

    private static async Task<Answer<ShownKind>> ChangeAsync(string kind, Body<GivenKind> body, WriteRequest request, HttpContext http)
    {
        if (IfMatch.Missing(http) is { } missing) return missing;
        if (body.Problem is not null) return body.Problem;
        return await request.DoAsync<ShownKind>(write =>
        {
            if (KindStore.Find(request.Desk, write, kind) is not { } found) return HttpProblem.NotFound(What);
            if (!IfMatch.Holds(http, found.RowVersion)) return HttpProblem.Changed;
            var errors = new FieldErrors();
            KindStore.Change(request.Desk, write, request.Caller, found, body.Value!, errors);
            return errors.Any ? errors.ToProblem() : Shown(KindStore.Find(request.Desk, write, kind)!);
        });
    }

    private static Answer<ShownKind> Shown(ShownKind kind) => Answer<ShownKind>.Of(kind, IfMatch.TagOf(kind.RowVersion));
}
