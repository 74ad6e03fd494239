using System.Data.Common;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Opportunities;

/// <summary>One opportunity, as the board and the forecast read it: what the events of its lead tell.</summary>
internal sealed record OpportunityRow(LeadId Lead, int Pass, string Line, SourceSide Side, Instant OpenedAt)
{
    public const string Columns = """
        person_id, lead, pass, line,
        (select l.group_id from leads l where l.person_id = opportunities.person_id and l.lead = opportunities.lead) as group_id, seller, side, opened_at, amount, currency, expected_on, stage, stage_since, stages, ended_at, is_won, reason, is_assumed
        """;

    /// <summary>The buying group that its lead is in now.</summary>
    public Guid? Group { get; init; }
    public string? Seller { get; init; }
    public Deal Deal { get; init; }
    public Instant StageSince { get; init; } = OpenedAt;

    /// <summary>All it has been in, in order.</summary>
    public ValueList<string> Stages { get; init; } = [];
    public Instant? EndedAt { get; init; }
    public bool? IsWon { get; init; }
    public string? Reason { get; init; }
    public bool IsAssumed { get; init; }

    /// <summary>The opportunities after these events; those given that did not change are not among them.</summary>
    /// <param name="last">The last one before; null where there was none.</param>
    /// <param name="pass">In which the lead was before these events.</param>
    public static List<OpportunityRow> After(LeadId lead, string line, OpportunityRow? last, int pass, IEnumerable<LeadEvent> events)
    {
        var changed = new List<OpportunityRow>();
        var (now, before) = (last, last);
        foreach (var happened in events)
        {
            if (happened is PassBegan began) pass = began.Pass;
            if (happened is OpportunityOpened opened)
            {
                if (now is not null && now != before) changed.Add(now);
                before = null;
                now = new OpportunityRow(lead, pass, line, opened.Side, opened.At) { Seller = opened.By, IsAssumed = opened.Assumed }.In(opened.Deal, opened.At);
            }
            else if (now is not null && now.Pass == pass) now = now.After(happened);
        }
        if (now is not null && now != before) changed.Add(now);
        return changed;
    }

    public object?[] ToRow() =>
    [
        Lead.Person, Lead.Number, Pass, Line, Seller, WordOf(Side), OpenedAt, Deal.Amount?.MinorUnits, Deal.Amount?.Currency, Deal.ExpectedOn is { } day ? Dates.Write(day) : null,
        Deal.Stage, StageSince, string.Join('\n', Stages), EndedAt, IsWon, Reason, IsAssumed,
    ];

    public static OpportunityRow Of(DbDataReader row) => new(new(row.GetId(0), row.GetInt16(1)), row.GetInt16(2), row.GetString(3), SideOf(row.GetString(6)), row.GetInstant(7))
    {
        Group = row.GetIdOrNull(4),
        Seller = row.GetTextOrNull(5),
        Deal = new(row.GetLongOrNull(8) is { } amount ? new Amount(amount, row.GetString(9)) : null, row.GetTextOrNull(10) is { } day && Dates.TryParse(day, out var expected) ? expected : null, row.GetTextOrNull(11)),
        StageSince = row.GetInstant(12),
        Stages = [.. row.GetString(13).Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        EndedAt = row.GetInstantOrNull(14),
        IsWon = row.IsDBNull(15) ? null : row.GetYes(15),
        Reason = row.GetTextOrNull(16),
        IsAssumed = row.GetYes(17),
    };

    private static string WordOf(SourceSide side) => side.ToString().ToLowerInvariant();

    private static SourceSide SideOf(string word) => Enum.Parse<SourceSide>(word, ignoreCase: true);

    private OpportunityRow In(Deal deal, Instant at) => deal.Stage == Deal.Stage
        ? this with { Deal = deal }
        : this with { Deal = deal, StageSince = at, Stages = deal.Stage is { } stage && !Stages.Contains(stage) ? [.. Stages, stage] : Stages };

    private OpportunityRow After(LeadEvent happened) => happened switch
    {
        OpportunityChanged changed => In(changed.Deal, changed.At),
        OwnerChanged changed => this with { Seller = changed.To },
        OpportunityWon won => this with { EndedAt = happened.At, IsWon = true, Deal = Deal with { Amount = won.Amount ?? Deal.Amount } },
        OpportunityLost lost => this with { EndedAt = happened.At, IsWon = false, Reason = lost.Reason },
        _ => this,
    };
}
