using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Settings;

/// <summary><c>/settings</c>: seen and changed.</summary>
internal static class SettingsPages
{
    // Room for what is too long, which is then said beside its field.
    private const int LongestTyped = KnownSettings.LongestList;

    public static void Map(WebApplication app)
    {
        app.MapGet("/settings", Get).ExcludeFromDescription();
        app.MapPost("/settings", SaveAsync).ExcludeFromDescription();
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
