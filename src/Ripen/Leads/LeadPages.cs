using System.Text.Json;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.SalesDesk;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary><c>/leads/{lead}</c>: one lead, and saying by now what is known of it.</summary>
internal static class LeadPages
{
    private static readonly QueryWord[] Words = [QueryWord.Cursor];

    public static void Map(WebApplication app)
    {
        app.MapGet("/leads/{lead}", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words).ExcludeFromDescription();
        app.MapGet("/leads/{lead}/facts/{fact}", GetFact).ExcludeFromDescription();
        app.MapPost("/leads/{lead}/facts", SayAsync).ExcludeFromDescription();
    }

    private static IResult Get(string lead, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (LeadsApi.Find(session, lead) is not { } found) return HttpProblem.NotFound("lead");
        var view = LeadView.Of(request.Desk, session, found, request.Http.Request.Query["cursor"] is [{ Length: > 0 } cursor] ? cursor : null);
        view = WithActs(request, session, found, view);
        return request.IsPart ? request.Part<LeadMatter>(session, view) : request.Page<LeadMatter>(session, view.Lead.Shown, view);
    }

    // For whoever is in Sales.
    private static LeadView WithActs(PageRequest request, Session session, LeadRecord lead, LeadView view) => !lead.State.IsOpen || !Roles.May(request.Caller, "POST /desk/{lead}/acceptance") ? view
        : view with { Acts = ActsView.Of(request.Desk, session, lead, view.Lead, request.Desk.Agreements.InForce(session, lead.State.Line ?? Desk.MainLine, request.Desk.Now), request.Caller) };

    private static IResult GetFact(string lead, string fact, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (LeadsApi.Find(session, lead) is not { } found) return HttpProblem.NotFound("lead");
        if (FactOf(request.Desk, session, found, fact) is not { } known) return HttpProblem.NotFound("fact");
        var now = LeadView.Of(request.Desk, session, found).Facts.FirstOrDefault(one => one.Name == fact);
        var view = FactFormView.Of(lead, known, "fact") with { Value = known.Several ? null : now?.Value };
        return request.IsPart ? request.Part<LeadFactForm>(session, view) : request.Page<LeadFactForm>(session, view.Label, view);
    }

    private static async Task<IResult> SayAsync(string lead, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        var (fact, value) = (form.Text("fact") ?? "", form.Text("value", GivenFacts.LongestValue));
        using var before = desk.Database.Read();
        if (LeadsApi.Find(before, lead) is not { } found) return HttpProblem.NotFound("lead");
        if (FactOf(desk, before, found, fact) is not { } known) return HttpProblem.NotFound("fact");
        if (!found.State.IsOpen) return LeadsApi.Closed;
        var (errors, isForgotten) = (new FieldErrors(), form.IsSet("forget"));
        if (value is null && !isForgotten) errors.Add("value", "Say what it is, or forget it.");
        var given = new GivenChange(new(StringComparer.Ordinal) { [fact] = JsonSerializer.SerializeToElement(isForgotten ? null : value, ApiJson.Options) }, Stated.Sales);
        var arrival = new LeadArrivals(desk, before).Of(found.Id.Person, found.State.Line ?? Desk.MainLine, given, about: null, errors);
        if (errors.Any || arrival is null) return Again(request, before, FactFormView.Of(lead, known, form.Text("place") == "ask" ? "ask" : "fact") with { Value = value, Error = errors.ToProblem().Errors!.First().Value[0] });
        var was = new LeadWording(desk, before).Of(found);
        await desk.Writer.DoAsync(write => new IntakeBatch(desk, write, write.Own(() => new JudgingByLine(desk.Agreements))).Take([arrival]), request.Http.RequestAborted);
        if (!request.IsPart) return request.GoTo($"/leads/{lead}");
        using var after = desk.Database.Read();
        var now = LeadStore.Load(after, found.Id)!;
        var view = LeadView.Of(desk, after, now, changed: VerdictChange.Told(was.Findings, new LeadWording(desk, after).Of(now).Findings));
        return request.Part<LeadMatter>(after, WithActs(request, after, now, view));
    }

    // The form comes back where it was, not in the place of the whole lead.
    private static IResult Again(PageRequest request, Session session, FactFormView view)
    {
        request.Http.Response.Headers["HX-Retarget"] = $"#{view.Id}";
        request.Http.Response.Headers["HX-Reswap"] = "outerHTML";
        return request.IsPart ? request.Part<LeadFactForm>(session, view, StatusCodes.Status400BadRequest) : request.Page<LeadFactForm>(session, view.Label, view, StatusCodes.Status400BadRequest);
    }

    private static Fact? FactOf(Desk desk, Session session, LeadRecord lead, string name) =>
        desk.Agreements.InForce(session, lead.State.Line ?? Desk.MainLine, desk.Now)?.Plan.Facts.Find(name);
}

/// <summary>What changed between two judgements, in sentences.</summary>
internal static class VerdictChange
{
    public static IReadOnlyList<string> Told(ShownFindings? before, ShownFindings? after)
    {
        if (before is null || after is null) return ["It was judged for the first time."];
        var told = new List<string>();
        foreach (var criterion in after.Criteria)
        {
            var was = before.Criteria.FirstOrDefault(old => old.Name == criterion.Name)?.Met ?? Truth.Unknown;
            if (was != criterion.Met) told.Add($"{FactWords.Capital(FactWords.Spaced(criterion.Name))} was {Word(was)} and is {Word(criterion.Met)} now.");
        }
        if (before.Fits != after.Fits) told.Add(after.Fits switch { Truth.True => "It fits our ideal prospect now.", Truth.False => "It does not fit our ideal prospect any more.", _ => "Whether it fits is open now." });
        if (before.Qualified != after.Qualified) told.Add(after.Qualified == Truth.True ? "It is qualified now." : "It is not qualified any more.");
        if (before.Complete != after.Complete) told.Add(after.Complete ? "All that Sales needs to know is known now." : "Something that Sales needs to know is missing now.");
        told.Insert(0, before.Temperature != after.Temperature ? $"It was {before.Temperature} and is {after.Temperature} now." : $"It is {after.Temperature}, as before{(before.CouldBe != after.CouldBe ? $", and could be {after.CouldBe}" : "")}.");
        return told;
    }

    private static string Word(Truth met) => met switch { Truth.True => "met", Truth.False => "not met", _ => "unknown" };
}
