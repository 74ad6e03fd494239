using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Forms;

/// <summary>Ends the waiting of an answer: it is taken after all, or put away.</summary>
internal static class HeldSettling
{
    /// <param name="of">The form.</param>
    /// <param name="waitsFor">What it waits for: of others this is no end.</param>
    /// <returns>Whether it was there and could be taken.</returns>
    public static bool Settle(Desk desk, Write write, string of, Guid id, bool isTaken, FormOutcome waitsFor = FormOutcome.Held)
    {
        if (HeldAnswers.Find(write, id) is not { } answer || answer.Form != of || answer.Why != waitsFor) return false;
        var form = isTaken ? FormStore.Find(write, answer.Form, answer.Ticket.Version) : null;
        var agreement = form is null ? null : desk.Agreements.InForce(write, form.Line, desk.Now);
        // Of two at once one removes it.
        if ((isTaken && agreement is null) || !HeldAnswers.Remove(write, id)) return false;
        if (isTaken && !Take(desk, write, answer, form!, agreement!))
        {
            // Whoever it was known to be is not there any more, and it says nobody's address: it stays to be put away.
            HeldAnswers.Put(write, answer.Ticket, answer.Why, answer.Fields, answer.Address, answer.At);
            return false;
        }
        if (!isTaken) FormViews.Sent(write, answer.Ticket, FormOutcome.Discarded, [], null, desk.Now);
        return true;
    }

    private static bool Take(Desk desk, Write write, HeldAnswer answer, KnownForm form, AgreementInForce agreement)
    {
        var showing = new FormShowing(desk, write, form, agreement, desk.Texts.Of(write, answer.Ticket.Language));
        var filled = showing.Read(name => answer.Fields.GetValueOrDefault(name) ?? [], answer.Ticket);
        // What no longer fits the agreement in force stays away; what does is taken.
        return new FormTaking(desk, write, form, agreement, answer.Address, answer.Why == FormOutcome.Unconfirmed).Take(answer.Ticket, filled.WithoutErrors(), answer.At);
    }
}
