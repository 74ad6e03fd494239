using Ripen.Values;

namespace Ripen.Simulation;

/// <summary>Facts that were said together, by the name of their columns.</summary>
internal sealed record Said(Instant At, IReadOnlyList<(string Fact, string Value)> Facts);

/// <param name="KnownAt">When it was written down.</param>
internal sealed record SimulatedTouch(string Kind, Instant At, Instant KnownAt, string Source, string? Campaign, string? Offer, string? Page);

/// <param name="Wake">The day named with a reason that leaves it to Sales.</param>
internal sealed record SimulatedDecision(Instant At, string By, bool IsAccepted, string? Reason, DateOnly? Wake);

/// <param name="Amount">Whole units of <paramref name="Currency"/>; of a deal that was won.</param>
internal sealed record SimulatedOutcome(Instant At, string By, bool IsWon, int Amount, string? Currency, string? Reason);

/// <summary>One record of somebody in the firm's files: what was written down of him, and what is true.</summary>
internal sealed class SimulatedLead(string id, SimulatedPerson person, Purchase purchase, Campaign campaign, Instant arrivedAt)
{
    public string Id => id;

    public SimulatedPerson Person => person;

    public Purchase Purchase => purchase;

    /// <summary>By which he came.</summary>
    public Campaign Campaign => campaign;

    public Instant ArrivedAt => arrivedAt;

    /// <summary>When he was first written down: cards of a fair are typed days later.</summary>
    public required Instant KnownFrom { get; init; }

    /// <summary>As it was typed; null where he gave none.</summary>
    public string? Email { get; init; }

    /// <summary>The lead that is the same person; null where this is the first of him.</summary>
    public string? DuplicateOf { get; init; }

    public List<Said> Said { get; } = [];

    public List<SimulatedTouch> Touches { get; } = [];

    public List<SimulatedDecision> Decisions { get; } = [];

    public SimulatedOutcome? Outcome { get; set; }

    public bool WouldBuy => WhyNot is null;

    /// <summary>Why this person will not be the way to a deal; null where he is.</summary>
    public string? WhyNot => person.Kind switch
    {
        PersonKind.Student => "student",
        PersonKind.Competitor => "competitor",
        PersonKind.Supplier => "supplier",
        PersonKind.JobSeeker => "job_seeker",
        _ => purchase.WhyNot,
    };

    public void Touch(string kind, Instant at, string source, string? campaign, string? offer = null, string? page = null, long typedAfter = 0) =>
        Touches.Add(new(kind, at, at.Plus(typedAfter), source, campaign, offer, page));

    /// <summary>A touch of the campaign by which he came.</summary>
    /// <param name="isTyped">From a card or a notebook, with the lead.</param>
    public void OwnTouch(string kind, Instant at, string? offer = null, string? page = null, bool isTyped = false) =>
        Touch(kind, at, campaign.Source, campaign.Name, offer, page, isTyped ? KnownFrom.Seconds - at.Seconds : 0);

    /// <summary>Puts everything in order of time, and leaves out what is not known yet.</summary>
    public void Until(Instant now)
    {
        InOrder(Touches, touch => touch.At, touch => touch.KnownAt <= now);
        InOrder(Said, said => said.At, said => said.At <= now);
        if (Outcome?.At > now) Outcome = null;
    }

    // What happened at the same time stays as it is, other than with List.Sort.
    private static void InOrder<T>(List<T> all, Func<T, Instant> at, Func<T, bool> isKnown)
    {
        var kept = all.Where(isKnown).OrderBy(at).ToList();
        all.Clear();
        all.AddRange(kept);
    }
}
