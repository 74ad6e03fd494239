using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Handovers;

/// <summary>Finds handovers and tasks.</summary>
internal static class HandoverStore
{
    public static HandoverRow? Find(Session session, LeadId lead, int number)
    {
        HandoverRow? found = null;
        session.Read($"select {HandoverRow.Columns} from handovers where person_id = @person and lead = @lead and handover = @number", row => found = HandoverRow.Of(row), ("@person", lead.Person), ("@lead", lead.Number), ("@number", number));
        return found;
    }

    /// <summary>All of a lead, the first first.</summary>
    public static List<HandoverRow> Of(Session session, LeadId lead)
    {
        var all = new List<HandoverRow>();
        session.Read($"select {HandoverRow.Columns} from handovers where person_id = @person and lead = @lead order by handover", row => all.Add(HandoverRow.Of(row)), ("@person", lead.Person), ("@lead", lead.Number));
        return all;
    }

    /// <summary>The latest first.</summary>
    /// <param name="state">running, late or ended.</param>
    /// <param name="names">Of whom; null: of everybody.</param>
    /// <param name="after">Behind this one.</param>
    public static List<HandoverRow> List(Session session, string state, IReadOnlyList<string>? names, (DateTimeOffset At, LeadId Lead, int Number)? after, int most)
    {
        var (where, values) = (new List<string>(), new List<(string, object?)> { ("@most", most) });
        where.Add(state switch { "ended" => "ended_at is not null", "late" => "ended_at is null and late_at is not null", _ => "ended_at is null" });
        AddNames(where, values, "seller", names);
        if (after is { } begin)
        {
            where.Add("(opened_at, person_id, lead, handover) < (@at, @person, @lead, @number)");
            values.AddRange([("@at", begin.At), ("@person", begin.Lead.Person), ("@lead", begin.Lead.Number), ("@number", begin.Number)]);
        }
        var found = new List<HandoverRow>();
        session.Read($"select {HandoverRow.Columns} from handovers where {string.Join(" and ", where)} order by opened_at desc, person_id desc, lead desc, handover desc limit @most", row => found.Add(HandoverRow.Of(row)), [.. values]);
        return found;
    }

    /// <summary>Those whose clock has run out, the longest late first.</summary>
    public static List<HandoverRow> LongestLate(Session session, int most)
    {
        var found = new List<HandoverRow>();
        session.Read($"select {HandoverRow.Columns} from handovers where ended_at is null and late_at is not null order by late_at, person_id, lead limit @most", row => found.Add(HandoverRow.Of(row)), ("@most", most));
        return found;
    }

    /// <summary>Tasks, those due first first.</summary>
    /// <param name="state">open, late or ended.</param>
    /// <param name="names">Whose; null: everybody's. Of nobody's tasks: an empty list.</param>
    public static List<TaskRow> Tasks(Session session, string state, IReadOnlyList<string>? names, TaskPlace? after, int most)
    {
        var (where, values) = (new List<string>(), new List<(string, object?)> { ("@most", most) });
        where.Add(state switch { "ended" => "ended_at is not null", "late" => "ended_at is null and late_at is not null", _ => "ended_at is null" });
        AddNames(where, values, "seller", names);
        if (after is { } begin)
        {
            where.Add("(due_at, person_id, lead, task) > (@due, @person, @lead, @number)");
            values.AddRange([("@due", begin.At), ("@person", begin.Lead.Person), ("@lead", begin.Lead.Number), ("@number", begin.Number)]);
        }
        var found = new List<TaskRow>();
        session.Read($"select {TaskRow.Columns} from tasks where {string.Join(" and ", where)} order by due_at, person_id, lead, task limit @most", row => found.Add(TaskRow.Of(row)), [.. values]);
        return found;
    }

    /// <summary>Tasks that somebody of these names has done since then, the latest first.</summary>
    public static List<TaskRow> TasksDone(Session session, IReadOnlyList<string> names, DateTimeOffset since, TaskPlace? after, int most)
    {
        var (where, values) = (new List<string> { "ended_at >= @since", "ended = @done" }, new List<(string, object?)> { ("@since", since), ("@done", (int)TaskEnd.Done), ("@most", most) });
        AddNames(where, values, "done_by", names);
        if (after is { } begin)
        {
            where.Add("(ended_at, person_id, lead, task) < (@ended, @person, @lead, @number)");
            values.AddRange([("@ended", begin.At), ("@person", begin.Lead.Person), ("@lead", begin.Lead.Number), ("@number", begin.Number)]);
        }
        var found = new List<TaskRow>();
        session.Read($"select {TaskRow.Columns} from tasks where {string.Join(" and ", where)} order by ended_at desc, person_id desc, lead desc, task desc limit @most", row => found.Add(TaskRow.Of(row)), [.. values]);
        return found;
    }

    public static TaskRow? FindTask(Session session, LeadId lead, int number)
    {
        TaskRow? found = null;
        session.Read($"select {TaskRow.Columns} from tasks where person_id = @person and lead = @lead and task = @number", row => found = TaskRow.Of(row), ("@person", lead.Person), ("@lead", lead.Number), ("@number", number));
        return found;
    }

    /// <summary>A condition on whose something is.</summary>
    public static void AddNames(List<string> where, List<(string, object?)> values, string column, IReadOnlyList<string>? names)
    {
        if (names is null) return;
        if (names.Count == 0)
        {
            where.Add($"{column} is null");
            return;
        }
        var parameters = names.Select((name, i) => (Name: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@whose{i}"), Value: (object?)name)).ToList();
        where.Add($"{column} in ({string.Join(", ", parameters.Select(parameter => parameter.Name))})");
        values.AddRange(parameters);
    }
}
