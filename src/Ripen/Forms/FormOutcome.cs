namespace Ripen.Forms;

/// <summary>What became of a form that was sent.</summary>
internal enum FormOutcome : short
{
    /// <summary>It went to a lead.</summary>
    Taken = 1,

    /// <summary>It looks like a robot's: somebody of the desk looks at it before it counts.</summary>
    Held = 2,

    /// <summary>It waits for a click in a mail.</summary>
    Unconfirmed = 3,

    /// <summary>Somebody of the desk put it away.</summary>
    Discarded = 4,
}
