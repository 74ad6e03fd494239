using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>The teams, with who is in them.</summary>
public sealed record TeamsView(IReadOnlyList<(Team Team, IReadOnlyList<User> People)> Teams, IReadOnlyList<User> Everybody, string Name, IReadOnlyDictionary<string, string[]> Errors)
{
    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;
}

/// <summary><c>/teams</c>: who works together and who leads them.</summary>
internal static class TeamPages
{
    public static void Map(WebApplication app)
    {
        var teams = app.MapGroup("/teams").ExcludeFromDescription();
        teams.MapGet("", (PageRequest request) => Answer(request));
        teams.MapPost("", AddAsync);
        teams.MapPost("/{team}", SaveAsync);
        teams.MapPost("/{team}/removal", RemoveAsync);
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        if (NameOf(form) is not { } name) return Answer(request, form, 400);
        await desk.Writer.DoAsync(write =>
        {
            Teams.Add(write, new(desk.Ids.Next(desk.Now), name, null, 1));
            Audit.Note(write, desk, request.Caller, Actions.TeamChanged, name, "new");
        });
        return request.GoTo("/teams");
    }

    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form, string team)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        if (NameOf(form) is not { } name) return Answer(request, form, 400);
        Guid? manager = Guid.TryParse(form.Text("manager"), out var id) ? id : null;
        var refusal = await desk.Writer.DoAsync(write =>
        {
            if (!Guid.TryParse(team, out var which) || Teams.Find(write, which) is not { } found) return HttpProblem.NotFound("team");
            var leader = manager is { } user ? desk.Users.Find(write, user) : null;
            if (manager is not null && leader is not { IsActive: true }) return HttpProblem.Field("manager", "There is no such user.");
            if (!Teams.Save(write, found with { Name = name, Manager = manager })) return HttpProblem.Changed;
            Audit.Note(write, desk, request.Caller, Actions.TeamChanged, name, leader is null ? "nobody leads it" : $"led by {leader.Email}");
            return null;
        });
        return refusal is not null ? refusal : request.GoTo("/teams");
    }

    private static async Task<IResult> RemoveAsync(PageRequest request, PageForm form, string team)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        var isDone = await desk.Writer.DoAsync(write =>
        {
            if (!Guid.TryParse(team, out var which) || Teams.Find(write, which) is not { } found) return false;
            Teams.Remove(write, which);
            Audit.Note(write, desk, request.Caller, Actions.TeamChanged, found.Name, "removed");
            return true;
        });
        return isDone ? request.GoTo("/teams") : HttpProblem.NotFound("team");
    }

    private static string? NameOf(PageForm form)
    {
        var name = form.Text("name", Teams.LongestName);
        if (name is null) form.Errors.Add("name", "What the team is called.");
        return form.Errors.Any ? null : name;
    }

    private static IResult Answer(PageRequest request, PageForm? form = null, int status = StatusCodes.Status200OK)
    {
        using var session = request.Desk.Database.Read();
        var everybody = request.Desk.Users.All(session).Where(user => user.IsActive).ToList();
        var teams = Teams.All(session).Select(team => (team, (IReadOnlyList<User>)everybody.FindAll(user => user.Team == team.Id))).ToList();
        return request.Page<TeamsPage>(session, "Teams", new TeamsView(teams, everybody, form?.Text("name") ?? "", form?.Errors.BySentence ?? FieldErrors.None), status);
    }
}
