using Ripen.Agreements;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Welcome;

/// <summary><c>/welcome</c>: the first day of a desk.</summary>
internal static class WelcomePages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/welcome", Get).ExcludeFromDescription();
        app.MapPost("/welcome/agreement", ChooseAsync).ExcludeFromDescription();
        app.MapGet("/welcome/year", Year).ExcludeFromDescription();
        app.MapPost("/welcome/year", Load).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request, YearLoad year)
    {
        using var session = request.Desk.Database.Read();
        return Page(request, session, year);
    }

    /// <summary>The page, also as the first one of a desk to which nobody has come.</summary>
    public static IResult Page(PageRequest request, Session session, YearLoad year) => request.Page<WelcomePage>(session, "Welcome", WelcomeView.Of(request.Desk, session, year));

    private static IResult Year(PageRequest request, YearLoad year)
    {
        using var session = request.Desk.Database.Read();
        var onItsWay = year.Of(session);
        if (!request.IsPart) return request.GoTo("/welcome");
        return onItsWay is { IsOver: true, Refusal: null } ? request.GoTo("/leads") : request.Part<YearCard>(session, new YearView(onItsWay));
    }

    private static IResult Load(PageRequest request, PageForm form, YearLoad year)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (!WelcomeView.IsNeeded(session)) return HttpProblem.Refused("not_empty", "Somebody has come to this desk already. See the year on a desk of its own: ripen demo");
        year.TryStart();
        return request.GoTo("/welcome");
    }

    private static async Task<IResult> ChooseAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        if (ShippedAgreements.Find(form.Text("agreement")) is not { } shipped) return HttpProblem.Field("agreement", $"It should be one of {string.Join(", ", ShippedAgreements.All.Select(one => one.Name))}.");
        var isDone = await request.Desk.Writer.DoAsync(write => StarterAgreement.Choose(write, request.Desk, shipped, request.By), request.Http.RequestAborted);
        return isDone ? request.GoTo("/welcome") : HttpProblem.Refused("already_activated", "This agreement was in force before, and leads were judged under it. To go back to it, propose it as a new version.");
    }
}
