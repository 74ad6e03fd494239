using System.Collections.Frozen;
using System.Data.Common;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Accounts;

/// <summary>The users of the desk, kept in memory; a number that every transaction reads says whether they still are.</summary>
internal sealed class Users
{
    private const string Cache = "users";

    private const string Columns =
        "user_id, email, name, roles, signs_for_sales, signs_for_marketing, password, two_step, two_step_used, team_id, capacity, hours, is_made_up, created_at, deactivated_at, logged_in_at, version, known_as, start_page";

    private readonly Cached<Known> known = new(Cache, Read);

    private sealed record Known(IReadOnlyList<User> All, FrozenDictionary<Guid, User> ById, FrozenDictionary<string, User> ByEmail, FrozenDictionary<string, User> ByName);

    /// <summary>By name.</summary>
    public IReadOnlyList<User> All(Session session) => Current(session).All;

    public User? Find(Session session, Guid id) => Current(session).ById.GetValueOrDefault(id);

    public User? Find(Session session, string email) => Current(session).ByEmail.GetValueOrDefault(email.Trim().ToLowerInvariant());

    /// <summary>
    /// Whom agreements, imports and what was done mean by a name: a user's address, a name he is known as, the part of his address
    /// before the @, or what he is called; the first that fits. What fits two of them alike means nobody.
    /// </summary>
    public User? Named(Session session, string name)
    {
        var current = Current(session);
        return current.ByEmail.GetValueOrDefault(name) ?? current.ByName.GetValueOrDefault(Folded.From(name));
    }

    /// <summary>All names by which leads may be somebody's, as they are written.</summary>
    public static IReadOnlyList<string> NamesOf(User user) => [.. new[] { user.Email, BeforeAt(user), user.Name }.Concat(user.KnownAs).Distinct(StringComparer.Ordinal)];

    /// <summary>Who leads somebody in Sales: the manager of his team, else whoever manages Sales.</summary>
    public IEnumerable<User> LeadersOf(Session session, string? name)
    {
        var own = name is not null && Named(session, name)?.Team is { } team && Teams.Find(session, team)?.Manager is { } manager ? Find(session, manager) : null;
        return own is { IsActive: true } ? [own] : All(session).Where(user => user.IsActive && user.Roles.HasFlag(Role.SalesManager));
    }

    /// <summary>In a team, whether or not they are active.</summary>
    public static List<User> InTeam(Session session, Guid team)
    {
        var found = new List<User>();
        session.Read($"select {Columns} from users where team_id = @team", row => found.Add(Of(row)), ("@team", team));
        return found;
    }

    /// <summary>What those are called by whom things were done.</summary>
    public IReadOnlyDictionary<string, User> ByEmail(Session session) => Current(session).ByEmail;

    /// <summary>Whether nobody can get in yet.</summary>
    public bool AreNone(Session session) => Current(session).All.Count == 0;

    /// <summary>Whether somebody else could still give out rights: one who has a password, or has got in without.</summary>
    public bool HasOtherAdministrator(Session session, Guid than) => Current(session).All.Any(user => user.Id != than && user.IsActive && user.Roles.HasFlag(Role.Administrator) && (user.Password is not null || user.LoggedInAt is not null || user.IsMadeUp));

    /// <exception cref="WriteConflictException">Somebody has this address already.</exception>
    public static void Add(Write write, User user)
    {
        var added = write.Execute(
            $"insert into users ({Columns}) values (@id, @email, @name, @roles, @sales, @marketing, @password, @two_step, @used, @team, @capacity, @hours, @made_up, @created, @deactivated, @logged_in, 1, @known_as, @start_page) on conflict (email) do nothing",
            Values(user));
        if (added != 1) throw new WriteConflictException("users");
        Versions.Raise(write, Cache);
    }

    /// <summary>Puts a user in the place of the one that was read.</summary>
    /// <exception cref="WriteConflictException">He was changed in between.</exception>
    public static void Save(Write write, User user)
    {
        var saved = write.Execute(
            """
            update users set name = @name, roles = @roles, signs_for_sales = @sales, signs_for_marketing = @marketing, password = @password, two_step = @two_step, two_step_used = @used,
              team_id = @team, capacity = @capacity, hours = @hours, deactivated_at = @deactivated, logged_in_at = @logged_in, known_as = @known_as, start_page = @start_page, version = version + 1
            where user_id = @id and version = @version
            """,
            [.. Values(user).Where(value => value.Item1 is not ("@email" or "@made_up" or "@created")), ("@version", user.Version)]);
        if (saved != 1) throw new WriteConflictException("users");
        Versions.Raise(write, Cache);
    }

    private static (string, object?)[] Values(User user) =>
    [
        ("@id", user.Id), ("@email", user.Email), ("@name", user.Name), ("@roles", (int)user.Roles), ("@sales", user.SignsForSales), ("@marketing", user.SignsForMarketing),
        ("@password", user.Password), ("@two_step", user.TwoStep), ("@used", user.TwoStepUsed), ("@team", user.Team), ("@capacity", user.Capacity), ("@hours", user.Hours),
        ("@made_up", user.IsMadeUp), ("@created", user.CreatedAt), ("@deactivated", user.DeactivatedAt), ("@logged_in", user.LoggedInAt),
        ("@known_as", user.KnownAs.Count == 0 ? null : string.Join(", ", user.KnownAs)), ("@start_page", user.StartPage),
    ];

    private Known Current(Session session) => known.Of(session);

    private static Known Read(Session session)
    {
        var all = new List<User>();
        session.Read($"select {Columns} from users order by name, user_id", row => all.Add(Of(row)));
        return new(all, all.ToFrozenDictionary(user => user.Id), all.ToFrozenDictionary(user => user.Email, StringComparer.Ordinal), ByName(all));
    }

    private static FrozenDictionary<string, User> ByName(List<User> all)
    {
        var names = new Dictionary<string, User>(StringComparer.Ordinal);
        foreach (var kind in new Func<User, IEnumerable<string>>[] { user => [user.Email], user => user.KnownAs, user => [BeforeAt(user)], user => [user.Name] })
        {
            var meant = from user in all from name in kind(user).Select(text => Folded.From(text)).Distinct() group user by name;
            foreach (var name in meant.Where(name => name.Count() == 1)) names.TryAdd(name.Key, name.First());
        }
        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string BeforeAt(User user) => user.Email[..user.Email.IndexOf('@', StringComparison.Ordinal)];

    private static User Of(DbDataReader row) => new(row.GetId(0), row.GetString(1), row.GetString(2), (Role)row.GetInt32(3))
    {
        SignsForSales = row.GetYes(4),
        SignsForMarketing = row.GetYes(5),
        Password = row.GetTextOrNull(6),
        TwoStep = row.GetTextOrNull(7),
        TwoStepUsed = row.GetInt64(8),
        Team = row.GetIdOrNull(9),
        Capacity = row.IsDBNull(10) ? null : row.GetInt32(10),
        Hours = row.GetTextOrNull(11),
        IsMadeUp = row.GetYes(12),
        CreatedAt = row.GetAt(13),
        DeactivatedAt = row.GetAtOrNull(14),
        LoggedInAt = row.GetAtOrNull(15),
        Version = row.GetInt32(16),
        KnownAs = [.. (row.GetTextOrNull(17) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        StartPage = row.GetTextOrNull(18),
    };
}
