using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Life;
using Ripen.Settings;
using Ripen.Storage;

namespace Ripen.Opportunities;

/// <summary>Finds opportunities.</summary>
internal static class OpportunityStore
{
    /// <summary>More are not shown on a board; lists page through all.</summary>
    public const int MostOnBoard = 500;

    public static OpportunityRow? Find(Session session, LeadId lead, int pass)
    {
        OpportunityRow? found = null;
        session.Read($"select {OpportunityRow.Columns} from opportunities where person_id = @person and lead = @lead and pass = @pass", row => found = OpportunityRow.Of(row), ("@person", lead.Person), ("@lead", lead.Number), ("@pass", pass));
        return found;
    }

    /// <summary>Open ones by the day on which they are expected to be decided, ended ones by when that was, the latest first.</summary>
    /// <param name="state">open, won or lost.</param>
    /// <param name="names">Whose; null: everybody's.</param>
    /// <param name="after">Behind this many; lists of opportunities are short.</param>
    public static List<OpportunityRow> List(Session session, string line, string state, IReadOnlyList<string>? names, int after, int most)
    {
        var (where, values) = (new List<string> { "line = @line", state == "open" ? "ended_at is null" : "ended_at is not null and is_won = @won" }, new List<(string, object?)> { ("@line", line), ("@most", most), ("@after", after) });
        if (state != "open") values.Add(("@won", state == "won"));
        HandoverStore.AddNames(where, values, "seller", names);
        var order = state == "open" ? "case when expected_on is null then 1 else 0 end, expected_on, opened_at, person_id" : "ended_at desc, person_id";
        var found = new List<OpportunityRow>();
        session.Read($"select {OpportunityRow.Columns} from opportunities where {string.Join(" and ", where)} order by {order} limit @most offset @after", row => found.Add(OpportunityRow.Of(row)), [.. values]);
        return found;
    }

    /// <summary>The desk's stages of a deal, in their order.</summary>
    public static IReadOnlyList<string> Stages(Desk desk, Session session) => desk.Settings.Of(session, KnownSettings.DealStages).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The side of the first touch of everybody in the buying group: whose opportunity it is (DESIGN: Marketing's share).</summary>
    public static SourceSide SideOf(Session session, Leads.LeadRecord lead)
    {
        string? side = null;
        session.Read(
            """
            select s.side from leads l join sources s on s.source = l.source
            where (l.person_id = @person or l.group_id = @group) and l.first_touch_at is not null order by l.first_touch_at, l.person_id limit 1
            """,
            row => side = row.GetTextOrNull(0),
            ("@person", lead.Id.Person),
            ("@group", lead.GroupId ?? Guid.Empty));
        return Enum.TryParse<SourceSide>(side, ignoreCase: true, out var known) ? known : lead.State.Stage == Stage.Accepted ? SourceSide.Marketing : SourceSide.Sales;
    }
}
