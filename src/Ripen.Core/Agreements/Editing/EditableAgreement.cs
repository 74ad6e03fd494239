using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>An agreement's text as plain words that can be changed in place: each sentence knows where it stands and what it is made of.</summary>
public sealed class EditableAgreement
{
    private readonly AgreementSource source;
    private readonly YamlPlaces? places;
    private readonly TextLines lines;

    private EditableAgreement(string text)
    {
        source = AgreementReader.Source(text, withWarnings: true);
        places = source.Root is { } root ? new(text, root) : null;
        lines = new(text);
    }

    public string Text => source.Text;

    public AgreementReading Reading => source.Reading;

    /// <summary>Empty where the text has errors: those have to be mended in the text.</summary>
    public ValueList<EditableSection> Sections { get; private set; } = [];

    public static EditableAgreement Of(string text)
    {
        var whole = new EditableAgreement(text);
        if (whole.Reading.Agreement is { } agreement) whole.Sections = whole.SectionsOf(agreement);
        return whole;
    }

    /// <summary>Null where there is no such sentence.</summary>
    public EditableSentence? Find(string key) => Sections.SelectMany(section => section.Sentences).FirstOrDefault(sentence => sentence.Key == key);

    private ValueList<EditableSection> SectionsOf(Agreement agreement)
    {
        var (fields, words) = (new SentenceFields(agreement).Whole(), AgreementWords.Of(agreement));
        // What has a sentence of its own is changed there.
        var own = words.SelectMany(section => section.Sentences).Where(sentence => fields.ContainsKey(sentence.Key) && fields[sentence.Key].Thing is not null).ToDictionary(sentence => fields[sentence.Key].Thing!, sentence => sentence.Key);
        return [.. words.Select(section => new EditableSection(section.Title, [.. section.Sentences.Select(sentence => Of(sentence, fields, own, agreement))]))];
    }

    private EditableSentence Of(WordedSentence sentence, IReadOnlyDictionary<string, (TextPath? Thing, List<EditableField> Fields)> all, Dictionary<TextPath, string> own, Agreement agreement)
    {
        if (!all.TryGetValue(sentence.Key, out var found)) return new(sentence.Key, sentence.Text, [], null);
        var thing = found.Thing is null ? null : places!.Find(found.Thing);
        return new(sentence.Key, sentence.Text, [.. found.Fields.Select(field => Filled(field, agreement)).Where(field => !field.IsThere || own.GetValueOrDefault(field.At, sentence.Key) == sentence.Key)], thing is null ? null : found.Thing)
        {
            Standing = thing?.Parent is { } parent ? (thing.Place, YamlPlaces.Count(parent)) : default,
        };
    }

    private EditableField Filled(EditableField field, Agreement agreement)
    {
        if (places!.Find(field.At) is not { } found) return field;
        var at = lines.PlaceAt(found.Node.From);
        var scalars = found.Node is YamlList list ? list.Items.OfType<YamlScalar>().ToList() : found.Node is YamlScalar single ? [single] : [];
        return field with
        {
            Span = new(found.Node.From, found.Node.To, at.Line, at.Column),
            Values = [.. scalars.Select(scalar => scalar.Text.Trim())],
            Clauses = field.Kind == FieldKind.Conditions ? [.. scalars.Select((scalar, i) => Clause(found.Node is YamlList ? field.At.Then(i) : field.At, scalar, agreement)).OfType<EditableClause>()] : [],
        };
    }

    private EditableClause? Clause(TextPath at, YamlScalar scalar, Agreement agreement) =>
        source.Conditions.TryGetValue(scalar, out var read) ? Clause(at, ClausePath.Whole, read.Condition, scalar.Text, agreement) : null;

    private static EditableClause Clause(TextPath at, ClausePath path, Condition condition, string text, Agreement agreement)
    {
        var kind = condition switch
        {
            All => ClauseKind.And,
            Any => ClauseKind.Or,
            AtLeast => ClauseKind.AtLeast,
            Not => ClauseKind.Not,
            Otherwise => ClauseKind.Otherwise,
            _ => ClauseKind.Test,
        };
        return new(at, path, kind, text[condition.Extent.From..condition.Extent.To], ConditionWords.Of(condition, agreement))
        {
            Parts = [.. ClauseEditor.Parts(condition).Select((part, i) => Clause(at, path.Then(i), part, text, agreement))],
            Test = TestDraft.Of(condition),
            Wanted = condition is AtLeast some ? some.Wanted : 0,
        };
    }
}
