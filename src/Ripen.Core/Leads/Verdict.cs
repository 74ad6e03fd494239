using Ripen.Values;

namespace Ripen.Leads;

/// <summary>The whole judgement of one lead under one agreement at one instant, in words and with its reasons.</summary>
public sealed record Verdict
{
    public required string Id { get; init; }
    public required string Agreement { get; init; }
    public int? Version { get; init; }
    public required Instant AsOf { get; init; }

    /// <summary>Judged at any instant before this one the verdict is the same but for the number of interest; null if it stands for ever.</summary>
    public Instant? StandsUntil { get; init; }

    /// <summary>hot, warm or cold.</summary>
    public required string Temperature { get; init; }

    /// <summary>The best temperature that answers still missing could make of it.</summary>
    public required string CouldBe { get; init; }

    /// <summary>late, middle or early; null where the agreement does not say.</summary>
    public string? BuyingStage { get; init; }
    public required Truth Fits { get; init; }

    /// <summary>Rounded to 0.1.</summary>
    public required decimal Interest { get; init; }
    public required bool IsComplete { get; init; }
    public required Truth Qualified { get; init; }
    public required bool IsHandover { get; init; }

    /// <summary>In the agreement's order.</summary>
    public required ValueList<CriterionFinding> Criteria { get; init; }

    /// <summary>Required facts that are unknown, in the agreement's order.</summary>
    public required ValueList<string> Missing { get; init; }

    /// <summary>The fact whose answer helps most; null where no single one can.</summary>
    public string? Ask { get; init; }

    /// <summary>Where to nurture it; null where the agreement names no programme for it.</summary>
    public string? Programme { get; init; }
    /// <summary>To whom it goes, if it is handed over and the agreement says so.</summary>
    public ValueList<string> Route { get; init; } = [];

    /// <summary>The moments of interest that hold now.</summary>
    public ValueList<MomentFinding> Moments { get; init; } = [];

    public required ValueList<Finding> Findings { get; init; }
}

/// <summary>A moment of interest that holds, in the agreement's words with its gaps filled.</summary>
public sealed record MomentFinding(string Id, string Says);

public sealed record CriterionFinding(string Name, Truth Met);

/// <summary>One test of the agreement, what it found, and on what evidence.</summary>
/// <param name="In">The part of the agreement: <c>criteria.budget</c>.</param>
/// <param name="Text">The test as the language writes it.</param>
/// <param name="Value">What was found, as it was said; null where nothing was.</param>
/// <param name="Holds">Its truth.</param>
/// <param name="From">Where and when it was learned: <c>form_sent 2026-07-02</c>; null where there is no evidence.</param>
/// <param name="Says">A sentence that a salesperson can read.</param>
public sealed record Finding(string In, string Text, string? Value, Truth Holds, string? From, string Says);

/// <summary>What would make a lead hot.</summary>
/// <param name="IsHot">It is already.</param>
/// <param name="Answers">A smallest set; null where no answers can.</param>
public sealed record HotAnswers(bool IsHot, ValueList<HotAnswer>? Answers);

/// <summary>One answer of that set.</summary>
/// <param name="Fact">The fact's name.</param>
/// <param name="Value">A value that does, as data write it.</param>
/// <param name="Says">What it takes: "the budget is at least 20,000 EUR".</param>
/// <param name="Today">What is known of it today and would have to change; null where nothing is, or what is known is too old to count.</param>
public sealed record HotAnswer(string Fact, string Value, string Says, string? Today);
