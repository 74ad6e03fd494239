using System.Globalization;

namespace Ripen.Agreements;

/// <summary>What a form asks to be changed: the values that differ from the text, and what its button does besides.</summary>
internal static class SentenceEdits
{
    public const string Save = "save";

    /// <summary>A new test is one more line, of which all (or one) must hold.</summary>
    public const string AsLine = "line";

    public const string AsAnd = "and";
    public const string AsOr = "or";

    /// <summary>Before the place of the group that a new test goes into.</summary>
    public const string IntoGroup = "in:";

    /// <param name="input">As it was sent.</param>
    /// <param name="act">What the button says: <see cref="Save"/>, or a word and a place, see <see cref="ActOf"/>.</param>
    public static List<AgreementEdit> Of(SentenceInput input, string act)
    {
        var edits = new List<AgreementEdit>();
        foreach (var field in input.Fields)
        {
            if (field.Field.Kind == FieldKind.Conditions) edits.AddRange(field.Clauses.SelectMany(clause => clause.All).SelectMany(OfClause));
            else if (field.IsList) edits.AddRange(OfList(field));
            else edits.AddRange(OfValue(field));
        }
        edits.AddRange(input.Fields.Where(field => field.New.Draft.Subject.Length > 0).Select(OfNew));
        if (ActOf(act) is { } further) edits.Add(further);
        return edits;
    }

    /// <summary>
    /// <c>remove /at</c>, <c>move /at place</c>; of a part of a condition <c>cut /at 0.1</c>, <c>shift /at 0.1 place</c>. Null
    /// where it is none of these.
    /// </summary>
    public static AgreementEdit? ActOf(string act)
    {
        // Keys may hold blanks in a text that somebody wrote; the words behind them never do.
        var words = act.Split(' ');
        if (words.Length < 2) return null;
        return words[0] switch
        {
            "remove" when TextPath.Parse(act["remove ".Length..]) is { } at => new Remove(at),
            "move" when words.Length > 2 && At(words, 1) is { } at && int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) => new Move(at, to),
            "cut" when words.Length > 2 && At(words, 1) is { } at && ClausePath.Parse(words[^1]) is { } clause => new RemoveClause(at, clause),
            "shift" when words.Length > 3 && At(words, 2) is { } at && ClausePath.Parse(words[^2]) is { } clause && int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) => new MoveClause(at, clause, to),
            _ => null,
        };
    }

    private static TextPath? At(string[] words, int behind) => TextPath.Parse(string.Join(' ', words[1..^behind]));

    private static IEnumerable<AgreementEdit> OfValue(FieldInput input)
    {
        var field = input.Field;
        if (input.Value == field.Value) yield break;
        if (input.Value.Length > 0) yield return new SetText(field.At, input.Value);
        else if (field.IsOptional) yield return new Remove(field.At);
        else yield return new SetText(field.At, "");
    }

    // The last first, so that places stay what they are.
    private static IEnumerable<AgreementEdit> OfList(FieldInput input)
    {
        for (var i = input.Values.Count - 1; i >= 0; i--)
        {
            if (input.Values[i] == input.Field.Values[i]) continue;
            yield return input.Values[i].Length > 0 ? new SetText(input.Field.At.Then(i), input.Values[i]) : new Remove(input.Field.At.Then(i));
        }
        if (input.Added.Length > 0) yield return new AddItem(input.Field.At, input.Added);
    }

    private static IEnumerable<AgreementEdit> OfClause(ClauseInput input)
    {
        var clause = input.Clause;
        if (clause.Kind == ClauseKind.AtLeast && input.Wanted != clause.Wanted.ToString(CultureInfo.InvariantCulture)) yield return new SetPart(clause.At, clause.Path, 0, input.Wanted);
        if (input.Test?.Draft is not { } now || clause.Test is not { } was || now == was) yield break;
        if (now with { Values = [] } == was with { Values = [] } && now.Values.Count == was.Values.Count && now.Subject is not (TestDraft.CountOf or TestDraft.Touched))
        {
            // Behind what is looked at and how it is compared.
            for (var i = 0; i < now.Values.Count; i++)
            {
                if (now.Values[i] != was.Values[i]) yield return new SetPart(clause.At, clause.Path, i + 2, now.Values[i]);
            }
        }
        else yield return new SetClause(clause.At, clause.Path, now.Text);
    }

    private static AgreementEdit OfNew(FieldInput input)
    {
        var (field, text) = (input.Field, input.New.Draft.Text);
        if (field.Clauses.Count != 1 || input.Where is AsLine or "") return new AddItem(field.At, text);
        var whole = field.Clauses[0];
        if (input.Where.StartsWith(IntoGroup, StringComparison.Ordinal) && ClausePath.Parse(input.Where[IntoGroup.Length..]) is { } path)
        {
            return new AddClause(whole.At, path, Find(whole, path)?.Kind == ClauseKind.And ? Joint.And : Joint.Or, text);
        }
        return new AddClause(whole.At, ClausePath.Whole, input.Where == AsOr ? Joint.Or : Joint.And, text);
    }

    private static EditableClause? Find(EditableClause clause, ClausePath path) => clause.Path == path ? clause : clause.Parts.Select(part => Find(part, path)).FirstOrDefault(found => found is not null);
}
