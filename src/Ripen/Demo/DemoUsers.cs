using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Demo;

/// <summary>
/// The five made-up users of a demo, as one of whom everybody is there without logging in. Only <c>ripen demo</c> registers
/// this, so that no other server has the switch or its way in.
/// </summary>
internal sealed class DemoUsers(Desk desk)
{
    private const string Cookie = "ripen-demo-user";

    /// <summary>Who they are; the first is who a demo begins as.</summary>
    public static IReadOnlyList<(string Email, string Name, Role Roles, bool Sales, bool Marketing)> All { get; } =
    [
        ("ida.brandt@torfeld.example", "Ida Brandt", Role.Administrator, true, true),
        ("mira.solberg@torfeld.example", "Mira Solberg", Role.Marketer, false, true),
        ("lena.hartmann@torfeld.example", "Lena Hartmann", Role.Salesperson, false, false),
        ("helen.kraft@torfeld.example", "Helen Kraft", Role.SalesManager, true, false),
        ("paul.winter@torfeld.example", "Paul Winter", Role.ReadOnly, false, false),
    ];

    public static void Introduce(Write write, Desk desk)
    {
        if (desk.Users.Find(write, All[0].Email) is not null) return;
        foreach (var (email, name, roles, sales, marketing) in All)
        {
            Users.Add(write, new User(desk.Ids.Next(desk.Now), email, name, roles) { SignsForSales = sales, SignsForMarketing = marketing, IsMadeUp = true, CreatedAt = desk.Now });
        }
        var (manager, seller) = (desk.Users.Find(write, All[3].Email)!, desk.Users.Find(write, All[2].Email)!);
        var team = new Team(desk.Ids.Next(desk.Now), "Sales Home", manager.Id, 1);
        Teams.Add(write, team);
        Users.Save(write, manager with { Team = team.Id });
        Users.Save(write, seller with { Team = team.Id, Capacity = 25, Hours = "Mon-Thu 08:30-17:00" });
    }

    /// <summary>As whom this browser looks at the demo.</summary>
    public Caller? Of(HttpContext http)
    {
        using var session = desk.Database.Read();
        var user = Find(desk, session, http.Request.Cookies[Cookie]) ?? Find(desk, session, All[0].Email);
        return user is null ? null : Identification.Of(user, Identification.AddressOf(http));
    }

    /// <summary>From now on this browser is somebody else.</summary>
    /// <returns>Whether there is such a one.</returns>
    public static bool Switch(HttpContext http, Desk desk, string? email)
    {
        using var session = desk.Database.Read();
        if (Find(desk, session, email) is not { } user) return false;
        http.Response.Cookies.Append(Cookie, user.Email, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        return true;
    }

    private static User? Find(Desk desk, Session session, string? email) => email is not null && desk.Users.Find(session, email) is { IsMadeUp: true, IsActive: true } user ? user : null;
}
