using System.Globalization;
using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Demo;

/// <summary>Where the clock should go: to an instant, or so many days on.</summary>
[Sparse]
internal sealed record GivenClock(DateTimeOffset? To = null, int? Days = null);

/// <summary>The demo's clock.</summary>
/// <param name="MovingTo">Where it is on its way to; null while it just goes.</param>
public sealed record ShownDemo(DateTimeOffset Now, DateTimeOffset? MovingTo);

/// <summary><c>/demo</c>, of a demo only: what its clock shows, and putting it forward, by programs and by the bar on its pages.</summary>
internal static class DemoApi
{
    // Whoever waits is told so far; a long move goes on.
    private static readonly TimeSpan Waits = TimeSpan.FromSeconds(20);

    public static void Map(WebApplication app)
    {
        var demo = app.MapGroup("/demo").ExcludeFromDescription();
        demo.MapGet("", (Desk desk, ClockMove move) => (Answer<ShownDemo>)new ShownDemo(desk.Now, move.Target));
        demo.MapPost("", MoveFromPageAsync);
        demo.MapPost("/user", Switch);
        DemoSite.Map(app);
        demo.MapPost("/clock", async (Body<GivenClock> body, Desk desk, ClockMove move, IHostApplicationLifetime life) => body.Problem ?? await MoveAsync(body.Value!, desk, move, life.ApplicationStopping));
    }

    private static async Task<IResult> MoveFromPageAsync(PageRequest request, PageForm form, ClockMove move, IHostApplicationLifetime life)
    {
        if (form.Problem is not null) return form.Problem;
        var given = new GivenClock(Days: int.TryParse(form.Text("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null);
        var answer = await MoveAsync(given, request.Desk, move, life.ApplicationStopping);
        return answer.Problem ?? request.GoTo(PageBefore(request.Http.Request));
    }

    private static IResult Switch(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        return DemoUsers.Switch(request.Http, request.Desk, form.Text("user")) ? request.GoTo("/") : HttpProblem.NotFound("user");
    }

    private static string PageBefore(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && !page.PathAndQuery.StartsWith("//", StringComparison.Ordinal) ? page.PathAndQuery : "/";

    private static async Task<Answer<ShownDemo>> MoveAsync(GivenClock given, Desk desk, ClockMove move, CancellationToken stop)
    {
        var now = desk.Now;
        if (To(given, now) is not { } to) return HttpProblem.Field("to", "Send either to, an instant, or days, a number.");
        if (to < now) return HttpProblem.Field("to", $"The clock shows {ApiJson.Text(now)} and only goes forward.");
        if (to > now + ClockMove.Furthest) return HttpProblem.Field("to", string.Create(CultureInfo.InvariantCulture, $"At most {ClockMove.Furthest.TotalDays:0} days at once."));
        if (!move.TryBegin(to, stop, out var arrival)) return HttpProblem.Refused("clock_is_moving", $"The clock is on its way to {(move.Target is { } target ? ApiJson.Text(target) : "another time")}. Wait until it is there.");
        if (await Task.WhenAny(arrival, Task.Delay(Waits, CancellationToken.None)) == arrival && !await arrival) return HttpProblem.Refused("work_is_stuck", $"Something that is due at {ApiJson.Text(desk.Now)} does not get done, so the clock stays there.");
        return new ShownDemo(desk.Now, move.Target);
    }

    private static DateTimeOffset? To(GivenClock given, DateTimeOffset now) => given switch
    {
        { To: { } to, Days: null } => to,
        { To: null, Days: { } days and >= 0 and < 100_000 } => now.AddDays(days),
        _ => null,
    };
}
