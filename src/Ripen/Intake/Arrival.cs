using Ripen.Agreements;
using Ripen.Identity;
using Ripen.Leads;
using Ripen.Life;

namespace Ripen.Intake;

/// <summary>One fact as it came in.</summary>
/// <param name="Value">As it was said; null: nothing is known of it any more.</param>
/// <param name="LearnedAt">When it was said.</param>
internal readonly record struct ArrivedFact(string Fact, FactOwner Of, string? Value, DateTimeOffset LearnedAt, Origin Origin)
{
    /// <summary>Nobody stated when; it follows from imported history.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>When we came to know it, where that is stated.</summary>
    public DateTimeOffset? KnownAt { get; init; }
}

/// <summary>One touch as it came in.</summary>
/// <param name="KnownAt">When we came to know it; null: now.</param>
internal sealed record ArrivedTouch(string Kind, DateTimeOffset At, DateTimeOffset? KnownAt = null)
{
    public string? Source { get; init; }
    public string? Campaign { get; init; }
    public string? Offer { get; init; }
    public string? Page { get; init; }

    /// <summary>How long the page was looked at, as far as that is known.</summary>
    public int? Seconds { get; init; }
    public bool IsAssumed { get; init; }

    /// <summary>Wanted only if the lead is new: it stands for its coming into being.</summary>
    public bool IsForNewLeads { get; init; }

    /// <summary>The sender's own id of it, by which a repetition is recognised within <see cref="Scope"/>.</summary>
    public string? ClientId { get; init; }
    public string Scope { get; init; } = "";

    /// <summary>It was there already, and nothing was recorded.</summary>
    public bool WasSeen { get; set; }
}

internal enum Became : byte
{
    Taken,

    /// <summary>It had come before.</summary>
    Seen,

    /// <summary>It names two different persons, and somebody has to look.</summary>
    Review,

    /// <summary>It names a person whom nobody knows, and says too little to make one.</summary>
    Unknown,
}

/// <summary>What came in about one person, from a row, a form or a call; and what became of it.</summary>
internal sealed class Arrival
{
    public required string Line { get; init; }

    public OpenedBy How { get; init; } = OpenedBy.Touch;

    /// <summary>Of a referral: who named this person.</summary>
    public Guid? ReferredBy { get; init; }

    /// <summary>The person, where the sender knows.</summary>
    public Guid? Person { get; init; }

    public string? ExternalId { get; init; }

    public EmailAddress? Email { get; init; }

    /// <summary>Leads with the same one consider the same purchase, whatever their organisation is called.</summary>
    public string? Group { get; init; }

    public List<ArrivedFact> Facts { get; } = [];

    /// <summary>The organisation's name among the facts as it is compared, where the sender has worked it out.</summary>
    public string? OrganisationKey { get; init; }

    public List<ArrivedTouch> Touches { get; } = [];

    /// <summary>Of a lead without a touch of its own.</summary>
    public string? Source { get; init; }

    public string? Campaign { get; init; }

    /// <summary>When the lead came to be, where it was not now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>A repetition of the same is recognised by it.</summary>
    public Guid? Key { get; init; }

    /// <summary>Only a person who is known already; nobody is made.</summary>
    public bool MustBeKnown { get; init; }

    /// <summary>Goes to the lead that is there, be it closed; none is opened.</summary>
    public bool OpensNoLead { get; init; }

    /// <summary>Its touches are what Sales did with the person: nothing that he did of himself.</summary>
    public bool IsOurDoing { get; init; }

    public Became Became { get; set; }

    /// <summary>The lead it went to; null where it was not taken, or its person has no lead that it could go to.</summary>
    public LeadId? Lead { get; set; }

    /// <summary>The person it is about.</summary>
    public Guid? About { get; set; }

    public bool IsNewLead { get; set; }

    /// <summary>Why it goes to review.</summary>
    public string? Reason { get; set; }
}
