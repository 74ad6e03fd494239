using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;

namespace Ripen.Accounts.Oidc;

/// <summary>A group at the provider, and what its members are here.</summary>
internal readonly record struct GroupRole(string Group, Role Role);

/// <summary>How people log in by OpenID Connect, as the desk's settings have it.</summary>
/// <param name="Secret">Null where the provider asks for none.</param>
/// <param name="Roles">As it was typed; empty: groups say nothing.</param>
/// <param name="Hosts">That may be asked besides the authority, with commas between.</param>
internal sealed record OidcSettings(Uri Authority, string ClientId, string? Secret, string GroupsClaim, string Roles, string Label, string Hosts)
{
    /// <summary>Whether roles follow the groups.</summary>
    public bool HasRoles => Roles.Length > 0;

    public IReadOnlyList<string> HostList => Hosts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Null where nobody can log in so.</summary>
    public static OidcSettings? Of(Desk desk, Session session)
    {
        string Value(Setting setting) => desk.Settings.Of(session, setting);
        if (Value(KnownSettings.OidcAuthority) is not { Length: > 0 } authority || Value(KnownSettings.OidcClientId) is not { Length: > 0 } client) return null;
        return new(new(authority), client, DeskSecrets.Find(desk, session, KnownSettings.OidcClientSecret), Value(KnownSettings.OidcGroupsClaim), Value(KnownSettings.OidcRoles), Value(KnownSettings.OidcLabel),
            Value(KnownSettings.OidcHosts));
    }

    /// <summary>What the button says; null where there is none.</summary>
    public static string? LabelOf(Desk desk, Session session) =>
        desk.Settings.Of(session, KnownSettings.OidcAuthority).Length > 0 && desk.Settings.Of(session, KnownSettings.OidcClientId).Length > 0 ? desk.Settings.Of(session, KnownSettings.OidcLabel) : null;

    /// <summary>What somebody is who is in these groups.</summary>
    public Role RolesOf(IEnumerable<string> groups)
    {
        var all = groups.ToHashSet(StringComparer.Ordinal);
        return (Read(Roles) ?? []).Where(mapped => all.Contains(mapped.Group)).Aggregate(Role.None, (roles, mapped) => roles | mapped.Role);
    }

    /// <summary>Null where it is not as <c>sales-team=salesperson; marketing=marketer</c>. Names of groups may hold equals signs.</summary>
    public static List<GroupRole>? Read(string text)
    {
        var all = new List<GroupRole>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.LastIndexOf('=');
            if (at < 1 || KnownRole.Of(part[(at + 1)..]) is var role && role == Role.None) return null;
            all.Add(new(part[..at].Trim(), role));
        }
        return all;
    }

    public static string Write(IEnumerable<GroupRole> all) => string.Join("; ", all.Select(mapped => $"{mapped.Group}={KnownRole.WordsOf(mapped.Role)}"));
}
