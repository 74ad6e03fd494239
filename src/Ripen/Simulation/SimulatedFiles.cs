using System.Globalization;
using Ripen.Imports;

namespace Ripen.Simulation;

/// <summary>Writes a simulated year as the files that <c>ripen import</c> reads, and the truth apart from them.</summary>
internal sealed class SimulatedFiles : IDisposable
{
    public const string Leads = "leads.csv";
    public const string Touches = "touches.csv";
    public const string Decisions = "decisions.csv";
    public const string Outcomes = "outcomes.csv";
    public const string Costs = "costs.csv";
    public const string Campaigns = "campaigns.csv";
    public const string Truth = "truth";

    private static readonly string[] Facts =
    [
        "name", "email", "phone", "job_title", "seniority", "buying_role", "country", "relationship",
        "organisation", "domain", "industry", "employees",
        "problem", "purchase_by", "budget_status", "budget", "solution_known",
    ];

    private readonly List<CsvExport> open = [];
    private readonly CsvExport leads;
    private readonly CsvExport touches;
    private readonly CsvExport decisions;
    private readonly CsvExport outcomes;
    private readonly CsvExport truth;
    private readonly string folder;
    private readonly string?[] cells = new string?[Facts.Length];

    public SimulatedFiles(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, Truth));
        leads = Open(Leads, ["id", "created_at", "known_at", "source", "campaign", .. Facts.SelectMany(fact => (string[])[fact, $"{fact}_on"])]);
        touches = Open(Touches, ["lead", "kind", "at", "known_at", "source", "campaign", "offer", "page"]);
        decisions = Open(Decisions, ["lead", "at", "by", "decision", "reason", "wake"]);
        outcomes = Open(Outcomes, ["lead", "at", "outcome", "amount", "currency", "reason", "by"]);
        truth = Open(Path.Combine(Truth, Leads), ["lead", "person", "duplicate_of", "kind", "domain", "would_buy", "buys_on", "why_not"]);
    }

    public void Write(SimulatedLead lead)
    {
        foreach (var said in lead.Said) WriteSaid(lead, said);
        foreach (var touch in lead.Touches)
            touches.Row(lead.Id, touch.Kind, touch.At.ToString(), touch.KnownAt.ToString(), touch.Source, touch.Campaign ?? "", touch.Offer ?? "", touch.Page ?? "");
        foreach (var decision in lead.Decisions)
            decisions.Row(lead.Id, decision.At.ToString(), decision.By, decision.IsAccepted ? "accepted" : "rejected", decision.Reason ?? "", decision.Wake is { } wake ? Text(wake) : "");
        if (lead.Outcome is { } outcome)
            outcomes.Row(lead.Id, outcome.At.ToString(), outcome.IsWon ? "won" : "lost", outcome.IsWon ? Text(outcome.Amount) : "", outcome.Currency ?? "", outcome.Reason ?? "", outcome.By);
        truth.Row(lead.Id, lead.Person.Id, lead.DuplicateOf ?? "", KindOf(lead.Person), lead.Purchase.Organisation.Domain, lead.WouldBuy ? "yes" : "no", lead.WouldBuy ? lead.Purchase.BuysOn.ToString() : "", lead.WhyNot ?? "");
    }

    /// <summary>What the campaigns were and cost, and who sells.</summary>
    public void Write(Firm firm, long planned)
    {
        using var costs = Created(Costs, ["campaign", "programme", "from", "to", "amount", "currency"]);
        using var campaigns = Created(Campaigns, ["campaign", "source", "from", "to", "audience", "prize_draw"]);
        foreach (var campaign in firm.Campaigns)
        {
            if (campaign.Name is null) continue;
            campaigns.Row(campaign.Name, campaign.Source, Text(firm.Year.DateOf(campaign.From)), Text(firm.Year.DateOf(campaign.To)), Text(Scaled(campaign.Audience, planned)), campaign.IsPrizeDraw ? "yes" : "no");
            foreach (var (from, to, share) in Months(firm.Year, campaign))
                if (Scaled(campaign.Cost, planned) * share / 1000 is > 0 and var amount) costs.Row(campaign.Name, "", Text(from), Text(to), Text(amount), "EUR");
        }
        costs.Row("", "cold-stay-useful", Text(firm.Year.DateOf(0)), Text(firm.Year.DateOf(SimulatedYear.Days)), Text(Scaled(5_200, planned)), "EUR");
        WriteSalespeople();
    }

    public void Dispose()
    {
        foreach (var file in open) file.Dispose();
    }

    private void WriteSaid(SimulatedLead lead, Said said)
    {
        var (isFirst, known) = (ReferenceEquals(said, lead.Said[0]), said.At > lead.KnownFrom ? said.At : lead.KnownFrom);
        leads.Cell(lead.Id);
        leads.Cell(isFirst ? lead.ArrivedAt.ToString() : "");
        leads.Cell(known.ToString());
        leads.Cell(isFirst ? lead.Campaign.Source : "");
        leads.Cell(isFirst ? lead.Campaign.Name ?? "" : "");
        foreach (var (fact, value) in said.Facts) cells[Array.IndexOf(Facts, fact)] = value;
        foreach (var cell in cells)
        {
            leads.Cell(cell ?? "");
            leads.Cell(cell is null ? "" : said.At.ToString());
        }
        leads.EndRow();
        Array.Clear(cells);
    }

    private void WriteSalespeople()
    {
        using var people = Created(Path.Combine(Truth, "salespeople.csv"), ["name", "serves", "fastest_minutes", "slowest_minutes", "accepts_unread", "rejects_unread", "sees_a_project"]);
        foreach (var one in Salesperson.Team)
            people.Row(one.Name, one.ServesHome ? "DE AT CH" : "abroad", Text(one.FastestMinutes), Text(one.SlowestMinutes), PerMille(one.Unread), PerMille(one.Lazy), PerMille(one.Eye));
    }

    // What a campaign costs is spread over its months by their days.
    private static IEnumerable<(DateOnly From, DateOnly To, long Share)> Months(SimulatedYear year, Campaign campaign)
    {
        var (first, last) = (year.DateOf(campaign.From), year.DateOf(campaign.To));
        for (var from = first; from <= last;)
        {
            var month = new DateOnly(from.Year, from.Month, 1).AddMonths(1);
            var to = month > last ? last : month.AddDays(-1);
            yield return (from, to, (to.DayNumber - from.DayNumber + 1) * 1000L / (last.DayNumber - first.DayNumber + 1));
            from = month;
        }
    }

    private CsvExport Open(string name, string[] columns)
    {
        var file = Created(name, columns);
        open.Add(file);
        return file;
    }

    private CsvExport Created(string name, string[] columns)
    {
        var file = new CsvExport(File.Create(Path.Combine(folder, name)));
        file.Row(columns);
        return file;
    }

    private static string KindOf(SimulatedPerson person) => person.Kind switch { PersonKind.JobSeeker => "job_seeker", var kind => kind.ToString().ToLowerInvariant() };

    /// <summary>A number of the planned year in a year of another size.</summary>
    public static long Scaled(int ofPlannedYear, long planned) => ofPlannedYear * planned / CampaignPlan.PlannedLeads;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string PerMille(int perMille) => string.Create(CultureInfo.InvariantCulture, $"{perMille / 10}.{perMille % 10} %");
}
