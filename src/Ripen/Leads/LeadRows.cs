using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>What is to be written of leads: their rows, what happened, and the passes. Made without the database.</summary>
internal sealed class LeadRows
{
    private LeadRows(IReadOnlyList<LeadRecord> leads) => Leads = leads;

    public IReadOnlyList<LeadRecord> Leads { get; }

    public List<object?[]> Created { get; } = [];
    public List<object?[]> Changed { get; } = [];
    public List<object?[]> Events { get; } = [];
    public List<object?[]> NewPasses { get; } = [];
    public List<object?[]> ChangedPasses { get; } = [];

    /// <param name="passes">The last pass of each lead that was there before.</param>
    public static LeadRows Of(IReadOnlyList<LeadRecord> leads, Dictionary<LeadId, PassRow> passes)
    {
        var rows = new LeadRows(leads);
        foreach (var lead in leads)
        {
            (lead.RowVersion == 0 ? rows.Created : rows.Changed).Add(RowOf(lead));
            foreach (var happened in lead.News) rows.Events.Add([lead.Id.Person, lead.Id.Number, happened.Version, happened.At, happened.By, happened.Import, EventJson.Write(happened.Events)]);
            if (lead.MayChangePasses) rows.AddPasses(lead, passes.GetValueOrDefault(lead.Id));
        }
        return rows;
    }

    /// <summary>In the order of <see cref="Tables.Leads"/>, as it is to be written.</summary>
    public static object?[] RowOf(LeadRecord lead)
    {
        var (state, next) = (lead.State, NextThing.Of(lead.State));
        var findings = state.Findings;
        return
        [
            lead.Id.Person, lead.Id.Number, state.Line, lead.RowVersion + 1, state.Version, state.Pass, (int)state.Stage, state.PassBegan, state.StageSince,
            state.End is { } end ? (int)end : null, state.EndReason, state.EndedAt, state.IsResting, state.RestsUntil, FurtherState.Write(state),
            findings?.Temperature, findings?.CouldBe, findings?.BuyingStage, (int?)findings?.Fits, findings?.IsComplete, (int?)findings?.Qualified, findings?.IsHandover, findings?.Programme, findings?.Agreement,
            lead.Tenths, lead.JudgedAt, lead.StandsUntil, next.At, next.Kind == NextKind.None ? null : (int)next.Kind, state.Handover?.To ?? state.Owner,
            lead.OrganisationId, lead.GroupId, lead.Name, lead.NameKey, lead.Email, lead.Organisation, lead.Country, lead.JobTitle, lead.ExternalId,
            lead.Source, lead.Campaign, lead.FirstTouchAt, lead.LastTouchAt, lead.OpenedAt, ChangedAt(lead), lead.Import,
            lead.Gaps.Criteria, lead.Gaps.Missing, lead.Gaps.OneAnswerAway, lead.JudgedUnder,
            state.LastRejection, state.Enrolment?.Programme, state.ReferredTo,
        ];
    }

    private void AddPasses(LeadRecord lead, PassRow? last)
    {
        foreach (var pass in PassRow.After(lead.Id, lead.State.Line ?? "", last, lead.News.SelectMany(happened => happened.Events)))
        {
            (pass.Pass > (last?.Pass ?? 0) ? NewPasses : ChangedPasses).Add(pass.Of(lead, last).ToRow());
        }
    }

    // Whoever saves says when it is; where he does not, what happened last does.
    private static DateTimeOffset ChangedAt(LeadRecord lead)
    {
        var changed = lead.ChangedAt ?? lead.OpenedAt;
        if (lead.JudgedAt > changed) changed = lead.JudgedAt.Value;
        foreach (var happened in lead.News)
        {
            if (happened.At > changed) changed = happened.At;
        }
        return changed;
    }
}
