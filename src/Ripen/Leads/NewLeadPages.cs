using Ripen.Intake;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary><c>/leads/new</c>: a lead by hand.</summary>
internal static class NewLeadPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/leads/new", Get).ExcludeFromDescription();
        app.MapPost("/leads/new", AddAsync).ExcludeFromDescription();
        app.MapPost("/leads/new/likely", Likely).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<NewLeadPage>(session, "New lead", NewLeadView.Of(request.Desk, session));
    }

    private static IResult Likely(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        return request.Part<NewLeadLikely>(session, NewLeadView.Of(request.Desk, session, form).Likely);
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, errors) = (request.Desk, new FieldErrors());
        Arrival? arrival;
        using (var session = desk.Database.Read())
        {
            var given = NewLeadView.AsGiven(desk, form);
            if (given.Facts!.Count == 0) errors.Add("name", "Say at least who it is: a name, an e-mail address or an organisation.");
            arrival = new LeadArrivals(desk, session).Of(given, errors);
            if (arrival is null || errors.Any) return request.Page<NewLeadPage>(session, "New lead", NewLeadView.Of(desk, session, form, ByField(errors, form.Text("fact"))), StatusCodes.Status400BadRequest);
        }
        await desk.Writer.DoAsync(write => new IntakeBatch(desk, write, write.Own(() => new JudgingByLine(desk.Agreements))).Take([arrival]), request.Http.RequestAborted);
        return LeadsApi.ProblemOf(arrival) is { } problem ? problem : request.GoTo(arrival.Lead is { } lead ? $"/leads/{lead}" : "/leads");
    }

    // The API names fields by their place in JSON.
    private static Dictionary<string, string> ByField(FieldErrors errors, string? fact)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, sentences) in errors.ToProblem().Errors!)
        {
            var name = field.StartsWith("facts.", StringComparison.Ordinal) ? field["facts.".Length..] : field;
            all[name == fact ? "value" : name] = sentences[0];
        }
        return all;
    }
}
