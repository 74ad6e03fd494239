using System.Globalization;
using Ripen.Handovers;
using Ripen.Identity;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Opportunities;
using Ripen.Storage;

namespace Ripen.Verifying;

/// <summary>What always holds for a lead: its row, its events, its passes, its verdicts and its person fit together.</summary>
/// <param name="now">By the desk's clock.</param>
internal sealed class LeadChecks(AgreementHistory agreements, FaultList faults, DateTimeOffset now)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Checks a lead, and gives its story as its events tell it; null where they tell none.</summary>
    public ToldStory? Check(LeadEvidence lead)
    {
        var told = ToldStory.Of(lead, faults, (before, happened, row) => Happened(lead, before, happened, row));
        if (told is not null) Told(lead, told);
        if (lead.Record is not { } record)
        {
            faults.Add(Checks.LeadIsTheFoldOfItsEvents, lead.Where, "Its row cannot be read.");
            return told;
        }
        Handover(lead, record);
        if (!record.State.IsOpen) return told;
        Forgotten(lead, record);
        Verdict(lead, record);
        Person(lead, record);
        return told;
    }

    /// <summary>Whoever has an e-mail address of his own is found by it.</summary>
    public void Addresses(Session session, IReadOnlyList<LeadEvidence> leads)
    {
        var wanted = leads.Select(lead => (lead, Address: EmailAddress.TryRead(lead.Record?.Email ?? ""))).Where(pair => pair.Address is { IsShared: false }).ToList();
        var known = new HashSet<string>(StringComparer.Ordinal);
        session.Find("select value from contact_keys where kind = 2 and value = any(@keys)", [.. wanted.Select(pair => pair.Address!.Text).Distinct()], row => known.Add(row.GetString(0)));
        foreach (var (lead, address) in wanted.Where(pair => !known.Contains(pair.Address!.Text))) faults.Add(Checks.AddressNamesItsPerson, lead.Where, $"Nobody is found by {address!.Text}.");
    }

    private void Happened(LeadEvidence lead, LeadState before, LeadEvent happened, EventRow row)
    {
        if (happened is Judged judged && agreements.WhyNot(before.Line, judged.Findings.Agreement, row.At) is { } why) faults.Add(Checks.VerdictNamesAgreementInForce, lead.Where, why);
        // Imported history may say any reason or none.
        if (happened is HandoverRejected rejected && row.Import is null && before.Agreement is { } version && agreements.PolicyOf(before.Line, version) is { } policy && policy.ReasonOf(rejected.Reason) is null)
            faults.Add(Checks.RejectionHasAgreedReason, lead.Where, string.Create(CultureInfo.InvariantCulture, $"'{rejected.Reason}' is no reason of version {version}."));
    }

    private void Told(LeadEvidence lead, ToldStory told)
    {
        if (lead.Record is { } record)
        {
            var next = NextThing.Of(told.State);
            if (record.State != told.State) faults.Add(Checks.LeadIsTheFoldOfItsEvents, lead.Where, $"Its row and its events differ in {Differences(record, told.State)}.");
            else if (lead.NextAt != next.At?.ToDateTimeOffset() || lead.NextThing != (next.Kind == NextKind.None ? null : (int)next.Kind)) faults.Add(Checks.LeadIsTheFoldOfItsEvents, lead.Where, "Its row and its events differ in next_at, next_thing.");
        }
        if (lead.Passes is null) faults.Add(Checks.PassesAreWhatEventsSay, lead.Where, "One of its passes cannot be read.");
        else if (Differences(lead.Passes, [.. told.Passes.Select((pass, i) => Told(lead.Record, pass, lead.Passes.ElementAtOrDefault(i)))]) is { } differences) faults.Add(Checks.PassesAreWhatEventsSay, lead.Where, differences);
        Work(lead, told.Work);
    }

    private void Work(LeadEvidence lead, ToldRows told)
    {
        if (lead.Work is not { } kept) faults.Add(Checks.WorkOfSalesIsWhatEventsSay, lead.Where, "A handover, task or opportunity of it cannot be read.");
        else if (!kept.Handovers.Select(Told).SequenceEqual(told.Handovers)) faults.Add(Checks.WorkOfSalesIsWhatEventsSay, lead.Where, "Its handovers are others than its events tell.");
        else if (!kept.Tasks.SequenceEqual(told.Tasks)) faults.Add(Checks.WorkOfSalesIsWhatEventsSay, lead.Where, "Its tasks are others than its events tell.");
        else if (!kept.Opportunities.Select(Plain).SequenceEqual(told.Opportunities.Select(Plain))) faults.Add(Checks.WorkOfSalesIsWhatEventsSay, lead.Where, "Its opportunities are others than its events tell.");

        // What was met then stands in no event.
        static HandoverRow Told(HandoverRow row) => row with { Criteria = null };

        // The buying group is the lead's, and may be another by now.
        static OpportunityRow Plain(OpportunityRow row) => row with { Group = null };
    }

    // What an import has just brought is planned for when history is told.
    private void Forgotten(LeadEvidence lead, LeadRecord record)
    {
        if (NextThing.Of(record.State).Kind == NextKind.None && !(lead.ActsAt > now - LongestWait && lead.ActsAt < now + Imports.ImportQuiet.After + LongestWait)) faults.Add(Checks.NoLeadIsForgotten, lead.Where, "Nothing comes next for it, and nothing will plan for it.");
    }

    private void Handover(LeadEvidence lead, LeadRecord record)
    {
        var state = record.State;
        // What is assumed from imported history runs no clocks.
        if (!state.IsOpen || state.Agreement is null || state.Stage is not (Stage.HandedOver or Stage.Accepted)) return;
        if ((state.Handover?.To ?? state.Owner) is null) faults.Add(Checks.HandoverHasOwnerAndClock, lead.Where, "Nobody owns it.");
        if (NextThing.Of(state).Kind == NextKind.None) faults.Add(Checks.HandoverHasOwnerAndClock, lead.Where, "No clock runs on it.");
    }

    private void Verdict(LeadEvidence lead, LeadRecord record)
    {
        if (record.JudgedAt is null || record.State.Findings is not { } findings)
        {
            faults.Add(Checks.VerdictNamesAgreementInForce, lead.Where, "It was never judged.");
            return;
        }
        if (agreements.WhyNotThere(record.State.Line, findings.Agreement) is { } why) faults.Add(Checks.VerdictNamesAgreementInForce, lead.Where, why);
        if (record.StandsUntil?.ToDateTimeOffset() is not { } until) return;
        if (lead.Due is not { } due) faults.Add(Checks.VerdictIsDueAgain, lead.Where, $"Its verdict stands until {until:u}, and nothing will judge it then.");
        // Work that failed is put off.
        else if (due.Attempts == 0 && due.At - until > LongestWait) faults.Add(Checks.VerdictIsDueAgain, lead.Where, $"Its verdict stands until {until:u}, and it is to be judged only at {due.At:u}.");
    }

    private void Person(LeadEvidence lead, LeadRecord record)
    {
        if (lead.Person is not { IsMerged: false } person) return;
        if (person.OrganisationId != record.OrganisationId) faults.Add(Checks.LeadIsItsPersons, lead.Where, "Its organisation is not its person's.");
        // Of several leads of one person each has those touches that came while it was open.
        var fits = person.Leads == 1
            ? (record.FirstTouchAt, record.LastTouchAt) == (person.First, person.Last)
            : record.FirstTouchAt is null || (record.FirstTouchAt >= person.First && record.LastTouchAt <= person.Last);
        if (!fits) faults.Add(Checks.LeadIsItsPersons, lead.Where, $"Its touches are said to be from {record.FirstTouchAt:u} to {record.LastTouchAt:u}; its person's are from {person.First:u} to {person.Last:u}.");
    }

    private static string Differences(LeadRecord record, LeadState told)
    {
        var kept = record.State;
        var row = LeadRows.RowOf(record);
        record.State = told;
        var wanted = LeadRows.RowOf(record);
        record.State = kept;
        var columns = Tables.Leads.Columns.Where((_, i) => !Equals(row[i], wanted[i])).Select(column => column.Name).ToList();
        return columns.Count > 0 ? string.Join(", ", columns) : "state";
    }

    // From where a pass came is the lead's, not its events'; what was known of its organisation when it was written is its own,
    // and what an older version of this program did not keep is not missed.
    private static PassRow Told(LeadRecord? record, PassRow pass, PassRow? kept) => pass with
    {
        Source = record?.Source,
        Campaign = record?.Campaign,
        Group = record?.GroupId,
        FirstTouchAt = record?.FirstTouchAt,
        BuyingStage = kept?.BuyingStage is null ? null : pass.BuyingStage,
        Fits = kept?.Fits is null || pass.Fits is null ? kept?.Fits : pass.Fits,
        Offer = kept?.Offer,
        Industry = kept?.Industry,
        Employees = kept?.Employees,
    };

    private static string? Differences(List<PassRow> kept, List<PassRow> told)
    {
        if (kept.Count != told.Count) return string.Create(CultureInfo.InvariantCulture, $"There are {kept.Count} passes, and its events make {told.Count}.");
        foreach (var (pass, wanted) in kept.Zip(told))
        {
            var (row, other) = (pass.ToRow(), wanted.ToRow());
            var columns = Tables.Passes.Columns.Where((_, i) => !Equals(row[i], other[i])).Select(column => column.Name).ToList();
            if (columns.Count > 0) return string.Create(CultureInfo.InvariantCulture, $"Pass {pass.Pass} differs from the lead and its events in {string.Join(", ", columns)}.");
        }
        return null;
    }
}
