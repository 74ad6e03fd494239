using Ripen.Agreements;
using Ripen.Web;

namespace Ripen.Welcome;

/// <summary><c>/welcome</c>: the first day of a desk.</summary>
internal static class WelcomePages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/welcome", Get).ExcludeFromDescription();
        app.MapPost("/welcome/agreement", ChooseAsync).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<WelcomePage>(session, "Welcome", WelcomeView.Of(request.Desk, session));
    }

    private static async Task<IResult> ChooseAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        if (ShippedAgreements.Find(form.Text("agreement")) is not { } shipped) return HttpProblem.Field("agreement", $"It should be one of {string.Join(", ", ShippedAgreements.All.Select(one => one.Name))}.");
        var isDone = await request.Desk.Writer.DoAsync(write => StarterAgreement.Choose(write, request.Desk, shipped, PageRequest.By), request.Http.RequestAborted);
        return isDone ? request.GoTo("/welcome") : HttpProblem.Refused("already_activated", "This agreement was in force before, and leads were judged under it. To go back to it, propose it as a new version.");
    }
}
