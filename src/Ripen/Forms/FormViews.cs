using Ripen.Storage;

namespace Ripen.Forms;

/// <summary>Writes down what happens with forms that are shown.</summary>
internal static class FormViews
{
    public static void Shown(Write write, FormTicket ticket, string? site, DateTimeOffset now) => write.Execute(
        """
        insert into form_views (view_id, form, version, variant, language, asked, site, visitor, at) values (@view, @form, @version, @variant, @language, @asked, @site, @visitor, @now)
        on conflict (view_id) do nothing
        """,
        ("@view", ticket.View), ("@form", ticket.Form), ("@version", ticket.Version), ("@variant", ticket.Variant), ("@language", ticket.Language),
        ("@asked", string.Join(' ', ticket.Asked)), ("@site", site), ("@visitor", ticket.Visitor), ("@now", now));

    public static void Started(Write write, FormTicket ticket, DateTimeOffset now) =>
        write.Execute("update form_views set started_at = @now where view_id = @view and started_at is null", ("@now", now), ("@view", ticket.View));

    /// <summary>Holds the showing for the rest of the transaction: of two answers with one ticket the second waits, and finds what became of the first.</summary>
    public static void Hold(Write write, FormTicket ticket) => write.Execute("update form_views set version = version where view_id = @view", ("@view", ticket.View));

    /// <summary>What became of it; nothing where that was known before.</summary>
    public static FormOutcome? OutcomeOf(Session session, Guid view) => session.Single("select outcome from form_views where view_id = @view", ("@view", view)) is { } outcome and not DBNull ? (FormOutcome)Convert.ToInt16(outcome, System.Globalization.CultureInfo.InvariantCulture) : null;

    public static void Sent(Write write, FormTicket ticket, FormOutcome outcome, IEnumerable<string> answered, Life.LeadId? lead, DateTimeOffset now) => write.Execute(
        """
        update form_views set outcome = @outcome, answered = @answered, person_id = @person, lead = @lead,
            sent_at = case when sent_at is null then @now else sent_at end, started_at = case when started_at is null then @now else started_at end
        where view_id = @view
        """,
        ("@outcome", (short)outcome), ("@answered", string.Join(' ', answered)), ("@person", lead?.Person), ("@lead", lead?.Number), ("@now", now), ("@view", ticket.View));
}
