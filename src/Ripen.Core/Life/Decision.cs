using Ripen.Values;

namespace Ripen.Life;

/// <summary>What comes of a command: events, none where nothing changes, or a refusal.</summary>
public sealed record Decision
{
    internal Decision(ValueList<LeadEvent> events, Refusal? refusal) => (Events, Refusal) = (events, refusal);

    /// <summary>In the order in which they happened; empty where it was refused.</summary>
    public ValueList<LeadEvent> Events { get; }

    public Refusal? Refusal { get; }
}

/// <summary>Why a command was not done.</summary>
/// <param name="Code">Stable, for programs: <c>not_handed_over</c>.</param>
/// <param name="Sentence">For the person who asked.</param>
public sealed record Refusal(string Code, string Sentence);
