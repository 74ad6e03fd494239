using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>The passkeys on the page of an account.</summary>
public sealed record PasskeysView(IReadOnlyList<Passkey> All, PasskeyPlace Place)
{
    internal static PasskeysView Of(PageRequest request, Session session) => new(Passkeys.Of(session, request.Caller.User!.Id), PasskeyPlace.Of(request));
}

/// <summary>Passkeys: added and removed on <c>/account</c>, and the way in by one on <c>/login</c>.</summary>
internal static class PasskeyPages
{
    private const string OwnPath = "/account/passkeys";
    private const string LoginPath = "/login/passkey";

    // An hour from one address, which may be that of a whole office.
    private const int MostQuestions = 300;

    public static void Map(WebApplication app)
    {
        app.MapPost(OwnPath, AddAsync).ExcludeFromDescription();
        app.MapPost($"{OwnPath}/question", AskForNewAsync).ExcludeFromDescription();
        app.MapPost($"{OwnPath}/{{passkey}}/removal", RemoveAsync).ExcludeFromDescription();
        app.MapPost(LoginPath, LogInAsync).ExcludeFromDescription();
        app.MapPost($"{LoginPath}/question", AskAsync).ExcludeFromDescription();
    }

    // What is wrong is said before the device asks for a finger.
    private static async Task<IResult> AskForNewAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        if (request.Caller.User!.IsMadeUp) return HttpProblem.NotFound("account");
        if (form.Text("passkey", Passkeys.LongestName) is null) return HttpProblem.Validation("Give the passkey a name, so that you know it again.");
        if (form.Errors.Any) return HttpProblem.Validation(form.Errors.BySentence["passkey"][0]);
        using (var session = request.Desk.Database.Read())
        {
            if (Passkeys.Of(session, request.Caller.User.Id).Count >= Passkeys.Most) return HttpProblem.Validation($"You have {Passkeys.Most} passkeys; that is as many as there can be. Remove one first.");
        }
        return await Confirmation.ProblemAsync(request, form.Secret("confirm")) is { } sentence ? HttpProblem.Validation(sentence) : await PasskeyCheck.AskForNewAsync(request, OwnPath);
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, caller) = (request.Desk, request.Caller);
        var name = form.Text("passkey", Passkeys.LongestName) ?? "Passkey";
        if (await PasskeyCheck.NewOfAsync(request, OwnPath, form.Secret("answer", PasskeyCheck.LongestAnswer)) is not { } info)
        {
            form.Errors.Add("passkey", "What the device answered is not what it was asked. Nothing was added; begin again.");
            return AccountPages.Again(request, form);
        }
        await desk.Writer.DoAsync(write =>
        {
            Passkeys.Add(write, caller.User!.Id, name, info, desk.Now);
            Audit.Note(write, desk, caller, Actions.PasskeyAdded, caller.By, name);
        });
        return request.GoTo("/account?done=passkey#passkeys");
    }

    private static async Task<IResult> RemoveAsync(PageRequest request, PageForm form, string passkey)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, caller) = (request.Desk, request.Caller);
        if (await Confirmation.ProblemAsync(request, form.Secret("confirm")) is { } sentence)
        {
            form.Errors.Add("removal", $"Nothing was removed. {sentence}");
            return AccountPages.Again(request, form);
        }
        var isRemoved = await desk.Writer.DoAsync(write =>
        {
            if (Passkeys.Of(write, caller.User!.Id).Find(one => one.Credential == passkey) is not { } found) return false;
            Passkeys.Remove(write, found.User, found.Credential);
            Audit.Note(write, desk, caller, Actions.PasskeyRemoved, caller.By, found.Name);
            return true;
        });
        return isRemoved ? request.GoTo("/account?done=no-passkey#passkeys") : HttpProblem.NotFound("passkey");
    }

    private static async Task<IResult> AskAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var isWithin = await request.Desk.Writer.DoAsync(write => LoginLimits.IsWithin(write, "passkey", request.Http.Connection.RemoteIpAddress, MostQuestions, request.Desk.Now), request.Http.RequestAborted);
        return isWithin ? await PasskeyCheck.AskAsync(request, null, LoginPath, "") : HttpProblem.TooOften;
    }

    private static async Task<IResult> LogInAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var to = LocalPath.Of(form.Text("to", 2_000));
        var answer = await PasskeyCheck.OfAsync(request, null, LoginPath, "", form.Secret("answer", PasskeyCheck.LongestAnswer));
        if (answer.User is not { } user) return LoginPages.Again(request, new(to, Problem: answer.Problem), answer.Status);
        // The device has asked for a finger or a PIN: that is both steps.
        await LoginPages.BeginAsync(request, user, "passkey", wasCounted: false);
        return request.GoTo(to);
    }
}
