using Ripen.Values;

namespace Ripen.Simulation;

/// <summary>Somebody of Sales, with his own way of treating what Marketing hands him.</summary>
/// <param name="FastestMinutes">Until he decides, in business hours; slower days are longer than promised.</param>
/// <param name="Unread">So many in a thousand he accepts without having read them.</param>
/// <param name="Eye">How well he sees whether there is a project, in thousandths; 500 is a coin.</param>
/// <param name="Excuse">The reason he gives when he has not looked.</param>
/// <param name="Lazy">So many in a thousand he rejects without having looked.</param>
internal sealed record Salesperson(string Name, bool ServesHome, int FastestMinutes, int SlowestMinutes, int Unread, int Eye, string Excuse, int Lazy)
{
    public static IReadOnlyList<Salesperson> Team { get; } =
    [
        new("lena", ServesHome: true, 10, 230, 40, 860, "not_now", 20),
        new("markus", ServesHome: true, 300, 7_000, 60, 760, "no_reply", 230),
        new("aisha", ServesHome: false, 5, 150, 20, 820, "not_ideal", 30),
        new("tom", ServesHome: false, 1, 4, 860, 600, "no_reply", 40),
        new("piet", ServesHome: false, 120, 2_900, 80, 700, "not_ideal", 320),
    ];

    public static Salesperson For(Dice dice, Market market) => dice.Of(market.IsHome ? Home : Abroad);

    private static readonly Salesperson[] Home = [.. Team.Where(one => one.ServesHome)];
    private static readonly Salesperson[] Abroad = [.. Team.Where(one => !one.ServesHome)];
}

/// <summary>What Sales makes of the leads of one organisation: handed over as the firm always did, by feeling; decided; worked; won and lost.</summary>
internal sealed class Sales(Dice dice, SimulatedYear year, Purchase purchase)
{
    private const long Day = SimulatedYear.SecondsADay;
    private bool hasDeal;

    public void Work(IReadOnlyList<(SimulatedLead Lead, LeadStory Story)> leads)
    {
        foreach (var (lead, story) in leads)
        {
            if (lead.DuplicateOf is not null) continue;
            foreach (var handed in HandedOver(lead))
            {
                // Decided, and not to be decided again.
                if (lead.Decisions.Count > 0 && !(lead.Decisions[^1] is { IsAccepted: false, Reason: "not_now" or "no_budget" or "no_reply" } last && handed > last.At.Plus(30 * Day))) continue;
                Decide(lead, story, handed, leads);
            }
        }
    }

    // What counts is who shouts: a demo, a talk at the stand, a friend of Sales; sometimes a whole box of cards.
    private List<Instant> HandedOver(SimulatedLead lead)
    {
        var handed = new List<Instant>();
        foreach (var touch in lead.Touches)
        {
            var takes = (touch.Kind, lead.Campaign.Way) switch
            {
                ("demo_requested", _) => 930,
                ("event_visited", _) => 700,
                ("meeting_held" or "call_answered", Way.OwnContact) => 950,
                ("form_sent" or "call_answered", Way.Referral or Way.Partner) => 620,
                ("mail_answered" or "call_answered", Way.Outreach) => 700,
                ("webinar_attended", _) => 280,
                ("prize_draw_entered", _) => 90,
                ("form_sent", _) => 230,
                _ => 0,
            };
            if (dice.Chance(takes)) handed.Add(touch.KnownAt.Plus(dice.Between(600, touch.Kind == "demo_requested" ? 9_000 : 200_000)));
        }
        handed.Sort();
        return handed;
    }

    private void Decide(SimulatedLead lead, LeadStory story, Instant handed, IReadOnlyList<(SimulatedLead Lead, LeadStory Story)> leads)
    {
        var who = Salesperson.For(dice, lead.Person.Market);
        var at = year.InOffice(handed.Plus(dice.Between(who.FastestMinutes, who.SlowestMinutes) * 60L), dice);
        if (at > year.Until) return;
        var seesProject = (lead.WhyNot is null or "chose_rival" or "postponed" or "no_backing" or "no_budget") == dice.Chance(who.Eye);
        var isLazy = dice.Chance(who.Lazy);
        if (dice.Chance(who.Unread) || (seesProject && !isLazy)) Accept(lead, story, who, at, leads);
        else Reject(lead, who, at, isLazy);
    }

    private void Reject(SimulatedLead lead, Salesperson who, Instant at, bool isLazy)
    {
        var reason = isLazy ? who.Excuse : lead.WhyNot switch
        {
            "student" or "competitor" or "supplier" or "job_seeker" or "not_our_kind" or "other_need" => "not_ideal",
            "no_budget" => "no_budget",
            _ when lead.Email is null || !lead.Email.Contains('.', StringComparison.Ordinal) => "bad_data",
            _ when lead.Person.Rank <= Rank.Individual && dice.Chance(450) => "wrong_person",
            "no_project" => dice.Chance(600) ? "not_now" : "no_reply",
            _ => dice.Chance(700) ? "not_now" : "no_reply",
        };
        if (reason == "no_reply") Call(lead, at.Plus(-9 * Day), dice.Between(isLazy ? 1 : 4, isLazy ? 2 : 6));
        DateOnly? wake = reason == "not_now" ? year.DateOf(year.DayOf(at) + dice.Between(40, 260)) : null;
        lead.Decisions.Add(new(at, who.Name, IsAccepted: false, reason, wake));
    }

    private void Accept(SimulatedLead lead, LeadStory story, Salesperson who, Instant at, IReadOnlyList<(SimulatedLead Lead, LeadStory Story)> leads)
    {
        lead.Decisions.Add(new(at, who.Name, IsAccepted: true, null, null));
        // Accepted unread is often accepted and forgotten.
        if (who.Unread > 500 && dice.Chance(400)) return;
        var reached = Call(lead, at, dice.Between(1, 3));
        if (dice.Chance(760)) reached = Talk(lead, story, reached, "call_answered", 2);
        if (lead.Purchase.HasProject && dice.Chance(620)) reached = Talk(lead, story, reached, "meeting_held", 3);
        if (!hasDeal) Close(lead, who, at, leads);
    }

    private Instant Call(SimulatedLead lead, Instant from, int times)
    {
        var at = from;
        for (; times > 0; times--)
        {
            at = year.InOffice(at.Plus(dice.Between(1_200, 100_000)), dice);
            lead.Touch("call_tried", at, "sales", null);
        }
        return at;
    }

    private Instant Talk(SimulatedLead lead, LeadStory story, Instant after, string kind, int questions)
    {
        var at = year.InOffice(after.Plus(dice.Between(2_000, 700_000)), dice);
        lead.Touch(kind, at, "sales", null, typedAfter: dice.Between(300, 80_000));
        story.Answers.Ask(at, questions, 1300);
        return at;
    }

    // A deal is known to have ended a good while after the last of its people came in, and some are never ended at all.
    private void Close(SimulatedLead lead, Salesperson who, Instant accepted, IReadOnlyList<(SimulatedLead Lead, LeadStory Story)> leads)
    {
        hasDeal = true;
        var soonest = Latest(leads.Max(one => one.Lead.ArrivedAt).Plus(35 * Day), accepted.Plus(21 * Day));
        if (lead.WouldBuy)
        {
            var signed = year.InOffice(Latest(soonest.Plus(dice.Between(0, 20) * Day), purchase.DecidesOn.Plus(dice.Between(-10, 25) * Day)), dice);
            purchase.BuysOn = signed;
            var amount = purchase.Budget * dice.Around(60, 115) / 100 / 100 * 100;
            lead.Outcome = new(signed, who.Name, IsWon: true, amount, lead.Person.Market.Currency, null);
        }
        else if (dice.Chance(680))
        {
            var reason = lead.WhyNot switch { "no_budget" => "no_budget", "postponed" or "no_project" => "not_now", "chose_rival" => "chose a competitor", "no_backing" => "nobody decided", _ => "not_ideal" };
            lead.Outcome = new(year.InOffice(soonest.Plus(dice.Between(5, 110) * Day), dice), who.Name, IsWon: false, 0, null, reason);
        }
    }

    private static Instant Latest(Instant a, Instant b) => a > b ? a : b;
}
