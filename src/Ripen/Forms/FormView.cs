using Ripen.Web.Components;

namespace Ripen.Forms;

/// <summary>How a field is filled in.</summary>
public enum FieldInput : byte { Text, Email, Telephone, Number, Day, Choice, YesNo, Several }

/// <summary>A field as it is shown: what it asks, what was typed, what is wrong with that.</summary>
/// <param name="Fact">Under this name it is sent.</param>
/// <param name="Values">As they were typed or chosen.</param>
/// <param name="Autocomplete">As browsers know it.</param>
public sealed record FieldView(string Fact, string Label, FieldInput Input, bool IsRequired, IReadOnlyList<string> Values, IReadOnlyList<Option> Options, string? Help, string? Error, FieldCondition? When, string Autocomplete)
{
    public string Id => $"field-{Fact}";

    public string? Value => Values.Count > 0 ? Values[0] : null;
}

/// <summary>A purpose for which consent is asked.</summary>
public sealed record PurposeView(string Name, string Title, string Says, bool IsTicked);

/// <summary>A form as somebody sees it.</summary>
/// <param name="Ticket">Null in a preview: it cannot be sent.</param>
/// <param name="Said">What went wrong as a whole, or what to do.</param>
/// <param name="Afresh">Where who sees it is known by his browser: the form for somebody else at the same.</param>
public sealed record FormView(string Action, string? Ticket, string Title, string? Intro, string Button, IReadOnlyList<FieldView> Fields, IReadOnlyList<PurposeView> Purposes, string? Said, string? Afresh);

/// <summary>What stands there after a form was sent, or in its place.</summary>
/// <param name="Link">To what he wanted; null: nothing.</param>
public sealed record FormNoteView(string Title, string Text, string? Link = null, string? LinkLabel = null, string? Confirm = null, string? ConfirmLabel = null);
