using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Forms;

/// <summary>Ends the waiting of an answer: it is taken after all, or put away.</summary>
internal static class HeldSettling
{
    /// <returns>Whether it was there and could be taken.</returns>
    public static bool Settle(Desk desk, Write write, string form, Guid id, bool isTaken)
    {
        if (HeldAnswers.Find(write, id) is not { } answer || answer.Form != form) return false;
        if (isTaken && !Take(desk, write, answer)) return false;
        HeldAnswers.Remove(write, id);
        if (!isTaken) FormViews.Sent(write, answer.Ticket, FormOutcome.Discarded, [], null, desk.Now);
        return true;
    }

    /// <summary>Takes it as it was sent.</summary>
    public static bool Take(Desk desk, Write write, HeldAnswer answer)
    {
        if (FormStore.Find(write, answer.Form, answer.Ticket.Version) is not { } form || desk.Agreements.InForce(write, form.Line, desk.Now) is not { } agreement) return false;
        var showing = new FormShowing(desk, write, form, agreement, desk.Texts.Of(write, answer.Ticket.Language));
        var filled = showing.Read(name => answer.Fields.GetValueOrDefault(name) ?? [], answer.Ticket);
        // What no longer fits the agreement in force stays away; what does is taken.
        new FormTaking(desk, write, form, agreement, answer.Address, answer.Why == FormOutcome.Unconfirmed).Take(answer.Ticket, filled.WithoutErrors());
        return true;
    }
}
