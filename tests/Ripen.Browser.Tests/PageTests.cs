using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Ripen.Demo;
using Ripen.Privacy;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests;

/// <summary>Every page of the desk with the demo's year, and of an empty desk, wide and narrow, light and dark, as a browser shows it.</summary>
public sealed class PageTests(DemoDesk demo, EmptyDesk empty, Browser browser) : IClassFixture<DemoDesk>, IClassFixture<EmptyDesk>, IClassFixture<Browser>
{
    private const int Narrow = 390;
    private const int Wide = 1440;
    private const double LeastText = 11;
    private const string Hostiles = "select organisation_id from leads where external_id like 'hostile%' and organisation_id is not null limit 1";
    private const string Group = "select organisation_id from leads where group_id is not null and organisation_id is not null and country = 'DE' group by organisation_id order by count(*) desc limit 1";

    // One that somebody works on.
    private const string Opportunity = "from opportunities where ended_at is null and seller is not null order by opened_at limit 1";

    // By mails of programmes, and of those who want none any more.
    private const string Mailed = "select person_id from mails where person_id not in (select person_id from consents) order by person_id limit 1";
    private const string Unsubscribed = "select person_id from consents where said > 1 order by person_id limit 1";

    /// <summary>Every page, by the name of its picture. A new page gets its line here.</summary>
    private static readonly Dictionary<string, Func<DemoDesk, string>> Pages = new(StringComparer.Ordinal)
    {
        ["leads"] = _ => "/leads",
        ["leads-first-page"] = _ => "/",
        ["leads-one-answer-away"] = _ => "/leads?one_answer_away=true",
        ["leads-filtered"] = _ => "/leads?could_be=hot&missing=seniority&sort=name",
        ["leads-none"] = _ => "/leads?q=nobody-at-all",
        ["leads-hostile"] = _ => "/leads?q=hostile",
        ["lead-hot"] = desk => desk.LeadOf(("temperature", "hot")),
        ["lead-warm"] = desk => desk.LeadOf(("one_answer_away", "true")),
        ["lead-cold"] = desk => desk.LeadOf(("temperature", "cold"), ("fits", "no")),
        ["lead-won"] = desk => desk.LeadOf(("stage", "opportunity"), ("open", "false")),
        ["lead-hostile"] = desk => desk.LeadOf(("q", "<script>")),
        ["lead-long"] = desk => desk.LeadOf(("q", "wwwwwwwwww")),
        ["desk"] = _ => "/desk?for=lena",
        ["desk-of-nobody"] = _ => "/desk",
        ["lead-handed-over"] = desk => desk.LeadOf(("stage", "handed_over")),
        ["desk-opportunity"] = desk => $"/desk?for={Uri.EscapeDataString(desk.One($"select seller {Opportunity}"))}&lead={desk.One($"select lower(hex(person_id)) || '-' || lead {Opportunity}")}",
        ["tasks"] = _ => "/tasks?for=lena",
        ["tasks-finishing"] = _ => "/tasks?for=lena",
        ["tasks-done"] = _ => "/tasks?state=done&for=lena",
        ["lead-disqualified"] = desk => $"/leads/{desk.One($"select lower(hex(person_id)) || '-' || lead from leads where ended = {(int)Ripen.Life.PassEnd.Disqualified} limit 1")}",
        ["lead-reopening"] = desk => $"/leads/{desk.One($"select lower(hex(person_id)) || '-' || lead from leads where ended = {(int)Ripen.Life.PassEnd.Disqualified} limit 1")}",
        ["sales-team"] = _ => "/sales",
        ["asleep"] = _ => "/asleep",
        ["opportunities"] = _ => "/opportunities",
        ["opportunities-group"] = _ => "/opportunities",
        ["forgotten"] = _ => "/forgotten",
        ["new-lead"] = _ => "/leads/new",
        ["organisations"] = _ => "/organisations",
        ["organisations-found"] = _ => "/organisations?q=a",
        ["organisations-none"] = _ => "/organisations?q=nobody-at-all",
        ["organisation"] = desk => $"/organisations/{desk.One(Group)}",
        ["organisation-hostile"] = desk => $"/organisations/{desk.One(Hostiles)}",
        ["campaigns"] = _ => "/campaigns",
        ["campaign"] = desk => $"/campaigns/{desk.One("select campaign from campaigns where is_prize_draw limit 1")}",
        ["campaign-hostile"] = desk => $"/campaigns/{desk.One("select campaign from campaigns where name like '%script%' limit 1")}",
        ["kinds"] = _ => "/kinds",
        ["kind"] = desk => $"/kinds/{desk.One("select kind from kinds where name not in ('form_sent', 'page_viewed') limit 1")}",
        ["tracker"] = _ => "/tracker",
        ["sources"] = _ => "/sources",
        ["sources-campaigns"] = _ => "/sources?by=campaign",
        ["sources-offers"] = _ => "/sources?by=offer&buying_stage=late",
        ["sources-leads"] = _ => "/sources/leads?by=source&way=1&reached=inquiry",
        ["funnel"] = _ => "/funnel",
        ["funnel-compared"] = _ => "/funnel?side=marketing&vs_side=sales",
        ["funnel-groups"] = _ => "/funnel?unit=groups",
        ["funnel-period"] = _ => "/funnel?by=period",
        ["scorecard"] = _ => "/scorecard",
        ["scorecard-leads"] = _ => "/scorecard/leads?what=accepted",
        ["scorecard-clauses"] = _ => "/scorecard/clauses?reason=not_ideal",
        ["funnel-view"] = _ => "/funnel?side=marketing",
        ["funnel-saving"] = _ => "/funnel?side=marketing",
        ["board"] = _ => "/board",
        ["board-year"] = _ => "/board?from=2025-11-01&to=2026-10-31",
        ["funnel-leads"] = _ => "/funnel/leads?by=cohort&pass=first&reached=inquiry",
        ["programmes"] = _ => "/programmes",
        ["programme"] = _ => "/programmes/warm-evaluate",
        ["programme-text"] = _ => "/programmes/warm-evaluate/text",
        ["programme-edit"] = _ => "/programmes/warm-evaluate/edit",
        ["programme-new"] = _ => "/programmes/new",
        ["programme-coverage"] = _ => "/programmes/coverage",
        ["agreement"] = _ => "/agreement",
        ["agreement-comment"] = _ => "/agreement?comment=criteria.budget#s-criteria.budget",
        ["agreement-text"] = _ => "/agreement/text",
        ["agreement-versions"] = _ => "/agreement/versions",
        ["agreement-edit"] = _ => "/agreement/edit",
        ["agreement-edit-sentence"] = _ => "/agreement/edit?open=handover.when#s-handover.when",
        ["agreement-edit-criterion"] = _ => "/agreement/edit?open=criteria.authority#s-criteria.authority",
        ["agreement-edit-reason"] = _ => "/agreement/edit?open=reject_reasons.no_budget#s-reject_reasons.no_budget",
        ["agreement-edit-add"] = _ => "/agreement/edit?add=moment",
        ["agreement-edit-text"] = _ => "/agreement/edit/text",
        ["imports"] = _ => "/imports",
        ["import"] = _ => "/imports/1",
        ["import-waiting"] = _ => "/imports",
        ["import-tried"] = _ => "/imports",
        ["work"] = _ => "/work",
        ["settings"] = _ => "/settings",
        ["privacy"] = _ => "/privacy",
        ["privacy-purpose"] = _ => "/privacy/purposes/marketing_mail",
        ["privacy-new-purpose"] = _ => "/privacy",
        ["preferences"] = desk => PrivacyLinks.Preferences(desk.Desk, Guid.Parse(desk.One(Mailed))),
        ["preferences-german"] = desk => $"{PrivacyLinks.Preferences(desk.Desk, Guid.Parse(desk.One(Unsubscribed)))}?lang=de&saved=true",
        ["unsubscribe"] = desk => PrivacyLinks.Unsubscribe(desk.Desk, Guid.Parse(desk.One(Mailed))),
        ["unsubscribed"] = desk => PrivacyLinks.Unsubscribe(desk.Desk, Guid.Parse(desk.One(Unsubscribed))),
        ["unsubscribe-nobody"] = desk => PrivacyLinks.Unsubscribe(desk.Desk, Guid.Empty),
        ["unsubscribe-forged"] = _ => "/u/nothing",
        ["lead-unsubscribed"] = desk => $"/leads/{desk.One($"select lower(hex(person_id)) || '-' || lead from leads where person_id in ({Unsubscribed}) limit 1")}",
        ["forms"] = _ => "/forms",
        ["form"] = _ => $"/forms/{DemoSite.Guide}",
        ["form-edit"] = _ => $"/forms/{DemoSite.Demo}/edit",
        ["texts"] = _ => "/texts?language=de",
        ["form-shown"] = _ => $"/f/{DemoSite.Guide}",
        ["form-shown-in-german"] = _ => $"/f/{DemoSite.Demo}?lang=de",
        ["form-nowhere"] = _ => "/f/nothing",
        ["site"] = _ => $"{DemoSite.Path}/product",
        ["site-form"] = _ => $"{DemoSite.Path}/guide",
        ["notices"] = _ => "/notices",
        ["account-notices"] = _ => "/account/notices",
        ["outbox"] = _ => "/outbox",
        ["outbox-prospects"] = _ => "/outbox/prospects",
        ["webhooks"] = _ => "/webhooks",
        ["webhook"] = desk => $"/webhooks/{desk.One("select webhook_id from webhooks limit 1")}",
        ["webhook-message"] = desk => $"/webhooks/{desk.One("select webhook_id from webhooks limit 1")}/messages/{desk.One("select message_id from webhook_messages where attempts > 0 limit 1")}",
        ["people"] = _ => "/people",
        ["person"] = desk => $"/people/{desk.One("select user_id from users where name like 'Lena%'")}",
        ["teams"] = _ => "/teams",
        ["tokens"] = _ => "/tokens",
        ["audit"] = _ => "/audit",
        ["roles"] = _ => "/roles",
        ["search"] = _ => "/search?q=a",
        ["search-nothing"] = _ => "/search?q=zzzz",
        ["components"] = _ => "/components",
        ["nothing-here"] = _ => "/nothing-here",
        ["bad-filter"] = _ => "/leads?temperature=tepid",
    };

    /// <summary>The same of a desk to which nobody has come yet.</summary>
    private static readonly Dictionary<string, string> EmptyPages = new(StringComparer.Ordinal)
    {
        ["empty-welcome"] = "/",
        ["empty-leads"] = "/leads",
        ["empty-desk"] = "/desk",
        ["empty-tasks"] = "/tasks",
        ["empty-tasks-done"] = "/tasks?state=done",
        ["empty-sales-team"] = "/sales",
        ["empty-funnel"] = "/funnel",
        ["empty-scorecard"] = "/scorecard",
        ["empty-board"] = "/board",
        ["empty-asleep"] = "/asleep",
        ["empty-opportunities"] = "/opportunities",
        ["empty-forgotten"] = "/forgotten",
        ["empty-organisations"] = "/organisations",
        ["empty-campaigns"] = "/campaigns",
        ["empty-kinds"] = "/kinds",
        ["empty-tracker"] = "/tracker",
        ["empty-sources"] = "/sources",
        ["empty-programmes"] = "/programmes",
        ["empty-programme"] = "/programmes/warm-evaluate",
        ["empty-programme-coverage"] = "/programmes/coverage",
        ["empty-agreement"] = "/agreement",
        ["empty-imports"] = "/imports",
        ["empty-work"] = "/work",
        ["empty-settings"] = "/settings",
        ["empty-privacy"] = "/privacy",
        ["empty-notices"] = "/notices",
        ["empty-outbox"] = "/outbox",
        ["empty-outbox-prospects"] = "/outbox/prospects",
        ["empty-forms"] = "/forms",
        ["empty-webhooks"] = "/webhooks",
        ["empty-account"] = "/account",
        ["empty-account-step"] = "/account?set-up=two-steps",
        ["empty-people-add"] = "/people?add=true",
        ["empty-teams"] = "/teams",
        ["empty-tokens"] = "/tokens",
    };

    /// <summary>What somebody sees who is not logged in.</summary>
    private static readonly Dictionary<string, string> Doors = new(StringComparer.Ordinal)
    {
        ["door-login"] = "/login?to=/leads",
        ["door-begin"] = "/begin",
        ["door-old-link"] = "/join/nothing",
    };

    /// <summary>What is done on a page before it is looked at.</summary>
    private static readonly Dictionary<string, Func<IPage, Task>> Steps = new(StringComparer.Ordinal)
    {
        ["import-waiting"] = DropAsync,
        ["tasks-finishing"] = page => page.GetByRole(AriaRole.Button, new() { Name = "Done…" }).First.ClickAsync(),
        ["lead-reopening"] = page => page.GetByRole(AriaRole.Button, new() { Name = "Open it again…" }).ClickAsync(),
        ["privacy-new-purpose"] = page => page.GetByRole(AriaRole.Button, new() { Name = "New purpose…" }).ClickAsync(),
        ["funnel-saving"] = page => page.GetByRole(AriaRole.Button, new() { Name = "Save view…" }).ClickAsync(),
        ["opportunities-group"] = page => page.Locator(".deal summary").First.ClickAsync(),
        ["outbox-prospects"] = page => page.Locator("summary").First.ClickAsync(),
        ["import-tried"] = async page =>
        {
            await DropAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "Try it, changing nothing" }).ClickAsync();
            await page.GetByText("What would come of it").WaitForAsync();
        },
    };

    public static TheoryData<string, int> All
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var page in Pages.Keys.Concat(EmptyPages.Keys).Concat(Doors.Keys))
            {
                all.Add(page, Wide);
                all.Add(page, Narrow);
            }
            return all;
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_page_fits_reads_and_complains_of_nothing_in_light_and_dark(string name, int width)
    {
        var path = EmptyPages.GetValueOrDefault(name) ?? Doors.GetValueOrDefault(name);
        await using var sheet = await browser.OpenAsync(path is null ? demo : empty, width, isLoggedIn: !Doors.ContainsKey(name));
        var response = await sheet.GoAsync(path ?? Pages[name](demo));
        if (Steps.TryGetValue(name, out var step)) await step(sheet.Page);
        await PictureAsync(sheet, name, width, ColorScheme.Light);
        Assert.Empty(await sheet.Page.EvaluateAsync<string[]>(TooWide));
        Assert.Empty(await sheet.Page.EvaluateAsync<string[]>(SmallTexts, LeastText));
        await sheet.Page.EvaluateAsync(Axe);
        Assert.Empty(await ObjectionsAsync(sheet));
        // In the dark only colours are others.
        await PictureAsync(sheet, name, width, ColorScheme.Dark);
        Assert.Empty(await ObjectionsAsync(sheet, "color-contrast"));
        // A page that says that something is wrong is answered as such, which the browser notes.
        Assert.DoesNotContain(sheet.Complaints, complaint => response.Status < 400 || !complaint.Contains($"status of {response.Status}", StringComparison.Ordinal));
        Assert.False(await sheet.Page.EvaluateAsync<bool>("window.hostile === 1"));
    }

    private static async Task DropAsync(IPage page)
    {
        var rows = System.Text.Encoding.UTF8.GetBytes("E-Mail,Firma,Mitarbeiter,Favourite colour\nann@neu.example.com,Neu GmbH,120,blue\nbob@alt.example.com,Alt AG,many,red\nno address,Nix KG,5,\n");
        await page.Locator("#import-file").SetInputFilesAsync(new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = rows });
        await page.Locator("#mapping").WaitForAsync();
    }

    private static async Task PictureAsync(Sheet sheet, string name, int width, ColorScheme scheme)
    {
        var folder = Repository.At("artifacts/pictures");
        Directory.CreateDirectory(folder);
        await sheet.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await sheet.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
    }

    // What the rules object to: all of them, or those that are named.
    private static Task<string[]> ObjectionsAsync(Sheet sheet, params string[] rules) => sheet.Page.EvaluateAsync<string[]>(Objections, rules);

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string Objections = """
        async rules => (await axe.run(document, { resultTypes: ["violations"], ...(rules.length > 0 && { runOnly: { type: "rule", values: rules } }) })).violations
            .filter(found => found.impact === "serious" || found.impact === "critical")
            .map(found => `${found.id}: ${found.help}\n  ${found.nodes.slice(0, 5).map(node => node.html).join("\n  ")}`)
        """;

    // Where the page is wider than the screen, what reaches beyond its edge and is not cut or scrolled by something around it.
    private const string TooWide = """
        () => {
            const edge = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - edge;
            if (over <= 0) return [];
            const isHeld = at => { for (let up = at.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== "visible") return true; return false; };
            return [`${over} pixels too wide`, ...[...document.querySelectorAll("body *")].filter(at => at.getBoundingClientRect().right > edge + 0.5 && !isHeld(at))
                .slice(0, 8).map(at => `${at.tagName}.${at.className} ${at.id} to ${Math.round(at.getBoundingClientRect().right)}: ${at.textContent.trim().slice(0, 40)}`)];
        }
        """;

    private const string SmallTexts = """
        least => [...document.querySelectorAll("body *")].filter(at => [...at.childNodes].some(part => part.nodeType === 3 && part.data.trim())
            && at.checkVisibility() && parseFloat(getComputedStyle(at).fontSize) < least).map(at => `${at.tagName} ${getComputedStyle(at).fontSize} ${at.textContent.slice(0, 40)}`)
        """;
}
