using System.Data.Common;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Organisations;

/// <summary>An organisation as the API shows it.</summary>
/// <param name="Seller">Who is responsible for it in Sales: a user's address; null: nobody is named.</param>
internal sealed record ShownOrganisation(Guid Id, string? Name, string? Domain, DateTimeOffset KnownAt, string? Seller);

/// <summary>What is changed of an organisation.</summary>
/// <param name="Seller">Somebody in Sales, by his address or a name he is known by; null: nobody.</param>
internal sealed record GivenOrganisation(string? Seller);

/// <summary><c>/api/v1/organisations</c>: list, get, their leads, what is known of them, and who is responsible for them.</summary>
internal static class OrganisationsApi
{
    private const string Columns = "organisation_id, name, domain, known_at, seller";

    private static readonly QueryWord[] Words =
    [
        new("q", "Its name begins so; punctuation and legal forms aside.", "orbis"), new("domain", "Its web domain.", "orbis-freight.com"), QueryWord.Limit, QueryWord.Cursor,
    ];

    public static void Map(RouteGroupBuilder api)
    {
        var organisations = api.MapGroup("/organisations").WithTags("Organisations");
        organisations.MapGet("", List).WithName("ListOrganisations").WithSummary("Organisations, in the order in which they became known").TakesQuery(Words);
        organisations.MapGet("/{organisation}", Get).WithName("GetOrganisation").WithSummary("One organisation").Fails(404);
        organisations.MapPatch("/{organisation}", ChangeAsync).WithName("ChangeOrganisation").WithSummary("Say who is responsible for an organisation in Sales")
            .WithDescription("What becomes ripe there goes to that salesperson first. null takes him away; what he has already stays with him.").Fails(404).WithExample("""{"seller":"lena"}""");
        organisations.MapGet("/{organisation}/leads", Leads).WithName("ListOrganisationLeads").WithSummary("The leads of an organisation").TakesQuery([.. LeadList.Words.Where(word => word.Name != "organisation")]).Fails(404);
        organisations.MapGet("/{organisation}/facts", Facts).WithName("ListOrganisationFacts").WithSummary("What was said of an organisation, with both times and origins, the latest first").TakesQuery(LeadHistory.Words).Fails(404);
        organisations.MapPost("/{organisation}/facts", AddFactsAsync).WithName("AddOrganisationFacts").WithSummary("Say what is known of an organisation by now")
            .WithDescription("Nothing is overwritten: of two statements the later one counts. null forgets. Its leads are judged again by and by.").Fails(404)
            .WithExample("""{"by":"enrichment","facts":{"employees":"500-1000","industry":"Logistics"}}""");
    }

    private static Answer<Page<ShownOrganisation>> List(ListQuery query, Desk desk)
    {
        var (conditions, values) = (new List<string> { "merged_into is null" }, new List<(string, object?)>());
        OrganisationSearch.Add(query, conditions, values);
        var limit = query.Limit;
        if (query.After(1) is { } after && Guid.TryParse(after[0], out var last))
        {
            conditions.Add("organisation_id > @after");
            values.Add(("@after", last));
        }
        if (query.Errors.Any) return query.Errors.ToProblem();
        values.Add(("@most", limit + 1));
        var found = new List<ShownOrganisation>();
        using var session = desk.Database.Read();
        session.Read($"select {Columns} from organisations where {string.Join(" and ", conditions)} order by organisation_id limit @most", row => found.Add(Of(row)), [.. values]);
        return new Page<ShownOrganisation>([.. found.Take(limit)], found.Count > limit ? Cursor.Write(query.List, found[limit - 1].Id.ToString()) : null);
    }

    private static Answer<ShownOrganisation> Get(string organisation, Desk desk)
    {
        using var session = desk.Database.Read();
        return Find(session, organisation) is { } found ? found : HttpProblem.NotFound("organisation");
    }

    private static async Task<Answer<ShownOrganisation>> ChangeAsync(string organisation, Body<GivenOrganisation> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        return await request.DoAsync<ShownOrganisation>(write =>
        {
            if (Find(write, organisation) is not { } found) return HttpProblem.NotFound("organisation");
            return OrganisationSeller.Set(request.Desk, write, request.Caller, found, body.Value!.Seller) is { } problem ? problem : Find(write, organisation)!;
        });
    }

    private static Answer<Page<ShownLead>> Leads(string organisation, ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return Find(session, organisation) is { } found ? LeadList.Of(desk, query, found.Id) : HttpProblem.NotFound("organisation");
    }

    private static Answer<Page<ShownEntry>> Facts(string organisation, ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return Find(session, organisation) is { } found ? LeadHistory.FactsOf(desk, session, "organisation", found.Id, query) : HttpProblem.NotFound("organisation");
    }

    private static async Task<Answer<ShownOrganisation>> AddFactsAsync(string organisation, Body<GivenChange> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        return await request.DoAsync<ShownOrganisation>(write =>
        {
            if (Find(write, organisation) is not { } found) return HttpProblem.NotFound("organisation");
            var errors = new FieldErrors();
            if (new LeadArrivals(request.Desk, write).Of(Guid.Empty, Desk.MainLine, body.Value!, FactOwner.Organisation, errors) is not { } said) return errors.ToProblem();
            SaidOfOrganisation.Record(request.Desk, write, found.Id, said.Facts);
            return found;
        });
    }

    /// <summary>The organisation of an address, or the one it was merged into; null where there is none.</summary>
    public static ShownOrganisation? Find(Session session, string organisation)
    {
        ShownOrganisation? found = null;
        if (!Guid.TryParse(organisation, out var id)) return null;
        session.Read($"select {Columns} from organisations where organisation_id = (select coalesce(merged_into, organisation_id) from organisations where organisation_id = @id)", row => found = Of(row), ("@id", id));
        return found;
    }

    private static ShownOrganisation Of(DbDataReader row) => new(row.GetId(0), row.GetTextOrNull(1), row.GetTextOrNull(2), row.GetAt(3), row.GetTextOrNull(4));
}
