using Ripen.Agreements;

namespace Ripen.Accounts;

/// <summary>Who does something, and how he comes.</summary>
/// <param name="By">As it is recorded with what he does: a user's address, or <see cref="Local"/>.</param>
/// <param name="Roles">What he may do, whatever is asked for.</param>
/// <param name="Via">As the audit names it: <c>page</c>, <c>token NAME</c>, <c>command</c>.</param>
/// <param name="Address">From where; null for whoever sits at the machine.</param>
internal sealed record Caller(string By, Role Roles, string Via, string? Address)
{
    public const string Local = "local";

    /// <summary>Nobody who is known.</summary>
    public static Caller Nobody(string? address) => new("nobody", Role.None, "page", address);

    /// <summary>Whoever types commands at this machine, by the name he has there.</summary>
    public static Caller OnThisMachine { get; } = new(Environment.UserName, Role.Administrator, "command", null);

    /// <summary>The desk, by itself.</summary>
    public static Caller Itself { get; } = new("the desk", Role.None, "work", null);

    public User? User { get; init; }

    /// <summary>What the token is for; null where he comes without one.</summary>
    public Scope? Scopes { get; init; }

    /// <summary>Within which keys and ids of senders are unique: the token's or the user's.</summary>
    public string Own { get; init; } = Local;

    /// <summary>The session, as the desk keeps it; null where he comes by a token.</summary>
    public string? Session { get; init; }

    public bool IsKnown => User is not null;

    /// <summary>Looks at a demo, where nobody logs in and nobody has a password; in every other desk a made-up user comes like anybody.</summary>
    public bool IsOfDemo => User is { IsMadeUp: true } && Session is null;

    /// <summary>Comes by a browser's session, which other sites may try to use.</summary>
    public bool IsByCookie => Session is not null;

    public bool May(Access access) =>
        (access.Roles & Role.Public) != Role.None || ((access.Roles & Roles) != Role.None && (Scopes is not { } scopes || (access.Scope & scopes) != Scope.None));

    public bool SignsFor(Side side) => User?.SignsFor(side) == true;
}

/// <summary>Who may call an endpoint.</summary>
/// <param name="Scope">What a token must be for; none: no token may.</param>
internal readonly record struct Access(Role Roles, Scope Scope = Scope.None)
{
    public static implicit operator Access(Role roles) => new(roles);
}

internal static class AccessWords
{
    public static Access By(this Role roles, Scope scope) => new(roles, scope);
}
