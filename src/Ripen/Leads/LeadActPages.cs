using Ripen.Handovers;
using Ripen.Life;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>What is done on the page of a lead that is with nobody: it is opened again, or looked at before its date. By <see cref="LeadActs"/>, as the API does it.</summary>
internal static class LeadActPages
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/leads/{lead}/reopening", ReopenAsync).ExcludeFromDescription();
        app.MapPost("/leads/{lead}/review", ReviewAsync).ExcludeFromDescription();
    }

    private static Task<IResult> ReopenAsync(string lead, PageRequest request, PageForm form)
    {
        var reason = form.Text("reason", LeadActs.LongestReason);
        return DoAsync(lead, request, form, (acts, id) => acts.Reopen(id, reason));
    }

    private static Task<IResult> ReviewAsync(string lead, PageRequest request, PageForm form) => DoAsync(lead, request, form, (acts, id) => acts.Review(id));

    // What cannot be done is said on top of the lead as it is.
    private static async Task<IResult> DoAsync(string lead, PageRequest request, PageForm form, Func<LeadActs, LeadId, Answer<LeadRecord>> act)
    {
        if (form.Problem is not null) return form.Problem;
        if (!LeadId.TryParse(lead, out var id)) return HttpProblem.NotFound("lead");
        if (form.Errors.Any) return form.Errors.ToProblem();
        var desk = request.Desk;
        var answer = await desk.Writer.DoAsync(write => act(new(desk, write, request.Caller), id), request.Http.RequestAborted);
        if (answer.Problem is not { } problem) return request.GoTo($"/leads/{id}");
        using var session = desk.Database.Read();
        if (LeadStore.Load(session, id) is not { } found) return problem;
        var view = LeadView.Of(desk, session, found) with { Problem = problem.Detail };
        return request.Page<LeadMatter>(session, view.Lead.Shown, view, problem.Status);
    }
}
