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
    private readonly Dictionary<Guid, Guid> groups = [];
    private readonly Dictionary<string, Guid> named = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> newGroups = [];
    private readonly List<object?[]> newGroupRows = [];
    private readonly List<LeadId> elsewhere = [];
    private readonly HashSet<Guid> joined = [];

    /// <summary>The buying groups that somebody came into.</summary>
    public IReadOnlySet<Guid> Joined => joined;

    /// <summary>The open leads that these persons have in other lines.</summary>
    public IReadOnlyList<LeadId> Elsewhere => elsewhere;

    /// <summary>The buying groups that this batch made, in which nobody else can be.</summary>
    public IReadOnlySet<Guid> NewGroups => newGroups;

    /// <summary>The lead of each arrival; null where it has none. One record a lead, however many arrivals it has.</summary>
    public LeadRecord?[] Find(IReadOnlyList<Arrival> arrivals, MatchedPerson?[] persons)
    {
        foreach (var lead in LeadStore.OfPersons(write, [.. persons.OfType<MatchedPerson>().Where(person => !person.IsNew).Select(person => person.Id).Distinct()]))
        {
            last[lead.Id.Person] = lead.Id.Number;
            if (lead.State.Line == agreement.Line) current[lead.Id.Person] = lead;
            else if (lead.State.IsOpen) elsewhere.Add(lead.Id);
        }
        FindGroups(arrivals, persons);
        var leads = new LeadRecord?[arrivals.Count];
        for (var i = 0; i < leads.Length; i++)
        {
            if (persons[i] is { } person) leads[i] = Of(arrivals[i], person);
        }
        write.Insert(Tables.BuyingGroups, newGroupRows);
        return leads;
    }

    private void FindGroups(IReadOnlyList<Arrival> arrivals, MatchedPerson?[] persons)
    {
        write.Find(
            "select organisation_id, group_id from buying_groups where line = @line and closed_at is null and name is null and organisation_id = any(@keys)",
            [.. persons.Select(person => person?.OrganisationId).OfType<Guid>().Distinct()],
            row => groups[row.GetId(0)] = row.GetId(1),
            ("@line", agreement.Line));
        write.Find(
            "select name, group_id from buying_groups where line = @line and closed_at is null and name = any(@keys)",
            [.. arrivals.Select(arrival => arrival.Group?.Trim()).OfType<string>().Distinct()],
            row => named[row.GetString(0)] = row.GetId(1),
            ("@line", agreement.Line));
    }

    private LeadRecord Of(Arrival arrival, MatchedPerson person)
    {
        if (!current.TryGetValue(person.Id, out var lead) || (lead.State.Situation == Situation.Won && !arrival.OpensNoLead)) lead = current[person.Id] = Open(arrival, person);
        lead.ExternalId ??= arrival.ExternalId;
        arrival.Lead = lead.Id;
        if (!lead.State.IsOpen || person.OrganisationId is not { } organisation) return lead;
        var group = arrival.Group?.Trim() is { Length: > 0 } name ? GroupNamed(name, organisation) : lead.OrganisationId == organisation ? lead.GroupId : GroupOf(organisation);
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
        var refusal = lead.Decide(new OpenLead(agreement.Line, arrival.How) { Assumed = opened != now }, agreement, opened, import: import);
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

    private Guid GroupOf(Guid organisation)
    {
        if (!groups.TryGetValue(organisation, out var group)) groups[organisation] = group = Make(organisation, null);
        return group;
    }

    // Who is named to be in one group is, whatever his organisation is called.
    private Guid GroupNamed(string name, Guid organisation)
    {
        if (!named.TryGetValue(name, out var group)) named[name] = group = Make(organisation, name);
        return group;
    }

    private Guid Make(Guid organisation, string? name)
    {
        var group = desk.Ids.Next(now);
        newGroups.Add(group);
        newGroupRows.Add([group, organisation, agreement.Line, now, null, import, name]);
        return group;
    }
}
