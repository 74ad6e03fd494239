using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Writes an agreement's handover.</summary>
internal sealed class HandoverWriter(HandoverTerms terms, YamlPage page)
{
    public void Write() => page.Map("handover", () =>
    {
        page.Condition("when", terms.When);
        page.Items("route", terms.Route, WriteRoute);
        page.Text("accept_within", terms.AcceptWithin?.ToString());
        page.Text("respond_within", terms.RespondWithin?.ToString());
        page.Text("work_within", terms.WorkWithin?.ToString());
        page.Text("attempts", AgreementWriter.Text(terms.Attempts));
        if (terms.NotifyWhenLate.Count > 0 || terms.ReassignAfter is not null) page.Map("when_late", WriteWhenLate);
        if (terms.Calendar is { } calendar) page.Map("calendar", () => WriteCalendar(calendar));
        page.Entries("reject_reasons", terms.RejectReasons, reason => page.Map(reason.Id, () => WriteReason(reason)));
    });

    private void WriteRoute(Route route)
    {
        if (route.When is { } when) page.Condition("when", when);
        page.Texts("to", route.To);
    }

    private void WriteWhenLate()
    {
        page.Texts("notify", terms.NotifyWhenLate);
        page.Text("reassign_after", terms.ReassignAfter?.ToString());
    }

    private void WriteCalendar(CalendarTerms calendar)
    {
        page.Texts("open", calendar.Open);
        page.Texts("closed", [.. calendar.Closed.Select(Dates.Write)]);
    }

    private void WriteReason(RejectReason reason)
    {
        page.Text("says", reason.Says);
        page.Text("then", reason.Then switch
        {
            AfterRejection.Recycle => "recycle",
            AfterRejection.AskReferral => "ask_referral",
            _ => "disqualify",
        });
        page.Text("wake", reason.WakeAsked ? "asked" : reason.WakeAfter?.ToString());
        page.Texts("forget", reason.Forget);
    }
}
