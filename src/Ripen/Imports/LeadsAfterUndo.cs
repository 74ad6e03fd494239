using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What leads that stay say of themselves once an import's touches and facts are gone: as if it had never been.</summary>
internal static class LeadsAfterUndo
{
    /// <param name="touched">Persons who have lost touches.</param>
    public static void Restore(Write write, List<LeadRecord> leads, HashSet<Guid> touched, int import)
    {
        Organisations(write, leads, import);
        ExternalIds(write, leads, import);
        foreach (var own in leads.Where(lead => touched.Contains(lead.Id.Person)).GroupBy(lead => lead.Id.Person)) Touches(write, own.Key, [.. own]);
    }

    private static void Organisations(Write write, List<LeadRecord> leads, int import)
    {
        var organisations = new Dictionary<Guid, Guid?>();
        write.Find("select person_id, organisation_id from persons where person_id = any(@keys)", [.. leads.Select(lead => lead.Id.Person).Distinct()], row => organisations[row.GetId(0)] = row.GetIdOrNull(1));
        var groupsOfImport = new HashSet<Guid>();
        write.Find("select group_id from buying_groups where import = @import and group_id = any(@keys)", [.. leads.Select(lead => lead.GroupId).OfType<Guid>().Distinct()], row => groupsOfImport.Add(row.GetId(0)), ("@import", import));
        foreach (var lead in leads.Where(lead => lead.State.IsOpen && lead.Import != import))
        {
            var organisation = organisations.GetValueOrDefault(lead.Id.Person);
            var hasMoved = organisation != lead.OrganisationId;
            if (!hasMoved && !(lead.GroupId is { } group && groupsOfImport.Contains(group))) continue;
            lead.OrganisationId = organisation;
            var found = organisation is null ? null : write.Single(
                "select group_id from buying_groups where organisation_id = @organisation and line = @line and closed_at is null and name is null and import is distinct from @import",
                ("@organisation", organisation),
                ("@line", lead.State.Line),
                ("@import", import));
            if (found is not null || hasMoved) lead.GroupId = found switch { Guid id => id, byte[] bytes => DbValues.Id(bytes), _ => null };
        }
    }

    private static void ExternalIds(Write write, List<LeadRecord> leads, int import)
    {
        var added = new HashSet<string>(StringComparer.Ordinal);
        write.Find(
            """
            select value from contact_keys k where kind = 1 and import = @import and value = any(@keys)
              and exists (select 1 from persons p where p.person_id = k.person_id and p.import is distinct from @import)
            """,
            [.. leads.Select(lead => lead.ExternalId).OfType<string>().Distinct()],
            row => added.Add(row.GetString(0)),
            ("@import", import));
        foreach (var lead in leads.Where(lead => lead.ExternalId is { } id && added.Contains(id))) lead.ExternalId = null;
    }

    // Told again in the order in which they came: the first and the last, and the source that was first. Of several leads
    // in a line each has the touches from its opening to the next one's.
    private static void Touches(Write write, Guid person, List<LeadRecord> leads)
    {
        var touches = new List<(DateTimeOffset At, int? Source, int? Campaign)>();
        write.Read("select at, source, campaign from touches where person_id = @person order by seq", row => touches.Add((row.GetAt(0), row.GetIntOrNull(1), row.GetIntOrNull(2))), ("@person", person));
        foreach (var line in leads.GroupBy(lead => lead.State.Line))
        {
            var inOrder = line.OrderBy(lead => lead.Id.Number).ToList();
            for (var i = 0; i < inOrder.Count; i++)
            {
                var lead = inOrder[i];
                (lead.FirstTouchAt, lead.LastTouchAt, lead.Source, lead.Campaign) = (null, null, null, null);
                var (from, to) = (i == 0 ? DateTimeOffset.MinValue : lead.OpenedAt, i + 1 < inOrder.Count ? inOrder[i + 1].OpenedAt : DateTimeOffset.MaxValue);
                foreach (var (at, source, campaign) in touches)
                {
                    if (at >= from && at < to) lead.Touched(at, source, campaign);
                }
            }
        }
    }
}

/// <summary>What an import brought that is no person's: taken back in the end.</summary>
internal static class UndoneForAll
{
    public static int Delete(Write write, string table, int import) => write.Execute($"delete from {table} where import = @import", ("@import", import));

    public static void Finish(Write write, int import, DateTimeOffset now)
    {
        ForgetKeys(write, import);
        write.Execute("delete from buying_groups where import = @import and not exists (select 1 from leads l where l.group_id = buying_groups.group_id) and not exists (select 1 from group_facts f where f.group_id = buying_groups.group_id)", ("@import", import));
        write.Execute(
            """
            delete from organisations where import = @import
              and not exists (select 1 from persons p where p.organisation_id = organisations.organisation_id)
              and not exists (select 1 from leads l where l.organisation_id = organisations.organisation_id)
              and not exists (select 1 from buying_groups g where g.organisation_id = organisations.organisation_id)
              and not exists (select 1 from organisation_facts f where f.organisation_id = organisations.organisation_id)
            """,
            ("@import", import));
        write.Execute("delete from organisation_keys where not exists (select 1 from organisations o where o.organisation_id = organisation_keys.organisation_id)");
        foreach (var table in (string[])["costs", "review", "import_keys"]) Delete(write, table, import);
        write.Execute("update imports set undone_at = @at where import = @import", ("@at", now), ("@import", import));
    }

    // Whoever stays keeps what he was known by before. Who was made by the import and stays keeps all: others have met him by it.
    private static void ForgetKeys(Write write, int import)
    {
        write.Execute("delete from contact_keys where not exists (select 1 from persons p where p.person_id = contact_keys.person_id)");
        write.Execute("delete from contact_keys where import = @import and exists (select 1 from persons p where p.person_id = contact_keys.person_id and p.import is distinct from @import)", ("@import", import));
        write.Execute(
            """
            update organisations set domain = null where import is distinct from @import
              and exists (select 1 from organisation_keys k where k.kind = 1 and k.value = organisations.domain and k.organisation_id = organisations.organisation_id and k.import = @import)
            """,
            ("@import", import));
        write.Execute("delete from organisation_keys where import = @import and exists (select 1 from organisations o where o.organisation_id = organisation_keys.organisation_id and o.import is distinct from @import)", ("@import", import));
    }
}
