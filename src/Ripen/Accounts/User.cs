using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Accounts;

/// <summary>Somebody with an account on this desk.</summary>
/// <param name="Email">In lower case; by it he is known in what he did.</param>
public sealed record User(Guid Id, string Email, string Name, Role Roles)
{
    public bool SignsForSales { get; init; }

    public bool SignsForMarketing { get; init; }

    /// <summary>Hashed; null until he has chosen one.</summary>
    public string? Password { get; init; }

    /// <summary>The sealed secret of his authenticator app; null where he has none.</summary>
    public string? TwoStep { get; init; }

    /// <summary>The last step of it that was used.</summary>
    public long TwoStepUsed { get; init; }

    public Guid? Team { get; init; }

    /// <summary>How many leads he can have open at a time; null: as many as come.</summary>
    public int? Capacity { get; init; }

    /// <summary>When he works, as AGREEMENT.md writes working hours; null: as the agreement's calendar says.</summary>
    public string? Hours { get; init; }

    /// <summary>Other names by which agreements and imports mean him.</summary>
    public ValueList<string> KnownAs { get; init; } = [];

    /// <summary>Where he begins: the path of a page, or the id of a saved view; null: as suits his roles.</summary>
    public string? StartPage { get; init; }

    /// <summary>One of a demo's.</summary>
    public bool IsMadeUp { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeactivatedAt { get; init; }

    public DateTimeOffset? LoggedInAt { get; init; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; init; }

    public bool IsActive => DeactivatedAt is null;

    /// <summary>Whether leads may be handed over to him.</summary>
    public bool IsInSales => IsActive && Sells(Roles);

    public bool HasTwoSteps => TwoStep is not null;

    /// <summary>For whom he signs, for people: "Sales, Marketing"; empty where for nobody.</summary>
    public string SignsForLabel => string.Join(", ", new[] { Side.Sales, Side.Marketing }.Where(SignsFor));

    public static bool Sells(Role roles) => (roles & (Role.Salesperson | Role.SalesManager)) != Role.None;

    public bool SignsFor(Side side) => side == Side.Sales ? SignsForSales : SignsForMarketing;
}
