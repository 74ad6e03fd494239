using System.Data.Common;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>One pass of a lead as the funnel counts it: when each stage was reached, and how it ended.</summary>
internal sealed record PassRow(LeadId Lead, int Pass, string Line, Instant BeganAt)
{
    public const string Columns = """
        person_id, lead, pass, line, began_at, source, campaign, agreement_version, temperature, qualified_at, handed_over_at, accepted_at, opportunity_at,
        ended_at, ended, end_reason, owner, amount, currency, is_assumed, buying_stage, fits, group_id, first_touch_at, offer, industry, employees
        """;

    public int? Source { get; init; }
    public int? Campaign { get; init; }

    /// <summary>Of its first judgement in this pass.</summary>
    public int? AgreementVersion { get; init; }

    /// <summary>At its first judgement in this pass.</summary>
    public int? Temperature { get; init; }
    public Instant? QualifiedAt { get; init; }
    public Instant? HandedOverAt { get; init; }
    public Instant? AcceptedAt { get; init; }
    public Instant? OpportunityAt { get; init; }
    public Instant? EndedAt { get; init; }
    public PassEnd? Ended { get; init; }
    public string? EndReason { get; init; }

    /// <summary>Who has it, or had it at its end.</summary>
    public string? Owner { get; init; }
    public Amount? Won { get; init; }

    /// <summary>Something in it was not stated but follows from imported history.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>At its first judgement in this pass: its place in the agreement.</summary>
    public int? BuyingStage { get; init; }

    /// <summary>As it was last judged in this pass.</summary>
    public Truth? Fits { get; init; }

    public Guid? Group { get; init; }

    public DateTimeOffset? FirstTouchAt { get; init; }

    /// <summary>Of the lead's first touch.</summary>
    public int? Offer { get; init; }

    /// <summary>As it was known when the pass was last written.</summary>
    public string? Industry { get; init; }

    /// <summary>As it was known when the pass was last written.</summary>
    public long? Employees { get; init; }

    /// <summary>With what a pass has of its lead and not of its events.</summary>
    /// <param name="last">The pass of this lead that was written before, which may know what the lead was not asked for now.</param>
    public PassRow Of(LeadRecord lead, PassRow? last) => this with
    {
        Source = lead.Source,
        Campaign = lead.Campaign,
        Group = lead.GroupId,
        FirstTouchAt = lead.FirstTouchAt,
        Offer = lead.IsFirstTouchNews ? lead.Offer : last?.Offer,
        Industry = lead.IsShownAnew ? lead.Industry : last?.Industry,
        Employees = lead.IsShownAnew ? lead.Employees : last?.Employees,
    };

    /// <summary>The passes after these events; those given that did not change are not among them.</summary>
    /// <param name="current">The pass that was running before; null for a new lead.</param>
    public static List<PassRow> After(LeadId lead, string line, PassRow? current, IEnumerable<LeadEvent> events)
    {
        var changed = new List<PassRow>();
        var now = current;
        foreach (var happened in events)
        {
            if (happened is LeadOpened) now = new(lead, 1, line, happened.At);
            else if (happened is PassBegan next)
            {
                if (now is not null) changed.Add(now);
                now = new(lead, next.Pass, line, happened.At);
            }
            else now = now?.After(happened);
        }
        if (now is not null && now != current) changed.Add(now);
        return changed;
    }

    public object?[] ToRow() =>
    [
        Lead.Person, Lead.Number, Pass, Line, BeganAt, Source, Campaign, AgreementVersion, Temperature, QualifiedAt, HandedOverAt, AcceptedAt, OpportunityAt,
        EndedAt, Ended is { } end ? (int)end : null, EndReason, Owner, Won?.MinorUnits, Won?.Currency, IsAssumed,
        BuyingStage, (int?)Fits, Group, FirstTouchAt, Offer, Industry, Employees,
    ];

    public static PassRow Of(DbDataReader row) => new(new(row.GetId(0), row.GetInt16(1)), row.GetInt16(2), row.GetString(3), row.GetInstant(4))
    {
        Source = row.GetIntOrNull(5),
        Campaign = row.GetIntOrNull(6),
        AgreementVersion = row.GetIntOrNull(7),
        Temperature = row.GetIntOrNull(8),
        QualifiedAt = row.GetInstantOrNull(9),
        HandedOverAt = row.GetInstantOrNull(10),
        AcceptedAt = row.GetInstantOrNull(11),
        OpportunityAt = row.GetInstantOrNull(12),
        EndedAt = row.GetInstantOrNull(13),
        Ended = (PassEnd?)row.GetIntOrNull(14),
        EndReason = row.GetTextOrNull(15),
        Owner = row.GetTextOrNull(16),
        Won = row.GetLongOrNull(17) is { } amount ? new Amount(amount, row.GetString(18)) : null,
        IsAssumed = row.GetYes(19),
        BuyingStage = row.GetIntOrNull(20),
        Fits = (Truth?)row.GetIntOrNull(21),
        Group = row.GetIdOrNull(22),
        FirstTouchAt = row.GetAtOrNull(23),
        Offer = row.GetIntOrNull(24),
        Industry = row.GetTextOrNull(25),
        Employees = row.GetLongOrNull(26),
    };

    private PassRow After(LeadEvent happened)
    {
        var after = happened switch
        {
            Judged { Findings: var found } => AgreementVersion is null
                ? this with { Temperature = found.Temperature, AgreementVersion = found.Agreement, BuyingStage = found.BuyingStage, Fits = found.Fits }
                : this with { Fits = found.Fits },
            Qualified => this with { QualifiedAt = QualifiedAt ?? happened.At },
            HandedOver given => this with { HandedOverAt = HandedOverAt ?? happened.At, Owner = given.To ?? Owner },
            HandoverAccepted accepted => this with { AcceptedAt = AcceptedAt ?? happened.At, Owner = accepted.By ?? Owner },
            OpportunityOpened opened => this with { OpportunityAt = OpportunityAt ?? happened.At, Owner = opened.By ?? Owner },
            OwnerChanged changed => this with { Owner = changed.To },
            OpportunityWon won => this with { Won = won.Amount },
            PassEnded ended => this with { EndedAt = happened.At, Ended = ended.End, EndReason = ended.Reason },
            _ => this,
        };
        return happened.Assumed && after != this ? after with { IsAssumed = true } : after;
    }
}
