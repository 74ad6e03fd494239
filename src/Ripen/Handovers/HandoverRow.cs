using System.Data.Common;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Handovers;

/// <summary>How a handover ended. Numbers are stored.</summary>
internal enum HandoverEnd { Accepted = 1, Rejected = 2, Expired = 3, Reassigned = 4, Closed = 5 }

/// <summary>One handover of a lead, as reports and lists read it: what its events tell.</summary>
internal sealed record HandoverRow(LeadId Lead, int Number, int Pass, string Line, Instant OpenedAt)
{
    public const string Columns = """
        person_id, lead, handover, pass, line, seller, tries, is_with_manager, agreement_version, because, opened_at, accept_by, respond_by, reassign_at, late_at,
        response_late_at, answered_at, ended_at, ended, reason, decided_by, is_assumed, asked_at, criteria
        """;

    /// <summary>To whom; null where imported history does not say.</summary>
    public string? Seller { get; init; }
    public int Try { get; init; }
    public bool IsWithManager { get; init; }
    public int? Agreement { get; init; }
    public string? Because { get; init; }
    public Instant? AcceptBy { get; init; }
    public Instant? RespondBy { get; init; }
    public Instant? ReassignAt { get; init; }
    public Instant? LateAt { get; init; }
    public Instant? ResponseLateAt { get; init; }

    /// <summary>Since when somebody waits for an answer; null where nobody does.</summary>
    public Instant? AskedAt { get; init; }

    /// <summary>The first work on the lead after it was opened, or after somebody asked for something; be it after its end.</summary>
    public Instant? AnsweredAt { get; init; }
    public Instant? EndedAt { get; init; }
    public HandoverEnd? Ended { get; init; }
    public string? Reason { get; init; }

    /// <summary>Who accepted, rejected or reassigned it; null: nobody, or Ripen itself.</summary>
    public string? DecidedBy { get; init; }
    public bool IsAssumed { get; init; }

    /// <summary>What was met when it was opened: a sign a criterion, as <see cref="Leads.LeadGaps"/> has it; not of its events, and null where it was not kept.</summary>
    public string? Criteria { get; init; }

    public string Id => IdOf(Lead, Number);

    /// <summary>As it stands in addresses: the lead's, and its number.</summary>
    public static string IdOf(LeadId lead, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lead}-{number}");

    public static bool TryParse(string id, out LeadId lead, out int number)
    {
        (lead, number) = (default, 0);
        var at = id.LastIndexOf('-');
        return at > 0 && LeadId.TryParse(id.AsSpan(0, at), out lead) && int.TryParse(id.AsSpan(at + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The handovers after these events; those given that did not change are not among them.</summary>
    /// <param name="last">The last one before; null where there was none.</param>
    /// <param name="pass">In which the lead was before these events.</param>
    public static List<HandoverRow> After(LeadId lead, string line, HandoverRow? last, int pass, IEnumerable<LeadEvent> events)
    {
        var changed = new List<HandoverRow>();
        var (now, before) = (last, last);
        foreach (var happened in events)
        {
            if (happened is PassBegan began) pass = began.Pass;
            if (happened is HandedOver handed)
            {
                if (now is not null && now != before) changed.Add(now);
                before = null;
                now = Opened(lead, line, (now?.Number ?? 0) + 1, pass, handed);
            }
            else if (now is not null && now.Pass == pass) now = now.After(happened);
        }
        if (now is not null && now != before) changed.Add(now);
        return changed;
    }

    public object?[] ToRow() =>
    [
        Lead.Person, Lead.Number, Number, Pass, Line, Seller, Try, IsWithManager, Agreement, Because, OpenedAt, AcceptBy, RespondBy, ReassignAt, LateAt, ResponseLateAt, AnsweredAt,
        EndedAt, Ended is { } end ? (int)end : null, Reason, DecidedBy, IsAssumed, AskedAt, Criteria,
    ];

    public static HandoverRow Of(DbDataReader row) => new(new(row.GetId(0), row.GetInt16(1)), row.GetInt32(2), row.GetInt16(3), row.GetString(4), row.GetInstant(10))
    {
        Seller = row.GetTextOrNull(5),
        Try = row.GetInt16(6),
        IsWithManager = row.GetYes(7),
        Agreement = row.GetIntOrNull(8),
        Because = row.GetTextOrNull(9),
        AcceptBy = row.GetInstantOrNull(11),
        RespondBy = row.GetInstantOrNull(12),
        ReassignAt = row.GetInstantOrNull(13),
        LateAt = row.GetInstantOrNull(14),
        ResponseLateAt = row.GetInstantOrNull(15),
        AnsweredAt = row.GetInstantOrNull(16),
        EndedAt = row.GetInstantOrNull(17),
        Ended = (HandoverEnd?)row.GetIntOrNull(18),
        Reason = row.GetTextOrNull(19),
        DecidedBy = row.GetTextOrNull(20),
        IsAssumed = row.GetYes(21),
        AskedAt = row.GetInstantOrNull(22),
        Criteria = row.GetTextOrNull(23),
    };

    private static HandoverRow Opened(LeadId lead, string line, int number, int pass, HandedOver handed) => new(lead, number, pass, line, handed.At)
    {
        Seller = handed.To,
        Try = handed.Try,
        IsWithManager = handed.IsWithManager,
        Agreement = handed.Agreement,
        Because = handed.Because,
        AcceptBy = handed.AcceptBy,
        RespondBy = handed.RespondBy,
        AskedAt = handed.RespondBy is null ? null : handed.At,
        ReassignAt = handed.ReassignAt,
        IsAssumed = handed.Assumed,
    };

    private HandoverRow After(LeadEvent happened) => happened switch
    {
        HandoverLate => this with { LateAt = happened.At },
        AnswerAsked asked when RespondBy is null => this with { RespondBy = asked.RespondBy, AskedAt = happened.At, AnsweredAt = null },
        ResponseLate => this with { ResponseLateAt = ResponseLateAt ?? happened.At },
        WorkNoted { IsAttempt: false } => this with { AnsweredAt = AnsweredAt ?? happened.At },
        HandoverAccepted accepted when Ended is null => Closed(happened, HandoverEnd.Accepted) with { DecidedBy = accepted.By, Seller = Seller ?? accepted.By },
        HandoverRejected rejected when Ended is null => Closed(happened, HandoverEnd.Rejected) with { DecidedBy = rejected.By, Reason = rejected.Reason, Seller = Seller ?? rejected.By },
        HandoverExpired when Ended is null => Closed(happened, HandoverEnd.Expired),
        HandoverReassigned reassigned when Ended is null => Closed(happened, HandoverEnd.Reassigned) with { DecidedBy = reassigned.By },
        PassEnded when Ended is null => Closed(happened, HandoverEnd.Closed),
        _ => this,
    };

    private HandoverRow Closed(LeadEvent happened, HandoverEnd end) => this with { EndedAt = happened.At, Ended = end, IsAssumed = IsAssumed || happened.Assumed };
}
