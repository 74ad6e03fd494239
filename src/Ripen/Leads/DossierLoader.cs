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

    private const string FactColumns = "at, origin, facts";
    private readonly KnownFacts facts = new(agreement.Plan);
    private readonly List<Dossier> pool = [];
    private readonly Dictionary<Guid, List<int>> byOwner = [];
    private readonly Dictionary<Guid, List<Dossier>> byGroup = [];
    private readonly List<(Dossier Lead, Instant At, int Kind)> strange = [];
    private int used;

    /// <summary>What is known of each lead, in their order; sealed.</summary>
    /// <param name="leads">All of the agreement's line.</param>
    /// <param name="now">Touches discounted by then do not count.</param>
    public IReadOnlyList<Dossier> Load(Session session, IReadOnlyList<LeadRecord> leads, DateTimeOffset now)
    {
        used = 0;
        var dossiers = new Dossier[leads.Count];
        for (var i = 0; i < dossiers.Length; i++) dossiers[i] = Filled(leads[i]);
        Persons(session, leads, lead => dossiers[lead], now);
        Shared(session, leads, dossiers);
        byGroup.Clear();
        if (agreement.Plan.HasGroupCriteria) Colleagues(session, leads, now);
        for (var i = 0; i < used; i++) pool[i].Seal();
        return dossiers;
    }

    /// <summary>The others of the lead's buying group, as loaded last.</summary>
    public Dossier[] ColleaguesOf(LeadRecord lead, Dossier dossier) =>
        lead.GroupId is { } group && byGroup.TryGetValue(group, out var all) ? [.. all.Where(other => other.Id != dossier.Id)] : [];

    private Dossier Filled(LeadRecord lead)
    {
        if (used == pool.Count) pool.Add(new(agreement.Plan.Facts));
        var dossier = pool[used++];
        dossier.Clear();
        dossier.Id = lead.Id.ToString();
        (dossier.Pass, dossier.Stage, dossier.LastRejection) = (lead.State.Pass, (int)lead.State.Stage, lead.State.LastRejection);
        return dossier;
    }

    private void Persons(Session session, IReadOnlyList<LeadRecord> leads, Func<int, Dossier> dossierOf, DateTimeOffset now)
    {
        Owners(leads, lead => lead.Id.Person);
        var merged = new List<(Guid Person, Guid Into)>();
        session.Find("select person_id, merged_into from persons where merged_into = any(@keys)", byOwner.Keys, row => merged.Add((row.GetId(0), row.GetId(1))));
        foreach (var (person, into) in merged) byOwner[person] = byOwner[into];
        session.Find($"select person_id, {FactColumns} from person_facts where person_id = any(@keys) order by person_id, at, seq", byOwner.Keys, row => Say(row, dossierOf));
        session.Find("select person_id, at, kind, discounted_at from touches where person_id = any(@keys) order by person_id, at, seq", byOwner.Keys, row => Touched(row, dossierOf, now));
        foreach (var (dossier, at, kind) in strange) dossier.Add(new Touch(at, agreement.KindOf(session, kind)));
        strange.Clear();
    }

    private void Touched(DbDataReader row, Func<int, Dossier> dossierOf, DateTimeOffset now)
    {
        if (row.GetAtOrNull(3) <= now) return;
        var (at, number) = (row.GetInstant(1), row.GetInt32(2));
        var isKnown = agreement.TryKindOf(number, out var kind);
        foreach (var lead in byOwner[row.GetId(0)])
        {
            if (isKnown) dossierOf(lead).Add(new Touch(at, kind));
            else strange.Add((dossierOf(lead), at, number));
        }
    }

    // What is said of the organisation and of the purchase holds for all their leads.
    private void Shared(Session session, IReadOnlyList<LeadRecord> leads, IReadOnlyList<Dossier> dossiers)
    {
        Owners(leads, lead => lead.OrganisationId);
        session.Find($"select organisation_id, {FactColumns} from organisation_facts where organisation_id = any(@keys) order by organisation_id, at, seq", byOwner.Keys, row => Say(row, lead => dossiers[lead]));
        Owners(leads, lead => lead.GroupId);
        session.Find($"select group_id, {FactColumns} from group_facts where group_id = any(@keys) order by group_id, at, seq", byOwner.Keys, row => Say(row, lead => dossiers[lead]));
    }

    private void Colleagues(Session session, IReadOnlyList<LeadRecord> leads, DateTimeOffset now)
    {
        var groups = leads.Select(lead => lead.GroupId).OfType<Guid>().Distinct().ToList();
        var members = new List<LeadRecord>();
        session.Find(
            "select person_id, lead, line, version, pass, stage, organisation_id, group_id from leads where group_id = any(@keys) and ended is null order by group_id, person_id, lead",
            groups,
            row => members.Add(LeadRecord.OfColleague(row)));
        // Those who are judged together may not be written yet, or lie in another group there.
        var given = leads.Select(lead => lead.Id).ToHashSet();
        members.RemoveAll(member => given.Contains(member.Id));
        members.AddRange(leads.Where(lead => lead.GroupId is not null && lead.State.IsOpen));
        members = [.. members.OrderBy(member => member.Id.ToString(), StringComparer.Ordinal).GroupBy(member => member.GroupId).SelectMany(group => group.Take(MostColleagues + 1))];
        var dossiers = members.ConvertAll(Filled);
        foreach (var (member, dossier) in members.Zip(dossiers))
        {
            if (!byGroup.TryGetValue(member.GroupId!.Value, out var all)) byGroup[member.GroupId.Value] = all = [];
            all.Add(dossier);
        }
        Persons(session, members, lead => dossiers[lead], now);
        Shared(session, members, dossiers);
    }

    private void Say(DbDataReader row, Func<int, Dossier> dossierOf)
    {
        foreach (var lead in byOwner[row.GetId(0)]) facts.AddTo(dossierOf(lead), row.GetString(3), row.GetAt(1), (Origin)row.GetInt16(2));
    }

    private void Owners(IReadOnlyList<LeadRecord> leads, Func<LeadRecord, Guid?> ownerOf)
    {
        byOwner.Clear();
        for (var i = 0; i < leads.Count; i++)
        {
            if (ownerOf(leads[i]) is not { } owner) continue;
            if (!byOwner.TryGetValue(owner, out var places)) byOwner[owner] = places = new(1);
            places.Add(i);
        }
    }
}
