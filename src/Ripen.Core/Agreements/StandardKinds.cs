using System.Collections.Frozen;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A kind of touch that ships with Ripen.</summary>
/// <param name="Name">As agreements and files write it.</param>
/// <param name="Label">What they did, or what was done with them: "requested a demo", "were called by us".</param>
/// <param name="IsOurs">Something we did rather than the person: <c>touched anything</c> does not count it.</param>
public sealed record StandardKind(string Name, string Label, bool IsOurs);

/// <summary>The kinds of touches that need no introduction. Every other kind is the person's.</summary>
public static class StandardKinds
{
    private static readonly FrozenDictionary<string, StandardKind> ByFolded;

    static StandardKinds()
    {
        All =
        [
            Theirs("page_viewed"),
            Theirs("pricing_viewed"),
            Theirs("product_viewed"),
            Theirs("demo_viewed"),
            Theirs("form_sent"),
            Theirs("demo_requested"),
            Theirs("trial_started"),
            Theirs("webinar_registered"),
            Theirs("webinar_attended"),
            Theirs("question_asked"),
            Theirs("event_visited"),
            Theirs("prize_draw_entered"),
            Theirs("card_dropped"),
            Theirs("story_downloaded"),
            Theirs("document_downloaded"),
            Theirs("mail_opened"),
            Theirs("mail_clicked"),
            Theirs("mail_answered"),
            Theirs("call_answered"),
            Theirs("meeting_held"),
            Theirs("chat_started"),
            Theirs("referral_made"),
            Theirs("unsubscribed"),
            Ours("mail_sent"),
            Ours("call_tried"),
            Ours("letter_sent"),
            Ours("message_sent"),
            Ours("list_imported"),
            Ours("mail_bounced"),
        ];
        ByFolded = All.ToFrozenDictionary(kind => Folded.From(kind.Name));
    }

    public static ValueList<StandardKind> All { get; }

    /// <summary>The kind that folds alike, or null.</summary>
    public static StandardKind? Find(string kind) => ByFolded.GetValueOrDefault(Folded.From(kind));

    /// <summary>Whether somebody who does this waits for an answer: every kind whose name ends in <c>requested</c>.</summary>
    public static bool IsRequest(string kind) => Folded.From(kind).EndsWith("requested", StringComparison.Ordinal);

    private static StandardKind Theirs(string name) => new(name, LabelOf(name), false);

    private static StandardKind Ours(string name) => new(name, LabelOf(name), true);

    private static string LabelOf(string name) => KindWords.Find(Folded.From(name))?.Past ?? FactWords.Spaced(name);
}
