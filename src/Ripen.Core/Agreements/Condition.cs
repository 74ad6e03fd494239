using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A place in the agreement's text; line and column from 1. Never makes two things different: comparing looks at what is said, not where.</summary>
public readonly struct Place(int line, int column) : IEquatable<Place>
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    public bool Equals(Place other) => true;

    public override bool Equals(object? obj) => obj is Place;

    public override int GetHashCode() => 0;

    public static bool operator ==(Place left, Place right) => left.Equals(right);

    public static bool operator !=(Place left, Place right) => !left.Equals(right);
}

/// <summary>What of a test stands somewhere.</summary>
internal enum PartKind : byte { Subject, Comparison, Value, Span, Count }

/// <summary>A part of a test, by its place in the condition's text.</summary>
internal readonly record struct PartExtent(PartKind Kind, int From, int To);

/// <summary>A stretch of a condition's text, <c>To</c> excluded, and the parts of the test in it. Like a place it never makes two things different.</summary>
internal readonly struct Extent(int from, int to, PartExtent[]? parts = null) : IEquatable<Extent>
{
    public int From { get; } = from;

    public int To { get; } = to;

    public IReadOnlyList<PartExtent> Parts => parts ?? [];

    /// <summary>The same parts, with the brackets around them.</summary>
    public Extent Within(int from, int to) => new(from, to, parts);

    public bool Equals(Extent other) => true;

    public override bool Equals(object? obj) => obj is Extent;

    public override int GetHashCode() => 0;
}

/// <summary>A condition of the agreement: true, false or unknown of a lead at an instant.</summary>
public abstract record Condition
{
    public Place At { get; init; }

    /// <summary>Where it stands in the text of the condition that it is, or is a part of; with the brackets around it.</summary>
    internal Extent Extent { get; init; }
}

/// <summary>Always true; the last of a list of bands, routes or programmes.</summary>
public sealed record Otherwise : Condition;

public sealed record Any(ValueList<Condition> Of) : Condition;

public sealed record All(ValueList<Condition> Of) : Condition;

public sealed record Not(Condition Of) : Condition;

public sealed record AtLeast(int Wanted, ValueList<Condition> Of) : Condition;

/// <summary>A criterion, or <c>fits</c>, <c>complete</c>, <c>qualified</c>.</summary>
public sealed record Named(string Name) : Condition;

public enum TestOp : byte
{
    Equal, NotEqual, Less, AtMost, Greater, AtLeast, Between, In, NotIn,
    InProblems, NotInProblems, Known, Unknown, Free, NotFree, Within, InTheLast, Contains, High, NotHigh,
}

/// <summary>A value as the agreement writes it (without quotes) and as it is compared.</summary>
public sealed record Operand(string Written, FactValue Value)
{
    public bool Equals(Operand? other) => other is not null && Value.Equals(other.Value);

    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>A single test: the smallest part of a condition that has a truth of its own.</summary>
public abstract record Test(TestOp Op) : Condition;

/// <summary>A test on a fact. <paramref name="Values"/> holds one operand, two for between, any number for a list, none for known and its like.</summary>
public sealed record FactTest(Fact Fact, TestOp Op, ValueList<Operand> Values) : Test(Op)
{
    /// <summary>For within and in the last.</summary>
    public Duration? Span { get; init; }
}

/// <summary>A test on the points of interest; High and NotHigh compare with <c>high_from</c>.</summary>
public sealed record InterestTest(TestOp Op, ValueList<decimal> Numbers) : Test(Op);

public enum WordSubject : byte { Temperature, BuyingStage, Stage, LastRejection }

/// <summary>A test on one of the words that the judgement itself yields.</summary>
public sealed record WordTest(WordSubject Subject, TestOp Op, ValueList<string> Words) : Test(Op);

/// <summary>A test on the number of the lead's pass.</summary>
public sealed record PassTest(TestOp Op, ValueList<decimal> Numbers) : Test(Op);

/// <summary>
/// How often something happened: <c>touched</c> is a count of at least 1. <paramref name="Kind"/> is folded; null means
/// anything the person did.
/// </summary>
public sealed record Behaviour(string? Kind, Duration? Window, TestOp Op, int Count) : Test(Op)
{
    public bool IsTouched => Op == TestOp.AtLeast && Count == 1;
}
