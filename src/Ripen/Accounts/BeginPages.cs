using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>What somebody sees who begins: the first of a desk, or one who follows a link.</summary>
/// <param name="Action">Where its form goes; null: the link is no good.</param>
/// <param name="IsFirst">He makes the first account.</param>
public sealed record BeginView(string? Action, bool IsFirst, string Email, string Name, IReadOnlyDictionary<string, string[]> Errors)
{
    public static BeginView NoGood(bool isFirst) => new(null, isFirst, "", "", FieldErrors.None);

    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;
}

/// <summary><c>/begin</c>: the first account of a desk; <c>/join</c>: choosing a password by a link that an administrator gave.</summary>
internal static class BeginPages
{
    private const string First = "Begin";
    private const string Join = "Choose a password";

    public static void Map(WebApplication app)
    {
        app.MapGet("/begin", (PageRequest request) => Answer(request, BeginView.NoGood(isFirst: true))).ExcludeFromDescription();
        app.MapGet("/begin/{link}", GetFirst).ExcludeFromDescription();
        app.MapPost("/begin/{link}", BeginAsync).ExcludeFromDescription();
        app.MapGet("/join/{link}", GetJoin).ExcludeFromDescription();
        app.MapPost("/join/{link}", JoinAsync).ExcludeFromDescription();
    }

    /// <summary>Makes the link by which the first account is made; null where there is one.</summary>
    public static string? FirstLink(Write write, Desks.Desk desk) =>
        desk.Users.AreNone(write) ? $"/begin/{OneTimeLinks.Make(write, OneTime.First, null, Caller.Local, desk.Now + OneTimeLinks.FirstFor)}" : null;

    private static IResult GetFirst(PageRequest request, string link)
    {
        using var session = request.Desk.Database.Read();
        if (!request.Desk.Users.AreNone(session)) return request.GoTo("/login");
        var isGood = OneTimeLinks.Find(session, OneTime.First, link, request.Desk.Now) is not null;
        return Answer(request, isGood ? BeginView.NoGood(isFirst: true) with { Action = $"/begin/{link}" } : BeginView.NoGood(isFirst: true), isGood ? 200 : 404);
    }

    private static async Task<IResult> BeginAsync(PageRequest request, PageForm form, string link)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        var (email, name, password) = (form.Text("email"), form.Text("name", UserRules.LongestName), form.Secret("password"));
        UserRules.CheckEmail(form.Errors, email);
        UserRules.CheckName(form.Errors, name);
        CheckPassword(form, password, email, name);
        if (form.Errors.Any) return Answer(request, new($"/begin/{link}", true, email ?? "", name ?? "", form.Errors.BySentence), 400);
        var hash = Passwords.Hash(password!);
        var user = new User(desk.Ids.Next(desk.Now), email!.ToLowerInvariant(), name!, Role.Administrator) { Password = hash, SignsForSales = false, SignsForMarketing = false, CreatedAt = desk.Now };
        var isMade = await desk.Writer.DoAsync(write =>
        {
            if (!desk.Users.AreNone(write) || OneTimeLinks.Find(write, OneTime.First, link, desk.Now) is not { } found) return false;
            OneTimeLinks.Use(write, found);
            Users.Add(write, user);
            Audit.Note(write, desk, Identification.Of(user, Identification.AddressOf(request.Http)), Actions.UserAdded, user.Email, "the first administrator");
            return true;
        });
        if (!isMade) return Answer(request, BeginView.NoGood(isFirst: true), 404);
        await LoginPages.BeginAsync(request, user, "first link");
        return request.GoTo("/");
    }

    private static IResult GetJoin(PageRequest request, string link)
    {
        using var session = request.Desk.Database.Read();
        return Found(request, session, link) is var (_, user) ? Answer(request, new($"/join/{link}", false, user.Email, user.Name, FieldErrors.None)) : Answer(request, BeginView.NoGood(isFirst: false), 404);
    }

    private static async Task<IResult> JoinAsync(PageRequest request, PageForm form, string link)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        User? user;
        using (var session = desk.Database.Read()) user = Found(request, session, link)?.User;
        if (user is null) return Answer(request, BeginView.NoGood(isFirst: false), 404);
        var password = form.Secret("password");
        CheckPassword(form, password, user.Email, user.Name);
        if (form.Errors.Any) return Answer(request, new($"/join/{link}", false, user.Email, user.Name, form.Errors.BySentence), 400);
        var hash = Passwords.Hash(password!);
        var isDone = await desk.Writer.DoAsync(write =>
        {
            if (Found(request, write, link) is not var (found, current)) return false;
            OneTimeLinks.Use(write, found);
            Users.Save(write, current with { Password = hash });
            // Whoever knew the old one is out.
            Sessions.EndAll(write, current.Id);
            Audit.Note(write, desk, Identification.Of(current, Identification.AddressOf(request.Http)), Actions.PasswordChosen, current.Email, "by link");
            return true;
        });
        if (!isDone) return Answer(request, BeginView.NoGood(isFirst: false), 404);
        // The second step is asked for at the login, a link is no way around it.
        if (user.HasTwoSteps) return request.GoTo("/login");
        await LoginPages.BeginAsync(request, user, "link");
        return request.GoTo("/");
    }

    private static (OneTimeLink Link, User User)? Found(PageRequest request, Session session, string link) =>
        OneTimeLinks.Find(session, OneTime.Password, link, request.Desk.Now) is { User: { } id } found && request.Desk.Users.Find(session, id) is { IsActive: true } user ? (found, user) : null;

    /// <summary>Whether a password may be chosen; typed twice, because nobody sees what he types.</summary>
    public static void CheckPassword(PageForm form, string? password, string? email, string? name)
    {
        if (Passwords.Weakness(password, email ?? "", name ?? "") is { } weakness) form.Errors.Add("password", weakness);
        else if (form.Secret("again") != password) form.Errors.Add("again", "It is not the same as above.");
    }

    private static IResult Answer(PageRequest request, BeginView view, int status = StatusCodes.Status200OK)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<BeginPage>(session, view.IsFirst ? First : Join, view, status);
    }
}
