using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// An agreement compiled for judging: the tests it makes, each once, and above them the conditions in an order in which
/// every one stands behind those it is made of. Judging fills an array of truths from left to right. Explaining reads the
/// same array.
/// </summary>
public sealed class Plan
{
    internal Plan(Agreement agreement, TouchKinds kinds, PlanParts parts)
    {
        (Agreement, Kinds, Facts, Parts) = (agreement, kinds, agreement.Catalogue(), parts);
        Zone = Zone.TryFind(agreement.TimeZone, out var zone) ? zone : Zone.Utc;
        DefaultCurrency = Currency.TryParse(agreement.Currency, out var currency) ? currency : throw new ArgumentException($"{agreement.Currency} is no currency.", nameof(agreement));
        HasGroupCriteria = agreement.Criteria.Any(criterion => criterion.MetByAnyone);
    }

    public Agreement Agreement { get; }
    public TouchKinds Kinds { get; }
    public FactCatalogue Facts { get; }
    public Zone Zone { get; }

    /// <summary>What an amount without a currency is in.</summary>
    public Currency DefaultCurrency { get; }

    /// <summary>Whether anybody in the buying group can meet a criterion, so that colleagues have to be looked at.</summary>
    public bool HasGroupCriteria { get; }

    /// <summary>Whether what anybody in the group can meet rests on more than facts: on touches, or on where a colleague is.</summary>
    public bool GroupReadsMoreThanFacts => Array.Exists(Parts.Tests, test => test.IsForGroup && test.Subject != TestSubject.Fact);

    internal PlanParts Parts { get; }
    internal TestPlan[] Tests => Parts.Tests;
    internal Node[] Nodes => Parts.Nodes;
    internal int[] Links => Parts.Links;
    internal InterestPlan Interest => Parts.Interest;
    internal Roots Roots => Parts.Roots;

    public static Plan Of(Agreement agreement, TouchKinds kinds) => new PlanCompiler(agreement, kinds).Compile();

    /// <summary>Whether any test or requirement reads the fact.</summary>
    public bool Reads(int fact) => Parts.TestsOfFact[fact].Length > 0;
}

/// <summary>What the compiler makes of an agreement.</summary>
/// <param name="Links">The parts of all nodes, one node's behind the other's.</param>
/// <param name="TestsOfFact">For each fact the tests that read it, itself or through what is derived from it.</param>
/// <param name="Rates">What one unit of each currency is worth in the agreement's, by currency index; null where it has none.</param>
/// <param name="Evidence">What a full verdict reports, in the agreement's order.</param>
internal sealed record PlanParts(TestPlan[] Tests, Node[] Nodes, int[] Links, InterestPlan Interest, Roots Roots, int[][] TestsOfFact, decimal?[] Rates, Evidence[] Evidence);

/// <summary>A test in the part of the agreement where it stands.</summary>
/// <param name="In">The part: <c>criteria.budget</c>, <c>temperature.hot</c>.</param>
/// <param name="Node">Where its truth stands.</param>
/// <param name="Test">Place among the plan's tests, or -1 for a test on what the judgement yields.</param>
internal sealed record Evidence(string In, Test Said, string Text, int Node, int Test);

internal enum TestSubject : byte { Fact, Interest, Behaviour, Pass, Stage, LastRejection }

/// <summary>A test made ready: what it reads and what it compares with.</summary>
internal sealed class TestPlan
{
    public required Test Test { get; init; }

    /// <summary>Where its truth stands among the plan's nodes.</summary>
    public int Node { get; set; }
    public required TestSubject Subject { get; init; }

    /// <summary>For how long a statement counts here; null where age does not matter.</summary>
    public Duration? GoodFor { get; init; }

    /// <summary>Whether a criterion that anyone may meet uses it, so that colleagues are tested too.</summary>
    public bool IsForGroup { get; set; }

    public int Fact { get; init; } = -1;

    /// <summary>The fact that speaks where this one is not known: the organisation's country for the person's.</summary>
    public int Fallback { get; init; } = -1;

    /// <summary>Whether all statements count, not just the last.</summary>
    public bool IsSeveral { get; init; }
    public TestOp Op { get; init; }
    public Duration Span { get; init; }
    public FactValue[] Values { get; init; } = [];

    /// <summary>For choices: the truth of each option.</summary>
    public Truth[] ByOption { get; init; } = [];

    /// <summary>For money: the values in the agreement's currency, where their rates are known.</summary>
    public decimal?[] Converted { get; init; } = [];

    /// <summary>What one unit of each currency is worth in the agreement's; by currency index.</summary>
    public decimal?[] Rates { get; init; } = [];

    /// <summary>For text: the folded texts that <c>problems</c> or a list names.</summary>
    public string[] Texts { get; init; } = [];

    /// <summary>For interest and pass: where it is true, in tenths, both ends included.</summary>
    public (long From, long To)[] Tenths { get; init; } = [];

    /// <summary>For behaviour: the kind's number, or -1 for anything the person did.</summary>
    public int Kind { get; init; } = -1;
    public Duration? Window { get; init; }
    public int Count { get; init; }

    /// <summary>For stage and last rejection: the words it names.</summary>
    public string[] Words { get; init; } = [];

    public bool ReadsTheDay => Op is TestOp.Within or TestOp.InTheLast;
}

internal enum NodeKind : byte { Test, Always, All, Any, Not, AtLeast, IsTrue, Group, TemperatureIs, BuyingStageIs }

/// <summary>A condition in the plan. <c>From</c> and <c>Count</c> cut its parts out of the links.</summary>
/// <param name="Number">Test: the test; AtLeast: how many; Group: the criterion; TemperatureIs, BuyingStageIs: the bands meant, as bits.</param>
internal readonly record struct Node(NodeKind Kind, int From, int Count, int Number);

/// <summary>Where in the array of truths the parts of the verdict stand. -1 or empty where the agreement does not say.</summary>
internal sealed class Roots
{
    public required int[] Criteria { get; init; }

    /// <summary>The criteria as the lead alone meets them; differs from <see cref="Criteria"/> where anyone may.</summary>
    public required int[] OwnCriteria { get; init; }
    public required int Fits { get; init; }
    public required int[] Temperature { get; init; }
    public required int[] BuyingStage { get; init; }
    public required int[] Required { get; init; }
    public required int Complete { get; init; }
    public required int Qualified { get; init; }
    public required int Handover { get; init; }
    public required int[] Routes { get; init; }
    public required int[] Moments { get; init; }
    public required int[] Nurture { get; init; }
}

/// <summary>Points by kind number, ready to be summed.</summary>
internal sealed class InterestPlan
{
    public required double[] Points { get; init; }

    /// <summary>In seconds; 0 where interest does not decay.</summary>
    public required double HalfLife { get; init; }

    /// <summary>Points of one day that count; infinite where there is no limit.</summary>
    public required double DailyLimit { get; init; }
    public bool IsSilent => Points.Length == 0;
}
