using System.Globalization;
using Ripen.Values;

namespace Ripen.Simulation;

/// <summary>One organisation's part of the year: who came, and what became of it. Its chance depends on the seed and its number alone.</summary>
internal sealed class Account
{
    private readonly Dice dice;
    private readonly SimulatedYear year;
    private readonly IReadOnlyList<Campaign> campaigns;
    private readonly int number;
    private readonly long firstLead;
    private readonly SimulatedOrganisation organisation;
    private readonly Handwriting hand;
    private readonly Purchase purchase;
    private readonly List<(SimulatedLead Lead, LeadStory Story)> leads = [];

    private Account(Dice dice, SimulatedYear year, IReadOnlyList<Campaign> campaigns, OrganisationNames names, int number, long firstLead, Campaign campaign, int day)
    {
        (this.dice, this.year, this.campaigns, this.number, this.firstLead) = (dice, year, campaigns, number, firstLead);
        organisation = names.Next(dice, Market.Drawn(dice), dice.Chance(campaign.Way switch { Way.PrizeDraw => 640, Way.Download or Way.Advert => 740, _ => 860 }));
        hand = new(dice, organisation, number);
        purchase = new(dice, organisation, campaign.Projects, year.At(day, 12));
        Come(campaign, day);
    }

    /// <summary>The leads of one organisation that came on a day by a campaign, in the order in which they were written down.</summary>
    /// <param name="firstLead">The number of its first lead.</param>
    public static IReadOnlyList<SimulatedLead> Of(long seed, SimulatedYear year, IReadOnlyList<Campaign> campaigns, OrganisationNames names, int number, long firstLead, Campaign campaign, int day)
    {
        var account = new Account(new Dice(seed, number), year, campaigns, names, number, firstLead, campaign, day);
        foreach (var (_, story) in account.leads) story.Tell(campaigns);
        new Sales(account.dice, year, account.purchase).Work(account.leads);
        foreach (var (lead, _) in account.leads) lead.Until(year.Until);
        return [.. account.leads.Select(one => one.Lead)];
    }

    private void Come(Campaign campaign, int day)
    {
        var colleagues = purchase.HasProject ? dice.Weighted(30, 32, 22, 10, 6) : dice.Weighted(84, 12, 4);
        Add(Drawn(0, campaign), campaign, day, null);
        for (var i = 1; i <= colleagues; i++)
        {
            var later = day + dice.Between(0, 70);
            var way = WayIn(campaign, later);
            Add(Drawn(i, way), way, later, null);
        }
        foreach (var (lead, _) in leads.ToList())
        {
            if (dice.Chance(45)) ComeAgain(lead, year.DayOf(lead.ArrivedAt) + dice.Between(5, 120));
        }
    }

    // Known already, and written down once more.
    private void ComeAgain(SimulatedLead lead, int day) => Add(lead.Person, WayIn(campaigns[^1], day), day, lead);

    // They hear of it inside the company, or look for themselves.
    private Campaign WayIn(Campaign first, int day)
    {
        if (first.Way is Way.PrizeDraw or Way.Stand && day <= first.To) return first;
        var open = campaigns.Where(campaign => campaign.From <= day && day <= campaign.To && campaign.Way is Way.Search or Way.Download or Way.Webinar).ToList();
        return open.Count == 0 || dice.Chance(250) ? campaigns[^1] : dice.Of(open);
    }

    private SimulatedPerson Drawn(int place, Campaign campaign)
    {
        var isNoise = !purchase.HasProject;
        var kind = (PersonKind)dice.Weighted(isNoise ? [850, campaign.Way is Way.Download or Way.PrizeDraw ? 90 : 45, 25, 22, 13] : [980, 10, 4, 4, 2]);
        var id = string.Create(CultureInfo.InvariantCulture, $"P{number + 1}-{place + 1}");
        return SimulatedPerson.Drawn(dice, id, organisation.Market, kind, (Rank)dice.Weighted(campaign.Ranks));
    }

    private void Add(SimulatedPerson person, Campaign campaign, int day, SimulatedLead? again)
    {
        var at = ArrivalOf(person, campaign, day);
        var known = at.Plus(campaign.Way switch
        {
            Way.PrizeDraw => dice.Between(4, 9) * SimulatedYear.SecondsADay,
            Way.Stand => dice.Between(1, 6) * SimulatedYear.SecondsADay,
            Way.OwnContact => dice.Between(600, 150_000),
            _ => 0,
        });
        if (known > year.Until || at.Seconds < year.At(0, 0).Seconds || (again is not null && at <= again.ArrivedAt)) return;
        var id = string.Create(CultureInfo.InvariantCulture, $"TS-{firstLead + leads.Count:000000}");
        var lead = new SimulatedLead(id, person, purchase, campaign, at) { KnownFrom = known, Email = again is null ? EmailOf(person, campaign) : EmailAgain(person, again), DuplicateOf = again?.Id };
        purchase.Joined(person);
        leads.Add((lead, new LeadStory(dice, year, lead)));
        WriteDown(lead);
    }

    private Instant ArrivalOf(SimulatedPerson person, Campaign campaign, int day) => campaign.Way switch
    {
        Way.Stand or Way.PrizeDraw => year.At(Math.Clamp(day, campaign.From, campaign.To), dice.Between(9, 16), dice.Below(60)).Plus(dice.Below(60)),
        Way.Outreach or Way.OwnContact => year.InOffice(year.At(day, dice.Between(8, 16), dice.Below(60)), dice),
        _ => person.Habits.After(dice, year.At(day, 0), 0, 1),
    };

    private string? EmailOf(SimulatedPerson person, Campaign campaign)
    {
        if (dice.Chance(campaign.Way is Way.Stand or Way.OwnContact ? 60 : campaign.Way == Way.PrizeDraw ? 25 : 4)) return null;
        var isPrivate = dice.Chance(person.Kind is PersonKind.Student or PersonKind.JobSeeker ? 700 : campaign.Way is Way.PrizeDraw or Way.Download ? 130 : 45);
        return hand.Typed(isPrivate ? hand.PrivateAddress(person) : hand.WorkAddress(person));
    }

    // The same address once more, another of his, or none.
    private string? EmailAgain(SimulatedPerson person, SimulatedLead first) => dice.Weighted(35, 45, 20) switch
    {
        0 when first.Email is not null => first.Email.ToUpperInvariant(),
        1 => hand.PrivateAddress(person),
        _ => null,
    };

    private void WriteDown(SimulatedLead lead)
    {
        var (person, way) = (lead.Person, lead.Campaign.Way);
        var facts = new List<(string, string)> { ("name", hand.NameOf(person)) };
        if (lead.Email is not null) facts.Add(("email", lead.Email));
        if (dice.Chance(way == Way.PrizeDraw ? 700 : 860)) facts.Add(("organisation", hand.OrganisationName()));
        if (dice.Chance(120)) facts.Add(("domain", organisation.Domain));
        if (dice.Chance(930)) facts.Add(("country", person.Market.Code));
        if (dice.Chance(890)) facts.Add(("job_title", person.Title));
        if (dice.Chance(220)) facts.Add(("seniority", person.Seniority));
        if (dice.Chance(lead.Purchase.HasProject ? 820 : 720)) facts.Add(("industry", hand.IndustryWritten()));
        if (dice.Chance(lead.Purchase.HasProject ? 820 : 720)) facts.Add(("employees", hand.EmployeesWritten()));
        if (dice.Chance(300) && hand.PhoneOf(person) is { } phone) facts.Add(("phone", phone));
        if (RelationshipOf(person) is { } relationship) facts.Add(("relationship", relationship));
        lead.Said.Insert(0, new(lead.ArrivedAt, facts));
    }

    private string? RelationshipOf(SimulatedPerson person) => person.Kind switch
    {
        PersonKind.Prospect => dice.Chance(80) ? "prospect" : null,
        _ when !dice.Chance(450) => null,
        PersonKind.Student => "student",
        PersonKind.Competitor => "competitor",
        PersonKind.Supplier => "supplier",
        _ => "job_seeker",
    };
}
