using System.Text.Json.Nodes;
using Ripen.Agreements;
using Ripen.Web.Components;

namespace Ripen.Leads;

/// <summary>One entry of a lead's line of time, in words.</summary>
/// <param name="Kind">touch, facts or events.</param>
/// <param name="KnownAt">When the desk came to know it, where that was later.</param>
public sealed record TimeLineEntry(string Kind, DateTimeOffset At, string Says, string Detail, DateTimeOffset? KnownAt, bool IsAssumed);

/// <summary>Tells what happened with a lead.</summary>
/// <param name="nameOf">What somebody is called who is recorded by his address.</param>
internal sealed class TimeLine(Agreement? agreement, Func<string, string> nameOf)
{
    private const int LongestValue = 200;
    private readonly FactCatalogue facts = agreement?.Catalogue() ?? FactCatalogue.Standard;
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    public TimeLineEntry Of(ShownEntry entry)
    {
        var (says, detail) = entry.What switch
        {
            "touch" => Touch(entry),
            "facts" => Facts(entry),
            _ => Events(entry),
        };
        return new(entry.What, entry.At, says, detail, entry.KnownAt > entry.At + AtOnce ? entry.KnownAt : null, entry.Assumed == true);
    }

    private static (string, string) Touch(ShownEntry entry)
    {
        var kind = FactWords.Spaced(entry.Kind ?? "");
        var says = KindWords.Find(kind)?.Past is { } past ? FactWords.Capital(past.StartsWith("were ", StringComparison.Ordinal) ? $"was {past["were ".Length..]}" : past) : FactWords.Capital(kind);
        var discounted = entry.DiscountedAt is null ? null : "a machine's, does not count";
        return (says, Joined(entry.Campaign is { } campaign ? $"campaign {campaign}" : null, entry.Source, entry.Offer, entry.Page, entry.Seconds is > 0 and var seconds ? $"looked at for {seconds} s" : null, discounted));
    }

    private (string, string) Facts(ShownEntry entry)
    {
        var said = entry.Facts!.Select(pair => $"{Noun(pair.Key)}{(pair.Value is null ? " forgotten" : $" {Value(pair.Key, pair.Value)}")}").ToList();
        var who = entry.Origin switch { Origin.Sales => "Sales noted", Origin.Import => "An import said", Origin.Enrichment => "Enrichment said", _ => "Said" };
        return ($"{who}: {string.Join(", ", said)}", Joined(entry.Of is "person" ? null : $"of the {entry.Of}", entry.SaidIn is { Length: > 0 } kind ? FactWords.Spaced(kind) : null));
    }

    private (string, string) Events(ShownEntry entry)
    {
        var told = entry.Events!.OfType<JsonObject>().Select(Event).Where(text => text.Length > 0).ToList();
        return (told.Count == 0 ? "Judged again" : string.Join("; ", told.Select((text, place) => place == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..])), Joined(entry.By is null || told.Exists(text => text.Contains($" by {nameOf(entry.By)}", StringComparison.Ordinal)) ? null : $"by {nameOf(entry.By)}"));
    }

    private string Event(JsonObject happened) => (string?)happened["type"] switch
    {
        "lead_opened" => (string?)happened["how"] switch { "hand" => "Entered by hand", "import" => "Became a lead through an import", "referral" => "Referred to us", _ => "Became a lead" },
        "judged" => Judged(happened["findings"] as JsonObject),
        "qualified" => "Qualified",
        "handed_over" => $"Handed over{To(happened, "to", " to ")}{Because(happened)}",
        "answer_asked" => "Asked for something; the clock for an answer runs",
        "response_late" => "Nobody had answered in time",
        "owner_changed" => $"Given{To(happened, "from", " by ")}{To(happened, "to", " to ")}",
        "opportunity_changed" => "Opportunity changed",
        "enrolled" => $"Entered the programme {Spoken.Short((string?)happened["programme"], 60)}",
        "step_taken" => Step(happened),
        "enrolment_ended" => $"Left the programme {Spoken.Short((string?)happened["programme"], 60)}: {LeftBecause(happened)}",
        "task_set" => $"Task{To(happened, "for", " for ")}: {Spoken.Short((string?)happened["says"])}",
        "task_moved" => $"A task was put off or given{To(happened, "for", " to ")}",
        "task_late" => "A task is overdue",
        "task_done" => $"A task is done{Noted(happened, "outcome")}",
        "task_dropped" => "A task fell away",
        "handover_late" => "The handover was late",
        "handover_expired" => "The handover expired",
        "handover_reassigned" => "The handover went to somebody else",
        "handover_accepted" => $"Accepted{To(happened, "by", " by ")}",
        "handover_rejected" => $"Rejected{To(happened, "by", " by ")}{Reason(happened)}",
        "work_noted" => $"{(happened["attempt"] is null ? "Worked on" : "Tried to reach")}{Noted(happened, "note")}",
        "stalled" => "Nothing happened for as long as agreed",
        "opportunity_opened" => "Opportunity opened",
        "opportunity_won" => "Won",
        "opportunity_lost" => $"Lost{Reason(happened)}",
        "pass_ended" => $"Pass ended {(string?)happened["end"]}{Reason(happened)}",
        "pass_began" => $"Pass {happened["pass"]} began",
        "referred" => "Somebody else was named",
        "disqualified" => $"Disqualified{Reason(happened)}",
        "reopened" => $"Reopened{Reason(happened)}",
        "woken" => "Woke",
        "fell_dormant" => "Nurturing came to its end",
        "dormancy_ended" => "Woke from dormancy",
        var other => FactWords.Capital(FactWords.Spaced(other ?? "")),
    };

    private static string Step(JsonObject happened) => (string?)happened["outcome"] switch
    {
        "mailed" => $"Mail {Spoken.Short((string?)happened["step"], 60)} put into the outbox",
        "skipped" => $"Mail {Spoken.Short((string?)happened["step"], 60)} left out: {Spoken.Short((string?)happened["why"])}",
        "touched" => "Did what the programme waited for",
        "task_set" => "The programme set a task",
        _ => "The programme went on",
    };

    private static string LeftBecause(JsonObject happened) => (string?)happened["because"] switch
    {
        "exhausted" when happened["kind"] is not null => Did(happened),
        "exhausted" => happened["by"] is null ? "it has come to its end" : "somebody took it out",
        "with_sales" => "it is with Sales now",
        "their_touch" => Did(happened),
        "other_programme" => "the agreement names another",
        "gone" => "nobody enters it any more",
        _ => "the pass has ended",
    };

    private static string Did(JsonObject happened) => $"they {KindWords.Find(FactWords.Spaced((string?)happened["kind"] ?? ""))?.Past ?? "did something"}";

    private static string Because(JsonObject happened) => (string?)happened["because"] is { Length: > 0 } why ? $": {Spoken.Short(why)}" : "";

    private static string Noted(JsonObject happened, string field) => (string?)happened[field] is { Length: > 0 } text ? $": {Spoken.Short(text, LongestValue)}" : "";

    private static string Judged(JsonObject? found)
    {
        var (is_, could) = ((string?)found?["temperature"], (string?)found?["could_be"]);
        return could == is_ ? $"Judged {is_}" : $"Judged {is_}, could be {could}";
    }

    private string To(JsonObject happened, string field, string before) => (string?)happened[field] is { Length: > 0 } name ? before + nameOf(name) : "";

    private static string Reason(JsonObject happened) => (string?)happened["reason"] is { Length: > 0 } reason ? $": {Spoken.Short(FactWords.Spaced(reason))}" : "";

    private string Noun(string name) => facts.Find(name) is { } fact ? FactWords.Noun(fact) : FactWords.Spaced(name);

    private string Value(string name, JsonNode value) => value is JsonArray several ? string.Join(", ", several.Select(one => Worded(name, (string?)one))) : Worded(name, (string?)value);

    private string Worded(string name, string? value) =>
        Spoken.Short(facts.Find(name) is { } fact && value is not null ? FactValueWords.Of(fact, value, agreement) : value, LongestValue);

    private static string Joined(params IEnumerable<string?> parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)).Select(part => Spoken.Short(part)));
}
