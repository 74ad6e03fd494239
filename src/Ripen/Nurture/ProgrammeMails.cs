using System.Data.Common;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Nurture;

/// <summary>A mail of a programme to a person, as it was put into the outbox.</summary>
/// <param name="Version">Of the programme.</param>
/// <param name="Body">Plain text.</param>
/// <param name="WithheldAt">Since when it may not be sent any more; null where it may.</param>
/// <param name="Name">What the person is called; null where nobody knows.</param>
public sealed record ProgrammeMail(Guid Id, LeadId Lead, string Programme, int Version, string Step, string Address, string Subject, string Body, string? Offer, DateTimeOffset At, DateTimeOffset? SentAt, DateTimeOffset? WithheldAt, string? WithheldBecause, string? Name);

/// <summary>Finds mails of programmes.</summary>
internal static class ProgrammeMails
{
    /// <summary>The latest first, from before one on.</summary>
    /// <param name="lead">Whose; null: everybody's.</param>
    public static List<ProgrammeMail> Page(Session session, LeadId? lead, Guid? before, int most)
    {
        var (where, values) = (new List<string> { "1 = 1" }, new List<(string, object?)> { ("@most", most) });
        if (lead is { } whose)
        {
            where.Add("m.person_id = @person and m.lead = @lead");
            values.AddRange([("@person", whose.Person), ("@lead", whose.Number)]);
        }
        if (before is not null)
        {
            where.Add("m.mail_id < @before");
            values.Add(("@before", before));
        }
        var found = new List<ProgrammeMail>();
        session.Read(
            $"""
            select m.mail_id, m.person_id, m.lead, m.programme, m.version, m.step, m.address, m.subject, m.body, m.offer, m.at, m.sent_at, l.name, m.withheld_at, m.withheld_because
            from mails m left join leads l on l.person_id = m.person_id and l.lead = m.lead
            where {string.Join(" and ", where)} order by m.mail_id desc limit @most
            """,
            row => found.Add(Of(row)),
            [.. values]);
        return found;
    }

    private static ProgrammeMail Of(DbDataReader row) => new(
        row.GetId(0), new(row.GetId(1), row.GetInt16(2)), row.GetString(3), row.GetInt32(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8), row.GetTextOrNull(9), row.GetAt(10), row.GetAtOrNull(11), row.GetAtOrNull(13), row.GetTextOrNull(14), row.GetTextOrNull(12));
}
