using Ripen.Accounts;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Web;

namespace Ripen.Settings;

/// <summary><c>/settings</c>: seen and changed.</summary>
internal static class SettingsPages
{
    // Room for what is too long, which is then said beside its field.
    private const int LongestTyped = KnownSettings.LongestList;
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(15);

    public static void Map(WebApplication app)
    {
        app.MapGet("/settings", Get).ExcludeFromDescription();
        app.MapPost("/settings", SaveAsync).ExcludeFromDescription();
        app.MapPost("/settings/test-mail", TestMailAsync).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<SettingsPage>(session, "Settings", SettingsView.Of(request.Desk, session, request.Http.Request.Query["saved"] == "true"));
    }

    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (chosen, errors) = Read(form);
        if (errors.Count > 0)
        {
            using var session = request.Desk.Database.Read();
            return request.Page<SettingsPage>(session, "Settings", SettingsView.Of(request.Desk, session, form, errors), StatusCodes.Status400BadRequest);
        }
        await request.Desk.Writer.DoAsync(write => Save(request, write, chosen), request.Http.RequestAborted);
        return request.GoTo("/settings?saved=true");
    }

    // Sent while he waits, so that he sees at once what the mail server says.
    private static async Task<IResult> TestMailAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, user) = (request.Desk, request.Caller.User!);
        Smtp? smtp;
        string name;
        using (var session = desk.Database.Read()) (smtp, name) = (Smtp.Of(session, desk), desk.Settings.Of(session, KnownSettings.DeskName));
        if (smtp is null) return HttpProblem.Refused("no_mail_server", "The desk knows no mail server. Name one in the settings, with the address from which its mails come.");
        if (user.IsMadeUp) return HttpProblem.Refused("made_up", "You are made up: no mail is sent to you.");
        var text = MailText.Of($"Hello {user.Name},\n\nthis is a test: {name} sends mail.", request.Reach.LinkTo(request.Http.Request, "/settings"), null);
        var failed = await new Postman(desk, () => "") { Patience = MostPatience }.TryAsync(smtp, user.Email, $"A test: {name}", text, request.Http.RequestAborted);
        await desk.Writer.DoAsync(write => Audit.Note(write, desk, request.Caller, Actions.MailTested, user.Email, failed ?? "sent"));
        using var after = desk.Database.Read();
        var view = SettingsView.Of(desk, after) with { TestedTo = failed is null ? user.Email : null, TestFailed = failed };
        return request.Page<SettingsPage>(after, "Settings", view);
    }

    // A field that was not sent stays as it is; one that was sent empty goes back to the default. A secret is never sent to
    // the page, so an empty field of one says nothing.
    private static (List<(Setting Setting, string? Value)> Chosen, Dictionary<string, string> Errors) Read(PageForm form)
    {
        var (chosen, errors) = (new List<(Setting, string?)>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var setting in KnownSettings.All.Where(setting => form.IsSet(setting.Name)))
        {
            var typed = form.Text(setting.Name, LongestTyped);
            if (typed is null && setting.IsSecret) continue;
            var value = typed is null ? null : setting.Read(typed);
            if (typed is not null && value is null) errors[setting.Name] = $"This does not fit. It is {setting.Wanted}.";
            chosen.Add((setting, value));
        }
        return (chosen, errors);
    }

    private static void Save(PageRequest request, Write write, List<(Setting Setting, string? Value)> chosen)
    {
        foreach (var (setting, value) in chosen)
        {
            if (!setting.IsSecret && request.Desk.Settings.Chosen(write, setting) == value) continue;
            SettingStore.Change(write, request.Desk, request.Caller, setting, value);
        }
    }
}
