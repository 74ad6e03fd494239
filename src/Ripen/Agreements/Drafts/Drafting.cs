using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Agreements;

/// <summary>What came of a change of the draft.</summary>
/// <param name="Refusal">Why nothing was changed; null where it was, or where there was nothing to change.</param>
internal sealed record DraftOutcome(string? Refusal)
{
    public static readonly DraftOutcome Done = new((string?)null);

    public static readonly DraftOutcome Overtaken = new("The draft was changed meanwhile, in another window or by somebody else. This is how it stands now; nothing of yours was taken.");
}

/// <summary>Changes the draft of a line's next agreement. It begins, by itself, from the version in force.</summary>
internal static class Drafting
{
    /// <summary>The draft, or what it would begin from; null where the line has no agreement at all.</summary>
    public static DraftView? View(Desk desk, Session session, string line)
    {
        var versions = AgreementStore.All(session).FindAll(kept => kept.Line == line);
        if (versions.Count == 0) return null;
        var inForce = desk.Agreements.InForce(session, line, desk.Now);
        var draft = DraftStore.Find(session, line);
        var whole = EditableAgreement.Of(draft?.Text ?? Base(versions, inForce).Text);
        return new(line, inForce?.Version ?? 0, versions[^1].Version + 1, draft?.Revision ?? 0, whole)
        {
            Edits = draft is null ? [] : [.. DraftStore.Edits(session, line).Select(edit => new DraftEdit(edit.Number, edit.Says, edit.At))],
            Differences = whole.Reading.Agreement is { } agreement && inForce is not null ? Differences(inForce.Agreement, agreement) : null,
        };
    }

    /// <summary>Takes a change into the draft.</summary>
    /// <param name="view">As it was shown.</param>
    /// <param name="edit">What is done to its text.</param>
    public static async Task<DraftOutcome> ChangeAsync(PageRequest request, DraftView view, int revision, Func<string, EditOutcome> edit)
    {
        if (revision != view.Revision) return DraftOutcome.Overtaken;
        var (refusal, edited) = Tried(view.Whole, edit(view.Whole.Text));
        if (refusal is not null || edited is null) return new(refusal);
        var says = view.Whole.Reading.Agreement is { } before ? Said(Differences(before, edited.Reading.Agreement!)) : "The text was mended";
        return await WriteAsync(request, view, (write, draft) =>
        {
            DraftStore.Change(write, draft, edited.Text, says, request.By, request.Desk.Now);
            Audit.Note(write, request.Desk, request.Caller, Actions.AgreementEdited, $"draft of {view.Line}", says);
        });
    }

    /// <summary>Takes one edit back.</summary>
    public static async Task<DraftOutcome> TakeBackAsync(PageRequest request, DraftView view, int edit)
    {
        var isTaken = false;
        var outcome = await WriteAsync(request, view, (write, draft) =>
        {
            isTaken = DraftStore.TakeBack(write, draft, edit, request.By, request.Desk.Now);
            if (isTaken) Audit.Note(write, request.Desk, request.Caller, Actions.AgreementEdited, $"draft of {view.Line}", "an edit was taken back");
        });
        return outcome.Refusal is null && !isTaken ? new("A later edit changed the same place. Take that one back first.") : outcome;
    }

    /// <summary>Makes the draft the line's next version, and ends it.</summary>
    /// <returns>The version; null where the draft has errors or somebody changed it.</returns>
    public static Task<int?> ProposeAsync(PageRequest request, DraftView view, int revision) => request.Desk.Writer.DoAsync<int?>(write =>
    {
        if (DraftStore.Find(write, view.Line) is not { } draft || draft.Revision != revision) return null;
        var reading = AgreementReader.Read(draft.Text);
        if (reading.Agreement is null) return null;
        var (kept, _) = Proposing.Propose(request.Desk, write, view.Line, reading, draft.Text, request.Caller);
        DraftStore.Drop(write, view.Line);
        return kept.Version;
    });

    /// <summary>An edit's outcome, or why it is not to be kept: nobody leaves errors in an agreement from a form.</summary>
    public static (string? Refusal, Edited? Edited) Tried(EditableAgreement whole, EditOutcome outcome)
    {
        if (outcome.Edited is not { } edited) return (outcome.Refusal, null);
        if (edited.Text == whole.Text) return (null, null);
        if (edited.Reading.Agreement is not null) return (null, edited);
        var error = edited.Reading.Errors.First();
        return ($"{error.Message}{(error.Suggestion is null ? "" : $" {error.Suggestion}")}", null);
    }

    /// <summary>The desk numbers versions: what a text says of its own number is no difference.</summary>
    public static IReadOnlyList<string> Differences(Agreement before, Agreement after) => AgreementDifference.Between(before with { Version = null }, after with { Version = null });

    private static string Said(IReadOnlyList<string> differences) => differences.Count switch
    {
        0 => "The text was written in another way",
        1 => differences[0],
        2 => $"{differences[0]}; {differences[1]}",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{differences[0]}; and {differences.Count - 1} more"),
    };

    private static KeptAgreement Base(List<KeptAgreement> versions, AgreementInForce? inForce) => versions.Find(kept => kept.Version == inForce?.Version) ?? versions[^1];

    private static Task<DraftOutcome> WriteAsync(PageRequest request, DraftView view, Action<Write, KeptDraft> change) => request.Desk.Writer.DoAsync(write =>
    {
        var draft = DraftStore.Find(write, view.Line);
        if ((draft?.Revision ?? 0) != view.Revision) return DraftOutcome.Overtaken;
        if (draft is null)
        {
            var kept = Base(AgreementStore.All(write).FindAll(one => one.Line == view.Line), request.Desk.Agreements.InForce(write, view.Line, request.Desk.Now));
            if (kept.Text != view.Whole.Text) return DraftOutcome.Overtaken;
            draft = DraftStore.Begin(write, view.Line, kept.Version, kept.Text, request.By, request.Desk.Now);
        }
        change(write, draft);
        return DraftOutcome.Done;
    });
}
