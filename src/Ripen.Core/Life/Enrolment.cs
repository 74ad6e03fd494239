using Ripen.Values;

namespace Ripen.Life;

/// <summary>A lead's run through a programme: where it is, and until when it waits there.</summary>
/// <param name="Version">Of the programme; the run keeps it.</param>
/// <param name="Step">Place of the step that comes next, from 0; behind the last one the run is over.</param>
/// <param name="Since">When it came to this step.</param>
/// <param name="DueAt">When the step is done: at once, or when its waiting is over.</param>
public sealed record Enrolment(string Programme, int Version, int Step, Instant Since, Instant DueAt);

/// <summary>What came of a step.</summary>
public enum StepOutcome : byte
{
    /// <summary>Its time passed.</summary>
    Waited,

    /// <summary>They did what it waited for.</summary>
    Touched,
    Mailed,

    /// <summary>The mail was not sent: it had been before, or could not be written.</summary>
    Skipped,
    TaskSet,
}

/// <summary>What ended a run.</summary>
public enum EnrolmentEnd : byte
{
    /// <summary>Its last step was done.</summary>
    Exhausted,

    /// <summary>The lead is with Sales now.</summary>
    WithSales,

    /// <summary>They did something that a person answers.</summary>
    TheirTouch,

    /// <summary>The agreement names another programme for it now.</summary>
    OtherProgramme,
    PassEnded,
    ByHand,

    /// <summary>The desk does not have its programme any more.</summary>
    Gone,
}

/// <summary>What came of the mail of a step.</summary>
/// <param name="Why">Why it was not sent; null where it was.</param>
public readonly record struct MailOutcome(string? Why = null);
