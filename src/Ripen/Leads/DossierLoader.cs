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

    private const string FactsOfPersons = "select person_id, at, origin, facts from person_facts where person_id";
    private const string TouchesOfPersons = "select person_id, at, kind from touches where (discounted_at is null or discounted_at > @now) and person_id";
    private static readonly List<int> Nowhere = [];
    private readonly KnownFacts facts = new(agreement.Plan);
    private readonly List<Dossier> pool = [];
    private readonly Dossier scratch = new(agreement.Plan.Facts);
    private readonly List<LeadRecord> everybody = [];
    private readonly Dictionary<Guid, List<int>> byOwner = [];
    private readonly Dictionary<Guid, List<Dossier>> byGroup = [];
    private readonly List<(Dossier Lead, Instant At, int Kind)> strange = [];
    private Guid lastOwner;
    private List<int>? lastPlaces;

    /// <summary>What is known of each lead, in their order; sealed. Good until the next call.</summary>
    /// <param name="leads">All of the agreement's line.</param>
    /// <param name="now">Touches discounted by then do not count.</param>
    /// <param name="fresh">What was recorded lately, so that new owners need not be asked for.</param>
    /// <param name="areNeighbours">They are in the order of their persons, and few others lie between them: all that lies there is read in one go.</param>
    public IReadOnlyList<Dossier> Load(Session session, IReadOnlyList<LeadRecord> leads, DateTimeOffset now, FreshRows? fresh = null, bool areNeighbours = false)
    {
        if (leads.Count == 0) return [];
        fresh ??= FreshRows.None;
        everybody.Clear();
        everybody.AddRange(leads);
        var chosen = agreement.Plan.HasGroupCriteria ? Colleagues(session, leads, fresh) : [];
        for (var i = 0; i < everybody.Count; i++) Fill(i);
        Gather(chosen);
        Persons(session, leads.Count, now, fresh, areNeighbours ? (leads[0].Id.Person, leads[^1].Id.Person) : null);
        Facts(session, "organisation_facts", "organisation_id", lead => lead.OrganisationId, now, fresh);
        Facts(session, "group_facts", "group_id", lead => lead.GroupId, now, fresh);
        for (var i = 0; i < everybody.Count; i++) pool[i].Seal();
        return pool.GetRange(0, leads.Count);
    }

    /// <summary>The others of the lead's buying group, as loaded last.</summary>
    public Dossier[] ColleaguesOf(LeadRecord lead, Dossier dossier) =>
        lead.GroupId is { } group && byGroup.TryGetValue(group, out var all) && all.Count > 1 ? [.. all.Where(other => other != dossier)] : [];

    private void Fill(int place)
    {
        if (place == pool.Count) pool.Add(new(agreement.Plan.Facts));
        var (dossier, lead) = (pool[place], everybody[place]);
        dossier.Clear();
        dossier.Id = lead.Id.ToString();
        (dossier.Pass, dossier.Stage, dossier.LastRejection) = (lead.State.Pass, (int)lead.State.Stage, lead.State.LastRejection);
    }

    /// <summary>
    /// Each group's members who count, and puts those among everybody who are not there. Colleagues often come together:
    /// whoever is there already counts as he is, not as he was saved.
    /// </summary>
    private List<LeadRecord> Colleagues(Session session, IReadOnlyList<LeadRecord> leads, FreshRows fresh)
    {
        var here = leads.Select(lead => lead.Id).ToHashSet();
        var members = leads.Where(lead => lead.GroupId is not null && lead.State.IsOpen).ToList();
        var groups = members.Select(lead => lead.GroupId!.Value).Where(group => !fresh.IsNew(group)).ToHashSet();
        session.Find(
            "select person_id, lead, line, version, pass, stage, organisation_id, group_id from leads where group_id = any(@keys) and ended is null",
            groups,
            row =>
            {
                var colleague = LeadRecord.OfColleague(row);
                if (!here.Contains(colleague.Id)) members.Add(colleague);
            });
        var chosen = members.GroupBy(member => member.GroupId).SelectMany(group => group.Count() <= MostColleagues
            ? group : group.OrderBy(member => member.Id.Person).ThenBy(member => member.Id.Number).Take(MostColleagues + 1)).ToList();
        everybody.AddRange(chosen.Where(member => !here.Contains(member.Id)));
        return chosen;
    }

    private void Gather(List<LeadRecord> chosen)
    {
        byGroup.Clear();
        if (chosen.Count == 0) return;
        var counts = chosen.Select(member => member.Id).ToHashSet();
        for (var i = 0; i < everybody.Count; i++)
        {
            if (everybody[i].GroupId is not { } group || !counts.Contains(everybody[i].Id)) continue;
            if (!byGroup.TryGetValue(group, out var all)) byGroup[group] = all = [];
            all.Add(pool[i]);
        }
    }

    private void Persons(Session session, int leads, DateTimeOffset now, FreshRows fresh, (Guid First, Guid Last)? between)
    {
        var asked = Owners(lead => lead.Id.Person, fresh);
        if (asked.Count > 0 && session.Single("select 1 from persons where merged_into is not null limit 1") is not null) AddMerged(session, asked);
        if (between is { } ends)
        {
            // Who lies elsewhere, a colleague or somebody merged into one of these, is asked for by himself.
            asked.RemoveAll(person => person.CompareTo(ends.First) >= 0 && person.CompareTo(ends.Last) <= 0);
            var values = new (string, object?)[] { ("@first", ends.First), ("@last", ends.Last), ("@now", now) };
            session.Read($"{FactsOfPersons} between @first and @last order by person_id, at, seq", Say, values.AsSpan(0, 2));
            session.Read($"{TouchesOfPersons} between @first and @last order by person_id, at, seq", Touched, values);
        }
        session.Find($"{FactsOfPersons} = any(@keys) order by person_id, at, seq", asked, Say);
        // Of colleagues mostly only what they said matters.
        if (!agreement.Plan.GroupReadsMoreThanFacts) asked.RemoveAll(person => byOwner[person].TrueForAll(place => place >= leads));
        session.Find($"{TouchesOfPersons} = any(@keys) order by person_id, at, seq", asked, Touched, ("@now", now));
        foreach (var (person, places) in byOwner)
        {
            foreach (var said in fresh.SaidOf(person))
            {
                foreach (var lead in places) facts.AddTo(pool[lead], said.Facts, said.At, said.Origin);
            }
        }
        foreach (var (person, at, kind) in fresh.Touches) Touched(person, Instant.From(at), kind);
        foreach (var (dossier, at, kind) in strange) dossier.Add(new Touch(at, agreement.KindOf(session, kind)));
        strange.Clear();
    }

    // What is said of an organisation and of a purchase holds for all their leads: read once for all of them.
    private void Facts(Session session, string table, string owner, Func<LeadRecord, Guid?> ownerOf, DateTimeOffset now, FreshRows fresh)
    {
        var asked = Owners(ownerOf, fresh);
        var (of, asOf) = (Guid.Empty, Instant.From(now));
        scratch.Clear();
        session.Find($"select {owner}, at, origin, facts from {table} where {owner} = any(@keys) order by {owner}, at, seq", asked, row =>
        {
            if (row.GetId(0) is var next && next != of) Hand(next);
            facts.AddTo(scratch, row.GetUtf8(3), row.GetAt(1), (Origin)row.GetInt16(2));
        });
        Hand(Guid.Empty);
        foreach (var fromNow in byOwner.Keys)
        {
            if (fresh.SaidOf(fromNow) is not { Count: > 0 } news) continue;
            of = fromNow;
            foreach (var said in news) facts.AddTo(scratch, said.Facts, said.At, said.Origin);
            Hand(Guid.Empty);
        }

        void Hand(Guid next)
        {
            if (!scratch.Statements.IsEmpty)
            {
                scratch.Seal();
                foreach (var lead in byOwner[of]) pool[lead].ShareCurrent(scratch, asOf);
                scratch.Clear();
            }
            of = next;
        }
    }

    // Persons who were merged into one of these are he.
    private void AddMerged(Session session, List<Guid> asked)
    {
        var merged = new List<(Guid Person, Guid Into)>();
        session.Find("select person_id, merged_into from persons where merged_into = any(@keys)", asked, row => merged.Add((row.GetId(0), row.GetId(1))));
        foreach (var (person, into) in merged)
        {
            byOwner[person] = byOwner[into];
            asked.Add(person);
        }
    }

    private void Touched(DbDataReader row) => Touched(row.GetId(0), row.GetInstant(1), row.GetInt32(2));

    private void Touched(Guid person, Instant at, int kind)
    {
        var isKnown = agreement.TryKindOf(kind, out var number);
        foreach (var lead in PlacesOf(person))
        {
            if (isKnown) pool[lead].Add(new Touch(at, number));
            else strange.Add((pool[lead], at, kind));
        }
    }

    private void Say(DbDataReader row)
    {
        foreach (var lead in PlacesOf(row.GetId(0))) facts.AddTo(pool[lead], row.GetUtf8(3), row.GetAt(1), (Origin)row.GetInt16(2));
    }

    // The rows of one owner come one behind the other, so he is looked up once.
    private List<int> PlacesOf(Guid owner)
    {
        if (owner != lastOwner || lastPlaces is null) (lastOwner, lastPlaces) = (owner, byOwner.GetValueOrDefault(owner) ?? Nowhere);
        return lastPlaces;
    }

    /// <summary>Whose leads stand where, and those who have to be asked for; of the others what is fresh is all there is.</summary>
    private List<Guid> Owners(Func<LeadRecord, Guid?> ownerOf, FreshRows fresh)
    {
        byOwner.Clear();
        lastPlaces = null;
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
        return asked;
    }
}

/// <summary>Rows recorded lately of owners who are new, so that all that is known of them is here.</summary>
internal sealed class FreshRows(IReadOnlySet<Guid> owners)
{
    public static readonly FreshRows None = new(new HashSet<Guid>());

    private static readonly List<FreshFacts> Nothing = [];
    private readonly Dictionary<Guid, List<FreshFacts>> facts = [];

    public List<(Guid Person, DateTimeOffset At, int Kind)> Touches { get; } = [];

    public bool IsNew(Guid owner) => owners.Contains(owner);

    /// <summary>What was said of a new owner, in the order in which it was recorded.</summary>
    public IReadOnlyList<FreshFacts> SaidOf(Guid owner) => facts.GetValueOrDefault(owner, Nothing);

    public void Add(Guid owner, FreshFacts said)
    {
        if (!facts.TryGetValue(owner, out var all)) facts[owner] = all = new(1);
        all.Add(said);
    }
}

/// <summary>What was said together.</summary>
internal readonly record struct FreshFacts(DateTimeOffset At, Origin Origin, IReadOnlyList<SaidFact> Facts);
