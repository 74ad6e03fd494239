using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What was recorded of persons after an import made their leads: whoever brought that would miss them. Imports are numbered in their order; what came otherwise has the time at which it was recorded.</summary>
internal sealed class Growth
{
    private readonly Dictionary<Guid, int> latestImport = [];
    private readonly Dictionary<Guid, long> latestOther = [];
    private readonly Dictionary<int, long> beganAt = [];

    /// <param name="persons">What the import that is taken back said of them is gone already.</param>
    public Growth(Write write, HashSet<Guid> persons, List<LeadRecord> leads)
    {
        foreach (var table in (string[])["touches", "person_facts"]) Add(write, persons, table, "person_id", persons);
        Add(write, persons, "organisation_facts", "organisation_id", [.. leads.Select(lead => lead.OrganisationId).OfType<Guid>().Distinct()]);
        Add(write, persons, "group_facts", "group_id", [.. leads.Select(lead => lead.GroupId).OfType<Guid>().Distinct()]);
        write.Find("select import, began_at from imports where import = any(@keys)", [.. leads.Select(lead => lead.Import).OfType<int>().Distinct()], row => beganAt[row.GetInt32(0)] = DbValues.Microseconds(row.GetAt(1)));
    }

    public bool IsOn(LeadRecord lead) => lead.Import is { } import
        && (latestImport.GetValueOrDefault(lead.Id.Person) > import || latestOther.GetValueOrDefault(lead.Id.Person) > beganAt.GetValueOrDefault(import));

    private void Add(Write write, HashSet<Guid> persons, string table, string owner, IReadOnlyCollection<Guid> owners) => write.Find(
        $"select person_id, max(import), max(case when import is null then seq end) from {table} where {owner} = any(@keys) group by person_id",
        owners,
        row =>
        {
            if (row.GetIdOrNull(0) is not { } person || !persons.Contains(person)) return;
            if (row.GetIntOrNull(1) is { } import) latestImport[person] = Math.Max(import, latestImport.GetValueOrDefault(person));
            if (row.GetLongOrNull(2) is { } seq) latestOther[person] = Math.Max(seq, latestOther.GetValueOrDefault(person));
        });
}
