using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>A user for programs.</summary>
internal sealed record ShownUser(Guid Id, string Email, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> SignsFor, bool SecondStep, DateTimeOffset? LoggedInAt, DateTimeOffset? DeactivatedAt)
{
    public static ShownUser Of(User user) => new(
        user.Id, user.Email, user.Name, [.. KnownRole.All.Where(known => user.Roles.HasFlag(known.Role)).Select(known => known.Word)],
        [.. new[] { user.SignsForSales ? "sales" : null, user.SignsForMarketing ? "marketing" : null }.OfType<string>()], user.HasTwoSteps, user.LoggedInAt, user.DeactivatedAt);
}

/// <summary><c>/api/v1/users</c> and <c>/api/v1/audit</c>: read by programs of administrators.</summary>
internal static class UsersApi
{
    private static readonly QueryWord[] Words =
    [
        new("by", "Who did it, by e-mail.", "ann@desk.example"), new("action", "What was done.", Actions.All[0]) { OneOf = [.. Actions.All] }, new("from", "Not before this instant.", "2026-07-01T00:00:00Z"),
        new("to", "Before this instant.", "2026-08-01T00:00:00Z"), new("q", "In who, to what, or the details.", "budget"), new("refused", "Only what was refused.", "true") { OneOf = ["true", "false"] }, QueryWord.Limit, QueryWord.Cursor,
    ];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/users", List).WithTags("Accounts").WithName("ListUsers").WithSummary("Everybody with an account, by name");
        api.MapGet("/audit", Entries).WithTags("Accounts").WithName("ListAudit").WithSummary("Who did what, when, from where, the latest first").TakesQuery(Words);
    }

    private static Answer<Page<ShownUser>> List(Desk desk)
    {
        using var session = desk.Database.Read();
        return new Page<ShownUser>([.. desk.Users.All(session).Select(ShownUser.Of)], Next: null);
    }

    private static Answer<Page<AuditEntry>> Entries(ListQuery query, Desk desk)
    {
        var filter = new AuditFilter(query.Text("by"), query.Word("action", [.. Actions.All]), query.At("from"), query.At("to"), query.Text("q"), query.Word("refused", "true", "false") is { } word ? word == "true" : null);
        var limit = query.Limit;
        Guid? before = query.After(1) is { } after && Guid.TryParse(after[0], out var last) ? last : null;
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        var found = Audit.Page(session, filter, before, limit + 1);
        return new Page<AuditEntry>([.. found.Take(limit)], found.Count > limit ? Cursor.Write(query.List, found[limit - 1].Id.ToString()) : null);
    }
}
