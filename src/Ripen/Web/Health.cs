using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Web;

/// <summary>How it is: live while it answers at all, ready while its database answers and is of this program's version.</summary>
internal sealed record ShownHealth(string Status);

internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", Live).WithName("Live").WithSummary("Whether the process answers");
        health.MapGet("/ready", Ready).WithName("Ready").WithSummary("Whether the desk can work: its database answers and has this program's tables").Fails(503);
    }

    private static Answer<ShownHealth> Live() => new ShownHealth("live");

    private static Answer<ShownHealth> Ready(Desk desk)
    {
        using var session = desk.Database.Read();
        return session.Count("select max(number) from migrations") == Migrator.Newest ? new ShownHealth("ready") : HttpProblem.Unavailable with { Detail = "The database is not of this program's version. Run: ripen database migrate" };
    }
}
