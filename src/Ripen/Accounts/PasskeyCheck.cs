using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>Whose passkey answered; or, with nobody, why it is refused, in a sentence.</summary>
internal sealed record PasskeyAnswer(User? User, string? Problem, int Status);

/// <summary>
/// Asks a browser for a passkey and checks what it answers (WebAuthn Level 3, by ASP.NET Core Identity). What was asked lies
/// in the desk and is used up by the first answer, right or wrong; the browser holds only its name.
/// </summary>
internal static class PasskeyCheck
{
    // JSON with an attestation; those of large companies' keys hold certificates.
    public const int LongestAnswer = 50_000;

    private const string Cookie = "ripen-passkey";

    /// <summary>What is counted where nobody says who he is.</summary>
    private const string Anybody = "passkey";

    // The same for all that may be wrong: nobody learns here who has an account.
    private const string Wrong = "That passkey opens nothing here. Try again, or use your password.";

    /// <summary>Asks for a new one of whoever is logged in.</summary>
    /// <param name="path">Below which the answer is sent.</param>
    public static async Task<IResult> AskForNewAsync(PageRequest request, string path)
    {
        var user = request.Caller.User!;
        using var manager = Manager(request);
        var made = await Handler(request, manager).MakeCreationOptionsAsync(new() { Id = Passkeys.HandleOf(user), Name = user.Email, DisplayName = user.Name }, request.Http);
        await KeepAsync(request, OneTime.NewPasskey, user, path, "", made.AttestationState);
        return Results.Text(made.CreationOptionsJson, "application/json");
    }

    /// <returns>Null where what came is no answer to what was asked.</returns>
    public static async Task<UserPasskeyInfo?> NewOfAsync(PageRequest request, string path, string? answer)
    {
        if (await TakeAsync(request, OneTime.NewPasskey, path) is not var (user, _, state) || user != request.Caller.User!.Id || answer is null) return null;
        using var manager = Manager(request);
        var result = await Handler(request, manager).PerformAttestationAsync(new() { HttpContext = request.Http, CredentialJson = answer, AttestationState = state });
        return result.Succeeded ? result.Passkey : null;
    }

    /// <summary>Asks for one that there is: of a user, or of whoever it may be.</summary>
    /// <param name="purpose">What it is asked for; the answer is good for nothing else.</param>
    public static async Task<IResult> AskAsync(PageRequest request, User? user, string path, string purpose)
    {
        using var manager = Manager(request);
        // The signature of Identity says that there is always a user, its documentation that there need be none.
        var made = await Handler(request, manager).MakeRequestOptionsAsync(user!, request.Http);
        await KeepAsync(request, OneTime.Passkey, user, path, purpose, made.AssertionState);
        return Results.Text(made.RequestOptionsJson, "application/json");
    }

    /// <summary>Looks at what was answered; a refusal is written down.</summary>
    /// <param name="user">Who was asked; null: anybody.</param>
    public static async Task<PasskeyAnswer> OfAsync(PageRequest request, User? user, string path, string purpose, string? answer)
    {
        var (desk, address, counted) = (request.Desk, request.Http.Connection.RemoteIpAddress, user?.Email ?? Anybody);
        if (await desk.Writer.DoAsync(write => LoginLimits.Begin(write, counted, address, desk.Now)) is { } until) return new(null, LoginPages.WaitOf(until - desk.Now), StatusCodes.Status429TooManyRequests);
        var (found, info) = await FindAsync(request, user, path, purpose, answer);
        var isGood = await desk.Writer.DoAsync(write =>
        {
            var current = found is null ? null : desk.Users.Find(write, found.Id);
            if (current is { IsActive: true } && Passkeys.Used(write, current.Id, info!, desk.Now))
            {
                LoginLimits.Succeed(write, counted, address);
                return true;
            }
            Audit.Note(write, desk, request.Caller, Actions.LoginRefused, (current ?? user)?.Email ?? "somebody unknown", purpose.Length == 0 ? "passkey" : $"passkey, {purpose}", wasRefused: true);
            return false;
        });
        return isGood ? new(found, null, StatusCodes.Status200OK) : new(null, Wrong, StatusCodes.Status400BadRequest);
    }

    private static async Task<(User? User, UserPasskeyInfo? Info)> FindAsync(PageRequest request, User? user, string path, string purpose, string? answer)
    {
        if (await TakeAsync(request, OneTime.Passkey, path) is not var (asked, wanted, state) || asked != user?.Id || wanted != purpose || answer is null) return (null, null);
        using var manager = Manager(request);
        var result = await Handler(request, manager).PerformAssertionAsync(new() { HttpContext = request.Http, CredentialJson = answer, AssertionState = state });
        return result.Succeeded && (user is null || result.User.Id == user.Id) ? (result.User, result.Passkey) : (null, null);
    }

    private static async Task KeepAsync(PageRequest request, OneTime kind, User? user, string path, string purpose, string? state)
    {
        var desk = request.Desk;
        var secret = await desk.Writer.DoAsync(write => OneTimeLinks.Make(write, kind, user?.Id, request.By, desk.Now + OneTimeLinks.StepFor, $"{purpose}\n{state}"));
        request.Http.Response.Cookies.Append(Cookie, secret, CookieOf(request, path));
    }

    // Used up before it is looked at: the same answer twice, even at once, is an answer to nothing.
    private static async Task<(Guid? User, string Purpose, string State)?> TakeAsync(PageRequest request, OneTime kind, string path)
    {
        if (request.Http.Request.Cookies[Cookie] is not { Length: > 0 and < 100 } secret) return null;
        request.Http.Response.Cookies.Delete(Cookie, CookieOf(request, path));
        var desk = request.Desk;
        var link = await desk.Writer.DoAsync(write =>
        {
            var found = OneTimeLinks.Find(write, kind, secret, desk.Now);
            if (found is not null) OneTimeLinks.Use(write, found);
            return found;
        });
        if (link?.Data is not { } data) return null;
        var end = data.IndexOf('\n', StringComparison.Ordinal);
        return (link.User, data[..end], data[(end + 1)..]);
    }

    private static PasskeyHandler<User> Handler(PageRequest request, UserManager<User> manager) => new(manager, Options.Create(new IdentityPasskeyOptions
    {
        ServerDomain = PasskeyPlace.DomainOf(request),
        UserVerificationRequirement = "required",
        ResidentKeyRequirement = "required",
        AuthenticatorTimeout = OneTimeLinks.StepFor,
        ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && request.Reach.IsOurs(context.Origin, request.Http.Request)),
    }));

    // Identity reaches users through it; of all it could do, nothing else is wanted.
    private static UserManager<User> Manager(PageRequest request) =>
        new(new PasskeyStore(request.Desk), Options.Create(new IdentityOptions()), new PasswordHasher<User>(), [], [], new UpperInvariantLookupNormalizer(), new(), request.Http.RequestServices, NullLogger<UserManager<User>>.Instance);

    private static CookieOptions CookieOf(PageRequest request, string path) =>
        new() { HttpOnly = true, Secure = request.Http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = path, MaxAge = OneTimeLinks.StepFor, IsEssential = true };
}
