using System.Data.Common;
using System.Globalization;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Verifying;

/// <summary>A check that the database answers by itself: every row that the query gives is a fault, unless it is told as none.</summary>
internal sealed record RowCheck(Check Check, string Sql, Func<DbDataReader, (string Where, string What)?> Tell);

/// <summary>
/// What holds between tables, as queries. They join tables of one person, or look things up in the catalogue, so that they
/// run on a cluster as they are.
/// </summary>
internal static class RowChecks
{
    // Clocks of senders are never quite right.
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(10);

    public static readonly IReadOnlyList<RowCheck> All =
    [
        new(Checks.OneOpenLeadALine, "select person_id, line, count(*) from leads where ended is null group by person_id, line having count(*) > 1",
            row => (Person(row), string.Create(CultureInfo.InvariantCulture, $"{row.GetInt64(2)} leads of line {row.GetString(1)} are open."))),
        .. ((string[])["person_facts", "touches", "consents", "mails", "leads"]).Select(OfNobody),
        .. ((string[])["events", "passes", .. Leads.ToldRows.Names]).Select(OfNoLead),
        .. Names(),
        new(Checks.GroupIsOfTheOrganisation,
            "select l.person_id, l.lead, g.line, l.line from leads l join buying_groups g on g.group_id = l.group_id where g.line <> l.line or (g.name is null and g.organisation_id is distinct from l.organisation_id)",
            row => (Lead(row), row.GetString(2) == row.GetString(3) ? "Its group is another organisation's." : $"Its group is of line {row.GetString(2)}.")),
        new(Checks.DueWorkHasItsLead,
            """
            select d.person_id, d.lead, l.person_id from due_work d left join leads l on l.person_id = d.person_id and l.lead = d.lead
            where l.person_id is null or l.ended is not null or (d.kind = 1 and l.stands_until is null)
            """,
            row => (Lead(row), row.IsDBNull(2) ? "Something is due for it, and it is not there." : "Something is due for it, though it is closed or its verdict stands for ever.")),
        new(Checks.WorkIsDoneInTime, "select person_id, lead, due_at from due_work where due_at < @late and (claimed_until is null or claimed_until < @late)",
            row => (Lead(row), $"What was due at {row.GetAt(2):u} is not done.")),
        new(Checks.WorkIsDoneInTime, "select kind, owner, due_at from desk_work where due_at < @late and (claimed_until is null or claimed_until < @late)",
            row => ($"desk_work {row.GetInt32(0)} {row.GetId(1):N}", $"It was due at {row.GetAt(2):u}.")),
        new(Checks.WorkSucceeds, "select person_id, lead, attempts, error from due_work where attempts >= 5 and error is not null", row => (Lead(row), Failed(row))),
        new(Checks.WorkSucceeds, "select kind, owner, attempts, error from desk_work where attempts >= 5 and error is not null", row => ($"desk_work {row.GetInt32(0)} {row.GetId(1):N}", Failed(row))),
        new(Checks.InstantsMakeSense, "select person_id, at, known_at, is_assumed from touches where (known_at < at and not is_assumed) or at < @early or known_at > @future", Instants),
        .. ((string[])["person_facts", "organisation_facts", "group_facts"]).Select(Said),
        new(Checks.InstantsMakeSense, "select person_id, lead, opened_at from leads where opened_at < @early or opened_at > @future", row => (Lead(row), $"It came to be at {row.GetAt(2):u}.")),
    ];

    public static void Run(RowCheck check, Session session, DateTimeOffset now, FaultList faults) => session.Read(
        check.Sql,
        row =>
        {
            if (check.Tell(row) is var (where, what)) faults.Add(check.Check, where, what);
        },
        [.. Values(check.Sql, now)]);

    private static IEnumerable<(string, object?)> Values(string sql, DateTimeOffset now) =>
        new (string Name, object? Value)[] { ("@late", now.AddMinutes(-1)), ("@early", new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero)), ("@future", now.AddDays(1)) }
            .Where(value => sql.Contains(value.Name, StringComparison.Ordinal));

    private static RowCheck OfNobody(string table) => new(
        Checks.RowsHaveTheirOwner,
        $"select t.person_id, count(*) from {table} t where not exists (select 1 from persons p where p.person_id = t.person_id) group by t.person_id",
        row => (Person(row), string.Create(CultureInfo.InvariantCulture, $"{row.GetInt64(1)} rows of {table} are of a person who is not there.")));

    private static RowCheck OfNoLead(string table) => new(
        Checks.RowsHaveTheirOwner,
        $"select t.person_id, t.lead, count(*) from {table} t where not exists (select 1 from leads l where l.person_id = t.person_id and l.lead = t.lead) group by t.person_id, t.lead",
        row => (Lead(row), string.Create(CultureInfo.InvariantCulture, $"{row.GetInt64(2)} rows of {table} are of a lead that is not there.")));

    private static IEnumerable<RowCheck> Names()
    {
        (string Column, string In, string[] Tables)[] names =
        [
            ("kind", "kinds", ["touches"]),
            ("source", "sources", ["touches", "leads", "passes", "campaigns"]),
            ("campaign", "campaigns", ["touches", "leads", "passes", "costs"]),
            ("offer", "offers", ["touches"]),
            ("organisation_id", "organisations", ["persons", "leads", "buying_groups", "organisation_keys", "organisation_facts"]),
            ("group_id", "buying_groups", ["leads", "group_facts"]),
            ("import", "imports", ["persons", "person_facts", "touches", "consents", "suppressions", "leads", "events", "organisations", "organisation_facts", "buying_groups", "group_facts", "costs", "review"]),
        ];
        return
            from name in names
            from table in name.Tables
            select new RowCheck(
                Checks.NamesAreThere,
                $"select t.{name.Column}, count(*) from {table} t where t.{name.Column} is not null and not exists (select 1 from {name.In} n where n.{name.Column} = t.{name.Column}) group by t.{name.Column}",
                row => ($"{table}.{name.Column} {Value(row)}", string.Create(CultureInfo.InvariantCulture, $"{row.GetInt64(1)} rows name it, and it is not in {name.In}.")));
    }

    private static RowCheck Said(string table)
    {
        var owner = table switch { "person_facts" => "person_id", "organisation_facts" => "organisation_id", _ => "group_id" };
        return new(
            Checks.InstantsMakeSense,
            $"select {owner}, at, known_at from {table} where at < @early or known_at > @future",
            row => ($"{table} of {row.GetId(0):N}", $"It was said at {row.GetAt(1):u} and known at {row.GetAt(2):u}."));
    }

    private static (string, string)? Instants(DbDataReader row)
    {
        var (at, known) = (row.GetAt(1), row.GetAt(2));
        if (known < at && at - known <= ClocksDiffer) return null;
        return (Person(row), $"A touch happened at {at:u} and was known at {known:u}.");
    }

    private static string Failed(DbDataReader row) => string.Create(CultureInfo.InvariantCulture, $"It failed {row.GetInt32(2)} times: {row.GetString(3)}");

    private static string Person(DbDataReader row) => $"person {row.GetId(0):N}";

    private static string Lead(DbDataReader row) => $"lead {new LeadId(row.GetId(0), row.GetInt16(1))}";

    private static string Value(DbDataReader row) => row.GetFieldType(0) == typeof(byte[]) || row.GetFieldType(0) == typeof(Guid) ? row.GetId(0).ToString("N") : Convert.ToString(row.GetValue(0), CultureInfo.InvariantCulture)!;
}
