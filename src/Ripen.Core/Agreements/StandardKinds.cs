using System.Collections.Frozen;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A kind of touch that ships with Ripen.</summary>
/// <param name="Name">As agreements and files write it.</param>
/// <param name="Label">What happened, in the middle of a sentence.</param>
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
            Theirs("page_viewed", "viewed a page"),
            Theirs("pricing_viewed", "viewed the pricing"),
            Theirs("product_viewed", "viewed a product"),
            Theirs("form_sent", "sent a form"),
            Theirs("demo_requested", "requested a demo"),
            Theirs("trial_started", "started a trial"),
            Theirs("webinar_registered", "registered for a webinar"),
            Theirs("webinar_attended", "attended a webinar"),
            Theirs("event_visited", "visited us at an event"),
            Theirs("prize_draw_entered", "entered a prize draw"),
            Theirs("card_dropped", "dropped a business card"),
            Theirs("story_downloaded", "downloaded a success story"),
            Theirs("document_downloaded", "downloaded a document"),
            Theirs("mail_opened", "opened a mail"),
            Theirs("mail_clicked", "clicked in a mail"),
            Theirs("mail_answered", "answered a mail"),
            Theirs("call_answered", "answered a call"),
            Theirs("meeting_held", "met us"),
            Theirs("chat_started", "started a chat"),
            Theirs("referral_made", "referred somebody"),
            Theirs("unsubscribed", "unsubscribed"),
            Ours("mail_sent", "was sent a mail"),
            Ours("call_tried", "was called"),
            Ours("letter_sent", "was sent a letter"),
            Ours("message_sent", "was sent a message"),
            Ours("list_imported", "came with an imported list"),
            Ours("mail_bounced", "had a mail bounce"),
        ];
        ByFolded = All.ToFrozenDictionary(kind => Folded.From(kind.Name));
    }

    public static ValueList<StandardKind> All { get; }

    /// <summary>The kind that folds alike, or null.</summary>
    public static StandardKind? Find(string kind) => ByFolded.GetValueOrDefault(Folded.From(kind));

    private static StandardKind Theirs(string name, string label) => new(name, label, false);

    private static StandardKind Ours(string name, string label) => new(name, label, true);
}
