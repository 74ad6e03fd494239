using System.Globalization;
using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Demo;

/// <summary>Where the clock should go: to an instant, or so many days on.</summary>
[Sparse]
internal sealed record GivenClock(DateTimeOffset? To = null, int? Days = null);

/// <summary>The demo's clock.</summary>
/// <param name="MovingTo">Where it is on its way to; null while it just goes.</param>
internal sealed record ShownDemo(DateTimeOffset Now, DateTimeOffset? MovingTo);

/// <summary><c>/demo</c>, of a demo only: what its clock shows, and putting it forward.</summary>
internal static class DemoApi
{
    // Whoever waits is told so far; a long move goes on.
    private static readonly TimeSpan Waits = TimeSpan.FromSeconds(20);

    public static void Map(WebApplication app, ClockMove move)
    {
        var demo = app.MapGroup("/demo").ExcludeFromDescription();
        demo.MapGet("", (Desk desk) => (Answer<ShownDemo>)new ShownDemo(desk.Now, move.Target));
        demo.MapPost("/clock", (Body<GivenClock> body, Desk desk, IHostApplicationLifetime life) => MoveAsync(body, desk, move, life.ApplicationStopping));
    }

    private static async Task<Answer<ShownDemo>> MoveAsync(Body<GivenClock> body, Desk desk, ClockMove move, CancellationToken stop)
    {
        if (body.Problem is not null) return body.Problem;
        var now = desk.Now;
        if (To(body.Value!, now) is not { } to) return HttpProblem.Field("to", "Send either to, an instant, or days, a number.");
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
