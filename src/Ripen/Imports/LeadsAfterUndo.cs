using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What leads that stay say of themselves once an import's touches and facts are gone: as if it had never been.</summary>
internal static class LeadsAfterUndo
{
    /// <param name="persons">All whom the import concerns.</param>
    /// <param name="touched">Those who have lost touches.</param>
    public static void Restore(Write write, List<LeadRecord> leads, HashSet<Guid> persons, HashSet<Guid> touched, int import)
    {
        MoveBack(write, leads.ToDictionary(lead => lead.Id), persons, import);
        ExternalIds(write, leads, import);
        foreach (var own in leads.Where(lead => touched.Contains(lead.Id.Person)).GroupBy(lead => lead.Id.Person)) TellTouches(write, own.Key, [.. own]);
    }

    // Where a later import has moved it on, that one now came from where this one had found it.
    private static void MoveBack(Write write, Dictionary<LeadId, LeadRecord> leads, HashSet<Guid> persons, int import)
    {
        var moves = new List<(LeadId Lead, int Import, Guid? Organisation, Guid? Group)>();
        write.Find("select person_id, lead, import, organisation_id, group_id from moves where person_id = any(@keys) order by person_id, lead, import", persons, row => moves.Add((new(row.GetId(0), row.GetInt16(1)), row.GetInt32(2), row.GetIdOrNull(3), row.GetIdOrNull(4))));
        foreach (var (move, next) in moves.Zip(moves.Skip(1).Append(default)))
        {
            if (move.Import != import) continue;
            if (next.Lead == move.Lead) write.Execute("update moves set organisation_id = @organisation, group_id = @group where person_id = @person and lead = @lead and import = @import", ("@organisation", move.Organisation), ("@group", move.Group), ("@person", move.Lead.Person), ("@lead", move.Lead.Number), ("@import", next.Import));
            else if (move.Lead.Number == 0) write.Execute("update persons set organisation_id = @organisation where person_id = @person", ("@organisation", move.Organisation), ("@person", move.Lead.Person));
            else if (leads.TryGetValue(move.Lead, out var lead)) (lead.OrganisationId, lead.GroupId) = (move.Organisation, move.Group);
            write.Execute("delete from moves where person_id = @person and lead = @lead and import = @import", ("@person", move.Lead.Person), ("@lead", move.Lead.Number), ("@import", import));
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

    /// <summary>A person's touches are told again in the order in which they came: the first and the last, and the source that was first. What was discounted is nobody's.</summary>
    /// <param name="leads">All of the person.</param>
    public static void TellTouches(Write write, Guid person, List<LeadRecord> leads)
    {
        var touches = new List<CameTouch>();
        write.Read("select at, source, campaign, offer, import from touches where person_id = @person and discounted_at is null order by seq", row => touches.Add(new(row.GetAt(0), row.GetIntOrNull(1), row.GetIntOrNull(2), row.GetIntOrNull(3), row.GetIntOrNull(4))), ("@person", person));
        foreach (var line in leads.GroupBy(lead => lead.State.Line))
        {
            LeadRecord? next = null;
            foreach (var (lead, isFirst) in line.OrderBy(lead => lead.Id.Number).Select((lead, i) => (lead, i == 0)).Reverse())
            {
                lead.ForgetTouches();
                foreach (var touch in touches)
                {
                    if ((isFirst || touch.IsSince(lead)) && (next is null || !touch.IsSince(next))) lead.Touched(touch.At, touch.Source, touch.Campaign, touch.Offer);
                }
                next = lead;
            }
        }
    }

    private readonly record struct CameTouch(DateTimeOffset At, int? Source, int? Campaign, int? Offer, int? Import)
    {
        /// <summary>Whether it came when the person had this lead already: imports are numbered in their order, but tell of any time.</summary>
        public bool IsSince(LeadRecord lead) => Import is { } own && lead.Import is { } opened ? own >= opened : At >= lead.OpenedAt;
    }
}
