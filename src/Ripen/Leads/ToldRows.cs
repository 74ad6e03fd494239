using Ripen.Handovers;
using Ripen.Life;
using Ripen.Opportunities;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>Handovers, tasks and opportunities: rows that say again what the events of their lead tell, so that they can be found and counted.</summary>
internal sealed record ToldRows(IReadOnlyList<HandoverRow> Handovers, IReadOnlyList<TaskRow> Tasks, IReadOnlyList<OpportunityRow> Opportunities)
{
    /// <summary>All of a lead, from its whole story.</summary>
    public static ToldRows Of(LeadId lead, string line, IReadOnlyCollection<LeadEvent> events) => new(
        HandoverRow.After(lead, line, null, 1, events),
        TaskRow.After(lead, line, [], events),
        OpportunityRow.After(lead, line, null, 1, events));

    /// <summary>Writes what has changed with the news of these leads.</summary>
    public static void Write(Write write, IReadOnlyList<LeadRecord> leads)
    {
        var told = leads.Where(lead => lead.News.Any(happened => happened.Events.Any(IsTold))).ToList();
        if (told.Count == 0) return;
        var known = told.Where(lead => lead.RowVersion > 0).Select(lead => lead.Id.Person).Distinct().ToList();
        var (handovers, tasks, opportunities) = (new Dictionary<LeadId, HandoverRow>(), new List<TaskRow>(), new Dictionary<LeadId, OpportunityRow>());
        write.Find($"select {HandoverRow.Columns} from handovers where person_id = any(@keys) order by person_id, lead, handover", known, row => Keep(handovers, HandoverRow.Of(row), one => one.Lead));
        write.Find($"select {TaskRow.Columns} from tasks where person_id = any(@keys) and ended_at is null", known, row => tasks.Add(TaskRow.Of(row)));
        write.Find($"select {OpportunityRow.Columns} from opportunities where person_id = any(@keys) order by person_id, lead, pass", known, row => Keep(opportunities, OpportunityRow.Of(row), one => one.Lead));
        var open = tasks.ToLookup(task => task.Lead);
        var (newHandovers, newTasks, newOpportunities) = (new List<object?[]>(), new List<object?[]>(), new List<object?[]>());
        foreach (var lead in told)
        {
            var (line, events) = (lead.State.Line ?? "", lead.News.SelectMany(happened => happened.Events).ToList());
            var pass = lead.State.Pass - events.Count(happened => happened is PassBegan);
            var last = handovers.GetValueOrDefault(lead.Id);
            newHandovers.AddRange(HandoverRow.After(lead.Id, line, last, pass, events).Select(row => (row.Number > (last?.Number ?? 0) && !row.IsAssumed ? row with { Criteria = lead.Gaps.Criteria } : row).ToRow()));
            newTasks.AddRange(TaskRow.After(lead.Id, line, open[lead.Id], events).Select(row => row.ToRow()));
            newOpportunities.AddRange(OpportunityRow.After(lead.Id, line, opportunities.GetValueOrDefault(lead.Id), pass, events).Select(row => row.ToRow()));
        }
        write.Save(Storage.Tables.Handovers, newHandovers);
        write.Save(Storage.Tables.Tasks, newTasks);
        write.Save(Storage.Tables.Opportunities, newOpportunities);
    }

    /// <summary>Puts all rows of a lead in the place of those that are there.</summary>
    public static void Replace(Write write, LeadRecord lead, IReadOnlyCollection<LeadEvent> events)
    {
        foreach (var table in Names) write.Execute($"delete from {table} where person_id = @person and lead = @lead", ("@person", lead.Id.Person), ("@lead", lead.Id.Number));
        var rows = Of(lead.Id, lead.State.Line ?? "", events);
        write.Insert(Storage.Tables.Handovers, [.. rows.Handovers.Select(row => row.ToRow())]);
        write.Insert(Storage.Tables.Tasks, [.. rows.Tasks.Select(row => row.ToRow())]);
        write.Insert(Storage.Tables.Opportunities, [.. rows.Opportunities.Select(row => row.ToRow())]);
    }

    /// <summary>Their tables.</summary>
    public static IReadOnlyList<string> Names { get; } = ["handovers", "tasks", "opportunities"];

    private static bool IsTold(LeadEvent happened) => happened is not (Judged or LeadOpened or Qualified or Enrolled or StepTaken or EnrolmentEnded or FellDormant or DormancyEnded);

    private static void Keep<T>(Dictionary<LeadId, T> rows, T row, Func<T, LeadId> lead) => rows[lead(row)] = row;
}
