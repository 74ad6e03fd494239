using System.Globalization;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Agreements;

/// <summary>A condition in a form: each of its tests, and the number of each <c>at least N of</c>.</summary>
/// <param name="Name">Of its inputs: <c>c0</c>.</param>
/// <param name="Clause">As it stands in the text.</param>
/// <param name="Test">Null for what is joined of several.</param>
public sealed record ClauseInput(string Name, EditableClause Clause, TestInput? Test, string Wanted, ValueList<ClauseInput> Parts)
{
    public IEnumerable<ClauseInput> All => Parts.SelectMany(part => part.All).Prepend(this);
}

/// <summary>A value of a sentence in a form.</summary>
/// <param name="Name">Of its inputs: <c>f0</c>.</param>
/// <param name="Values">As typed; of a list each.</param>
/// <param name="Added">One more for the list.</param>
/// <param name="New">One more test.</param>
/// <param name="Where">How that is joined: see <see cref="SentenceEdits"/>.</param>
public sealed record FieldInput(string Name, EditableField Field, ValueList<string> Values, string Added, ValueList<ClauseInput> Clauses, TestInput New, string Where)
{
    public string Value => Values.Count > 0 ? Values[0] : "";

    public bool IsList => Field.Kind is FieldKind.Names or FieldKind.Lines;
}

/// <summary>A sentence that somebody is changing.</summary>
public sealed record SentenceInput(EditableSentence Sentence, Agreement Agreement, ValueList<FieldInput> Fields)
{
    /// <summary>As it stands in the text.</summary>
    public static SentenceInput Of(EditableSentence sentence, Agreement agreement) => Of(sentence, agreement, form: null);

    /// <summary>As it was sent.</summary>
    internal static SentenceInput Read(EditableSentence sentence, Agreement agreement, PageForm form) => Of(sentence, agreement, form);

    private static SentenceInput Of(EditableSentence sentence, Agreement agreement, PageForm? form)
    {
        var tests = 0;
        return new(sentence, agreement, [.. sentence.Fields.Select((field, i) => Field(field, string.Create(CultureInfo.InvariantCulture, $"f{i}")))]);

        FieldInput Field(EditableField field, string name) => new(
            name,
            field,
            form is null ? field.Values : Typed(field, name, form),
            form?.Text($"{name}.new", 2_000) ?? "",
            [.. field.Clauses.Select(Clause)],
            form is null ? TestInput.Empty($"{name}.test") : TestInput.Read(form, $"{name}.test", agreement),
            form?.Text($"{name}.where") ?? "");

        ClauseInput Clause(EditableClause clause)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"c{tests++}");
            var test = clause.Test is not { } draft ? null : form is null ? new TestInput(name, draft) : TestInput.Read(form, name, agreement);
            var wanted = clause.Wanted.ToString(CultureInfo.InvariantCulture);
            return new(name, clause, test, form is null ? wanted : form.Text($"{name}.wanted", 10) ?? wanted, [.. clause.Parts.Select(Clause)]);
        }
    }

    private static ValueList<string> Typed(EditableField field, string name, PageForm form)
    {
        if (field.Kind is FieldKind.Names or FieldKind.Lines) return [.. field.Values.Select((_, k) => form.Text(string.Create(CultureInfo.InvariantCulture, $"{name}.{k}"), 2_000) ?? "")];
        var typed = field.Kind is FieldKind.Time or FieldKind.BusinessTime ? TimeInput.Read(form, name) : form.Text(name, 2_000)?.ReplaceLineEndings("\n") ?? "";
        if (field.Kind is FieldKind.Number or FieldKind.Whole or FieldKind.Money) typed = NumberText.Plain(typed);
        return typed.Length == 0 ? [] : [typed];
    }
}
