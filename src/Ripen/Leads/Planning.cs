using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Imports;
using Ripen.Life;
using Ripen.Nurture;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>
/// Sees to it that an open lead has a next thing: after whatever happens to it, and for those that an import brought by and
/// by, once history is told.
/// </summary>
/// <param name="at">When it happens.</param>
internal sealed class Planning(Desk desk, Session session, DateTimeOffset at)
{
    private readonly IReadOnlyDictionary<int, DateTimeOffset> quietUntil = ImportQuiet.Until(session, at);
    private readonly ProgrammeBook programmes = desk.Programmes.Book(session);

    /// <summary>Until when a lead is left alone, because the import that brought it, or what follows it, may still tell more of it.</summary>
    public DateTimeOffset? QuietUntil(LeadRecord lead) => lead is { Import: { } import, State: { Pass: 1, Enrolment: null, Handovers: 0 } } && quietUntil.TryGetValue(import, out var until) ? until : null;

    public ProgrammeBook Programmes => programmes;

    /// <summary>Plans, where nothing is planned; the events are written with the lead.</summary>
    public void Plan(LeadRecord lead)
    {
        if (!lead.State.IsOpen) return;
        if (QuietUntil(lead) is { } quiet) lead.QuietUntil = quiet;
        else if (desk.Agreements.InForce(session, lead.State.Line ?? Desk.MainLine, at) is { } agreement) Plan(lead, agreement);
    }

    /// <summary>The same, whether or not history is still being told.</summary>
    public void Plan(LeadRecord lead, AgreementInForce agreement)
    {
        if (!lead.State.IsOpen) return;
        if (lead.Decide(new PlanNext(ProgrammeOf(lead, agreement), programmes), agreement, at) is { } refusal)
            throw new InvalidOperationException($"Nothing could be planned for lead {lead.Id}: {refusal.Sentence}");
    }

    // What was found stands under the version under which it was found first.
    private string? ProgrammeOf(LeadRecord lead, AgreementInForce agreement)
    {
        if (lead.State.Findings is not { Programme: >= 0 } findings) return null;
        var found = findings.Agreement == agreement.Version ? agreement : desk.Agreements.Compiled(session, agreement.Line, findings.Agreement);
        return found.Agreement.Nurture[findings.Programme].Programme;
    }
}
