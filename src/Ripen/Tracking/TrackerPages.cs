using Ripen.Settings;
using Ripen.Web;

namespace Ripen.Tracking;

/// <summary><c>/tracker</c>: how the tracker is put on a site, what is chosen about it, and what it told.</summary>
internal static class TrackerPages
{
    private static readonly Setting[] Chosen = [KnownSettings.Sites, KnownSettings.InterestPages, KnownSettings.ObeyDnt];

    public static void Map(WebApplication app)
    {
        app.MapGet("/tracker", Get).ExcludeFromDescription();
        app.MapPost("/tracker", SaveAsync).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var view = TrackerView.Of(request, session) with { IsSaved = request.Http.Request.Query["saved"] == "true" };
        return request.IsPart ? request.Part<VisitsPart>(session, view) : request.Page<TrackerPage>(session, "Tracker", view);
    }

    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (values, typed) = (new List<(Setting Setting, string? Value)>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var setting in Chosen)
        {
            typed[setting.Name] = form.Text(setting.Name, KnownSettings.LongestList) ?? "";
            var value = setting.Read(typed[setting.Name].Replace('\n', ','));
            if (value is null) form.Errors.Add(setting.Name, $"This does not fit. It is {setting.Wanted}.");
            values.Add((setting, value));
        }
        if (form.Errors.Any)
        {
            using var session = request.Desk.Database.Read();
            return request.Page<TrackerPage>(session, "Tracker", TrackerView.Of(request, session) with { Typed = typed, Errors = form.Errors.BySentence }, StatusCodes.Status400BadRequest);
        }
        await request.Desk.Writer.DoAsync(write =>
        {
            foreach (var (setting, value) in values.Where(pair => request.Desk.Settings.Of(write, pair.Setting) != pair.Value)) SettingStore.Change(write, request.Desk, request.Caller, setting, value);
        }, request.Http.RequestAborted);
        return request.GoTo("/tracker?saved=true");
    }
}
