using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>The users of the desk, and the form for one more.</summary>
public sealed record PeopleView(IReadOnlyList<User> Active, IReadOnlyList<User> Former, IReadOnlyDictionary<Guid, string> Teams, UserForm? Form);

/// <summary>What stands in the form of a user.</summary>
public sealed record UserForm(string Email, string Name, Role Roles, bool SignsForSales, bool SignsForMarketing, string Capacity, string KnownAs, string Team, IReadOnlyDictionary<string, string[]> Errors)
{
    public static UserForm Of(User user) => new(user.Email, user.Name, user.Roles, user.SignsForSales, user.SignsForMarketing, $"{user.Capacity}", string.Join(", ", user.KnownAs), user.Team is { } team ? $"{team}" : "", FieldErrors.None);

    public static UserForm Empty { get; } = new("", "", Role.Salesperson, false, false, "", "", "", FieldErrors.None);

    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;
}

/// <summary>One user.</summary>
/// <param name="Link">Just made, and shown this once.</param>
public sealed record UserView(User User, UserForm Form, int Sessions, int Tokens, IReadOnlyList<Team> Teams, string? Link, string? Done)
{
    public required int Passkeys { get; init; }

    /// <summary>The link is on its way to him by mail, too.</summary>
    public bool IsLinkMailed { get; init; }

    /// <summary>From today on.</summary>
    public required IReadOnlyList<Absence> Absences { get; init; }

    /// <summary>Whether whoever looks may say when this one is there.</summary>
    public required bool MaySayWhen { get; init; }

    /// <summary>As typed.</summary>
    public required string Hours { get; init; }

    public required IReadOnlyDictionary<string, string[]> Errors { get; init; }

    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;
}

/// <summary><c>/people</c>: who has an account, what he may do; asked in, changed, shut out.</summary>
internal static class PeoplePages
{
    private const string Title = "People";
    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["saved"] = "Saved; it holds from now on.",
        ["devices"] = "Second step and passkeys are taken back, and all sessions have ended. The password alone is enough now.",
        ["deactivated"] = "Deactivated: all sessions and tokens have ended, and nobody gets in by this account.",
        ["reactivated"] = "Active again. Sessions and tokens that had ended stay so.",
    };

    public static void Map(WebApplication app)
    {
        var people = app.MapGroup("/people").ExcludeFromDescription();
        people.MapGet("", Get);
        people.MapPost("", AddAsync);
        people.MapGet("/{user}", One);
        people.MapPost("/{user}", SaveAsync);
        people.MapPost("/{user}/link", LinkAsync);
        people.MapPost("/{user}/devices/removal", (PageRequest request, PageForm form, string user) => TurnAsync(request, form, user, UserChanges.TakeBackDevices, "devices"));
        people.MapPost("/{user}/deactivation", DeactivateAsync);
        people.MapPost("/{user}/reactivation", ReactivateAsync);
    }

    private static IResult Get(PageRequest request) => All(request, request.Http.Request.Query["add"] == "true" ? UserForm.Empty : null);

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, typed) = (request.Desk, Read(request, form, before: null));
        if (form.Errors.Any) return All(request, typed with { Errors = form.Errors.BySentence }, 400);
        var made = await desk.Writer.DoAsync(write => UserChanges.Add(desk, write, request.Caller, typed.Email, typed.Name, Change(typed)));
        if (made is null)
        {
            form.Errors.Add("email", "Somebody has an account with this address already.");
            return All(request, typed with { Errors = form.Errors.BySentence }, 409);
        }
        return Show(request, made.Value.User, link: request.Reach.LinkTo(request.Http.Request, $"/join/{made.Value.Link}"));
    }

    private static IResult One(PageRequest request, string user)
    {
        using var session = request.Desk.Database.Read();
        return Find(request, session, user) is { } found ? Show(request, found, Sentences.GetValueOrDefault(request.Http.Request.Query["done"].ToString())) : HttpProblem.NotFound("user");
    }

    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form, string user)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        User? found;
        using (var session = desk.Database.Read()) found = Find(request, session, user);
        if (found is null) return HttpProblem.NotFound("user");
        var typed = Read(request, form, found) with { Email = found.Email };
        if (form.Errors.Any) return Show(request, found, typed: typed with { Errors = form.Errors.BySentence });
        var refusal = await desk.Writer.DoAsync(write => UserChanges.Save(desk, write, request.Caller, found.Id, typed.Name, Change(typed)));
        if (refusal is null) return request.GoTo($"/people/{found.Id}?done=saved");
        form.Errors.Add("roles", refusal);
        return Show(request, found, typed: typed with { Errors = form.Errors.BySentence });
    }

    private static async Task<IResult> LinkAsync(PageRequest request, PageForm form, string user)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        User? found;
        using (var session = desk.Database.Read()) found = Find(request, session, user);
        if (found is not { IsActive: true }) return HttpProblem.NotFound("user");
        var link = await desk.Writer.DoAsync(write => UserChanges.Link(desk, write, request.Caller, found));
        return Show(request, found, link: request.Reach.LinkTo(request.Http.Request, $"/join/{link}"));
    }

    private static Task<IResult> DeactivateAsync(PageRequest request, PageForm form, string user) => TurnAsync(request, form, user, UserChanges.Deactivate, "deactivated");

    private static Task<IResult> ReactivateAsync(PageRequest request, PageForm form, string user) => TurnAsync(request, form, user, UserChanges.Reactivate, "reactivated");

    private static async Task<IResult> TurnAsync(PageRequest request, PageForm form, string user, Func<Desks.Desk, Write, Caller, Guid, string?> turn, string done)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        if (!Guid.TryParse(user, out var id)) return HttpProblem.NotFound("user");
        var refusal = await desk.Writer.DoAsync(write => turn(desk, write, request.Caller, id));
        return refusal is null ? request.GoTo($"/people/{id}?done={done}") : HttpProblem.Refused("user", refusal);
    }

    private static UserForm Read(PageRequest request, PageForm form, User? before)
    {
        var isNew = before is null;
        using (var session = request.Desk.Database.Read()) UserRules.KnownAs(form.Errors, form.Text("known_as", 1_000), name => request.Desk.Users.Named(session, name), before?.Id);
        var (email, name) = (form.Text("email"), form.Text("name", UserRules.LongestName));
        var roles = form.All("roles").Aggregate(Role.None, (all, word) => all | KnownRole.Of(word));
        if (isNew) UserRules.CheckEmail(form.Errors, email);
        UserRules.CheckName(form.Errors, name);
        UserRules.CheckRoles(form.Errors, roles);
        UserRules.Capacity(form.Errors, form.Text("capacity"));
        return new(email?.ToLowerInvariant() ?? "", name ?? "", roles, form.All("signs").Contains("sales"), form.All("signs").Contains("marketing"), form.Text("capacity") ?? "", form.Text("known_as", 1_000) ?? "", form.Text("team") ?? "", FieldErrors.None);
    }

    private static Func<User, User> Change(UserForm typed) => user => user with
    {
        Roles = typed.Roles,
        SignsForSales = typed.SignsForSales,
        SignsForMarketing = typed.SignsForMarketing,
        Capacity = int.TryParse(typed.Capacity, System.Globalization.CultureInfo.InvariantCulture, out var capacity) ? capacity : null,
        KnownAs = [.. typed.KnownAs.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)],
        Team = Guid.TryParse(typed.Team, out var team) ? team : null,
    };

    private static User? Find(PageRequest request, Session session, string user) => Guid.TryParse(user, out var id) ? request.Desk.Users.Find(session, id) : null;

    private static IResult All(PageRequest request, UserForm? form, int status = StatusCodes.Status200OK)
    {
        using var session = request.Desk.Database.Read();
        var all = request.Desk.Users.All(session);
        var teams = Teams.All(session).ToDictionary(team => team.Id, team => team.Name);
        return request.Page<PeoplePage>(session, Title, new PeopleView([.. all.Where(user => user.IsActive)], [.. all.Where(user => !user.IsActive)], teams, form), status);
    }

    /// <summary>The page of one user.</summary>
    /// <param name="errors">Of when he works and is away.</param>
    public static IResult Show(PageRequest request, User user, string? done = null, UserForm? typed = null, string? link = null, FieldErrors? errors = null, string? hours = null)
    {
        using var session = request.Desk.Database.Read();
        var now = request.Desk.Now;
        var today = request.Desk.Settings.ZoneOf(session).DateOf(Instant.From(now));
        var view = new UserView(user, typed ?? UserForm.Of(user), Sessions.Of(session, user.Id, now).Count, ApiTokens.Of(session, user.Id).Count(token => token.IsGood(now)), Teams.All(session), link, done)
        {
            Absences = Absences.Of(session, user.Id, today),
            MaySayWhen = user.IsActive && AbsencePages.May(request, session, user),
            Passkeys = Accounts.Passkeys.Of(session, user.Id).Count,
            IsLinkMailed = link is not null && !user.IsMadeUp && Telling.Smtp.IsSet(session, request.Desk),
            Hours = hours ?? user.Hours ?? "",
            Errors = errors?.BySentence ?? FieldErrors.None,
        };
        return request.Page<UserPage>(session, user.Name, view, typed is { Errors.Count: > 0 } || errors is { Any: true } ? 400 : 200);
    }
}
