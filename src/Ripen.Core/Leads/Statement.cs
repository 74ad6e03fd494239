using System.Runtime.InteropServices;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Who said it; of two statements of the same instant the higher one counts.</summary>
public enum Origin : byte { Derived, Enrichment, Import, Person, Sales }

public enum Saying : byte
{
    Value,

    /// <summary>Something was said that does not fit the fact's type: it supersedes what was said before, and the fact is missing.</summary>
    Unfit,

    /// <summary>A dated statement that nothing is known any more.</summary>
    Forgotten,
}

/// <summary>One statement of one fact.</summary>
/// <param name="Fact">Place in the catalogue.</param>
/// <param name="Order">Of two statements alike in time and origin the one with the higher order was recorded later and counts.</param>
/// <param name="Shown">The value as it was said, for people; null where it is not kept.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Statement(int Fact, Saying Saying, FactValue Value, Instant LearnedAt, Origin Origin, int Order, string? Shown)
{
    public bool IsDerived => Origin == Origin.Derived;

    /// <summary>Of a derived statement: who said what it was read off.</summary>
    public Origin ReadOff { get; init; }
}

/// <summary>Something that happened between us and the person.</summary>
/// <param name="Kind">Number in <see cref="TouchKinds"/>.</param>
public readonly record struct Touch(Instant At, int Kind);
