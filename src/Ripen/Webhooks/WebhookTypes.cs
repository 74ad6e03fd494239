namespace Ripen.Webhooks;

/// <summary>What other programs can be told of.</summary>
/// <param name="Says">When, in a sentence.</param>
/// <param name="Data">What is said, by example: ids and words, nothing that is known of a person.</param>
public sealed record WebhookType(string Word, string Says, string Data)
{
    /// <summary>Sent by hand alone, to see whether it arrives.</summary>
    public static readonly WebhookType Test = new("webhook.test", "Somebody pressed the button that sends it.", """{"webhook":"0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f"}""");

    /// <summary>All that can be chosen.</summary>
    public static IReadOnlyList<WebhookType> All { get; } =
    [
        new("lead.judged", "A lead has another verdict.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","temperature":"warm","agreement":3}"""),
        new("lead.temperature_changed", "A lead has become hot, warm or cold.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","from":"cold","to":"warm"}"""),
        new("lead.qualified", "A lead has become qualified.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","pass":1}"""),
        new("handover.opened", "A lead was handed over to a salesperson.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","handover":1,"user":"0198f3c2-0000-7000-8000-000000000007"}"""),
        new("handover.accepted", "The salesperson has accepted it.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","handover":1,"user":"0198f3c2-0000-7000-8000-000000000007"}"""),
        new("handover.rejected", "The salesperson has rejected it, with a reason of the agreement.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","handover":1,"user":"0198f3c2-0000-7000-8000-000000000007","reason":"no_budget"}"""),
        new("handover.late", "A clock of a handover has run out.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","handover":1,"user":"0198f3c2-0000-7000-8000-000000000007","clock":"accept"}"""),
        new("lead.recycled", "A pass of a lead has ended, and the next one begins, perhaps with a rest.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","reason":"no_budget","wakes":"2026-10-01"}"""),
        new("lead.woken", "A lead rests no longer.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","pass":2}"""),
        new("opportunity.opened", "There is a deal to be made.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","group":"0198f3c2-0000-7000-8000-000000000009"}"""),
        new("opportunity.won", "The deal is made.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","group":"0198f3c2-0000-7000-8000-000000000009"}"""),
        new("opportunity.lost", "It is not, with a reason of the agreement.", """{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","group":"0198f3c2-0000-7000-8000-000000000009","reason":"competitor"}"""),
    ];

    public static bool IsKnown(string word) => All.Any(type => type.Word == word);

    /// <summary>In the order in which they are known, each once.</summary>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> words)
    {
        var wanted = words.ToHashSet(StringComparer.Ordinal);
        return [.. All.Select(type => type.Word).Where(wanted.Contains)];
    }
}
