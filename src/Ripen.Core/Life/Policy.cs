using System.Globalization;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>The desk's own choices, for what an agreement leaves open.</summary>
/// <param name="AcceptWithin">Every handover has a clock.</param>
/// <param name="WorkWithin">So has every lead that was accepted.</param>
/// <param name="DormantFor">After so long a dormant lead is looked at again.</param>
public sealed record DeskTerms(Duration AcceptWithin, Duration WorkWithin, Duration DormantFor)
{
    public static DeskTerms Default { get; } = new(new(2, DurationUnit.BusinessDay), new(10, DurationUnit.BusinessDay), new(1, DurationUnit.Year));
}

/// <summary>What the life of a lead asks of one version of the agreement: clocks and reasons.</summary>
public sealed record Policy
{
    /// <summary>The desk's number of the agreement.</summary>
    public required int Version { get; init; }

    /// <summary>Counts the clocks; open around the clock where the agreement names no hours.</summary>
    public required BusinessCalendar Calendar { get; init; }
    public required Zone Zone { get; init; }
    public required Duration AcceptWithin { get; init; }
    public Duration? RespondWithin { get; init; }
    public Duration? ReassignAfter { get; init; }
    public required Duration WorkWithin { get; init; }
    public required Duration DormantFor { get; init; }

    /// <summary>So many tries to reach the prospect before <see cref="NoReply"/>; 0 where nothing is agreed.</summary>
    public int Attempts { get; init; }
    public ValueList<RejectReason> Reasons { get; init; } = [];

    /// <summary>The reason that wants the agreed tries first.</summary>
    public const string NoReply = "no_reply";

    public static Policy Of(Agreement agreement, DeskTerms? desk = null)
    {
        desk ??= DeskTerms.Default;
        var terms = agreement.Handover;
        var zone = Zone.TryFind(agreement.TimeZone, out var found) ? found : Zone.Utc;
        return new()
        {
            Version = agreement.Version ?? 0,
            Zone = zone,
            Calendar = (terms.Calendar is { } hours ? BusinessCalendar.Parse(hours.Open, hours.Closed, zone, out _) : null) ?? BusinessCalendar.AlwaysOpen(zone),
            AcceptWithin = terms.AcceptWithin ?? desk.AcceptWithin,
            RespondWithin = terms.RespondWithin,
            ReassignAfter = terms.ReassignAfter,
            WorkWithin = terms.WorkWithin ?? desk.WorkWithin,
            DormantFor = desk.DormantFor,
            Attempts = terms.Attempts ?? 0,
            Reasons = terms.RejectReasons,
        };
    }

    /// <summary>The reason of that id, compared as the language compares ids; null where there is none.</summary>
    public RejectReason? ReasonOf(string? id)
    {
        if (id is null) return null;
        var folded = Folded.From(id);
        foreach (var reason in Reasons)
        {
            if (Folded.From(reason.Id) == folded) return reason;
        }
        return null;
    }

    /// <summary>As a refusal says it, on the agreement's clock: <c>15 July 2026, 11:00</c>.</summary>
    public string Said(Instant at)
    {
        var second = Zone.SecondOfDay(at);
        return string.Create(CultureInfo.InvariantCulture, $"{Zone.DateOf(at):d MMMM yyyy}, {second / 3600:00}:{second / 60 % 60:00}");
    }
}
