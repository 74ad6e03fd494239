using System.Text.Json;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Organisations;

/// <summary><c>/organisations/{organisation}</c>: one organisation, saying by now what is known of it, and who is responsible for it.</summary>
internal static class OrganisationPages
{
    private const string What = "organisation";
    private static readonly QueryWord[] Words = [QueryWord.Cursor];

    public static void Map(WebApplication app)
    {
        app.MapGet("/organisations/{organisation}", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words).ExcludeFromDescription();
        app.MapGet("/organisations/{organisation}/facts/{fact}", GetFact).ExcludeFromDescription();
        app.MapPost("/organisations/{organisation}/facts", SayAsync).ExcludeFromDescription();
        app.MapPost("/organisations/{organisation}/seller", NameSellerAsync).ExcludeFromDescription();
    }

    private static IResult Get(string organisation, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (OrganisationsApi.Find(session, organisation) is not { } found) return HttpProblem.NotFound(What);
        var (view, problem) = OrganisationView.Of(request.Desk, session, found, request.Query);
        if (problem is not null) return problem;
        return request.IsPart ? request.Part<OrganisationMatter>(session, view!) : request.Page<OrganisationMatter>(session, view!.Row.Name, view);
    }

    private static IResult GetFact(string organisation, string fact, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (OrganisationsApi.Find(session, organisation) is not { } found) return HttpProblem.NotFound(What);
        if (FactOf(request.Desk, session, fact) is not { } known) return HttpProblem.NotFound("fact");
        var now = OrganisationFacts.Of(session, InForce(request.Desk, session)!, found.Id, new LeadWording(request.Desk, session), request.Desk.Now).Known.FirstOrDefault(one => one.Name == fact);
        var view = FormOf(found, known) with { Value = known.Several ? null : now?.Value };
        return request.IsPart ? request.Part<LeadFactForm>(session, view) : request.Page<LeadFactForm>(session, view.Label, view);
    }

    private static async Task<IResult> SayAsync(string organisation, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        var (fact, value) = (form.Text("fact") ?? "", form.Text("value", GivenFacts.LongestValue));
        using var before = desk.Database.Read();
        if (OrganisationsApi.Find(before, organisation) is not { } found) return HttpProblem.NotFound(What);
        if (FactOf(desk, before, fact) is not { } known) return HttpProblem.NotFound("fact");
        var (errors, isForgotten) = (form.Errors, form.IsSet("forget"));
        if (value is null && !isForgotten) errors.Add("value", "Say what it is, or forget it.");
        var given = new GivenChange(new(StringComparer.Ordinal) { [fact] = JsonSerializer.SerializeToElement(isForgotten ? null : value, ApiJson.Options) }, Stated.Sales);
        var said = errors.Any ? null : new LeadArrivals(desk, before).Of(Guid.Empty, Desk.MainLine, given, FactOwner.Organisation, errors);
        if (said is null) return Again(request, before, FormOf(found, known) with { Value = value, Error = errors.ToProblem().Errors!.First().Value[0] });
        await desk.Writer.DoAsync(write => SaidOfOrganisation.Record(desk, write, found.Id, said.Facts), request.Http.RequestAborted);
        if (!request.IsPart) return request.GoTo($"/organisations/{found.Id}");
        using var after = desk.Database.Read();
        var (view, problem) = OrganisationView.Of(desk, after, OrganisationsApi.Find(after, organisation)!, ListQuery.Of(request.Http.Request.Path));
        return problem is not null ? problem : request.Part<OrganisationMatter>(after, view! with { IsSaved = true });
    }

    // The form comes back where it was, not in the place of the whole organisation.
    private static IResult Again(PageRequest request, Session session, FactFormView view)
    {
        request.Http.Response.Headers["HX-Retarget"] = $"#{view.Id}";
        request.Http.Response.Headers["HX-Reswap"] = "outerHTML";
        return request.IsPart ? request.Part<LeadFactForm>(session, view, StatusCodes.Status400BadRequest) : request.Page<LeadFactForm>(session, view.Label, view, StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> NameSellerAsync(string organisation, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, seller) = (request.Desk, form.Text("seller"));
        if (form.Errors.Any) return form.Errors.ToProblem();
        var answer = await desk.Writer.DoAsync<Answer<ShownOrganisation>>(
            write =>
            {
                if (OrganisationsApi.Find(write, organisation) is not { } found) return HttpProblem.NotFound(What);
                return OrganisationSeller.Set(desk, write, request.Caller, found, seller) is { } problem ? problem : found;
            },
            request.Http.RequestAborted);
        if (answer.Problem is not { } wrong) return request.GoTo($"/organisations/{answer.Value!.Id}");
        if (wrong.Errors is not { } errors) return wrong;
        using var session = desk.Database.Read();
        var (view, _) = OrganisationView.Of(desk, session, OrganisationsApi.Find(session, organisation)!, ListQuery.Of(request.Http.Request.Path));
        return request.Page<OrganisationMatter>(session, view!.Row.Name, view with { SellerError = errors.First().Value[0] }, wrong.Status);
    }

    private static FactFormView FormOf(ShownOrganisation organisation, Fact fact) =>
        FactFormView.Of(organisation.Id.ToString(), fact, "fact") with { Matter = What, Path = $"/organisations/{organisation.Id}" };

    private static Fact? FactOf(Desk desk, Session session, string name) =>
        InForce(desk, session)?.Plan.Facts.Find(name) is { Of: FactOwner.Organisation } fact ? fact : null;

    private static AgreementInForce? InForce(Desk desk, Session session) => desk.Agreements.InForce(session, Desk.MainLine, desk.Now);
}
