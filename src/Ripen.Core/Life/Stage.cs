namespace Ripen.Life;

/// <summary>How far a lead has come in its pass. Inside a pass a stage once reached stays reached.</summary>
public enum Stage : byte { Inquiry, Qualified, HandedOver, Accepted, Opportunity }

/// <summary>How a pass ended.</summary>
public enum PassEnd : byte { Won, Lost, Recycled, Referred, Disqualified }

/// <summary>What brought a lead into being.</summary>
public enum OpenedBy : byte { Touch, Import, Hand, Referral }

/// <summary>What ended a lead's rest: its wake date, something its prospect did or said, or Sales.</summary>
public enum WokenBy : byte { Date, Prospect, Sales }

/// <summary>The side that an opportunity is owed to, as a source's.</summary>
public enum SourceSide : byte { Marketing, Sales, Partner }

/// <summary>Where in the table of its life a lead is: what may happen to it next hangs on this alone, and on dates.</summary>
public enum Situation : byte
{
    /// <summary>Not there yet.</summary>
    Nothing,

    /// <summary>In a pass that has begun but not yet woken.</summary>
    Resting,
    Inquiry,
    Qualified,
    HandedOver,
    Accepted,

    /// <summary>Accepted, and nothing has happened for as long as agreed.</summary>
    Stalled,
    Opportunity,

    /// <summary>Closed for good.</summary>
    Won,

    /// <summary>Closed for good: somebody else was named.</summary>
    Referred,
    Disqualified,
}
