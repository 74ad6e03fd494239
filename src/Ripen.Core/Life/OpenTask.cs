using System.Text.Json.Serialization;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>Why a task is there. Written to JSON by name.</summary>
public enum TaskKind : byte
{
    /// <summary>Somebody set it.</summary>
    ByHand,

    /// <summary>The lead woke on its date.</summary>
    OnWaking,

    /// <summary>A step of its programme.</summary>
    OfProgramme,

    /// <summary>Its prospect answered, and somebody has to.</summary>
    Reply,

    /// <summary>It is with Sales, and nothing else was planned.</summary>
    NothingPlanned,
}

/// <summary>Something that a named user does by a date, and has not done yet.</summary>
/// <param name="Number">From 1, counts the tasks of the lead.</param>
/// <param name="For">Whose it is; null: nobody's yet.</param>
/// <param name="LateAt">When it was found to be overdue.</param>
public sealed record OpenTask(int Number, TaskKind Kind, string Says, string? For, Instant Due, Instant? LateAt = null)
{
    /// <summary>It serves to ripen the lead, and has no purpose once that is with Sales.</summary>
    [JsonIgnore]
    public bool IsRipening => Kind is TaskKind.OnWaking or TaskKind.OfProgramme or TaskKind.Reply;
}
