using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Intake;

/// <summary>The open leads that persons have in other lines: what becomes known of a person holds there too, and so does where he works now.</summary>
internal sealed class LeadsElsewhere(Desk desk, Write write, DateTimeOffset now, int? import, IReadOnlyList<LeadRecord> leads)
{
    /// <summary>Takes along whose person has moved to another organisation.</summary>
    public void Follow(IEnumerable<MatchedPerson> persons, Moves moves)
    {
        var moved = persons.Where(person => !person.IsNew && person.HasMoved).ToDictionary(person => person.Id, person => person.OrganisationId!.Value);
        foreach (var line in leads.Where(lead => moved.TryGetValue(lead.Id.Person, out var organisation) && lead.OrganisationId != organisation).GroupBy(lead => lead.State.Line!))
        {
            var groups = new GroupFinding(desk, write, line.Key, now, import);
            groups.Find(line.Select(lead => moved[lead.Id.Person]), []);
            foreach (var lead in line) Move(lead, moved[lead.Id.Person], groups, moves);
            groups.Write();
            LeadStore.Save(write, [.. line]);
        }
    }

    /// <summary>Asks that all be judged, and who is in a group with them: what one of a group says may count for all of it.</summary>
    public void Ask()
    {
        DueWork.Ask(write, leads.Select(lead => lead.Id), now);
        DeskWork.Ask(write, DeskWorkKind.JudgeGroup, leads.Select(lead => lead.GroupId).OfType<Guid>().Distinct(), now);
    }

    private void Move(LeadRecord lead, Guid organisation, GroupFinding groups, Moves moves)
    {
        moves.Add(lead.Id, lead.OrganisationId, lead.GroupId);
        (lead.OrganisationId, lead.GroupId, lead.ChangedAt) = (organisation, groups.Of(organisation), now);
    }
}
