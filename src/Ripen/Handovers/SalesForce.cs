using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Handovers;

/// <summary>Everybody in Sales as of now: who is there, how many leads each has, when each was last given one. Kept for as long as leads are given out one after the other.</summary>
internal sealed class SalesForce
{
    private readonly Dictionary<string, Seller> sellers = new(StringComparer.Ordinal);
    private readonly List<User> users;
    private readonly Desk desk;
    private readonly Session session;

    /// <param name="calendar">Of the agreement: when somebody works who has no hours of his own.</param>
    public SalesForce(Desk desk, Session session, BusinessCalendar calendar, Zone zone, DateTimeOffset now)
    {
        (this.desk, this.session) = (desk, session);
        users = [.. desk.Users.All(session).Where(user => user.IsInSales)];
        var (at, day) = (Instant.From(now), zone.DateOf(Instant.From(now)));
        var away = Absences.On(session, day).Select(absence => absence.User).ToHashSet();
        var open = OpenByUser();
        var given = new Dictionary<string, Instant>(StringComparer.Ordinal);
        session.Read("select seller, given_at from turns", row => given[row.GetString(0)] = row.GetInstant(1));
        foreach (var user in users)
        {
            var hours = user.Hours is { } own ? BusinessCalendar.Parse([own], [], zone, out _) ?? calendar : calendar;
            sellers[user.Email] = new(user.Email, user.Name, open.GetValueOrDefault(user.Email))
            {
                Capacity = user.Capacity,
                IsAway = away.Contains(user.Id),
                IsAtWork = hours.IsOpen(at),
                GivenAt = given.TryGetValue(user.Email, out var last) ? last : null,
            };
        }
    }

    public bool IsNobody => users.Count == 0;

    /// <summary>Who leads nobody is asked before who leads, wherever both would do.</summary>
    public ValueList<Seller> Salespeople => [.. users.Where(user => user.Roles.HasFlag(Role.Salesperson)).Select(Of)];

    public ValueList<Seller> Managers => [.. users.Where(user => user.Roles.HasFlag(Role.SalesManager)).Select(Of)];

    /// <summary>Whoever in Sales goes by a name: an address, or what agreements and imports call him; null where there is no such one.</summary>
    public Seller? Find(string? name) => name is not null && desk.Users.Named(session, name) is { } user ? sellers.GetValueOrDefault(user.Email) : null;

    /// <summary>Whom a word of a route means: somebody, or a team's people.</summary>
    public IEnumerable<Seller> Meant(string word)
    {
        const string team = "team ";
        if (!word.StartsWith(team, StringComparison.Ordinal)) return Find(word) is { } one ? [one] : [];
        var name = Folded.From(word.AsSpan(team.Length));
        var ids = Teams.All(session).Where(each => Folded.From(each.Name) == name).Select(each => each.Id).ToHashSet();
        return users.Where(user => user.Team is { } own && ids.Contains(own)).Select(Of);
    }

    /// <summary>Who leads somebody: the manager of his team, else anybody who manages Sales.</summary>
    public IEnumerable<Seller> ManagersOf(string? seller)
    {
        var user = seller is null ? null : desk.Users.Named(session, seller);
        var own = user?.Team is { } team && Teams.Find(session, team)?.Manager is { } manager ? users.Find(each => each.Id == manager) : null;
        return own is null ? Managers : [Of(own)];
    }

    /// <summary>Somebody has one more.</summary>
    public void Give(Write write, string to, DateTimeOffset now)
    {
        if (sellers.TryGetValue(to, out var seller)) sellers[to] = seller with { Open = seller.Open + 1, GivenAt = Instant.From(now) };
        write.Execute("insert into turns (seller, given_at, given) values (@to, @now, 1) on conflict (seller) do update set given_at = excluded.given_at, given = turns.given + 1", ("@to", to), ("@now", now));
    }

    private Seller Of(User user) => sellers[user.Email];

    private Dictionary<string, int> OpenByUser()
    {
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        var owners = new List<(string Owner, int Leads)>();
        session.Read("select owner, count(*) from leads where owner is not null and ended is null group by owner", row => owners.Add((row.GetString(0), (int)row.GetInt64(1))));
        foreach (var (owner, leads) in owners)
        {
            if (desk.Users.Named(session, owner) is { } user) open[user.Email] = open.GetValueOrDefault(user.Email) + leads;
        }
        return open;
    }
}
