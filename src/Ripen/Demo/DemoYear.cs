using System.Globalization;
using Ripen.Agreements;
using Ripen.Campaigns;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Settings;
using Ripen.Simulation;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Work;

namespace Ripen.Demo;

/// <summary>Fills an empty desk with a simulated year that ends now: by way of the same files and imports as any other history.</summary>
internal sealed class DemoYear(Desk desk, TextWriter errors, bool isTerminal)
{
    private const string By = "demo";
    private const int AcceptedForADeal = 6;
    private const long FirstAmount = 1_800_000;
    private const long AmountStep = 450_000;
    private static readonly (Setting Setting, string Value)[] Settings = [(KnownSettings.DeskName, "Torfeld Systems"), (KnownSettings.Currency, "EUR"), (KnownSettings.Zone, SimulatedYear.FirmZone), (KnownSettings.FiscalYearStart, "01-01")];
    private static readonly ImportKind[] Kinds = [ImportKind.Leads, ImportKind.Touches, ImportKind.Decisions, ImportKind.Outcomes, ImportKind.Costs];

    /// <param name="folder">Where its files go; they stay, for whoever wants to see the truth.</param>
    public async Task FillAsync(long seed, long leads, string folder, CancellationToken stop)
    {
        await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"A year of a fictional firm is being made up, {leads:#,##0} leads up to {desk.Now:d MMMM yyyy}."));
        var firm = new Firm(seed, leads, new(Instant.From(desk.Now)));
        Write(firm, leads, folder, stop);
        await desk.Writer.DoAsync(Introduce, stop);
        foreach (var kind in Kinds) await ImportAsync(kind, Path.Combine(folder, $"{ImportStore.WordOf(kind)}.csv"), stop);
        await desk.Writer.DoAsync(write =>
        {
            Describe(write, firm, leads);
            DemoSite.Introduce(write, desk);
            ImportQuiet.End(write, desk.Now);
        }, stop);
        await Worker.RunDueAsync(desk, stop);
        await WorkTodayAsync(stop);
        await Worker.RunDueAsync(desk, stop);
    }

    private void Write(Firm firm, long leads, string folder, CancellationToken stop)
    {
        using var files = new SimulatedFiles(folder);
        using var progress = new Progress(TimeProvider.System, "leads of a year simulated", errors, isTerminal, leads);
        var told = 0L;
        foreach (var some in firm.Accounts())
        {
            stop.ThrowIfCancellationRequested();
            foreach (var lead in some) files.Write(lead);
            progress.Report(told += some.Count);
        }
        files.Write(firm, leads);
    }

    // What somebody has chosen before stays.
    private void Introduce(Write write)
    {
        foreach (var (setting, value) in Settings)
        {
            if (desk.Settings.Chosen(write, setting) is null) SettingStore.Set(write, setting, value, desk.Now);
        }
        if (!StarterAgreement.IsChosen(write, desk)) StarterAgreement.Choose(write, desk, ShippedAgreements.All[0], By);
    }

    private async Task ImportAsync(ImportKind kind, string path, CancellationToken stop)
    {
        using var file = ImportFile.Open(path);
        using var progress = new Progress(TimeProvider.System, $"rows of {ImportStore.WordOf(kind)} imported", errors, isTerminal, file.Check().Rows);
        await new Importer(desk, new(kind, file, Mapping.None, Desk.MainLine, Campaign: null, By), progress.Report).RunAsync(stop);
    }

    // What no import tells: what the campaigns were, and for which buying stage an offer is.
    private void Describe(Write write, Firm firm, long leads)
    {
        foreach (var campaign in firm.Campaigns)
        {
            if (campaign.Name is null || desk.Campaigns.Find(write, campaign.Name) is not { } number) continue;
            var shown = CampaignStore.Find(desk, write, number.ToString(CultureInfo.InvariantCulture))!;
            var (starts, ends) = (firm.Year.DateOf(campaign.From), firm.Year.DateOf(campaign.To));
            CampaignStore.Save(desk, write, shown, new(campaign.Source, SimulatedFiles.Text(starts), SimulatedFiles.Text(ends), SimulatedFiles.Scaled(campaign.Audience, leads), campaign.IsPrizeDraw));
        }
        foreach (var (offer, stage) in Offers) write.Execute("update offers set buying_stage = @stage where folded = @name", ("@stage", stage), ("@name", Folded.From(offer)));
    }

    private static readonly (string Offer, string Stage)[] Offers =
    [
        ("benchmark-walkways", "early"), ("checklist-layout", "early"), ("outreach-letter", "early"),
        ("story-hafenkontor", "middle"), ("story-nordlicht-pharma", "middle"), ("story-kernhaus", "middle"), ("demo", "late"),
    ];

    // History does not tell of deals that are open; there are some on every day.
    private async Task WorkTodayAsync(CancellationToken stop)
    {
        List<LeadRecord> leads;
        using (var session = desk.Database.Read()) leads = LeadStore.Select(session, "where ended is null order by interest desc, person_id");
        var accepted = leads.FindAll(lead => lead.State is { Situation: Situation.Accepted, Owner: not null });
        var (stages, today) = (KnownSettings.DealStages.Default.Split(", "), DateOnly.FromDateTime(desk.Now.UtcDateTime));
        foreach (var (place, lead) in accepted.Where((_, place) => place % AcceptedForADeal == AcceptedForADeal / 2).Index())
        {
            var deal = new Deal(new Amount(FirstAmount + (place * 7 % 11 * AmountStep), "EUR"), today.AddDays(9 + (place * 13 % 100)), stages[place % stages.Length]);
            await desk.Leads.HandleAsync(lead.Id, new OpenOpportunity(lead.State.Owner!, SourceSide.Marketing, deal), lead.State.Owner, stop);
        }
    }
}
