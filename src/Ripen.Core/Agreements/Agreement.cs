using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// The written definition of a lead, read and bound: every condition knows the facts it tests. Two agreements are equal
/// when they say the same, wherever it stands.
/// </summary>
public sealed record Agreement
{
    public required string Name { get; init; }
    public int? Version { get; init; }
    public required DateOnly InForceFrom { get; init; }
    public DateOnly? ReviewBy { get; init; }

    /// <summary>IANA name of the zone in which days, dates and clocks are counted.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>ISO 4217 code under which data without a currency are read, and into which others are converted.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>What one unit of a currency is worth in <see cref="Currency"/>, fixed at signing.</summary>
    public ValueList<Rate> Rates { get; init; } = [];

    public ValueList<Signature> Signatures { get; init; } = [];

    /// <summary>The facts this agreement adds to the standard ones.</summary>
    public ValueList<Fact> Facts { get; init; } = [];

    public IdealProspect? IdealProspect { get; init; }
    public ValueList<Problem> Problems { get; init; } = [];
    public required ValueList<Criterion> Criteria { get; init; }
    public Interest? Interest { get; init; }

    /// <summary>hot, warm and cold, in the order in which they are tried.</summary>
    public required ValueList<Band> Temperature { get; init; }

    /// <summary>late, middle and early, in the order in which they are tried; empty where the agreement does not say.</summary>
    public ValueList<Band> BuyingStage { get; init; } = [];

    /// <summary>Minimum information: names of facts, in the agreement's order.</summary>
    public ValueList<string> Required { get; init; } = [];

    public required Condition QualifiedWhen { get; init; }
    public required HandoverTerms Handover { get; init; }
    public ValueList<Moment> Moments { get; init; } = [];
    public ValueList<NurtureRule> Nurture { get; init; } = [];
    public Targets? Targets { get; init; }
    public ValueList<string> SalesPromises { get; init; } = [];
    public ValueList<string> MarketingPromises { get; init; } = [];

    /// <summary>All facts it can speak of.</summary>
    public FactCatalogue Catalogue() => FactCatalogue.With(Facts);
}

public sealed record Rate(string Currency, decimal Value);

public enum Side : byte { Sales, Marketing }

public sealed record Signature(Side Side, string Name, DateOnly On);

/// <summary>Whom we want. A part that is left out holds for everybody.</summary>
public sealed record IdealProspect
{
    public ValueList<Condition> Organisation { get; init; } = [];
    public ValueList<Condition> Role { get; init; } = [];

    /// <summary>One that is true excludes; unknown does not.</summary>
    public ValueList<Condition> Never { get; init; } = [];
}

/// <summary>A problem that we solve better than the other options open to the prospect.</summary>
public sealed record Problem(string Id, string Says)
{
    public string? BetterBecause { get; init; }

    /// <summary>An offer.</summary>
    public string? Proof { get; init; }

    /// <summary>What a salesperson may say; <c>{fact}</c> is filled in.</summary>
    public string? Say { get; init; }
}

public sealed record Criterion(string Name, Condition MetWhen)
{
    /// <summary>How long an answer counts after it was learned.</summary>
    public Duration? GoodFor { get; init; }

    /// <summary>Met by anybody in the buying group, not just by the lead.</summary>
    public bool MetByAnyone { get; init; }

    /// <summary>The facts to ask for, the most wanted first.</summary>
    public ValueList<string> Ask { get; init; } = [];
}

public sealed record Interest
{
    public Duration? HalfLife { get; init; }
    public decimal? HighFrom { get; init; }

    /// <summary>So many points of one day count.</summary>
    public decimal? DailyLimit { get; init; }

    public ValueList<KindPoints> Points { get; init; } = [];
}

/// <summary>Points a touch of one kind is worth.</summary>
public sealed record KindPoints(string Kind, decimal Points);

/// <summary>One of hot, warm, cold or late, middle, early, and when it holds.</summary>
public sealed record Band(string Word, Condition When);

public sealed record HandoverTerms(Condition When)
{
    public ValueList<Route> Route { get; init; } = [];
    public Duration? AcceptWithin { get; init; }
    public Duration? RespondWithin { get; init; }
    public Duration? WorkWithin { get; init; }
    public int? Attempts { get; init; }
    public ValueList<string> NotifyWhenLate { get; init; } = [];
    public Duration? ReassignAfter { get; init; }
    public CalendarTerms? Calendar { get; init; }
    public ValueList<RejectReason> RejectReasons { get; init; } = [];
}

/// <summary>To whom; without a condition, or with <see cref="Otherwise"/>, everybody else's.</summary>
public sealed record Route(Condition? When, ValueList<string> To);

public sealed record CalendarTerms(ValueList<string> Open, ValueList<DateOnly> Closed);

public enum AfterRejection : byte { Recycle, AskReferral, Disqualify }

/// <summary>A reason for which Sales may return a lead, and what happens then.</summary>
public sealed record RejectReason(string Id, string Says, AfterRejection Then)
{
    /// <summary>Sales gives the date of waking.</summary>
    public bool WakeAsked { get; init; }

    public Duration? WakeAfter { get; init; }

    /// <summary>Facts that this rejection proves wrong.</summary>
    public ValueList<string> Forget { get; init; } = [];
}

/// <summary>Behaviour that a salesperson should know of now.</summary>
public sealed record Moment(string Id, Condition When, string Says)
{
    public Duration? AgainAfter { get; init; }
}

public sealed record NurtureRule(Condition When, string Programme);

public enum TargetPeriod : byte { Month, Quarter, Year }

public sealed record Money(decimal Amount, string Currency)
{
    public override string ToString() => $"{Numbers.Write(Amount)} {Currency}";
}

public sealed record Targets
{
    public TargetPeriod Period { get; init; } = TargetPeriod.Quarter;
    public Money? Revenue { get; init; }

    /// <summary>Null: as measured.</summary>
    public Money? AverageDeal { get; init; }

    /// <summary>Per cent, 0 to 100. Null: as measured.</summary>
    public decimal? WinRate { get; init; }

    /// <summary>Per cent, 0 to 100.</summary>
    public decimal? MarketingShare { get; init; }

    public decimal? Opportunities { get; init; }
    public TargetPeriod? OpportunitiesPer { get; init; }
}
