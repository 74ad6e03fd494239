using System.Globalization;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Exports;

/// <summary>The leads of a line as exports walk through them: a piece of persons at a time, in their order, with one name each.</summary>
internal static class ExportedLeads
{
    private const int Piece = 500;

    /// <summary>Leads by person, and how files name each person.</summary>
    public static IEnumerable<(List<LeadRecord> Leads, Dictionary<Guid, string> Names)> Pieces(Session session, string line, CancellationToken stop)
    {
        var after = Guid.Empty;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var persons = new List<Guid>(Piece);
            session.Read(
                "select distinct person_id from leads where person_id > @after and line = @line order by person_id limit @most",
                row => persons.Add(row.GetId(0)),
                ("@after", after),
                ("@line", line),
                ("@most", Piece));
            if (persons.Count == 0) yield break;
            after = persons[^1];
            List<LeadRecord> leads = [.. LeadStore.OfPersons(session, persons).Where(lead => lead.State.Line == line).OrderBy(lead => lead.Id.Person.ToString("N"), StringComparer.Ordinal).ThenBy(lead => lead.Id.Number)];
            yield return (leads, leads.GroupBy(lead => lead.Id.Person).ToDictionary(own => own.Key, NameOf));
        }
    }

    /// <summary>The same of some leads.</summary>
    public static IEnumerable<(List<LeadRecord> Leads, Dictionary<Guid, string> Names)> PiecesOf(Session session, IReadOnlyCollection<LeadId> only, CancellationToken stop)
    {
        var wanted = only.ToHashSet();
        foreach (var persons in wanted.Select(lead => lead.Person).Distinct().Chunk(Piece))
        {
            stop.ThrowIfCancellationRequested();
            var leads = LeadStore.OfPersons(session, persons);
            yield return (leads.FindAll(lead => wanted.Contains(lead.Id)), leads.GroupBy(lead => lead.Id.Person).ToDictionary(own => own.Key, NameOf));
        }
    }

    /// <summary>What another system calls the person, else our id of his first lead: an import reads both.</summary>
    private static string NameOf(IEnumerable<LeadRecord> leads)
    {
        var own = leads.ToList();
        return own.Select(lead => lead.ExternalId).FirstOrDefault(id => id is not null) ?? own[0].Id.ToString();
    }

    /// <summary>As an import reads it: ISO 8601 in UTC, to the microsecond where there is one.</summary>
    public static string? Written(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}

/// <summary>How exports name what touches and leads hold the number of.</summary>
internal sealed class ExportNames(Desk desk, Session session)
{
    public string Kind(int number) => desk.Kinds.NameOf(session, number);

    public string? Source(int? number) => number is { } known ? desk.Sources.NameOf(session, known) : null;

    public string? Campaign(int? number) => number is { } known ? desk.Campaigns.NameOf(session, known) : null;

    public string? Offer(int? number) => number is { } known ? desk.Offers.NameOf(session, known) : null;
}
