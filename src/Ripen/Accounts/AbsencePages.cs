using Ripen.Values;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>When somebody works and is away: said by himself, or by those who lead him.</summary>
internal static class AbsencePages
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/people/{user}/hours", HoursAsync).ExcludeFromDescription();
        app.MapPost("/people/{user}/absences", AddAsync).ExcludeFromDescription();
        app.MapPost("/people/{user}/absences/{starts}/removal", RemoveAsync).ExcludeFromDescription();
    }

    /// <summary>Whether he may say it of a user: of himself, of whom he leads, or as one who keeps the desk.</summary>
    public static bool May(PageRequest request, Storage.Session session, User of) =>
        request.Caller.User is { } caller && (caller.Id == of.Id || caller.Roles.HasFlag(Role.Administrator) || caller.Roles.HasFlag(Role.SalesManager) || (of.Team is { } team && Teams.Find(session, team)?.Manager == caller.Id));

    private static async Task<IResult> HoursAsync(PageRequest request, PageForm form, string user)
    {
        var (found, problem) = Found(request, form, user);
        if (found is null) return problem!;
        var hours = form.Text("hours", UserRules.LongestHours);
        if (hours is not null && BusinessCalendar.Parse([hours], [], Zone.Utc, out var error) is null) form.Errors.Add("hours", error!);
        if (form.Errors.Any) return PeoplePages.Show(request, found, errors: form.Errors, hours: hours);
        var desk = request.Desk;
        await desk.Writer.DoAsync(write => UserChanges.Save(desk, write, request.Caller, found.Id, found.Name, before => before with { Hours = hours }));
        return request.GoTo($"/people/{found.Id}?done=saved");
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form, string user)
    {
        var (found, problem) = Found(request, form, user);
        if (found is null) return problem!;
        var (starts, ends) = (DayOf(form, "starts"), DayOf(form, "ends"));
        var note = form.Text("note", Absences.LongestNote);
        if (starts is { } first && (ends ?? first) is var last)
        {
            if (last < first) form.Errors.Add("ends", "It ends before it begins.");
            else if (last.DayNumber - first.DayNumber > Absences.LongestDays) form.Errors.Add("ends", "That is more than a year. Deactivate the account instead.");
        }
        else if (!form.Errors.Any) form.Errors.Add("starts", "From which day on?");
        if (form.Errors.Any) return PeoplePages.Show(request, found, errors: form.Errors);
        var (desk, absence) = (request.Desk, new Absence(found.Id, starts!.Value, ends ?? starts.Value, note));
        await desk.Writer.DoAsync(write =>
        {
            Absences.Add(write, absence);
            Audit.Note(write, desk, request.Caller, Actions.UserChanged, found.Email, $"away from {Dates.Write(absence.Starts)} to {Dates.Write(absence.Ends)}");
        });
        return request.GoTo($"/people/{found.Id}?done=saved");
    }

    private static async Task<IResult> RemoveAsync(PageRequest request, PageForm form, string user, string starts)
    {
        var (found, problem) = Found(request, form, user);
        if (found is null) return problem!;
        if (!Dates.TryParse(starts, out var day)) return HttpProblem.NotFound("absence");
        var desk = request.Desk;
        var isDone = await desk.Writer.DoAsync(write =>
        {
            if (!Absences.Remove(write, found.Id, day)) return false;
            Audit.Note(write, desk, request.Caller, Actions.UserChanged, found.Email, $"not away from {Dates.Write(day)} on");
            return true;
        });
        return isDone ? request.GoTo($"/people/{found.Id}?done=saved") : HttpProblem.NotFound("absence");
    }

    private static DateOnly? DayOf(PageForm form, string name)
    {
        if (form.Text(name) is not { } typed) return null;
        if (Dates.TryParse(typed, out var day)) return day;
        form.Errors.Add(name, "This is no day. Write 2026-12-24.");
        return null;
    }

    private static (User? User, IResult? Problem) Found(PageRequest request, PageForm form, string user)
    {
        if (form.Problem is not null) return (null, form.Problem);
        using var session = request.Desk.Database.Read();
        if (!Guid.TryParse(user, out var id) || request.Desk.Users.Find(session, id) is not { IsActive: true } found) return (null, HttpProblem.NotFound("user"));
        return May(request, session, found) ? (found, null) : (null, HttpProblem.WrongRole with { Detail = "Only he himself, who leads him, and whoever keeps the desk may say when somebody is there." });
    }
}
