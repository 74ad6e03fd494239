using System.Data.Common;
using System.Text.Json;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Opportunities;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Verifying;

/// <summary>A row of a lead's events as it is kept, not yet read.</summary>
internal sealed record EventRow(int Version, DateTimeOffset At, int? Import, string Events);

/// <summary>All that is written down of one lead, as far as it can be read.</summary>
internal sealed class LeadEvidence(LeadId id)
{
    public LeadId Id { get; } = id;

    /// <summary>Null where the row cannot be read.</summary>
    public LeadRecord? Record { get; private set; }

    public DateTimeOffset? NextAt { get; private set; }

    public int? NextThing { get; private set; }

    public List<EventRow> Events { get; } = [];

    /// <summary>Null where one cannot be read.</summary>
    public List<PassRow>? Passes { get; private set; } = [];

    /// <summary>Handovers, tasks and opportunities; null where one cannot be read.</summary>
    public ToldRows? Work { get; private set; }

    public (DateTimeOffset At, int Attempts)? Due { get; private set; }

    /// <summary>When something is done about it by itself.</summary>
    public DateTimeOffset? ActsAt { get; private set; }

    public PersonEvidence? Person { get; private set; }

    public string Where => $"lead {Id}";

    /// <summary>The leads behind one, by person, with what else is written down of them.</summary>
    public static List<LeadEvidence> After(Session session, LeadId after, int most)
    {
        var leads = new List<LeadEvidence>(most);
        session.Read(
            $"select {LeadStore.Columns}, next_at, next_thing from leads where (person_id, lead) > (@person, @lead) order by person_id, lead limit @most",
            row => leads.Add(Of(row)),
            ("@person", after.Person),
            ("@lead", after.Number),
            ("@most", most));
        Add(session, leads.ToDictionary(lead => lead.Id), [.. leads.Select(lead => lead.Id.Person).Distinct()]);
        return leads;
    }

    private static LeadEvidence Of(DbDataReader row)
    {
        var next = row.FieldCount - 2;
        return new(new(row.GetId(0), row.GetInt16(1))) { Record = IfReadable(() => LeadStore.Of(row)), NextAt = row.GetAtOrNull(next), NextThing = row.GetIntOrNull(next + 1) };
    }

    private static void Add(Session session, Dictionary<LeadId, LeadEvidence> leads, List<Guid> persons)
    {
        session.Find("select person_id, lead, version, at, import, events from events where person_id = any(@keys) order by person_id, lead, version", persons, row =>
            Lead(row)?.Events.Add(new(row.GetInt32(2), row.GetAt(3), row.GetIntOrNull(4), row.GetString(5))));
        session.Find($"select {PassRow.Columns} from passes where person_id = any(@keys) order by person_id, lead, pass", persons, row =>
        {
            if (Lead(row) is not { } lead) return;
            if (IfReadable(() => PassRow.Of(row)) is { } pass) lead.Passes?.Add(pass);
            else lead.Passes = null;
        });
        session.Find("select person_id, lead, due_at, attempts from due_work where person_id = any(@keys) and kind = @kind", persons, row =>
            Lead(row)?.Due = (row.GetAt(2), row.GetInt32(3)), ("@kind", (int)DueKind.Judge));
        session.Find("select person_id, lead, due_at from due_work where person_id = any(@keys) and kind = @kind", persons, row => Lead(row)?.ActsAt = row.GetAt(2), ("@kind", (int)DueKind.Act));
        AddWork(session, leads, persons);
        var known = PersonEvidence.Of(session, persons);
        foreach (var lead in leads.Values) lead.Person = known.GetValueOrDefault(lead.Id.Person);

        LeadEvidence? Lead(DbDataReader row) => leads.GetValueOrDefault(new(row.GetId(0), row.GetInt16(1)));
    }

    private static void AddWork(Session session, Dictionary<LeadId, LeadEvidence> leads, List<Guid> persons)
    {
        var (handovers, tasks, opportunities) = (Rows(HandoverRow.Columns, "handovers", "handover", HandoverRow.Of), Rows(TaskRow.Columns, "tasks", "task", TaskRow.Of), Rows(OpportunityRow.Columns, "opportunities", "pass", OpportunityRow.Of));
        foreach (var lead in leads.Values)
        {
            var (given, set, opened) = (handovers[lead.Id].ToList(), tasks[lead.Id].ToList(), opportunities[lead.Id].ToList());
            lead.Work = given.Contains(null) || set.Contains(null) || opened.Contains(null) ? null : new(given!, set!, opened!);
        }

        ILookup<LeadId, T?> Rows<T>(string columns, string table, string number, Func<DbDataReader, T> read)
            where T : class
        {
            var rows = new List<(LeadId Lead, T? Row)>();
            session.Find($"select {columns} from {table} where person_id = any(@keys) order by person_id, lead, {number}", persons, row => rows.Add((new(row.GetId(0), row.GetInt16(1)), IfReadable(() => read(row)))));
            return rows.ToLookup(row => row.Lead, row => row.Row);
        }
    }

    // What a program of ours has not written may be anything.
    private static T? IfReadable<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or InvalidCastException or OverflowException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>What is written down of the person of a lead.</summary>
/// <param name="First">The first of the person's own touches.</param>
/// <param name="Leads">How many leads the person has.</param>
/// <param name="IsMerged">Others were merged into the person, or the person into somebody: touches and leads lie with several.</param>
internal sealed record PersonEvidence(Guid? OrganisationId, bool IsMerged, DateTimeOffset? First, DateTimeOffset? Last, int Leads)
{
    public static Dictionary<Guid, PersonEvidence> Of(Session session, List<Guid> persons)
    {
        var known = new Dictionary<Guid, PersonEvidence>(persons.Count);
        session.Find("select person_id, organisation_id, merged_into from persons where person_id = any(@keys)", persons, row =>
            known[row.GetId(0)] = new(row.GetIdOrNull(1), !row.IsDBNull(2), null, null, 0));
        session.Find("select merged_into from persons where merged_into = any(@keys)", persons, row => Change(row.GetId(0), person => person with { IsMerged = true }));
        session.Find("select person_id, min(at), max(at) from touches where person_id = any(@keys) and discounted_at is null group by person_id", persons, row =>
            Change(row.GetId(0), person => person with { First = row.GetAtOrNull(1), Last = row.GetAtOrNull(2) }));
        session.Find("select person_id, count(*) from leads where person_id = any(@keys) group by person_id", persons, row =>
            Change(row.GetId(0), person => person with { Leads = (int)row.GetInt64(1) }));
        return known;

        void Change(Guid id, Func<PersonEvidence, PersonEvidence> change)
        {
            if (known.TryGetValue(id, out var person)) known[id] = change(person);
        }
    }
}
