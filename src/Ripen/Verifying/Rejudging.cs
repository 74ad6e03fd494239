using System.Text.Json;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Work;

namespace Ripen.Verifying;

/// <summary>Judges leads again, as of the instant at which they were judged, from what is known: the verdict must be the one that is shown.</summary>
internal sealed class Rejudging(AgreementHistory agreements, FaultList faults, DateTimeOffset now)
{
    private readonly Dictionary<AgreementInForce, Bench> benches = [];

    public long Judged { get; private set; }

    private sealed record Bench(DossierLoader Loader, Judge Judge, StandsUntil Until, AgreementInForce Agreement);

    public void Check(Session session, IReadOnlyList<(LeadEvidence Lead, ToldStory Told)> leads)
    {
        foreach (var group in leads.Where(IsJudged).GroupBy(pair => agreements.Find(pair.Lead.Record!.State.Line, JudgedUnder(pair.Lead.Record))))
        {
            // That its agreement is missing or spoilt has its own check.
            if (group.Key is not { } agreement) continue;
            if (!benches.TryGetValue(agreement, out var bench)) benches[agreement] = bench = new(new(agreement), new(agreement.Plan), new(agreement.Plan), agreement);
            Together(session, bench, [.. group]);
        }
    }

    private static int JudgedUnder(LeadRecord lead) => lead.JudgedUnder ?? lead.State.Findings!.Value.Agreement;

    private static bool IsJudged((LeadEvidence Lead, ToldStory Told) pair) => pair.Lead.Record is { State: { IsOpen: true, Findings: not null }, JudgedAt: not null };

    private void Together(Session session, Bench bench, List<(LeadEvidence Lead, ToldStory Told)> leads)
    {
        IReadOnlyList<Dossier> dossiers;
        try
        {
            dossiers = bench.Loader.Load(session, leads.ConvertAll(pair => pair.Lead.Record!), now);
        }
        catch (JsonException)
        {
            // Facts that cannot be read have their own check; the others are judged one by one.
            if (leads.Count > 1) leads.ForEach(pair => Together(session, bench, [pair]));
            return;
        }
        var wrong = new List<(LeadEvidence Lead, string What)>();
        for (var i = 0; i < leads.Count; i++)
        {
            Judged++;
            var (lead, told) = leads[i];
            var colleagues = bench.Agreement.Plan.HasGroupCriteria ? bench.Loader.ColleaguesOf(lead.Record!, dossiers[i]) : [];
            if (Difference(bench, lead.Record!, told, dossiers[i], colleagues) is { } what) wrong.Add((lead, what));
        }
        // Looked up only now, because the dossiers are the loader's own.
        foreach (var (lead, what) in wrong.Where(one => !(one.Lead.Due?.At <= now) && !IsWaiting(session, one.Lead.Record!))) faults.Add(Checks.VerdictIsFoundAgain, lead.Where, what);
    }

    /// <summary>Null where the verdict is the same as it was in one of the states that the lead went through: which one it was judged in is not written down.</summary>
    private string? Difference(Bench bench, LeadRecord lead, ToldStory told, Dossier dossier, Dossier[] colleagues)
    {
        string? first = null;
        foreach (var (pass, stage, rejection) in told.Along.Append(lead.State).Select(state => (state.Pass, (int)state.Stage, state.LastRejection)).Reverse().Distinct())
        {
            (dossier.Pass, dossier.Stage, dossier.LastRejection) = (pass, stage, rejection);
            if (Difference(bench, lead, dossier, colleagues) is not { } what) return null;
            first ??= what;
        }
        return first;
    }

    private string? Difference(Bench bench, LeadRecord lead, Dossier dossier, Dossier[] colleagues)
    {
        var asOf = Instant.From(lead.JudgedAt!.Value);
        // What colleagues said since may leave all as it was: then nothing was written, and it is the verdict of today.
        if (Difference(bench, lead, dossier, colleagues, asOf) is { } what && Difference(bench, lead, dossier, colleagues, Instant.From(now)) is not null) return what;
        var tenths = (int)Math.Clamp(bench.Judge.Of(dossier, asOf, colleagues).Tenths, int.MinValue, int.MaxValue);
        return lead.Tenths == tenths ? null : FormattableString.Invariant($"As of {lead.JudgedAt:u} its interest is {tenths / 10m:0.0}, and {lead.Tenths / 10m:0.0} is shown.");
    }

    private string? Difference(Bench bench, LeadRecord lead, Dossier dossier, Dossier[] colleagues, Instant asOf)
    {
        var outcome = bench.Judge.Of(dossier, asOf, colleagues);
        var (shown, found) = (lead.State.Findings!.Value, Findings.Of(outcome, bench.Agreement.Version));
        var isSame = shown == found || (agreements.Find(lead.State.Line, shown.Agreement) is { } before && found.In(bench.Agreement.Agreement, before) == shown);
        if (!isSame) return $"As of {lead.JudgedAt:u} it is {found}, and {shown} is shown.";
        var until = bench.Until.Of(dossier, asOf, colleagues);
        return lead.StandsUntil == until ? null : $"The verdict of {lead.JudgedAt:u} stands until {until?.ToString() ?? "ever"}, and {lead.StandsUntil?.ToString() ?? "for ever"} is shown.";
    }

    // Something became known of its purchase or organisation, and it will be judged by and by.
    private static bool IsWaiting(Session session, LeadRecord lead) => session.Count(
        "select count(*) from desk_work where (kind = @group and owner = @group_id) or (kind = @organisation and owner = @organisation_id)",
        ("@group", (int)DeskWorkKind.JudgeGroup),
        ("@group_id", lead.GroupId ?? Guid.Empty),
        ("@organisation", (int)DeskWorkKind.JudgeOrganisation),
        ("@organisation_id", lead.OrganisationId ?? Guid.Empty)) > 0;
}
