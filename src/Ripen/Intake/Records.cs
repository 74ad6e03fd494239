using System.Runtime.InteropServices;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Intake;

/// <summary>The rows of touches and facts of one batch. Facts go to whom they are of; while a person's organisation is unknown, all are kept with him.</summary>
internal sealed class Records(Desk desk, Write write, DateTimeOffset now, int? import, IReadOnlySet<Guid> newOwners)
{
    private readonly List<object?[]> touches = [];
    private readonly List<object?[]> personFacts = [];
    private readonly List<object?[]> organisationFacts = [];
    private readonly List<object?[]> groupFacts = [];
    // What somebody did a week ago is history: nobody waits for an answer any more.
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);
    private readonly Dictionary<LeadRecord, HashSet<string>> touched = [];
    private readonly HashSet<Guid> spokenOf = [];
    private readonly HashSet<Guid> spoke = [];
    private readonly HashSet<Guid> organisations = [];
    private readonly List<SaidFact> said = [];

    /// <summary>What was recorded of owners who are new.</summary>
    public FreshRows Fresh { get; } = new(newOwners);

    /// <summary>Whether the person did something.</summary>
    public bool WasTouched(LeadRecord lead) => touched.ContainsKey(lead);

    /// <summary>What the person did just now, by kind; of imported history nothing.</summary>
    public IReadOnlyCollection<string> DoneBy(LeadRecord lead) => touched.GetValueOrDefault(lead) ?? [];

    /// <summary>Whether something was said of the purchase or the organisation of a group.</summary>
    public bool SaidOf(Guid group) => spokenOf.Contains(group);

    /// <summary>Whether something was said by or about somebody of a group.</summary>
    public bool SaidBy(Guid group) => spoke.Contains(group);

    /// <summary>The organisations of which something was said.</summary>
    public IReadOnlySet<Guid> SaidOfOrganisations => organisations;

    public void Add(Arrival arrival, LeadRecord lead)
    {
        foreach (var touch in arrival.Touches)
        {
            if (!touch.WasSeen && (arrival.IsNewLead || !touch.IsForNewLeads)) Add(touch, arrival, lead);
        }
        if (arrival.Touches.Count == 0) lead.Source ??= desk.Sources.NumberOf(write, arrival.Source, now);
        if (arrival.Touches.Count == 0) lead.Campaign ??= desk.Campaigns.NumberOf(write, arrival.Campaign, now);
        if (arrival.Facts.Count > 0) AddFacts(arrival, lead);
    }

    public void Write()
    {
        write.Insert(Tables.Touches, touches);
        write.Insert(Tables.PersonFacts, personFacts);
        write.Insert(Tables.OrganisationFacts, organisationFacts);
        write.Insert(Tables.GroupFacts, groupFacts);
    }

    private void Add(ArrivedTouch touch, Arrival arrival, LeadRecord lead)
    {
        var source = desk.Sources.NumberOf(write, touch.Source ?? arrival.Source, now);
        var campaign = desk.Campaigns.NumberOf(write, touch.Campaign ?? arrival.Campaign, now);
        var knownAt = touch.KnownAt ?? (touch.IsAssumed || import is not null ? touch.At : now);
        var kind = desk.Kinds.NumberOf(write, touch.Kind, now) ?? desk.Kinds.NumberOf(write, "other", now)!.Value;
        if (Fresh.IsNew(lead.Id.Person)) Fresh.Touches.Add((lead.Id.Person, touch.At, kind));
        var offer = desk.Offers.NumberOf(write, touch.Offer, now);
        touches.Add(
        [
            lead.Id.Person, touch.At, desk.Recorded.Next(now), knownAt, kind, source, campaign, offer, touch.Page,
            touch.IsAssumed || (touch.KnownAt is null && import is not null), import, null, touch.Seconds,
        ]);
        lead.Touched(touch.At, source, campaign, offer);
        if (arrival.IsOurDoing || desk.Kinds.IsOurs(write, kind, touch.Kind)) return;
        if (!touched.TryGetValue(lead, out var kinds)) touched[lead] = kinds = [];
        if (import is null && touch.At > now - Recent) kinds.Add(desk.Kinds.CountsAs(write, kind, touch.Kind));
    }

    // What was said of one owner at one time by one origin is one row.
    private void AddFacts(Arrival arrival, LeadRecord lead)
    {
        var saidIn = arrival.Touches.Count > 0 && import is null ? desk.Kinds.NumberOf(write, arrival.Touches[0].Kind, now) : null;
        var facts = arrival.Facts;
        for (var i = 0; i < facts.Count; i++)
        {
            if (IsLater(facts, i, lead)) continue;
            said.Clear();
            for (var j = i; j < facts.Count; j++)
            {
                if (IsTogether(facts[i], facts[j], lead)) said.Add(new(facts[j].Fact, facts[j].Value));
            }
            AddRow(facts[i], lead, saidIn);
        }
    }

    private void AddRow(in ArrivedFact fact, LeadRecord lead, int? saidIn)
    {
        var json = FactsJson.Write(CollectionsMarshal.AsSpan(said));
        var (at, seq, isAssumed, origin) = (fact.LearnedAt, desk.Recorded.Next(now), fact.IsAssumed, (int)fact.Origin);
        var knownAt = fact.KnownAt ?? (isAssumed && at < now ? at : now);
        var of = OwnerOf(fact, lead);
        var owner = of switch { FactOwner.Organisation => lead.OrganisationId, FactOwner.Purchase => lead.GroupId, _ => null } ?? lead.Id.Person;
        if (Fresh.IsNew(owner)) Fresh.Add(owner, new(at, fact.Origin, said.ToArray()));
        switch (of)
        {
            case FactOwner.Organisation:
                organisations.Add(owner);
                organisationFacts.Add([owner, at, seq, knownAt, origin, saidIn, isAssumed, import, lead.Id.Person, json]);
                break;
            case FactOwner.Purchase:
                groupFacts.Add([owner, at, seq, knownAt, origin, saidIn, isAssumed, import, lead.Id.Person, json]);
                break;
            default:
                personFacts.Add([owner, at, seq, knownAt, origin, saidIn, isAssumed, import, json]);
                break;
        }
        if (lead.GroupId is not { } group) return;
        spoke.Add(group);
        if (fact.Of != FactOwner.Person) spokenOf.Add(group);
    }

    private static FactOwner OwnerOf(in ArrivedFact fact, LeadRecord lead) => fact.Of switch
    {
        FactOwner.Organisation when lead.OrganisationId is not null => FactOwner.Organisation,
        FactOwner.Purchase when lead.GroupId is not null => FactOwner.Purchase,
        _ => FactOwner.Person,
    };

    private static bool IsLater(List<ArrivedFact> facts, int place, LeadRecord lead)
    {
        for (var i = 0; i < place; i++)
        {
            if (IsTogether(facts[i], facts[place], lead)) return true;
        }
        return false;
    }

    private static bool IsTogether(in ArrivedFact a, in ArrivedFact b, LeadRecord lead) =>
        OwnerOf(a, lead) == OwnerOf(b, lead) && a.LearnedAt == b.LearnedAt && a.Origin == b.Origin && a.IsAssumed == b.IsAssumed;
}
