using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Reads the agreement's handover: when, to whom, with which clocks and reasons.</summary>
internal sealed class HandoverReader
{
    private readonly Fields fields;
    private readonly ConditionFields conditions;
    private readonly Zone zone;
    private readonly Remarks remarks;

    public HandoverReader(YamlMap map, ConditionFields conditions, Zone zone, Remarks remarks)
    {
        (this.conditions, this.zone, this.remarks) = (conditions, zone, remarks);
        fields = new(map, remarks, "handover", AgreementKeys.Handover);
    }

    public HandoverTerms? Whole()
    {
        fields.Needs("when", "when: qualified");
        var when = conditions.Condition(fields.Find("when"), "handover.when", Section.Last);
        var (notify, reassign) = WhenLate();
        var terms = new HandoverTerms(when ?? new Otherwise())
        {
            Route = Routes(),
            AcceptWithin = fields.Duration("accept_within", business: true),
            RespondWithin = fields.Duration("respond_within", business: true),
            WorkWithin = fields.Duration("work_within", business: true),
            Attempts = fields.Whole("attempts", 1, 1000),
            NotifyWhenLate = notify,
            ReassignAfter = reassign,
            Calendar = Calendar(),
            RejectReasons = RejectReasons(),
        };
        return when is null ? null : terms;
    }

    private ValueList<Route> Routes()
    {
        if (fields.Find("route") is not { } node) return [];
        var routes = new List<Route>();
        var whens = new List<YamlNode?>();
        foreach (var map in conditions.Maps(node, "route"))
        {
            var route = new Fields(map, remarks, "a line of route", AgreementKeys.Route);
            route.Needs("to", "to: [lena, markus]");
            var to = route.Texts("to");
            if (route.Find("to") is YamlList { Items.Count: 0 } nobody) remarks.Error(nobody.At, "[]", "This line of route names nobody.", "For example: to: [lena, markus]");
            var when = route.Find("when");
            whens.Add(when ?? map);
            var condition = conditions.Condition(when, "route.when", Section.Last, mayBeOtherwise: true);
            if (to.Count > 0 && (when is null || condition is not null)) routes.Add(new(condition, to));
        }
        conditions.OtherwiseIsLast(whens, "route");
        return routes.ToValueList();
    }

    private (ValueList<string> Notify, Duration? Reassign) WhenLate()
    {
        if (fields.Map("when_late") is not { } map) return ([], null);
        var late = new Fields(map, remarks, "when_late", AgreementKeys.WhenLate);
        return (late.Texts("notify"), late.Duration("reassign_after", business: true));
    }

    private CalendarTerms? Calendar()
    {
        if (fields.Map("calendar") is not { } map) return null;
        var calendar = new Fields(map, remarks, "calendar", AgreementKeys.Calendar);
        if (!calendar.Needs("open", "open: \"Mon-Fri 09:00-17:30\"")) return null;
        var open = calendar.Texts("open");
        if (calendar.Find("open") is YamlList { Items.Count: 0 } never) remarks.Error(never.At, "[]", "A calendar is open at some time.", "For example: open: \"Mon-Fri 09:00-17:30\"");
        var closed = new List<DateOnly>();
        foreach (var scalar in calendar.Scalars("closed"))
        {
            if (Fields.AsDate(scalar.Text.Trim()) is { } date) closed.Add(date);
            else remarks.Error(scalar.PlaceOf(0), scalar.Text, $"'{Remarks.Shown(scalar.Text)}' is no date.", "For example: 2026-12-24");
        }
        if (open.Count > 0 && BusinessCalendar.Parse(open, closed, zone, out var error) is null) remarks.Error(calendar.Find("open")!.At, calendar.Find("open")!.Shown, error!);
        return new(open, closed.ToValueList());
    }

    private ValueList<RejectReason> RejectReasons()
    {
        if (fields.Map("reject_reasons") is not { } map) return [];
        var reasons = new List<RejectReason>();
        foreach (var (id, _, value) in Fields.Named(map, remarks, "reason"))
        {
            if (value is not YamlMap entry) remarks.Error(value.At, value.Shown, $"The reason '{id}' needs says and then.", $"For example: {id}: {{ says: Not now, then: recycle, wake: asked }}");
            else if (Reason(id, entry) is { } reason) reasons.Add(reason);
        }
        return reasons.ToValueList();
    }

    private RejectReason? Reason(string id, YamlMap map)
    {
        var reason = new Fields(map, remarks, $"the reason '{id}'", AgreementKeys.Reason);
        if (!(reason.Needs("says", "says: Right prospect but not now") & reason.Needs("then", "then: recycle"))) return null;
        var then = reason.Of("then", "recycle, ask_referral or disqualify", text => text switch
        {
            "recycle" => AfterRejection.Recycle,
            "ask_referral" => AfterRejection.AskReferral,
            "disqualify" => AfterRejection.Disqualify,
            _ => (AfterRejection?)null,
        });
        var asked = reason.Find("wake") is YamlScalar { Text: "asked" };
        var wake = asked ? null : reason.Duration("wake");
        var forget = conditions.FactNames(reason, "forget");
        if (reason.Has("wake") && then is not (null or AfterRejection.Recycle)) remarks.Error(reason.Find("wake")!.At, reason.Find("wake")!.Shown, "Only a recycled lead wakes.", "Remove wake, or write then: recycle");
        return reason.Text("says") is { } says && then is { } after ? new(id, says, after) { WakeAsked = asked, WakeAfter = wake, Forget = forget } : null;
    }
}
