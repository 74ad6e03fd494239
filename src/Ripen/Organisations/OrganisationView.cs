using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Organisations;

/// <summary>Somebody who works there.</summary>
/// <param name="Tells">The verdict in words.</param>
public sealed record OrganisationPerson(ShownLead Lead, string Tells);

/// <summary>Those of an organisation who consider the same purchase.</summary>
public sealed record OrganisationGroup(string Name, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, IReadOnlyList<ShownLead> Leads, BuyersKnown Buyers);

/// <summary>An organisation as its page shows it.</summary>
/// <param name="People">The most interested first; the closed ones behind.</param>
/// <param name="Facts">Null where no agreement is in force.</param>
/// <param name="Earlier">Where its line of time goes on.</param>
public sealed record OrganisationView(
    OrganisationRow Row, OrganisationSeller Seller, PageCount All, IReadOnlyList<OrganisationPerson> People, IReadOnlyList<OrganisationGroup> Groups, OrganisationFacts? Facts, IReadOnlyList<OrganisationEntry> TimeLine, string? Earlier)
{
    private const int MostPeople = 50;
    private const int MostTold = 200;
    private const int MostGroups = 10;
    private const int EntriesAPage = 40;

    /// <summary>A fact was just said.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Why somebody could not be named as its salesperson.</summary>
    public string? SellerError { get; init; }

    internal static (OrganisationView? View, HttpProblem? Problem) Of(Desk desk, Session session, ShownOrganisation shown, ListQuery query)
    {
        var (words, now) = (new LeadWording(desk, session), desk.Now);
        var agreement = desk.Agreements.InForce(session, Desk.MainLine, now);
        var catalogue = agreement?.Plan.Facts ?? FactCatalogue.Standard;
        // Those who did something lately are told of; of thousands nobody reads all.
        var leads = LeadStore.Select(
            session,
            "where organisation_id = @id and line = @line order by case when ended is null then 0 else 1 end, interest desc, person_id, lead limit @most", ("@id", shown.Id), ("@line", Desk.MainLine), ("@most", MostTold)).ConvertAll(words.Of);
        var people = leads.DistinctBy(lead => lead.Person).ToDictionary(lead => lead.Person, lead => (lead.Id, lead.Shown));
        var groups = GroupsOf(session, shown.Id, leads);
        var timeLine = new OrganisationTimeLine(session, people, words, new TimeLine(agreement?.Agreement, who => desk.Users.Named(session, who)?.Name ?? who)).Of(shown.Id, [.. groups.Select(group => group.Id)], query, EntriesAPage, out var next);
        if (query.Errors.Any) return (null, query.Errors.ToProblem());
        var telling = new LeadTelling(catalogue, desk.Settings.ZoneOf(session), now);
        var facts = agreement is null ? null : OrganisationFacts.Of(session, agreement, shown.Id, words, now);
        var all = PageCount.Of(session.Count("select count(*) from leads where organisation_id = @id and line = @line", ("@id", shown.Id), ("@line", Desk.MainLine)));
        return (new(
            OrganisationRow.Of(desk, session, [shown.Id])[0], OrganisationSeller.Of(desk, session, shown.Seller), all, [.. leads.Take(MostPeople).Select(lead => new OrganisationPerson(lead, telling.Of(lead)))], [.. groups.Select(group => group.Group)],
            facts, timeLine, next is null ? null : $"/organisations/{shown.Id}?cursor={Uri.EscapeDataString(next)}"), null);
    }

    private static List<(Guid Id, OrganisationGroup Group)> GroupsOf(Session session, Guid organisation, List<ShownLead> leads)
    {
        var groups = new List<(Guid, OrganisationGroup)>();
        session.Read(
            "select group_id, name, opened_at, closed_at from buying_groups where organisation_id = @id and line = @line order by case when closed_at is null then 0 else 1 end, opened_at desc limit @most",
            row =>
            {
                var members = leads.FindAll(lead => lead.BuyingGroup == row.GetId(0));
                var buyers = BuyersKnown.Of(members.Where(lead => lead.Open && lead.Findings is not null).Select(lead => lead.Findings!.Criteria));
                groups.Add((row.GetId(0), new(row.GetTextOrNull(1) ?? "Their purchase", row.GetAt(2), row.GetAtOrNull(3), members, buyers)));
            },
            ("@id", organisation),
            ("@line", Desk.MainLine),
            ("@most", MostGroups));
        return groups;
    }
}
