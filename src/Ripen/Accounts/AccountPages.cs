using QRCoder;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Views;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Accounts;

/// <summary>An app that is being set up: its secret, for who types it, and as a picture.</summary>
public sealed record NewTwoSteps(string Secret, string Picture);

/// <summary>What somebody sees of his own account.</summary>
/// <param name="Here">The session he looks at it from.</param>
public sealed record AccountView(User User, IReadOnlyList<UserSession> Sessions, string? Here)
{
    public NewTwoSteps? New { get; init; }

    public required PasskeysView Passkeys { get; init; }

    /// <summary>Where he may begin.</summary>
    public required IReadOnlyList<Option> Starts { get; init; }

    /// <summary>What was done just now, in a sentence.</summary>
    public string? Done { get; init; }

    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = FieldErrors.None;

    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;
}

/// <summary><c>/account</c>: one's own name, password, two steps, and where one is logged in.</summary>
internal static class AccountPages
{
    private const string Title = "Your account";
    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["name"] = "Your name is saved.",
        ["start"] = "From now on the desk opens there.",
        ["password"] = "Your password is changed. All your other sessions have ended.",
        ["session"] = "That session has ended.",
        ["passkey"] = "The passkey is added. From now on it logs you in.",
        ["no-passkey"] = "The passkey is removed and opens nothing any more.",
        ["on"] = "From now on the code of your app is asked for after your password.",
        ["off"] = "Your password alone is enough again.",
    };

    public static void Map(WebApplication app)
    {
        var account = app.MapGroup("/account").ExcludeFromDescription();
        account.MapGet("", Get);
        account.MapPost("", SaveAsync);
        account.MapPost("/start", StartAsync);
        account.MapPost("/password", PasswordAsync);
        account.MapPost("/sessions/{session}/ending", EndAsync);
        account.MapPost("/two-steps", TwoStepsAsync);
        account.MapPost("/two-steps/removal", EndTwoStepsAsync);
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var (query, view) = (request.Http.Request.Query, ViewOf(request, session));
        if (Sentences.TryGetValue(query["done"].ToString(), out var done)) view = view with { Done = done };
        if (query["set-up"] == "two-steps" && !view.User.HasTwoSteps) view = view with { New = NewOf(request, session, TwoSteps.NewSecret()) };
        return request.Page<AccountPage>(session, Title, view);
    }

    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var name = form.Text("name", UserRules.LongestName);
        UserRules.CheckName(form.Errors, name);
        if (form.Errors.Any) return Again(request, form);
        await ChangeAsync(request, Actions.UserChanged, $"name {name}", user => user with { Name = name! });
        return request.GoTo("/account?done=name");
    }

    private static async Task<IResult> StartAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var chosen = form.Text("start");
        using (var session = request.Desk.Database.Read())
        {
            if (chosen is not null && StartPage.Offered(session, request.Caller).All(option => option.Value != chosen)) form.Errors.Add("start", "That page or view is not there for you any more. Choose another.");
        }
        if (form.Errors.Any) return Again(request, form);
        await ChangeAsync(request, Actions.UserChanged, $"start page {chosen ?? "by role"}", user => user with { StartPage = chosen });
        return request.GoTo("/account?done=start");
    }

    private static async Task<IResult> PasswordAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (user, password) = (request.Caller.User!, form.Secret("password"));
        if (await OldOfAsync(request, form) is { } problem) return problem;
        BeginPages.CheckPassword(form, password, user.Email, user.Name);
        if (form.Errors.Any) return Again(request, form);
        var hash = Passwords.Hash(password!);
        await ChangeAsync(request, Actions.PasswordChosen, "", current => current with { Password = hash }, write => Sessions.EndAll(write, user.Id, request.Caller.Session));
        return request.GoTo("/account?done=password");
    }

    private static async Task<IResult> EndAsync(PageRequest request, PageForm form, string session)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, caller) = (request.Desk, request.Caller);
        var isEnded = await desk.Writer.DoAsync(write =>
        {
            if (!Sessions.End(write, caller.User!.Id, session)) return false;
            Audit.Note(write, desk, caller, Actions.SessionEnded, caller.By);
            return true;
        });
        return !isEnded ? HttpProblem.NotFound("session") : request.GoTo(session == caller.Session ? "/login" : "/account?done=session");
    }

    private static async Task<IResult> TwoStepsAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, user) = (request.Desk, request.Caller.User!);
        var (secret, code) = (form.Text("secret", 64) ?? "", form.Text("code") ?? "");
        if (user.HasTwoSteps || !IsSecret(secret)) return request.GoTo("/account");
        if (TwoSteps.StepOf(secret, code, desk.Now) is not { } step)
        {
            form.Errors.Add("code", "That is not the code your app shows now. Is the clock of your telephone right?");
            return Again(request, form, session => NewOf(request, session, secret));
        }
        if (await OldOfAsync(request, form, session => NewOf(request, session, secret)) is { } problem) return problem;
        var kept = desk.Secrets.Seal(TwoSteps.Purpose(user.Id), secret);
        await ChangeAsync(request, Actions.TwoStepsBegun, "", current => current with { TwoStep = kept, TwoStepUsed = step }, write => Sessions.EndAll(write, user.Id, request.Caller.Session));
        return request.GoTo("/account?done=on");
    }

    private static async Task<IResult> EndTwoStepsAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        if (await OldOfAsync(request, form) is { } problem) return problem;
        await ChangeAsync(request, Actions.TwoStepsEnded, "", current => current with { TwoStep = null, TwoStepUsed = 0 });
        return request.GoTo("/account?done=off");
    }

    /// <summary>Asks for the password that holds, because a browser left open must not be enough; null where it is right.</summary>
    private static async Task<IResult?> OldOfAsync(PageRequest request, PageForm form, Func<Session, NewTwoSteps>? setUp = null)
    {
        if (await Confirmation.ProblemAsync(request, form.Secret("old")) is not { } sentence) return null;
        form.Errors.Add("old", sentence);
        return Again(request, form, setUp);
    }

    private static Task ChangeAsync(PageRequest request, string action, string detail, Func<User, User> change, Action<Write>? besides = null)
    {
        var (desk, caller) = (request.Desk, request.Caller);
        return desk.Writer.DoAsync(write =>
        {
            Users.Save(write, change(desk.Users.Find(write, caller.User!.Id)!));
            besides?.Invoke(write);
            Audit.Note(write, desk, caller, action, caller.By, detail);
        });
    }

    private static NewTwoSteps NewOf(PageRequest request, Session session, string secret)
    {
        using var code = QRCodeGenerator.GenerateQrCode(TwoSteps.UriOf(secret, request.Desk.Settings.Of(session, KnownSettings.DeskName), request.Caller.By), QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return new(secret, $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(6))}");
    }

    private static bool IsSecret(string secret) => secret.Length is >= 16 and <= 64 && secret.All(c => c is >= 'A' and <= 'Z' or >= '2' and <= '7');

    private static AccountView ViewOf(PageRequest request, Session session) =>
        new(request.Desk.Users.Find(session, request.Caller.User!.Id)!, Sessions.Of(session, request.Caller.User.Id, request.Desk.Now), request.Caller.Session) { Passkeys = PasskeysView.Of(request, session), Starts = StartPage.Offered(session, request.Caller) };

    /// <summary>The page once more, with what is wrong.</summary>
    public static IResult Again(PageRequest request, PageForm form, Func<Session, NewTwoSteps>? setUp = null)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<AccountPage>(session, Title, ViewOf(request, session) with { Errors = form.Errors.BySentence, New = setUp?.Invoke(session) }, StatusCodes.Status400BadRequest);
    }
}
