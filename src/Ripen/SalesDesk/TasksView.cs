using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.SalesDesk;

/// <summary>A task in a list.</summary>
/// <param name="Who">The lead's name.</param>
/// <param name="MayFinish">Whoever looks may say what came of it.</param>
/// <param name="EndedAt">Null while it is open.</param>
public sealed record TaskLine(LeadId Lead, int Number, string Who, string? Organisation, string Says, DateTimeOffset Due, bool IsLate, bool MayFinish, DateTimeOffset? EndedAt, string? Outcome)
{
    /// <summary>Of its dialog.</summary>
    public string Id => $"done-{Lead}-{Number}";
}

/// <summary>Somebody's tasks: those that are open, overdue ones first, or those done in the last weeks.</summary>
/// <param name="For">Whose, as addresses say it; null: the reader's own.</param>
/// <param name="Whose">For the heading; null: the reader's own.</param>
/// <param name="People">Whose can be chosen; nobody where the reader does not lead Sales.</param>
/// <param name="Next">The address of the next page.</param>
public sealed record TasksView(IReadOnlyList<TaskLine> Tasks, string? For, string? Whose, IReadOnlyList<Option> People, bool IsDone, bool IsFurther, string? Next)
{
    public const string Nobody = "nobody";
    public const int Weeks = 4;
    internal const int OnPage = 50;

    public static string PathOf(string? whose, bool isDone = false) =>
        $"/tasks{(isDone ? "?state=done" : "")}{(whose is null ? "" : $"{(isDone ? '&' : '?')}for={Uri.EscapeDataString(whose)}")}";

    /// <param name="user">Whose tasks; null: nobody's.</param>
    internal static TasksView Of(Desk desk, Session session, Caller caller, User? user, bool isDone, ListQuery query)
    {
        var (now, after) = (Instant.From(desk.Now), TaskPlace.After(query));
        IReadOnlyList<string> names = user is null ? [] : Users.NamesOf(user);
        var rows = query.Errors.Any ? [] : isDone ? HandoverStore.TasksDone(session, names, desk.Now.AddDays(-7 * Weeks), after, OnPage + 1) : HandoverStore.Tasks(session, "open", names, after, OnPage + 1);
        var leads = LeadStore.OfPersons(session, [.. rows.Select(row => row.Lead.Person).Distinct()]).ToDictionary(lead => lead.Id);
        var (words, whose) = (new LeadWording(desk, session), new Whose(desk, session, caller));
        var isOwn = user is not null && user.Id == caller.User?.Id;
        var chosen = isOwn ? null : user?.Email ?? Nobody;
        return new(
            [.. rows.Take(OnPage).Select(row => Line(row, leads[row.Lead]))], chosen, isOwn ? null : user?.Name ?? "nobody yet", Roles.May(caller, "POST /sales/reassignment") ? PeopleOf(desk, session, caller) : [], isDone, after is not null,
            rows.Count > OnPage && rows[OnPage - 1] is var last ? $"{PathOf(chosen, isDone)}{(chosen is null && !isDone ? '?' : '&')}cursor={TaskPlace.Cursor(query, last, isDone ? last.EndedAt!.Value : last.Due)}" : null);

        TaskLine Line(TaskRow row, LeadRecord lead) => new(
            row.Lead, row.Number, words.Of(lead).Shown, lead.Organisation, row.Says, row.Due.ToDateTimeOffset(), !isDone && row.Due < now,
            lead.State.Tasks.FirstOrDefault(task => task.Number == row.Number) is { } task && whose.NotHis(lead, task) is null, row.EndedAt?.ToDateTimeOffset(), row.Outcome);
    }

    private static List<Option> PeopleOf(Desk desk, Session session, Caller caller) =>
        [new("", "My own"), .. desk.Users.All(session).Where(user => user.IsActive && user.Id != caller.User?.Id).Select(user => new Option(user.Email, user.Name)), new(Nobody, "Nobody's yet")];
}
