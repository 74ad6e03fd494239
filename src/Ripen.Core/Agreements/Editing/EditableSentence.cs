using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A part of the agreement in plain words, whose sentences can be changed.</summary>
public sealed record EditableSection(string Title, ValueList<EditableSentence> Sentences);

/// <summary>One sentence, and what can be changed in it.</summary>
/// <param name="Key">As in the plain words.</param>
/// <param name="Thing">What the sentence is about as a whole, where that can be taken away or moved: a clause, a reason, a line of route.</param>
public sealed record EditableSentence(string Key, string Text, ValueList<EditableField> Fields, TextPath? Thing)
{
    /// <summary>Its place among its neighbours in the text, and how many they are.</summary>
    public (int Place, int Of) Standing { get; init; }
}

public enum FieldKind : byte { Line, Sentence, Whole, Number, Time, BusinessTime, Date, Money, Percent, Choice, Names, Lines, Conditions }

/// <summary>A value of the agreement that can be changed by itself.</summary>
/// <param name="At">Where it stands, or would.</param>
/// <param name="Label">What it is, for people: "Good for".</param>
public sealed record EditableField(TextPath At, FieldKind Kind, string Label)
{
    /// <summary>What may be chosen; empty where anything may be written.</summary>
    public ValueList<WordedChoice> Options { get; init; } = [];

    /// <summary>Whether the agreement can do without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What stands in the text; one for a single value, none where nothing does.</summary>
    public ValueList<string> Values { get; init; } = [];

    /// <summary>The conditions that must all hold (of <c>never</c>: one), each with where it stands.</summary>
    public ValueList<EditableClause> Clauses { get; init; } = [];

    /// <summary>The stretch of the text that holds it; null where nothing does.</summary>
    public TextSpan? Span { get; init; }

    public string Value => Values.Count > 0 ? Values[0] : "";

    public bool IsThere => Span is not null;
}

/// <summary>A stretch of the text, <c>To</c> excluded, and where it begins as people count, from 1.</summary>
public sealed record TextSpan(int From, int To, int Line, int Column);

public enum ClauseKind : byte { Test, And, Or, AtLeast, Not, Otherwise }

/// <summary>A condition or a part of one, with where it stands and what it is made of.</summary>
/// <param name="At">The value in the text that holds the condition.</param>
/// <param name="Path">The way to this part of it.</param>
/// <param name="Text">As it is written.</param>
/// <param name="Words">In plain words.</param>
public sealed record EditableClause(TextPath At, ClausePath Path, ClauseKind Kind, string Text, string Words)
{
    public ValueList<EditableClause> Parts { get; init; } = [];

    /// <summary>A test or a name, in its parts; null for what is joined of several.</summary>
    public TestDraft? Test { get; init; }

    /// <summary>For <c>at least N of</c>: N.</summary>
    public int Wanted { get; init; }
}
