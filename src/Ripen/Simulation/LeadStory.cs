using Ripen.Values;

namespace Ripen.Simulation;

/// <summary>What one person does and is sent, from the day he comes in: visits, downloads, events, mails.</summary>
internal sealed class LeadStory
{
    private const int DaysBetweenNewsletters = 28;
    private const int Talkative = 780;
    private const int Dreamers = 250;
    private static readonly string[] Stories = ["story-hafenkontor", "story-nordlicht-pharma", "story-kernhaus"];
    private static readonly string[] Pages = ["/", "/product", "/product/layout", "/customers", "/blog/walkways", "/blog/peak-season", "/about"];

    private readonly Dice dice;
    private readonly SimulatedYear year;
    private readonly SimulatedLead lead;
    private readonly Habits habits;
    private readonly Answers answers;
    private readonly bool isBusy;
    private bool hasUnsubscribed;

    public LeadStory(Dice dice, SimulatedYear year, SimulatedLead lead)
    {
        (this.dice, this.year, this.lead, habits) = (dice, year, lead, lead.Person.Habits);
        // Some keep their company's project to themselves; others speak of one of which their company knows nothing.
        var speaksOfOne = lead.Person.Kind == PersonKind.Prospect && dice.Chance(lead.Purchase.HasProject ? Talkative : Dreamers);
        answers = new(dice, year, lead, speaksOfOne);
        isBusy = speaksOfOne && dice.Chance(lead.Purchase.Pressure);
    }

    public Answers Answers => answers;

    /// <param name="campaigns">Those of the year, to whose events he may come.</param>
    public void Tell(IReadOnlyList<Campaign> campaigns)
    {
        ComeIn(lead.ArrivedAt);
        if (lead.DuplicateOf is not null) return;
        LookAround();
        VisitEvents(campaigns);
        if (lead.Email is not null && lead.Campaign.Way != Way.Outreach && dice.Chance(650)) ReadNewsletters();
    }

    private void ComeIn(Instant at)
    {
        switch (lead.Campaign.Way)
        {
            case Way.Webinar:
                lead.OwnTouch("webinar_registered", at, lead.Campaign.Name);
                answers.Ask(at, dice.Between(1, 2));
                if (dice.Chance(isBusy ? 720 : 520)) Attend(lead.Campaign);
                break;
            case Way.Stand:
                lead.OwnTouch("event_visited", at, isTyped: true);
                answers.Ask(at, dice.Between(1, 3), 1200);
                break;
            case Way.PrizeDraw:
                lead.OwnTouch("prize_draw_entered", at, isTyped: true);
                if (dice.Chance(150)) answers.Ask(at, 1);
                break;
            case Way.Referral or Way.Partner:
                lead.OwnTouch(dice.Chance(600) ? "form_sent" : "call_answered", at);
                answers.Ask(at, dice.Between(1, 3), 1100);
                break;
            case Way.OwnContact:
                lead.OwnTouch(dice.Chance(450) ? "meeting_held" : "call_answered", at, isTyped: true);
                answers.Ask(at, dice.Between(1, 3), 1200);
                break;
            case Way.Outreach:
                BeApproached(at);
                break;
            default:
                ComeByWeb(at);
                break;
        }
    }

    private void ComeByWeb(Instant at)
    {
        var form = Browse(at, lead.Campaign.Source, lead.Campaign.Name, dice.Between(1, 4), lead.Campaign.Way == Way.Download ? 60 : 170).Plus(dice.Between(20, 200));
        if (lead.Campaign.Way == Way.Download) lead.OwnTouch("document_downloaded", form, lead.Campaign.Name);
        else if (dice.Chance(450)) lead.OwnTouch("story_downloaded", form, dice.Of(Stories));
        else lead.OwnTouch("form_sent", form, "contact-form");
        answers.Ask(form, dice.Between(1, 2));
    }

    // Ours first; few answer.
    private void BeApproached(Instant at)
    {
        lead.OwnTouch("mail_sent", at, "outreach-letter");
        var called = habits.After(dice, at, 2, 6);
        lead.OwnTouch("call_tried", called);
        if (!dice.Chance(isBusy ? 560 : 170)) return;
        lead.OwnTouch(dice.Chance(500) ? "call_answered" : "mail_answered", habits.After(dice, called, 0, 9));
        answers.Ask(lead.Touches[^1].At, dice.Between(1, 2), 1000);
    }

    // Whoever has a project comes back until it is decided; the others now and then in the first months.
    private void LookAround()
    {
        var days = isBusy ? Math.Max(20, (int)((lead.Purchase.DecidesOn.Seconds - lead.ArrivedAt.Seconds) / SimulatedYear.SecondsADay) + 10) : 130;
        var visits = isBusy ? dice.Between(3, 9) : lead.Campaign.Way == Way.PrizeDraw ? dice.Weighted(88, 12) : dice.Weighted(30, 30, 25, 15);
        for (; visits > 0; visits--)
        {
            // The first weeks are the busiest.
            var at = habits.After(dice, lead.ArrivedAt, 1, dice.Chance(450) ? Math.Min(days, 30) : days);
            var last = Browse(at, dice.Chance(650) ? "website" : "organic", null, dice.Between(1, isBusy ? 7 : 4), isBusy ? 330 : 110);
            var isNear = lead.Purchase.DecidesOn.Seconds - at.Seconds < 150 * SimulatedYear.SecondsADay;
            if (dice.Chance(isBusy ? isNear ? 190 : 70 : 16)) Want("demo_requested", "demo", last);
            else if (dice.Chance(isBusy ? 420 : 240)) Want(dice.Chance(500) ? "form_sent" : "story_downloaded", dice.Of(Stories), last);
        }
    }

    private void Want(string kind, string offer, Instant after)
    {
        var at = after.Plus(dice.Between(40, 400));
        lead.Touch(kind, at, "website", null, offer);
        answers.Ask(at, dice.Between(1, 2));
    }

    private void VisitEvents(IReadOnlyList<Campaign> campaigns)
    {
        foreach (var campaign in campaigns)
        {
            if (campaign.Way != Way.Webinar || campaign == lead.Campaign || year.At(campaign.EventDay, 11) <= lead.ArrivedAt) continue;
            if (!dice.Chance(isBusy ? 130 : lead.Campaign.Way == Way.PrizeDraw ? 8 : 35)) continue;
            lead.Touch("webinar_registered", Latest(year.At(campaign.EventDay - dice.Between(1, 14), dice.Between(8, 19), dice.Below(60)), lead.ArrivedAt.Plus(600)), "newsletter", campaign.Name, campaign.Name);
            if (dice.Chance(560)) Attend(campaign);
        }
    }

    private void Attend(Campaign webinar) =>
        lead.Touch("webinar_attended", year.At(webinar.EventDay, 11, dice.Below(12)), webinar.Source, webinar.Name, webinar.Name, typedAfter: dice.Between(3_000, 90_000));

    private void ReadNewsletters()
    {
        for (var day = 14; day <= SimulatedYear.Days && !hasUnsubscribed; day += DaysBetweenNewsletters)
        {
            var sent = year.At(year.Next(DayOfWeek.Tuesday, day), 8, 5).Plus(dice.Below(900));
            if (sent <= lead.ArrivedAt || sent > year.Until) continue;
            var story = Stories[day / DaysBetweenNewsletters % Stories.Length];
            lead.Touch("mail_sent", sent, "newsletter", "newsletter", story);
            if (!dice.Chance(habits.OpensPerMille)) continue;
            var opened = habits.After(dice, sent, 0, 3);
            lead.Touch("mail_opened", opened, "newsletter", "newsletter", story);
            hasUnsubscribed = dice.Chance(12);
            if (hasUnsubscribed) lead.Touch("unsubscribed", opened.Plus(dice.Between(10, 90)), "newsletter", "newsletter");
            else if (dice.Chance(habits.ClicksPerMille * (isBusy ? 2 : 1))) FollowLink(opened.Plus(dice.Between(15, 300)), story);
        }
    }

    private void FollowLink(Instant at, string story)
    {
        lead.Touch("mail_clicked", at, "newsletter", "newsletter", story);
        var last = Browse(at.Plus(5), "newsletter", "newsletter", dice.Between(1, 3), isBusy ? 250 : 80);
        if (dice.Chance(isBusy ? 350 : 150)) Want("story_downloaded", story, last);
    }

    /// <summary>Pages one after the other; gives the time of the last.</summary>
    private Instant Browse(Instant at, string source, string? campaign, int pages, int pricingPerMille)
    {
        for (; pages > 0; pages--, at = at.Plus(dice.Between(8, 240)))
        {
            if (dice.Chance(pricingPerMille)) lead.Touch("pricing_viewed", at, source, campaign, page: "/pricing");
            else lead.Touch("page_viewed", at, source, campaign, page: dice.Of(Pages));
        }
        return at;
    }

    private static Instant Latest(Instant a, Instant b) => a > b ? a : b;
}
