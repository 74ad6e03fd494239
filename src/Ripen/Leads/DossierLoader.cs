using System.Data.Common;
using Ripen.Agreements;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Loads what is known of many leads at a time: what was said by and about the person, the organisation and the purchase,
/// the touches, and the colleagues of the buying group. The dossiers are its own and are filled anew by the next call.
/// Not for several threads at once.
/// </summary>
internal sealed class DossierLoader(AgreementInForce agreement)
{
    /// <summary>So many colleagues are looked at; in larger groups the first ones.</summary>
    public const int MostColleagues = 200;

    private readonly KnownFacts facts = new(agreement.Plan);
    private readonly List<Dossier> pool = [];
    private readonly Dossier scratch = new(agreement.Plan.Facts);
    private readonly List<LeadRecord> everybody = [];
    private readonly Dictionary<Guid, List<int>> byOwner = [];
    private readonly Dictionary<Guid, List<Dossier>> byGroup = [];
    private readonly List<(Dossier Lead, Instant At, int Kind)> strange = [];

    /// <summary>What is known of each lead, in their order; sealed. Good until the next call.</summary>
    /// <param name="leads">All of the agreement's line.</param>
    /// <param name="now">Touches discounted by then do not count.</param>
    /// <param name="fresh">What was recorded lately, so that new owners need not be asked for.</param>
    public IReadOnlyList<Dossier> Load(Session session, IReadOnlyList<LeadRecord> leads, DateTimeOffset now, FreshRows? fresh = null)
    {
        fresh ??= FreshRows.None;
        everybody.Clear();
        byGroup.Clear();
        everybody.AddRange(leads);
        if (agreement.Plan.HasGroupCriteria) AddColleagues(session, leads, fresh);
        for (var i = 0; i < everybody.Count; i++) Fill(i);
        Persons(session, now, fresh);
        Facts(session, "organisation_facts", "organisation_id", lead => lead.OrganisationId, fresh);
        Facts(session, "group_facts", "group_id", lead => lead.GroupId, fresh);
        for (var i = 0; i < everybody.Count; i++) pool[i].Seal();
        return pool.GetRange(0, leads.Count);
    }

    /// <summary>The others of the lead's buying group, as loaded last.</summary>
    public Dossier[] ColleaguesOf(LeadRecord lead, Dossier dossier)
    {
        if (lead.GroupId is not { } group || !byGroup.TryGetValue(group, out var all) || all.Count < 2) return [];
        return [.. all.Where(other => other != dossier).Take(MostColleagues)];
    }

    private void Fill(int place)
    {
        if (place == pool.Count) pool.Add(new(agreement.Plan.Facts));
        var (dossier, lead) = (pool[place], everybody[place]);
        dossier.Clear();
        dossier.Id = lead.Id.ToString();
        (dossier.Pass, dossier.Stage, dossier.LastRejection) = (lead.State.Pass, (int)lead.State.Stage, lead.State.LastRejection);
        if (lead.GroupId is not { } group || !agreement.Plan.HasGroupCriteria) return;
        if (!byGroup.TryGetValue(group, out var all)) byGroup[group] = all = [];
        all.Add(dossier);
    }

    private void AddColleagues(Session session, IReadOnlyList<LeadRecord> leads, FreshRows fresh)
    {
        var here = leads.Select(lead => lead.Id).ToHashSet();
        var groups = new Dictionary<Guid, int>();
        var organisations = new HashSet<Guid>();
        foreach (var lead in leads)
        {
            if (lead.GroupId is { } group && !fresh.IsNew(group) && groups.TryAdd(group, 0)) organisations.Add(lead.OrganisationId!.Value);
        }
        session.Find(
            "select person_id, lead, line, version, pass, stage, organisation_id, group_id from leads where organisation_id = any(@keys) and ended is null order by organisation_id, person_id, lead",
            organisations,
            row =>
            {
                var colleague = LeadRecord.OfColleague(row);
                if (colleague.GroupId is not { } group || !groups.TryGetValue(group, out var count) || count == MostColleagues || here.Contains(colleague.Id)) return;
                groups[group] = count + 1;
                everybody.Add(colleague);
            });
    }

    private void Persons(Session session, DateTimeOffset now, FreshRows fresh)
    {
        var asked = Owners(lead => lead.Id.Person, fresh);
        AddMerged(session, asked);
        session.Find("select person_id, at, origin, facts from person_facts where person_id = any(@keys) order by person_id, at, seq", asked, Say);
        session.Find("select person_id, at, kind, discounted_at from touches where person_id = any(@keys) order by person_id, at, seq", asked, row =>
        {
            if (!(row.GetAtOrNull(3) <= now)) Touched(row.GetId(0), row.GetInstant(1), row.GetInt32(2));
        });
        foreach (var (person, at, kind) in fresh.Touches) Touched(person, Instant.From(at), kind);
        foreach (var (dossier, at, kind) in strange) dossier.Add(new Touch(at, agreement.KindOf(session, kind)));
        strange.Clear();
    }

    // What is said of an organisation and of a purchase holds for all their leads.
    private void Facts(Session session, string table, string owner, Func<LeadRecord, Guid?> ownerOf, FreshRows fresh)
    {
        var asked = Owners(ownerOf, fresh);
        var (of, shared) = (Guid.Empty, (Dossier?)null);
        session.Find($"select {owner}, at, origin, facts from {table} where {owner} = any(@keys) order by {owner}, at, seq", asked, row =>
        {
            if (row.GetId(0) is var next && next != of) Hand(next);
            facts.AddTo(shared!, row.GetString(3), row.GetAt(1), (Origin)row.GetInt16(2));
        });
        Hand(Guid.Empty);

        // Read once for all their leads.
        void Hand(Guid next)
        {
            if (shared is not null)
            {
                foreach (var lead in byOwner[of]) pool[lead].Share(shared.Statements);
            }
            (of, shared) = (next, scratch);
            shared.Clear();
        }
    }

    // Persons who were merged into one of these are he.
    private void AddMerged(Session session, List<Guid> asked)
    {
        if (asked.Count == 0 || session.Single("select 1 from persons where merged_into is not null limit 1") is null) return;
        var merged = new List<(Guid Person, Guid Into)>();
        session.Find("select person_id, merged_into from persons where merged_into = any(@keys)", asked, row => merged.Add((row.GetId(0), row.GetId(1))));
        foreach (var (person, into) in merged)
        {
            byOwner[person] = byOwner[into];
            asked.Add(person);
        }
    }

    private void Touched(Guid person, Instant at, int kind)
    {
        if (!byOwner.TryGetValue(person, out var leads)) return;
        var isKnown = agreement.TryKindOf(kind, out var number);
        foreach (var lead in leads)
        {
            if (isKnown) pool[lead].Add(new Touch(at, number));
            else strange.Add((pool[lead], at, kind));
        }
    }

    private void Say(DbDataReader row) => Say(row.GetId(0), row.GetAt(1), (Origin)row.GetInt16(2), row.GetString(3));

    private void Say(Guid owner, DateTimeOffset at, Origin origin, string said)
    {
        foreach (var lead in byOwner[owner]) facts.AddTo(pool[lead], said, at, origin);
    }

    /// <summary>Whose leads stand where, and those who have to be asked for; of the others what is fresh is all there is.</summary>
    private List<Guid> Owners(Func<LeadRecord, Guid?> ownerOf, FreshRows fresh)
    {
        byOwner.Clear();
        var asked = new List<Guid>();
        for (var i = 0; i < everybody.Count; i++)
        {
            if (ownerOf(everybody[i]) is not { } owner) continue;
            if (!byOwner.TryGetValue(owner, out var places))
            {
                byOwner[owner] = places = new(1);
                if (!fresh.IsNew(owner)) asked.Add(owner);
            }
            places.Add(i);
        }
        foreach (var (owner, at, origin, said) in fresh.Facts)
        {
            if (byOwner.ContainsKey(owner)) Say(owner, at, origin, said);
        }
        return asked;
    }
}

/// <summary>Rows recorded lately of owners who are new, so that all that is known of them is here.</summary>
internal sealed class FreshRows(IReadOnlySet<Guid> owners)
{
    public static readonly FreshRows None = new(new HashSet<Guid>());

    public List<(Guid Owner, DateTimeOffset At, Origin Origin, string Facts)> Facts { get; } = [];

    public List<(Guid Person, DateTimeOffset At, int Kind)> Touches { get; } = [];

    public bool IsNew(Guid owner) => owners.Contains(owner);
}
