using System.Globalization;
using Ripen.Values;

namespace Ripen.Handovers;

/// <summary>Somebody in Sales, as routing sees him now.</summary>
/// <param name="Id">By which a lead is his.</param>
/// <param name="Name">What people call him.</param>
/// <param name="Open">Leads that are with him: handed over, accepted, opportunities.</param>
public sealed record Seller(string Id, string Name, int Open)
{
    /// <summary>How many he can have at a time; null: as many as come.</summary>
    public int? Capacity { get; init; }

    /// <summary>Away today.</summary>
    public bool IsAway { get; init; }

    /// <summary>Within his working hours.</summary>
    public bool IsAtWork { get; init; } = true;

    /// <summary>When he was last given one; null: never.</summary>
    public Instant? GivenAt { get; init; }

    public bool HasRoom => Capacity is not { } most || Open < most;
}

/// <summary>Some to choose from, and why these.</summary>
/// <param name="Because">As a sentence goes on: "the agreement sends … to".</param>
public sealed record Choice(string Because, ValueList<Seller> Among);

/// <summary>To whom a lead goes, and why, in a sentence for people.</summary>
public sealed record Routed(Seller To, string Because);

/// <summary>
/// Who gets a lead: the organisation's owner, then who had the lead last, then whom the agreement names from the top, then
/// anybody in Sales, then those who lead it. Among several the one who is at work and has most room takes the turn (AGREEMENT.md,
/// handover.route).
/// </summary>
public static class Routing
{
    /// <summary>Without a capacity somebody's turns are weighted as if he could have so many leads.</summary>
    public const int UsualCapacity = 25;

    /// <summary>Chooses. The same arguments always give the same choice.</summary>
    /// <param name="organisationOwner">Null where the organisation has none, or he is not in Sales any more.</param>
    /// <param name="choices">In the order in which they are wanted; the first with somebody who is there decides.</param>
    /// <param name="except">Who has just let it expire.</param>
    /// <returns>Null where there is nobody at all.</returns>
    public static Routed? Choose(Seller? organisationOwner, Seller? lastOwner, IReadOnlyList<Choice> choices, string? except = null)
    {
        if (organisationOwner is { IsAway: false } owner && owner.Id != except) return new(owner, $"{owner.Name} has this organisation");
        if (lastOwner is { IsAway: false } last && last.Id != except) return new(last, $"{last.Name} had this lead before");
        return FirstOf(choices, seller => !seller.IsAway && seller.Id != except)
            ?? FirstOf(choices, seller => !seller.IsAway, ", who had it before: nobody else is there")
            ?? FirstOf(choices, _ => true, ", although away: nobody is there");
    }

    private static Routed? FirstOf(IReadOnlyList<Choice> choices, Func<Seller, bool> may, string further = "")
    {
        foreach (var choice in choices)
        {
            var there = choice.Among.Where(may).ToList();
            if (there.Count == 0) continue;
            var chosen = TurnOf(there);
            return new(chosen, $"{choice.Because} {chosen.Name}{RoomOf(chosen, there)}{further}");
        }
        return null;
    }

    // Whoever has room comes before whoever has not, and whoever works now before whoever comes tomorrow.
    private static Seller TurnOf(List<Seller> there) => there
        .OrderByDescending(seller => seller.HasRoom)
        .ThenByDescending(seller => seller.IsAtWork)
        .ThenBy(LoadOf)
        .ThenBy(seller => seller.GivenAt ?? Instant.Min)
        .ThenBy(seller => seller.Id, StringComparer.Ordinal)
        .First();

    // How full he would be with one more, as a share of what he can have.
    private static double LoadOf(Seller seller) => (seller.Open + 1) / (double)(seller.Capacity ?? UsualCapacity);

    private static string RoomOf(Seller chosen, List<Seller> there)
    {
        if (there.Count == 1) return "";
        var room = chosen.Capacity is { } most ? string.Create(CultureInfo.InvariantCulture, $"{chosen.Open} of {most} leads") : string.Create(CultureInfo.InvariantCulture, $"{chosen.Open} leads");
        return $", whose turn it is among {there.Count.ToString(CultureInfo.InvariantCulture)} ({room})";
    }
}
