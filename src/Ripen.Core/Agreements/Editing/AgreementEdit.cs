using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A change to an agreement's text that leaves everything else in it as it stands: comments, order, quotes, blank lines.</summary>
public abstract record AgreementEdit;

/// <summary>Another value: a number, a duration, a date, a word, a sentence. A key of the language that is not there yet is added.</summary>
public sealed record SetText(TextPath At, string Text) : AgreementEdit;

/// <summary>One more item of a list, before the one at <paramref name="Place"/> or at the end. A single value becomes a list.</summary>
public sealed record AddItem(TextPath To, Content Item, int? Place = null) : AgreementEdit;

/// <summary>One more thing with a name, a criterion or a reason, before the one at <paramref name="Place"/> or at the end.</summary>
public sealed record AddEntry(TextPath To, string Key, Content Value, int? Place = null) : AgreementEdit;

/// <summary>Takes an item or a key away; what is left empty goes with it. Comments stay, on lines of their own.</summary>
public sealed record Remove(TextPath At) : AgreementEdit;

/// <summary>An item or a key to another place among its neighbours, with the comments at the ends of its lines and those right above it.</summary>
public sealed record Move(TextPath At, int To) : AgreementEdit;

/// <summary>Another condition in the place of one, or of a part of one.</summary>
public sealed record SetClause(TextPath At, ClausePath Clause, string Text) : AgreementEdit;

/// <summary>One part of a test: the fact, a value, the time. <paramref name="Part"/> counts from 0 in the order of the text.</summary>
/// <param name="Text">Without quotes; they are put where the language wants them.</param>
public sealed record SetPart(TextPath At, ClausePath Clause, int Part, string Text) : AgreementEdit;

public enum Joint : byte { And, Or }

/// <summary>One more condition beside one: joined to it, or put into the list of an <c>at least N of</c>.</summary>
public sealed record AddClause(TextPath At, ClausePath Clause, Joint Joint, string Text) : AgreementEdit;

/// <summary>Takes a part of a condition away, with what joined it.</summary>
public sealed record RemoveClause(TextPath At, ClausePath Clause) : AgreementEdit;

/// <summary>A part of a condition to another place among those it is joined with.</summary>
public sealed record MoveClause(TextPath At, ClausePath Clause, int To) : AgreementEdit;

/// <summary>What is to be written: one text, a list, or keys with values.</summary>
public abstract record Content
{
    public static implicit operator Content(string text) => new TextContent(text);

    public static Content FromString(string text) => new TextContent(text);
}

public sealed record TextContent(string Text) : Content;

public sealed record ListContent(ValueList<Content> Items) : Content;

public sealed record KeysContent(ValueList<KeyContent> Keys) : Content;

public sealed record KeyContent(string Key, Content Value);

/// <summary>What came of an edit: the new text and what there is to say about it, or why it cannot be done.</summary>
public sealed record EditOutcome(Edited? Edited, string? Refusal)
{
    public static EditOutcome Refused(string why) => new(null, why);
}

/// <param name="Text">The whole text.</param>
/// <param name="Change">What changed in it.</param>
/// <param name="Reading">The new text, read.</param>
public sealed record Edited(string Text, TextChange Change, AgreementReading Reading);
