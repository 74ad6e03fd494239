using System.Data.Common;
using System.Globalization;
using Ripen.Agreements;
using Ripen.Life;
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

    private static readonly List<int> Nowhere = [];
    private const string FactColumns = "at, origin, facts";
    private readonly KnownFacts facts = new(agreement.Plan);
    private readonly List<Dossier> pool = [];
    private readonly Dictionary<Guid, List<int>> byOwner = [];
    private readonly Dictionary<Guid, List<Dossier>> byGroup = [];
    private readonly List<(Dossier Lead, Instant At, int Kind)> strange = [];
    private int used;
    private Guid lastOwner;
    private List<int>? lastPlaces;

    /// <summary>What is known of each lead, in their order; sealed.</summary>
    /// <param name="leads">All of the agreement's line.</param>
    /// <param name="now">Touches discounted by then do not count.</param>
    /// <param name="areNeighbours">They are in the order of their persons, and few others lie between them: all that lies there is read in one go.</param>
    public IReadOnlyList<Dossier> Load(Session session, IReadOnlyList<LeadRecord> leads, DateTimeOffset now, bool areNeighbours = false)
    {
        used = 0;
        var dossiers = new Dossier[leads.Count];
        for (var i = 0; i < dossiers.Length; i++) dossiers[i] = Filled(leads[i]);
        Persons(session, leads, lead => dossiers[lead], now, areNeighbours);
        Shared(session, leads, dossiers);
        byGroup.Clear();
        if (agreement.Plan.HasGroupCriteria) Colleagues(session, leads, dossiers, now);
        for (var i = 0; i < used; i++) pool[i].Seal();
        return dossiers;
    }

    /// <summary>The others of the lead's buying group, as loaded last.</summary>
    public Dossier[] ColleaguesOf(LeadRecord lead, Dossier dossier) =>
        lead.GroupId is { } group && byGroup.TryGetValue(group, out var all) ? [.. all.Where(other => other != dossier)] : [];

    private Dossier Filled(LeadRecord lead)
    {
        if (used == pool.Count) pool.Add(new(agreement.Plan.Facts));
        var dossier = pool[used++];
        dossier.Clear();
        dossier.Id = lead.Id.ToString();
        (dossier.Pass, dossier.Stage, dossier.LastRejection) = (lead.State.Pass, (int)lead.State.Stage, lead.State.LastRejection);
        return dossier;
    }

    private void Persons(Session session, IReadOnlyList<LeadRecord> leads, Func<int, Dossier> dossierOf, DateTimeOffset now, bool areNeighbours = false)
    {
        Owners(leads, lead => lead.Id.Person);
        var merged = new List<(Guid Person, Guid Into)>();
        // In two comparisons: SQLite does not see that "between" leaves null out, and would not use the index.
        if (areNeighbours) Between("select person_id, merged_into from persons where merged_into >= @first and merged_into <= @last", row => merged.Add((row.GetId(0), row.GetId(1))));
        else session.Find("select person_id, merged_into from persons where merged_into = any(@keys)", byOwner.Keys, row => merged.Add((row.GetId(0), row.GetId(1))));
        foreach (var (person, into) in merged)
        {
            if (byOwner.TryGetValue(into, out var places)) byOwner[person] = places;
        }
        // Of neighbours only those are looked for who were merged into one and lie elsewhere.
        List<Guid> keys = areNeighbours ? [.. merged.Select(pair => pair.Person).Where(person => person < leads[0].Id.Person || person > leads[^1].Id.Person)] : [.. byOwner.Keys];
        Owned($"select person_id, {FactColumns} from person_facts where person_id {{0}} order by person_id, at, seq", row => Say(row, dossierOf));
        Owned("select person_id, at, kind from touches where person_id {0} and (discounted_at is null or discounted_at > @now) order by person_id, at, seq", row => Touched(row, dossierOf), ("@now", now));
        foreach (var (dossier, at, kind) in strange) dossier.Add(new Touch(at, agreement.KindOf(session, kind)));
        strange.Clear();

        void Owned(string sql, Action<DbDataReader> row, params ReadOnlySpan<(string Name, object? Value)> others)
        {
            if (areNeighbours) Between(string.Format(CultureInfo.InvariantCulture, sql, "between @first and @last"), row, others);
            session.Find(string.Format(CultureInfo.InvariantCulture, sql, "= any(@keys)"), keys, row, others);
        }

        void Between(string sql, Action<DbDataReader> row, params ReadOnlySpan<(string Name, object? Value)> others)
        {
            if (leads.Count > 0) session.Read(sql, row, [("@first", leads[0].Id.Person), ("@last", leads[^1].Id.Person), .. others]);
        }
    }

    private void Touched(DbDataReader row, Func<int, Dossier> dossierOf)
    {
        var (at, number) = (row.GetInstant(1), row.GetInt32(2));
        var isKnown = agreement.TryKindOf(number, out var kind);
        foreach (var lead in PlacesOf(row.GetId(0)))
        {
            if (isKnown) dossierOf(lead).Add(new Touch(at, kind));
            else strange.Add((dossierOf(lead), at, number));
        }
    }

    // The rows of one owner come one behind the other, so he is looked up once.
    private List<int> PlacesOf(Guid owner)
    {
        if (owner != lastOwner || lastPlaces is null) (lastOwner, lastPlaces) = (owner, byOwner.GetValueOrDefault(owner) ?? Nowhere);
        return lastPlaces;
    }

    // What is said of the organisation and of the purchase holds for all their leads.
    private void Shared(Session session, IReadOnlyList<LeadRecord> leads, IReadOnlyList<Dossier> dossiers)
    {
        Owners(leads, lead => lead.OrganisationId);
        session.Find($"select organisation_id, {FactColumns} from organisation_facts where organisation_id = any(@keys) order by organisation_id, at, seq", byOwner.Keys, row => Say(row, lead => dossiers[lead]));
        Owners(leads, lead => lead.GroupId);
        session.Find($"select group_id, {FactColumns} from group_facts where group_id = any(@keys) order by group_id, at, seq", byOwner.Keys, row => Say(row, lead => dossiers[lead]));
    }

    private void Colleagues(Session session, IReadOnlyList<LeadRecord> leads, Dossier[] dossiers, DateTimeOffset now)
    {
        // Colleagues often come together: whoever is loaded already is not loaded twice, and counts as he is, not as he was saved.
        var known = new Dictionary<LeadId, Dossier>(leads.Count);
        for (var i = 0; i < dossiers.Length; i++) known[leads[i].Id] = dossiers[i];
        var members = leads.Where(lead => lead.GroupId is not null && lead.State.IsOpen).ToList();
        session.Find(
            "select person_id, lead, line, version, pass, stage, organisation_id, group_id from leads where group_id = any(@keys) and ended is null order by group_id, person_id, lead",
            members.Select(lead => lead.GroupId!.Value).Distinct().ToList(),
            row =>
            {
                var colleague = LeadRecord.OfColleague(row);
                if (!known.ContainsKey(colleague.Id)) members.Add(colleague);
            });
        var chosen = members.GroupBy(member => member.GroupId!.Value).ToDictionary(group => group.Key, group => group.OrderBy(member => member.Id.Person).ThenBy(member => member.Id.Number).Take(MostColleagues + 1).ToList());
        var others = chosen.Values.SelectMany(group => group).Where(member => !known.ContainsKey(member.Id)).ToList();
        var theirs = others.ConvertAll(Filled);
        for (var i = 0; i < theirs.Count; i++) known[others[i].Id] = theirs[i];
        foreach (var (group, all) in chosen) byGroup[group] = all.ConvertAll(member => known[member.Id]);
        Persons(session, others, lead => theirs[lead], now);
        Shared(session, others, theirs);
    }

    // What is said of an organisation or a purchase holds for several, but is read once.
    private void Say(DbDataReader row, Func<int, Dossier> dossierOf)
    {
        var places = PlacesOf(row.GetId(0));
        if (places.Count == 0) return;
        var first = dossierOf(places[0]);
        var before = first.Statements.Length;
        facts.AddTo(first, row.GetUtf8(3), row.GetAt(1), (Origin)row.GetInt16(2));
        for (var i = 1; i < places.Count; i++)
        {
            foreach (ref readonly var statement in first.Statements[before..]) dossierOf(places[i]).Add(statement);
        }
    }

    private void Owners(IReadOnlyList<LeadRecord> leads, Func<LeadRecord, Guid?> ownerOf)
    {
        byOwner.Clear();
        lastPlaces = null;
        for (var i = 0; i < leads.Count; i++)
        {
            if (ownerOf(leads[i]) is not { } owner) continue;
            if (!byOwner.TryGetValue(owner, out var places)) byOwner[owner] = places = new(1);
            places.Add(i);
        }
    }
}
