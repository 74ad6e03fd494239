using Ripen.Storage;

namespace Ripen.Agreements;

/// <summary>The draft of a line's next agreement.</summary>
/// <param name="Revision">Grows with every change.</param>
/// <param name="BasedOn">The version it began from.</param>
internal sealed record KeptDraft(string Line, int Revision, int BasedOn, string Text, DateTimeOffset BeganAt, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>One change that made the draft what it is.</summary>
internal sealed record KeptEdit(int Number, DateTimeOffset At, string By, string Says, TextChange Change);

/// <summary>Drafts, one a line, and the edits that made them.</summary>
internal static class DraftStore
{
    public static KeptDraft? Find(Session session, string line)
    {
        KeptDraft? found = null;
        session.Read(
            "select line, revision, based_on, text, began_at, changed_at, changed_by from agreement_drafts where line = @line",
            row => found = new(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.GetAt(4), row.GetAt(5), row.GetString(6)),
            ("@line", line));
        return found;
    }

    /// <summary>In the order in which they were made.</summary>
    public static List<KeptEdit> Edits(Session session, string line)
    {
        var edits = new List<KeptEdit>();
        session.Read(
            "select edit, at, by, says, place, was, now from agreement_edits where line = @line order by edit",
            row => edits.Add(new(row.GetInt32(0), row.GetAt(1), row.GetString(2), row.GetString(3), new(row.GetInt32(4), row.GetString(5), row.GetString(6)))),
            ("@line", line));
        return edits;
    }

    /// <summary>Begins it, from a version's text.</summary>
    public static KeptDraft Begin(Write write, string line, int version, string text, string by, DateTimeOffset now)
    {
        write.Execute(
            "insert into agreement_drafts (line, revision, based_on, text, began_at, changed_at, changed_by) values (@line, 1, @version, @text, @at, @at, @by)",
            ("@line", line),
            ("@version", version),
            ("@text", text),
            ("@at", now),
            ("@by", by));
        return new(line, 1, version, text, now, now, by);
    }

    /// <summary>Takes an edit into it.</summary>
    public static void Change(Write write, KeptDraft draft, string text, string says, string by, DateTimeOffset now)
    {
        var change = TextChange.Between(draft.Text, text);
        write.Execute(
            "insert into agreement_edits (line, edit, at, by, says, place, was, now) values (@line, (select coalesce(max(edit), 0) + 1 from agreement_edits where line = @line), @at, @by, @says, @place, @was, @now)",
            ("@line", draft.Line),
            ("@at", now),
            ("@by", by),
            ("@says", says),
            ("@place", change.From),
            ("@was", change.Was),
            ("@now", change.Now));
        Save(write, draft, text, by, now);
    }

    /// <summary>Takes an edit back.</summary>
    /// <returns>Whether it could be: a later edit may have changed the same place.</returns>
    public static bool TakeBack(Write write, KeptDraft draft, int edit, string by, DateTimeOffset now)
    {
        var edits = Edits(write, draft.Line);
        var place = edits.FindIndex(one => one.Number == edit);
        if (place < 0 || TextChange.Without(draft.Text, edits.ConvertAll(one => one.Change), place) is not { } left) return false;
        write.Execute("delete from agreement_edits where line = @line and edit = @edit", ("@line", draft.Line), ("@edit", edit));
        edits.RemoveAt(place);
        foreach (var (i, later) in edits.Index().Skip(place))
        {
            write.Execute("update agreement_edits set place = @place where line = @line and edit = @edit", ("@place", left.Changes[i].From), ("@line", draft.Line), ("@edit", later.Number));
        }
        Save(write, draft, left.Text, by, now);
        return true;
    }

    public static void Drop(Write write, string line)
    {
        write.Execute("delete from agreement_edits where line = @line", ("@line", line));
        write.Execute("delete from agreement_drafts where line = @line", ("@line", line));
    }

    private static void Save(Write write, KeptDraft draft, string text, string by, DateTimeOffset now)
    {
        var saved = write.Execute(
            "update agreement_drafts set text = @text, revision = revision + 1, changed_at = @at, changed_by = @by where line = @line and revision = @revision",
            ("@text", text),
            ("@at", now),
            ("@by", by),
            ("@line", draft.Line),
            ("@revision", draft.Revision));
        if (saved == 0) throw new WriteConflictException("the draft");
    }
}
