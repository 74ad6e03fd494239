using Ripen.Agreements;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Judges leads of one line under one agreement, one or many at a time: what is known is loaded, the core judges, and the
/// finding is a command like any other. The only place where the desk judges. Not for several threads at once.
/// </summary>
internal sealed class Judging
{
    private readonly AgreementInForce agreement;
    private readonly AgreementStore versions;
    private readonly DossierLoader loader;
    private readonly Judge judge;
    private readonly StandsUntil standsUntil;
    private readonly OneAnswerAway oneAnswerAway;

    /// <param name="versions">Where other versions are, under which leads were judged before.</param>
    public Judging(AgreementInForce agreement, AgreementStore versions)
    {
        (this.agreement, this.versions) = (agreement, versions);
        loader = new(agreement);
        judge = new(agreement.Plan);
        standsUntil = new(agreement.Plan);
        oneAnswerAway = new(agreement.Plan, judge);
    }

    public AgreementInForce Agreement => agreement;

    /// <summary>Judges open leads and takes the findings into them; they are to be saved.</summary>
    /// <param name="fresh">What was recorded lately of owners who are new.</param>
    /// <param name="import">The import that made it necessary.</param>
    /// <param name="areNeighbours">They are in the order of their persons, and lie one behind the other.</param>
    public void Judge(Session session, IReadOnlyList<LeadRecord> leads, DateTimeOffset now, FreshRows? fresh = null, int? import = null, bool areNeighbours = false)
    {
        var dossiers = loader.Load(session, leads, now, fresh, areNeighbours);
        for (var i = 0; i < leads.Count; i++)
        {
            var colleagues = agreement.Plan.HasGroupCriteria ? loader.ColleaguesOf(leads[i], dossiers[i]) : [];
            Take(session, leads[i], dossiers[i], colleagues, now, import);
        }
    }

    /// <summary>Judges a lead of which everything that is known is given.</summary>
    public void Take(Session session, LeadRecord lead, Dossier dossier, ReadOnlySpan<Dossier> colleagues, DateTimeOffset now, int? import = null)
    {
        var asOf = Instant.From(now);
        var outcome = judge.Of(dossier, asOf, colleagues);
        var gaps = LeadGaps.Of(judge, oneAnswerAway.Of(dossier, asOf, colleagues, outcome));
        var findings = Findings.Of(outcome, agreement.Version);
        if (lead.State.Findings is { } last && last.Agreement != agreement.Version && findings.In(agreement.Agreement, versions.Compiled(session, agreement.Line, last.Agreement)) == last) findings = last;
        var isNews = lead.State.IsResting && outcome.IsHandover && IsByProspect(session, lead);
        if (lead.Decide(new RecordJudgement(findings, isNews), agreement, now, import: import) is { } refusal)
            throw new InvalidOperationException($"Lead {lead.Id} could not be judged: {refusal.Sentence}");
        lead.JudgedUnder = agreement.Version;
        (lead.Tenths, lead.JudgedAt, lead.StandsUntil) = ((int)Math.Clamp(outcome.Tenths, int.MinValue, int.MaxValue), now, standsUntil.Of(dossier, asOf, colleagues));
        lead.Gaps = gaps;
        Show(lead, dossier, asOf);
    }

    /// <summary>The places of the agreement's routes that hold for a lead, from the top.</summary>
    public IReadOnlyList<int> RoutesThatHold(Session session, LeadRecord lead, DateTimeOffset now)
    {
        if (agreement.Plan.Roots.Routes.Length == 0) return [];
        var dossier = loader.Load(session, [lead], now)[0];
        judge.Of(dossier, Instant.From(now), agreement.Plan.HasGroupCriteria ? loader.ColleaguesOf(lead, dossier) : []);
        return [.. Enumerable.Range(0, agreement.Plan.Roots.Routes.Length).Where(place => judge.Truths[agreement.Plan.Roots.Routes[place]] == Truth.True)];
    }

    /// <summary>What lists show of it.</summary>
    private static void Show(LeadRecord lead, Dossier dossier, Instant asOf)
    {
        lead.Name = Shown(dossier, FactCatalogue.Name, asOf);
        lead.Email = Shown(dossier, FactCatalogue.Email, asOf);
        lead.JobTitle = Shown(dossier, FactCatalogue.JobTitle, asOf);
        lead.Organisation = Shown(dossier, Organisation, asOf) ?? Shown(dossier, Domain, asOf);
        lead.Country = Shown(dossier, FactCatalogue.Country, asOf) ?? Shown(dossier, FactCatalogue.OrganisationCountry, asOf);
        lead.Industry = Shown(dossier, Industry, asOf);
        // Of a range its lower end.
        lead.Employees = dossier.Current(Employees, asOf) is >= 0 and var known && dossier.Statements[known] is { Saying: not Saying.Forgotten } said ? (long)Math.Clamp(said.Value.Low, 0, int.MaxValue) : null;
        lead.IsShownAnew = true;
    }

    private static readonly int Organisation = FactCatalogue.Standard.PlaceOf("organisation");
    private static readonly int Domain = FactCatalogue.Standard.PlaceOf("domain");
    private static readonly int Industry = FactCatalogue.Standard.PlaceOf("industry");
    private static readonly int Employees = FactCatalogue.Standard.PlaceOf("employees");

    private static string? Shown(Dossier dossier, int fact, Instant asOf)
    {
        var index = dossier.Current(fact, asOf);
        return index < 0 || dossier.Statements[index].Saying == Saying.Forgotten ? null : dossier.Statements[index].Shown;
    }

    // A rest ends through what the prospect did or what became known after the pass began, not through time alone.
    private static bool IsByProspect(Session session, LeadRecord lead)
    {
        // A pass begins with a second of which it is not known what came before; what came with it is not news.
        var began = ("@began", (object?)lead.State.PassBegan.Plus(1));
        var news = session.Count(
            """
            select (select count(*) from touches t join kinds k on k.kind = t.kind left join kinds i on i.kind = k.into_kind where t.person_id = @person and t.known_at >= @began and t.discounted_at is null and not coalesce(i.is_ours, k.is_ours))
                 + (select count(*) from person_facts where person_id = @person and known_at >= @began)
                 + (select count(*) from group_facts where group_id = @group and known_at >= @began)
            """,
            ("@person", lead.Id.Person), ("@group", lead.GroupId ?? Guid.Empty), began);
        if (news > 0 || lead.OrganisationId is not { } organisation) return news > 0;
        // Whoever comes from the same company names it; that is no news of it.
        var isNews = false;
        session.Read(
            "select facts from organisation_facts where organisation_id = @organisation and known_at >= @began",
            row => isNews |= FactsJson.Read(row.GetString(0)).Any(said => said.Fact != "organisation"),
            ("@organisation", organisation), began);
        return isNews;
    }
}
