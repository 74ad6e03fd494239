using System.Globalization;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>A token in the list.</summary>
public sealed record ListedToken(ApiToken Token, string Owner, bool IsOwn, bool IsGood);

/// <summary>The tokens that somebody may see: his own, or as administrator all.</summary>
/// <param name="Secret">Of one that was made just now; shown this once.</param>
public sealed record TokensView(IReadOnlyList<ListedToken> Tokens, bool SeesAll, string? Secret, string Name, Scope Scopes, string Days, IReadOnlyDictionary<string, string[]> Errors)
{
    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;
}

/// <summary><c>/tokens</c>: what programs use instead of a password.</summary>
internal static class TokenPages
{
    private const string Title = "Tokens";
    private const int UsualDays = 90;

    public static void Map(WebApplication app)
    {
        var tokens = app.MapGroup("/tokens").ExcludeFromDescription();
        tokens.MapGet("", (PageRequest request) => Answer(request));
        tokens.MapPost("", CreateAsync);
        tokens.MapPost("/{token}/revocation", RevokeAsync);
    }

    private static async Task<IResult> CreateAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, caller) = (request.Desk, request.Caller);
        var name = form.Text("name", ApiTokens.LongestName);
        var scopes = form.All("scopes").Aggregate(Scope.None, (all, word) => all | KnownScope.Of(word));
        if (name is null) form.Errors.Add("name", "What it is for, so that you know it again.");
        if (scopes == Scope.None) form.Errors.Add("scopes", "Choose at least one.");
        var days = DaysOf(form, form.Text("days"));
        if (form.Errors.Any) return Answer(request, form: form, scopes: scopes, status: 400);
        var secret = await desk.Writer.DoAsync(write => TokenChanges.Create(desk, write, caller, caller.User!, name!, scopes, days));
        return Answer(request, secret);
    }

    private static async Task<IResult> RevokeAsync(PageRequest request, PageForm form, string token)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, caller) = (request.Desk, request.Caller);
        var isDone = Guid.TryParse(token, out var id) && await desk.Writer.DoAsync(write => TokenChanges.Revoke(desk, write, caller, id, ofAnybody: SeesAll(request)));
        return isDone ? request.GoTo("/tokens") : HttpProblem.NotFound("token");
    }

    private static int DaysOf(PageForm form, string? typed)
    {
        if (typed is null) return UsualDays;
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= ApiTokens.LongestDays) return days;
        form.Errors.Add("days", "From 1 to 730 days: a token that lasts for ever is one that is forgotten.");
        return UsualDays;
    }

    private static bool SeesAll(PageRequest request) => request.Caller.Roles.HasFlag(Role.Administrator);

    private static IResult Answer(PageRequest request, string? secret = null, PageForm? form = null, Scope scopes = Scope.Read, int status = StatusCodes.Status200OK)
    {
        using var session = request.Desk.Database.Read();
        var (seesAll, now) = (SeesAll(request), request.Desk.Now);
        var tokens = seesAll ? ApiTokens.All(session) : ApiTokens.Of(session, request.Caller.User!.Id);
        var listed = tokens.Select(token => new ListedToken(token, request.Desk.Users.Find(session, token.User)?.Name ?? "–", token.User == request.Caller.User!.Id, token.IsGood(now)));
        var view = new TokensView([.. listed.OrderByDescending(one => one.IsGood)], seesAll, secret, form?.Text("name") ?? "", scopes, form?.Text("days") ?? $"{UsualDays}", form?.Errors.BySentence ?? FieldErrors.None);
        return request.Page<TokensPage>(session, Title, view, status);
    }
}
