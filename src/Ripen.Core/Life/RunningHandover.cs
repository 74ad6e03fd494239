using Ripen.Values;

namespace Ripen.Life;

/// <summary>A running handover: one assignment of a lead to one salesperson, with its clocks.</summary>
public sealed record RunningHandover
{
    /// <summary>So many handovers of a pass may expire; then the manager gets it.</summary>
    internal const int MostTries = 2;

    /// <summary>Null where imported history does not say.</summary>
    public required string? To { get; init; }
    public required Instant Since { get; init; }

    /// <summary>From 1, counts the handovers of the lead.</summary>
    public int Number { get; init; }

    /// <summary>From 1; one more each time that it expired.</summary>
    public required int Try { get; init; }

    /// <summary>It has expired too often, and it is the manager's now.</summary>
    public bool IsWithManager { get; init; }

    /// <summary>When it is late; null in imported history.</summary>
    public Instant? AcceptBy { get; init; }

    /// <summary>When it expires; null where nothing is agreed, and with the manager.</summary>
    public Instant? ReassignAt { get; init; }

    /// <summary>When it was found to be late.</summary>
    public Instant? LateAt { get; init; }

    /// <summary>Why it went to this salesperson, in a sentence.</summary>
    public string? Because { get; init; }

    public bool NextIsManager => Try >= MostTries;
}
