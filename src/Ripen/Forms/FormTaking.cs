using System.Globalization;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Privacy;
using Ripen.Storage;
using Ripen.Tracking;
using Ripen.Web.Public;

namespace Ripen.Forms;

/// <summary>Takes in what was sent: a touch, facts and consent of the person, who by it may become a lead; once, however often it is sent.</summary>
/// <param name="address">Of the network from which it was sent; null where nobody knows.</param>
/// <param name="isConfirmed">It was confirmed by a link in a mail to its address.</param>
internal sealed class FormTaking(Desk desk, Write write, KnownForm form, AgreementInForce agreement, string? address, bool isConfirmed = false)
{
    /// <summary>Within which the ids of showings are unique.</summary>
    public static string ScopeOf(string form) => $"form {form}";

    /// <param name="at">When it was sent.</param>
    /// <returns>Whether it was taken: not where whoever it was known to be is not there any more.</returns>
    public bool Take(FormTicket ticket, FormFields filled, DateTimeOffset at)
    {
        var definition = form.Definition;
        var arrival = new Arrival
        {
            Line = form.Line,
            Email = filled.Email,
            // An address that he types himself says more than what his browser was called before.
            Person = filled.Email is null ? ticket.Person : null,
            MustBeKnown = filled.Email is null && ticket.Person is not null,
        };
        var from = CameFrom.Of(ticket.Page, ticket.Referrer, Sites.Of(desk, write));
        arrival.Touches.Add(new(definition.Kind, at)
        {
            Source = from.Source ?? definition.Source,
            Campaign = from.Campaign ?? definition.Campaign,
            Offer = definition.Offer,
            Page = PageAddress.Of(ticket.Page) ?? form.Path,
            ClientId = ticket.View.ToString("N"),
            Scope = ScopeOf(form.Form),
        });
        foreach (var (name, values) in filled.Values)
        {
            var fact = agreement.Plan.Facts.Find(name)!;
            arrival.Facts.AddRange(values.Select(value => new ArrivedFact(name, fact.Of, value, at, Origin.Person)));
        }
        new IntakeBatch(desk, write, write.Own(() => new JudgingByLine(desk.Agreements))).Take([arrival]);
        if (arrival.Became is not (Became.Taken or Became.Seen)) return false;
        if (arrival.About is { } person)
        {
            Agree(person, ticket, filled, at);
            if (ticket.Visitor is { } visitor) Visitors.Identify(write, desk, visitor, person);
        }
        if (definition.IsMailed && filled.Email is { } email) FormMails.SendFile(write, desk, form, ticket, email.Text, arrival.About, desk.Texts.Of(write, ticket.Language));
        FormViews.Sent(write, ticket, FormOutcome.Taken, filled.Values.Keys, arrival.Lead, desk.Now);
        return true;
    }

    // A form may hold anybody's address: what is said in it lifts nothing that somebody asked for himself.
    private void Agree(Guid person, FormTicket ticket, FormFields filled, DateTimeOffset at)
    {
        foreach (var shown in ticket.Wordings.Select(wording => wording.Split(' ')))
        {
            if (!filled.Purposes.Contains(shown[0]) || desk.Purposes.Find(write, shown[0]) is not { } purpose) continue;
            if (!isConfirmed && Consents.Latest(write, person, purpose.Name) is { IsGiven: false }) continue;
            var version = int.Parse(shown[1], CultureInfo.InvariantCulture);
            Consents.Record(write, desk, person, new(purpose.Name, IsGiven: true, purpose.Basis, version, shown[2], form.Form, filled.Email?.Text, address, at) { IsConfirmed = isConfirmed });
        }
    }
}
