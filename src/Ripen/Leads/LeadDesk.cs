using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Work;

namespace Ripen.Leads;

/// <summary>What became of a command.</summary>
/// <param name="Lead">As it is now; null where there is no such lead.</param>
/// <param name="Refusal">Why it was not done; null where it was.</param>
internal sealed record Handled(LeadRecord? Lead, Refusal? Refusal);

/// <summary>The one door to a lead: loads its state, lets the core decide, and writes events and state in one transaction.</summary>
internal sealed class LeadDesk(Desk desk)
{
    private static readonly Refusal NoLead = new("no_such_lead", "There is no such lead.");

    /// <summary>Does a command, or says why not. Somebody else's write in between is taken into account by deciding again.</summary>
    /// <param name="by">Who wants it; null: Ripen itself.</param>
    public Task<Handled> HandleAsync(LeadId lead, LeadCommand command, string? by, CancellationToken stop = default) =>
        desk.Writer.DoAsync(write => Handle(write, lead, command, by), stop);

    /// <summary>The same inside an open transaction.</summary>
    public Handled Handle(Write write, LeadId lead, LeadCommand command, string? by) =>
        LeadStore.Load(write, lead) is { } record ? Handle(write, record, command, by) : new(null, NoLead);

    /// <summary>The same with a lead that was loaded in this transaction and nobody has written since.</summary>
    public Handled Handle(Write write, LeadRecord record, LeadCommand command, string? by)
    {
        var now = desk.Now;
        var line = record.State.Line ?? Desk.MainLine;
        var agreement = desk.Agreements.HeldBy(write, record.State, now);
        var wasOpen = record.State.IsOpen;
        if (record.Decide(command, agreement, now, by) is { } refusal) return new(record, refusal);
        if (record.News.Count == 0) return new(record, null);
        // The agreement may read the stage, the pass and the last rejection: the verdict follows at once.
        if (record.State.IsOpen && command is not RecordJudgement) write.Own(() => new JudgingByLine(desk.Agreements)).Of(write, line, now).Judge(write, [record], now);
        new Planning(desk, write, now).Plan(record);
        record.ChangedAt = now;
        LeadNews.Tell(desk, write, [record]);
        LeadStore.Save(write, [record]);
        // What a colleague knows counts as long as his lead is open.
        if (record.State.IsOpen != wasOpen && record.GroupId is { } group) DeskWork.Ask(write, DeskWorkKind.JudgeGroup, [group], now);
        return new(record, null);
    }
}
