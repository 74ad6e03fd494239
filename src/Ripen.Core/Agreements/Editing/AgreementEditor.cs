namespace Ripen.Agreements;

/// <summary>
/// Edits an agreement's text in place. Only the stretch that an edit is about changes; comments, order, blank lines,
/// quotes and line ends stay as they are. What comes out is read again, and what there is to say about it comes along:
/// an edit may leave an agreement with errors, which nobody should keep.
/// </summary>
public static class AgreementEditor
{
    /// <summary>One edit.</summary>
    public static EditOutcome Apply(string text, AgreementEdit edit) => Apply(text, [edit]);

    /// <summary>Several edits, each to what the one before made, as one change.</summary>
    public static EditOutcome Apply(string text, IReadOnlyList<AgreementEdit> edits)
    {
        var edited = text;
        foreach (var edit in edits)
        {
            var source = AgreementReader.Source(edited);
            if (source.Root is not { } root) return EditOutcome.Refused($"The text has to be mended first: {source.Reading.Errors.First()}");
            var (places, splices) = (new YamlPlaces(edited, root), new Splices());
            if (Put(edit, source, places, splices) is { } refusal) return EditOutcome.Refused(refusal);
            edited = splices.In(edited);
        }
        if (edited.Length > YamlTree.LongestText) return EditOutcome.Refused($"An agreement is at most {YamlTree.LongestText / 1000} KB of text.");
        return new(new(edited, TextChange.Between(text, edited), AgreementReader.Read(edited)), null);
    }

    private static string? Put(AgreementEdit edit, AgreementSource source, YamlPlaces places, Splices splices)
    {
        var values = new YamlValues(places, splices);
        var (adding, moving, clauses) = (new YamlAdding(places, splices), new YamlMoving(places, splices), new ClauseEditor(source, places, values));
        return edit switch
        {
            SetText set when places.Find(set.At) is { } found => values.Set(found, set.Text),
            SetText { At.IsRoot: false } set => adding.Key(set.At.Parent, set.At.Last, set.Text),
            AddItem add => adding.Item(add.To, add.Item, add.Place),
            AddEntry add => adding.Key(add.To, add.Key, add.Value, add.Place),
            Remove remove => moving.Remove(remove.At),
            Move move => moving.Move(move.At, move.To),
            SetClause set => clauses.Set(set.At, set.Clause, set.Text),
            SetPart set => clauses.SetPart(set.At, set.Clause, set.Part, set.Text),
            AddClause add => clauses.Add(add.At, add.Clause, add.Joint, add.Text),
            RemoveClause remove => clauses.Remove(remove.At, remove.Clause),
            MoveClause move => clauses.Move(move.At, move.Clause, move.To),
            _ => "There is no such place in the text.",
        };
    }
}
