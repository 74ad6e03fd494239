using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What changed in reasons, routes, clocks, moments and nurture.</summary>
internal sealed class HandoverDifference(Agreement before, Agreement after, List<string> said)
{
    private readonly ConditionDifference conditions = new(before, after, said);

    public void Say()
    {
        Reasons();
        Routes();
        Clocks(before.Handover, after.Handover);
        Calendar(before.Handover.Calendar, after.Handover.Calendar);
        Moments();
        Nurture();
    }

    private void Reasons() => ListDifference.Named(before.Handover.RejectReasons, after.Handover.RejectReasons, reason => reason.Id,
        reason => said.Add($"New reason to reject: {reason.Says}"),
        reason => said.Add($"No longer a reason to reject: {reason.Says}"),
        (was, now) =>
        {
            if (was.Says != now.Says) said.Add($"The reason “{was.Says}” is now called “{now.Says}”");
            var (then, old) = (HandoverWords.Then(now, after), HandoverWords.Then(was, before));
            if (then != old) said.Add($"After “{now.Says}”, {then}; was: {old}");
            else if (now with { Says = was.Says } != was) said.Add($"What happens after “{now.Says}” is written in another way");
        },
        () => said.Add($"The reasons to reject are now in this order: {string.Join("; ", after.Handover.RejectReasons.Select(reason => reason.Says))}"));

    private void Routes()
    {
        var facts = after.Catalogue();
        var was = before.Handover.Route.Select(route => route.When is null ? route : route with { When = Rebinding.To(facts, route.When) }).ToValueList();
        var now = after.Handover.Route;
        if (was.Equals(now)) return;
        if (was.Count == now.Count)
        {
            foreach (var ((old, route), i) in was.Zip(now).Select((pair, i) => (pair, i))) Route(old, route, i);
            return;
        }
        var (removed, added) = ListDifference.Apart(was, now);
        foreach (var route in added) said.Add($"New route: {Line(route, after)}");
        foreach (var route in removed) said.Add($"No longer a route: {Line(route, before)}");
    }

    private void Route(Route was, Route now, int place)
    {
        if (was.Equals(now)) return;
        var told = said.Count;
        var to = HandoverWords.To(now.To);
        if (was.When is not (null or Otherwise) && now.When is not (null or Otherwise)) conditions.Say(was.When, now.When, Topic.Route(to));
        else if (!Equals(was.When ?? new Otherwise(), now.When ?? new Otherwise()))
        {
            said.Add($"Route {place + 1} is now “{Line(now, after)}”, was “{Line(was, before)}”");
        }
        if (!was.To.Equals(now.To)) said.Add($"Leads of route {place + 1} now go to {to}, went to {HandoverWords.To(was.To)}");
        if (said.Count == told) said.Add($"Route {place + 1} is written in another way");
    }

    private static string Line(Route route, Agreement agreement) => HandoverWords.Route(route, route.When is null or Otherwise ? 1 : 0, agreement).TrimEnd('.');

    private void Clocks(HandoverTerms was, HandoverTerms now)
    {
        Clock("Sales now has", "to accept", was.AcceptWithin, now.AcceptWithin);
        Clock("Sales now has", "to answer a request for information or a demo", was.RespondWithin, now.RespondWithin);
        if (was.WorkWithin != now.WorkWithin) said.Add($"Once accepted, a lead may now lie untouched for {now.WorkWithin?.ToString() ?? "ever"}, was {was.WorkWithin?.ToString() ?? "for ever"}");
        if (was.Attempts != now.Attempts) said.Add($"Sales now tries {Times(now.Attempts)} before it gives up on a lead that does not reply, was {Times(was.Attempts)}");
        if (!was.NotifyWhenLate.Equals(now.NotifyWhenLate)) said.Add($"When Sales is late, we now tell {Told(now.NotifyWhenLate)}, was {Told(was.NotifyWhenLate)}");
        if (was.ReassignAfter != now.ReassignAfter)
        {
            said.Add(now.ReassignAfter is { } late ? $"A lead that is {late} late now goes to somebody else, was {was.ReassignAfter?.ToString() ?? "never"}" : $"A late lead now stays where it is, went to somebody else after {was.ReassignAfter}");
        }
    }

    private void Clock(string who, string what, Duration? was, Duration? now)
    {
        if (was != now) said.Add($"{who} {now?.ToString() ?? "any time"} {what}, was {was?.ToString() ?? "any time"}");
    }

    private static string Times(int? count) => count is { } times ? HandoverWords.Times(times) : "as often as it likes";

    private static string Told(ValueList<string> whom) => whom.Count == 0 ? "nobody" : HandoverWords.Told(whom);

    private void Calendar(CalendarTerms? was, CalendarTerms? now)
    {
        if (Equals(was, now)) return;
        var (old, current) = (HandoverWords.Calendar(before), HandoverWords.Calendar(after));
        if (old == current) said.Add("Business hours are written in another way");
        else if (was is not null && now is not null && was.Open.Equals(now.Open))
        {
            var (removed, added) = ListDifference.Apart(was.Closed, now.Closed);
            if (added.Count > 0) said.Add($"Sales is now also closed on {Days(added)}");
            if (removed.Count > 0) said.Add($"Sales is no longer closed on {Days(removed)}");
        }
        else said.Add($"Business hours are now {current ?? "not set"}, was {old ?? "not set"}");
    }

    private static string Days(IEnumerable<DateOnly> days) => FactWords.Listed([.. days.Select(FactWords.Day)], "and");

    private void Moments() => ListDifference.Named(before.Moments, after.Moments, moment => moment.Id,
        moment => said.Add($"New moment of interest: when {ConditionWords.Of(moment.When, after)}, Sales is told “{moment.Says}”"),
        moment => said.Add($"No longer a moment of interest: {FactWords.Called(moment.Id)}"),
        (was, now) =>
        {
            var name = FactWords.Called(now.Id);
            conditions.Say(was.When, now.When, Topic.Moment(now.Id));
            if (was.Says != now.Says) said.Add($"At {name}, Sales is now told “{now.Says}”, was “{was.Says}”");
            if (was.AgainAfter != now.AgainAfter) said.Add($"Sales is now told of {name} again after {now.AgainAfter?.ToString() ?? "any time"}, was {was.AgainAfter?.ToString() ?? "any time"}");
        },
        () => said.Add($"The moments of interest are now in this order: {string.Join(", ", after.Moments.Select(moment => FactWords.Called(moment.Id)))}"));

    private void Nurture()
    {
        var facts = after.Catalogue();
        var was = before.Nurture.Select(rule => rule with { When = Rebinding.To(facts, rule.When) }).ToValueList();
        var now = after.Nurture;
        if (was.Equals(now)) return;
        if (was.Count == now.Count)
        {
            foreach (var (i, (old, rule)) in was.Zip(now).Index())
            {
                conditions.Say(old.When, rule.When, Topic.Programme(rule.Programme));
                if (old.Programme != rule.Programme) said.Add($"The programme when {ConditionWords.Of(rule.When, after)} is now {rule.Programme}, was {old.Programme}");
            }
            return;
        }
        var (removed, added) = ListDifference.Apart(was, now);
        foreach (var rule in added) said.Add($"New line of nurture: the programme {rule.Programme} when {ConditionWords.Of(rule.When, after)}");
        foreach (var rule in removed) said.Add($"No longer a line of nurture: the programme {rule.Programme} when {ConditionWords.Of(rule.When, before)}");
    }
}
