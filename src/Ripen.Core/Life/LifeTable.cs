using System.Collections.Frozen;
using System.Text.Json;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>One row of the table: from where a command leads to where. It may still be refused for a date, a reason, an amount.</summary>
/// <param name="Command">The command's type.</param>
/// <param name="To">Where the lead may be afterwards.</param>
public sealed record LifeRow(Situation From, Type Command, ValueList<Situation> To)
{
    /// <summary><c>handed_over | reject_handover | resting, referred, disqualified</c></summary>
    public override string ToString() => $"{Word(From)} | {Word(Command.Name)} | {string.Join(", ", To.Select(to => Word(to)))}";

    private static string Word(Situation situation) => Word(situation.ToString());

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>The life of a lead as a table; deciding starts by looking here.</summary>
internal static class LifeTable
{
    private static readonly Situation[] WithoutSales = [Situation.Resting, Situation.Inquiry, Situation.Qualified];
    private static readonly Situation[] WithSales = [Situation.HandedOver, Situation.Accepted, Situation.Stalled, Situation.Opportunity];

    // What an ended pass goes on to, by its reason.
    private static readonly Situation[] ByReason = [Situation.Resting, Situation.Referred, Situation.Disqualified];

    public static ValueList<LifeRow> Rows { get; } = new LifeRow[][]
    {
        To<OpenLead>([Situation.Nothing], Situation.Inquiry),

        Staying<RecordJudgement>([.. WithSales, Situation.Qualified]),
        To<RecordJudgement>([Situation.Inquiry], Situation.Inquiry, Situation.Qualified),
        To<RecordJudgement>([Situation.Resting], Situation.Resting, Situation.Inquiry, Situation.Qualified),
        Staying<RecordTheirTouch>([.. WithoutSales, .. WithSales]),
        To<Wake>([Situation.Resting], Situation.Inquiry),
        Staying<EndDormancy>(WithoutSales),
        Staying<PlanNext>([.. WithoutSales, .. WithSales]),
        Staying<TakeStep>(WithoutSales),
        Staying<LeaveProgramme>(WithoutSales),
        Staying<SetTask>([.. WithoutSales, .. WithSales]),
        Staying<FinishTask>([.. WithoutSales, .. WithSales]),
        Staying<MoveTask>([.. WithoutSales, .. WithSales]),
        Staying<MarkTaskLate>([.. WithoutSales, .. WithSales]),

        To<HandOver>([Situation.Inquiry, Situation.Qualified], Situation.HandedOver),
        Staying<MarkLate>([Situation.HandedOver]),
        Staying<MarkUnanswered>(WithSales),
        Staying<ReassignLate>([Situation.HandedOver]),
        Staying<Reassign>([Situation.HandedOver]),
        To<AcceptHandover>([Situation.HandedOver], Situation.Accepted),
        To<RejectHandover>([Situation.HandedOver], ByReason),

        Staying<NoteWork>([.. WithoutSales, Situation.HandedOver, Situation.Accepted, Situation.Opportunity]),
        To<NoteWork>([Situation.Stalled], Situation.Accepted),
        To<MarkStalled>([Situation.Accepted], Situation.Stalled),
        To<RecycleStalled>([Situation.Stalled], Situation.Resting),

        // From an accepted handover, or by Sales of its own.
        To<OpenOpportunity>([Situation.Accepted, Situation.Stalled, .. WithoutSales], Situation.Opportunity),
        Staying<ChangeOwner>([Situation.Accepted, Situation.Stalled, Situation.Opportunity]),
        Staying<ChangeOpportunity>([Situation.Opportunity]),
        To<WinOpportunity>([Situation.Opportunity], Situation.Won),
        To<LoseOpportunity>([Situation.Opportunity], ByReason),

        // Where Sales has yet to decide or is in a deal, a rejection or a loss does it.
        To<Disqualify>([.. WithoutSales, Situation.Accepted, Situation.Stalled], Situation.Disqualified),
        To<Reopen>([Situation.Disqualified], Situation.Inquiry),

        // History makes up the steps that it lacks.
        To<ImportDecision>([.. WithoutSales, Situation.HandedOver, Situation.Disqualified], [Situation.Accepted, .. ByReason]),
        To<ImportOutcome>([.. WithoutSales, .. WithSales, Situation.Disqualified], [Situation.Won, .. ByReason]),
    }.SelectMany(rows => rows).ToValueList();

    private static readonly FrozenSet<(Situation, Type)> Listed = Rows.Select(row => (row.From, row.Command)).ToFrozenSet();

    public static bool Allows(Situation from, LeadCommand command) => Listed.Contains((from, command.GetType()));

    private static LifeRow[] To<T>(Situation[] from, params Situation[] to) where T : LeadCommand =>
        [.. from.Select(situation => new LifeRow(situation, typeof(T), [.. to]))];

    private static LifeRow[] Staying<T>(Situation[] at) where T : LeadCommand =>
        [.. at.Select(situation => new LifeRow(situation, typeof(T), [situation]))];
}
