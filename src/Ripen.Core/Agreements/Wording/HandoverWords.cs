using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>When and how a lead goes to Sales, comes back, or is nurtured, in words.</summary>
internal static class HandoverWords
{
    public static IEnumerable<(string Key, string Text)> Of(Agreement agreement)
    {
        var terms = agreement.Handover;
        yield return ("handover.when", $"A lead is handed over when {ConditionWords.Of(terms.When, agreement, "it")}.");
        for (var i = 0; i < terms.Route.Count; i++) yield return ($"handover.route.{i + 1}", Route(terms.Route[i], i, agreement));
        if (terms.AcceptWithin is { } accept) yield return ("handover.accept_within", $"Sales has {Clock(accept)} to accept or reject it.");
        if (terms.RespondWithin is { } respond) yield return ("handover.respond_within", $"Sales has {Clock(respond)} to answer a request for information or a demo.");
        if (terms.WorkWithin is { } work) yield return ("handover.work_within", $"Once accepted, a lead may lie untouched for {Clock(work)} at most.");
        if (terms.Attempts is { } attempts) yield return ("handover.attempts", $"Sales tries {Times(attempts)} before it gives up on a lead that does not reply.");
        if (terms.NotifyWhenLate.Count > 0) yield return ("handover.when_late.notify", $"When Sales is late, we tell {Told(terms.NotifyWhenLate)}.");
        if (terms.ReassignAfter is { } reassign) yield return ("handover.when_late.reassign_after", $"A lead that is {Clock(reassign)} late goes to somebody else.");
        if (Calendar(agreement) is { } calendar) yield return ("handover.calendar", $"Business hours are {calendar}.");
    }

    public static IEnumerable<(string Key, string Text)> Reasons(Agreement agreement)
    {
        if (agreement.Handover.RejectReasons.Count > 0) yield return ("reject_reasons", "Sales rejects a lead for one of these reasons only.");
        foreach (var reason in agreement.Handover.RejectReasons) yield return ($"reject_reasons.{reason.Id}", $"{reason.Says}: {Then(reason, agreement)}.");
    }

    public static IEnumerable<(string Key, string Text)> Moments(Agreement agreement)
    {
        foreach (var moment in agreement.Moments)
        {
            yield return ($"moments.{moment.Id}", $"When {ConditionWords.Of(moment.When, agreement)}, Sales is told at once: {HeadWords.Ended(moment.Says)}");
            if (moment.AgainAfter is { } again) yield return ($"moments.{moment.Id}.again_after", $"Sales is told of {FactWords.Called(moment.Id)} again after {again} at the earliest.");
        }
    }

    public static IEnumerable<(string Key, string Text)> Nurture(Agreement agreement)
    {
        for (var i = 0; i < agreement.Nurture.Count; i++)
        {
            var rule = agreement.Nurture[i];
            var gets = $"gets the programme {rule.Programme}";
            var when = ConditionWords.Of(rule.When, agreement);
            var text = rule.When is Otherwise ? $"{(i == 0 ? "Every lead" : "Every other lead")} {gets}."
                : $"{(i == 0 ? "When" : "Failing that, when")} {when}, {Lead(when)} {gets}.";
            yield return ($"nurture.{i + 1}", text);
        }
    }

    /// <summary>What becomes of a lead rejected so.</summary>
    public static string Then(RejectReason reason, Agreement agreement)
    {
        var then = reason.Then switch
        {
            AfterRejection.AskReferral => "we ask for the right person",
            AfterRejection.Disqualify => "the lead is disqualified",
            _ when reason.WakeAsked => "the lead rests until a date that Sales gives",
            _ when reason.WakeAfter is { } wake => $"the lead rests for {wake}",
            _ => "the lead is recycled",
        };
        return reason.Forget.Count == 0 ? then : $"{then}, and we forget {LeadWords.The(reason.Forget, agreement)}";
    }

    public static string Route(Route route, int place, Agreement agreement)
    {
        var to = To(route.To);
        if (route.When is null or Otherwise) return $"{(place == 0 ? "Every lead" : "Every other lead")} goes to {to}.";
        var when = ConditionWords.Of(route.When, agreement);
        return $"{(place == 0 ? "When" : "Failing that, when")} {when}, {Lead(when)} goes to {to}.";
    }

    /// <summary>"lena", "lena and markus in turn".</summary>
    public static string To(ValueList<string> to) => FactWords.Listed([.. to.Select(Whom)], "and") + (to.Count > 1 ? " in turn" : "");

    /// <summary>"the owner and the manager".</summary>
    public static string Told(ValueList<string> whom) => FactWords.Listed([.. whom.Select(Whom)], "and");

    /// <summary>A clock's time; minutes and hours run while open.</summary>
    public static string Clock(Duration time) => time.Unit is DurationUnit.Minute or DurationUnit.Hour ? $"{time}, in business hours," : time.ToString();

    public static string Times(int count) => count == 1 ? "once" : $"{Numbers.ForPeople(count)} times";

    public static string? Calendar(Agreement agreement) => agreement.Handover.Calendar is not { } terms ? null
        : Zone.TryFind(agreement.TimeZone, out var zone) && BusinessCalendar.Parse(terms.Open, terms.Closed, zone, out _) is { } calendar ? calendar.InWords
        : string.Join("; ", terms.Open);

    // "When the lead is warm, it gets"; "when the country is Germany, the lead goes".
    private static string Lead(string when) => when.StartsWith("the lead ", StringComparison.Ordinal) ? "it" : "the lead";

    private static string Whom(string name) => name is "owner" or "manager" || name.StartsWith("team ", StringComparison.Ordinal) ? $"the {name}" : name;
}
