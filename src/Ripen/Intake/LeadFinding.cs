using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Intake;

/// <summary>
/// Finds each person's open lead in a line, or opens one: at most one is open at a time; after won the next is a new lead.
/// Who was disqualified or referred stays so until somebody reopens him.
/// </summary>
internal sealed class LeadFinding(Desk desk, Write write, AgreementInForce agreement, DateTimeOffset now, int? import, Moves moves)
{
    private readonly Dictionary<Guid, LeadRecord> current = [];
    private readonly Dictionary<Guid, int> last = [];
    private readonly GroupFinding groups = new(desk, write, agreement.Line, now, import);
    private readonly List<LeadRecord> elsewhere = [];
    private readonly HashSet<Guid> joined = [];

    /// <summary>The buying groups that somebody came into.</summary>
    public IReadOnlySet<Guid> Joined => joined;

    /// <summary>The open leads that these persons have in other lines.</summary>
    public IReadOnlyList<LeadRecord> Elsewhere => elsewhere;

    /// <summary>The buying groups that this batch made, in which nobody else can be.</summary>
    public IReadOnlySet<Guid> NewGroups => groups.New;

    /// <summary>The lead of each arrival; null where it has none. One record a lead, however many arrivals it has.</summary>
    public LeadRecord?[] Find(IReadOnlyList<Arrival> arrivals, MatchedPerson?[] persons)
    {
        foreach (var lead in LeadStore.OfPersons(write, [.. persons.OfType<MatchedPerson>().Where(person => !person.IsNew).Select(person => person.Id).Distinct()]))
        {
            last[lead.Id.Person] = lead.Id.Number;
            if (lead.State.Line == agreement.Line) current[lead.Id.Person] = lead;
            else if (lead.State.IsOpen) elsewhere.Add(lead);
        }
        groups.Find(persons.Select(person => person?.OrganisationId).OfType<Guid>(), arrivals.Select(arrival => arrival.Group?.Trim()).OfType<string>());
        var leads = new LeadRecord?[arrivals.Count];
        for (var i = 0; i < leads.Length; i++)
        {
            if (persons[i] is { } person) leads[i] = Of(arrivals[i], person);
        }
        groups.Write();
        return leads;
    }

    private LeadRecord Of(Arrival arrival, MatchedPerson person)
    {
        if (!current.TryGetValue(person.Id, out var lead) || (lead.State.Situation == Situation.Won && !arrival.OpensNoLead)) lead = current[person.Id] = Open(arrival, person);
        lead.ExternalId ??= arrival.ExternalId;
        arrival.Lead = lead.Id;
        if (!lead.State.IsOpen || person.OrganisationId is not { } organisation) return lead;
        var group = arrival.Group?.Trim() is { Length: > 0 } name ? groups.Named(name, organisation) : lead.OrganisationId == organisation ? lead.GroupId : groups.Of(organisation);
        if ((lead.OrganisationId, lead.GroupId) == (organisation, group)) return lead;
        if (lead.RowVersion > 0) moves.Add(lead.Id, lead.OrganisationId, lead.GroupId);
        (lead.OrganisationId, lead.GroupId) = (organisation, group);
        if (group is { } joining) joined.Add(joining);
        return lead;
    }

    private LeadRecord Open(Arrival arrival, MatchedPerson person)
    {
        arrival.IsNewLead = true;
        last[person.Id] = last.GetValueOrDefault(person.Id) + 1;
        var opened = OpenedAt(arrival);
        // Who comes back after won is called as he was.
        var id = arrival.ExternalId ?? current.GetValueOrDefault(person.Id)?.ExternalId;
        var lead = new LeadRecord { Id = new(person.Id, last[person.Id]), State = LeadState.Nothing, OpenedAt = opened, ExternalId = id, Import = import };
        var refusal = lead.Decide(new OpenLead(agreement.Line, arrival.How, arrival.ReferredBy) { Assumed = opened != now }, agreement, opened, import: import);
        return refusal is null ? lead : throw new InvalidOperationException(refusal.Sentence);
    }

    // History begins where it began: with the first touch, however late we heard of it.
    private DateTimeOffset OpenedAt(Arrival arrival)
    {
        var opened = arrival.CreatedAt ?? now;
        foreach (var touch in arrival.Touches)
        {
            if (touch.At < opened) opened = touch.At;
        }
        return opened;
    }
}
