using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Demo;

/// <summary>
/// The made-up users of a demo, as one of whom everybody is there without logging in. Only <c>ripen demo</c> registers
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
        ("markus.engel@torfeld.example", "Markus Engel", Role.Salesperson, false, false),
        ("aisha.rahman@torfeld.example", "Aisha Rahman", Role.Salesperson, false, false),
        ("tom.becker@torfeld.example", "Tom Becker", Role.Salesperson, false, false),
        ("piet.devries@torfeld.example", "Piet de Vries", Role.Salesperson, false, false),
        ("paul.winter@torfeld.example", "Paul Winter", Role.ReadOnly, false, false),
    ];

    public static void Introduce(Write write, Desk desk)
    {
        if (desk.Users.Find(write, All[0].Email) is not null) return;
        foreach (var (email, name, roles, sales, marketing) in All)
        {
            // By their first names the agreement and the year's history know them.
            var first = name.Split(' ')[0].ToLowerInvariant();
            Users.Add(write, new User(desk.Ids.Next(desk.Now), email, name, roles) { SignsForSales = sales, SignsForMarketing = marketing, KnownAs = [first], IsMadeUp = true, CreatedAt = desk.Now });
        }
        var manager = desk.Users.Find(write, "helen.kraft@torfeld.example")!;
        var home = Join(write, desk, "Sales Home", manager, ["lena.hartmann", "markus.engel"]);
        Join(write, desk, "Inside Sales", manager, ["aisha.rahman", "tom.becker", "piet.devries"]);
        Users.Save(write, manager with { Team = home });
    }

    private static Guid Join(Write write, Desk desk, string name, User manager, IEnumerable<string> people)
    {
        var team = new Team(desk.Ids.Next(desk.Now), name, manager.Id, 1);
        Teams.Add(write, team);
        foreach (var person in people)
        {
            var user = desk.Users.Find(write, $"{person}@torfeld.example")!;
            Users.Save(write, user with { Team = team.Id, Capacity = 40, Hours = person == "lena.hartmann" ? "Mon-Thu 08:30-17:00" : null });
        }
        return team.Id;
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
