using Ripen.Forms;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Privacy;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Ripen.Tracking;
using Xunit;

namespace Ripen.Tests.Forms;

/// <summary>A form on its page, as visitors fill it in.</summary>
public sealed class FormTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_first_form_asks_two_questions_and_the_second_two_others(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var (first, second) = (await server.FormAsync("Guide"), await server.FormAsync("Demo", form => form with { Kind = "demo_requested" }));
        var page = await server.OpenAsync($"/f/{first}");
        Assert.Equal(200, page.Status);
        Assert.Equal(["email", "name", "organisation", "budget_status", "buying_role"], FormDesk.Fields(page.Body));
        var sent = await server.FillInAsync(first, page.Body, ("email", "ann@firm.com"), ("organisation", "Firm"), ("budget_status", "can_buy"), ("buying_role", "decision_maker"));
        Assert.Equal((200, "Thank you"), (sent.Status, FormDesk.HeadingOf(sent.Body)));
        var lead = (await server.GetAsync("/api/v1/leads")).Json["items"]![0]!;
        Assert.Equal(("ann@firm.com", "warm"), ($"{lead["email"]}", $"{lead["findings"]!["temperature"]}"));
        var person = Guid.Parse($"{lead["person"]}");
        var known = await server.OpenAsync($"/f/{second}?rp={VisitorLinks.Of(server.Desk.Desk, person)}");
        var asked = FormDesk.Fields(known.Body);
        Assert.DoesNotContain("email", asked);
        Assert.DoesNotContain("organisation", asked);
        Assert.Equal(2, asked.Except(["name"]).Count());
        Assert.Empty(asked.Intersect(["budget_status", "buying_role"]));
        // What is known is never shown: the browser may be somebody else's.
        Assert.DoesNotContain("firm.com", known.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_form_is_taken_once_however_often_it_is_sent(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("Guide", form => form with { Offer = "The guide", Campaign = "Spring" });
        var page = (await server.OpenAsync($"/f/{form}")).Body;
        for (var i = 0; i < 3; i++) Assert.Equal(200, (await server.FillInAsync(form, page, ("email", "ann@firm.com"))).Status);
        Assert.Equal((1, 1, 1), (server.Desk.Count("select count(*) from touches"), server.Desk.Count("select count(*) from leads"), server.Desk.Count("select count(*) from form_views where outcome = 1")));
        Assert.Equal("Spring", $"{(await server.GetAsync("/api/v1/leads")).Json["items"]![0]!["campaign"]}");
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_wrong_is_said_beside_the_field_in_the_visitors_language_and_nothing_is_lost(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("Budget", form => form with { WantsBusinessMail = true, Fields = [new("email", true), new("budget", true), new("employees")] });
        var page = (await server.OpenAsync($"/f/{form}", ("Accept-Language", "fr-CH, fr;q=0.9, en;q=0.5"))).Body;
        Assert.Contains("<html lang=\"fr\"", page, StringComparison.Ordinal);
        var wrong = await server.FillInAsync(form, page, ("email", "ann@gmail.com"), ("budget", "beaucoup"), ("employees", "200"));
        Assert.Equal(400, wrong.Status);
        foreach (var said in (string[])["adresse professionnelle.", "Écrivez un montant", "value=\"beaucoup\"", "value=\"200\"", "value=\"ann@gmail.com\"", "aria-invalid=\"true\""]) Assert.Contains(said, wrong.Body, StringComparison.Ordinal);
        Assert.Equal(0, server.Desk.Count("select count(*) from persons"));
        var right = await server.FillInAsync(form, wrong.Body, ("email", "ann@firm.com"), ("budget", "25 000 €"), ("employees", "1.000 - 2.000"));
        Assert.Equal(200, right.Status);
        var facts = $"{(await server.GetAsync($"/api/v1/persons/{PersonOf(server)}/facts")).Body} {string.Join(' ', server.Desk.Texts("select facts from group_facts union all select facts from organisation_facts"))}";
        Assert.Contains("25000 EUR", facts, StringComparison.Ordinal);
        Assert.Contains("1000 - 2000", facts, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_field_with_a_condition_counts_only_where_it_holds(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("Need", form => form with { MostQuestions = 0, Fields = [new("email", true), new("solution_known"), new("purchase_by", true, new("solution_known", "yes"))] });
        var page = (await server.OpenAsync($"/f/{form}")).Body;
        Assert.Contains("data-when=\"solution_known\" data-is=\"yes\"", page, StringComparison.Ordinal);
        Assert.Equal(400, (await server.FillInAsync(form, page, ("email", "a@firm.com"), ("solution_known", "yes"))).Status);
        Assert.Equal(200, (await server.FillInAsync(form, page, ("email", "a@firm.com"), ("solution_known", "no"), ("purchase_by", "2027-01-31"))).Status);
        Assert.DoesNotContain("2027-01-31", string.Join(' ', server.Desk.Texts("select facts from group_facts union all select facts from person_facts")), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_request_starts_the_response_clock_and_a_prize_draw_earns_what_the_agreement_says(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var (demo, prize) = (await server.FormAsync("Demo", form => form with { Kind = "demo_requested" }), await server.FormAsync("Prize", form => form with { Kind = FormDefinition.PrizeDraw }));
        await server.FillInAsync(prize, (await server.OpenAsync($"/f/{prize}")).Body, ("email", "who@firm.com"));
        Assert.Equal("0.0", $"{(await server.GetAsync("/api/v1/leads")).Json["items"]![0]!["findings"]!["interest"]}");
        await server.FillInAsync(demo, (await server.OpenAsync($"/f/{demo}")).Body, ("email", "who@firm.com"));
        // The agreement’s daily limit.
        Assert.Equal("30.0", $"{(await server.GetAsync("/api/v1/leads")).Json["items"]![0]!["findings"]!["interest"]}");
        using var session = server.Desk.Desk.Database.Read();
        // Once it is with Sales, the clock of the answer runs.
        Assert.True(Requests.IsOpen(session, LeadStore.OfPersons(session, [PersonOf(server)])[0], server.Desk.Desk.Now));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Consent_is_recorded_by_its_wording_where_the_box_was_ticked_and_else_not(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("News", form => form with { Purposes = [Purpose.MarketingMail] });
        var page = (await server.OpenAsync($"/f/{form}?lang=de")).Body;
        Assert.DoesNotContain("checked", page, StringComparison.Ordinal);
        await server.FillInAsync(form, page, ("email", "no@firm.com"));
        Assert.Equal(0, server.Desk.Count("select count(*) from consents"));
        await server.FillInAsync(form, (await server.OpenAsync($"/f/{form}?lang=de")).Body, ("email", "yes@firm.com"), ("consent_marketing_mail", "yes"));
        Assert.Equal(["marketing_mail 1 1 de news yes@firm.com 127.0.0.1"], server.Desk.Texts("select purpose || ' ' || said || ' ' || wording || ' ' || language || ' ' || form || ' ' || email || ' ' || address from consents"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_wording_that_was_seen_counts_and_not_the_one_that_came_meanwhile(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("News", form => form with { Purposes = [Purpose.MarketingMail] });
        var page = (await server.OpenAsync($"/f/{form}")).Body;
        await server.DoAsync(write => Purposes.Word(write, Purpose.MarketingMail, "en", "News", "Something else altogether.", "x", server.Desk.Desk.Now));
        await server.FillInAsync(form, page, ("email", "ann@firm.com"), ("consent_marketing_mail", "yes"), ("consent_tracking", "yes"));
        Assert.Equal(["marketing_mail 1"], server.Desk.Texts("select purpose || ' ' || wording from consents"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_is_not_there_any_more_is_asked_who_he_is_and_nothing_that_he_filled_in_is_lost(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("Guide");
        await server.FillInAsync(form, (await server.OpenAsync($"/f/{form}")).Body, ("email", "old@firm.com"));
        var page = (await server.OpenAsync($"/f/{form}?rp={VisitorLinks.Of(server.Desk.Desk, PersonOf(server))}")).Body;
        Assert.DoesNotContain("email", FormDesk.Fields(page));
        await server.DoAsync(write => write.Execute("delete from persons"));
        var again = await server.FillInAsync(form, page, ("name", "Ann Berg"));
        Assert.Equal((400, 1), (again.Status, (int)server.Desk.Count("select count(*) from touches")));
        Assert.Contains("value=\"Ann Berg\"", again.Body, StringComparison.Ordinal);
        Assert.Contains("email", FormDesk.Fields(again.Body));
        Assert.Equal(200, (await server.FillInAsync(form, again.Body, ("email", "ann@firm.com"), ("name", "Ann Berg"))).Status);
        Assert.Equal(2, server.Desk.Count("select count(*) from touches"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_box_that_somebody_else_ticks_lifts_no_objection_and_a_browser_says_nothing_against_a_no(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var (form, visitor) = (await server.FormAsync("News", form => form with { Purposes = [Purpose.MarketingMail] }), Guid.NewGuid());
        await server.FillInAsync(form, (await server.OpenAsync($"/f/{form}?v={visitor}")).Body, ("email", "ann@firm.com"));
        Assert.DoesNotContain("email", FormDesk.Fields((await server.OpenAsync($"/f/{form}?v={visitor}")).Body));
        var person = PersonOf(server);
        foreach (var purpose in (string[])[Purpose.MarketingMail, Purpose.Tracking])
            await server.DoAsync(write => Consents.Record(write, server.Desk.Desk, person, new(purpose, IsGiven: false, LawfulBasis.Consent, null, null, "preferences", null, null, server.Desk.Desk.Now)));
        await server.FillInAsync(form, (await server.OpenAsync($"/f/{form}")).Body, ("email", "ann@firm.com"), ("consent_marketing_mail", "yes"));
        // Recognised by her browser she is no longer.
        var again = (await server.OpenAsync($"/f/{form}?v={visitor}")).Body;
        Assert.Contains("email", FormDesk.Fields(again));
        await server.FillInAsync(form, again, ("email", "ann@firm.com"));
        using var session = server.Desk.Desk.Database.Read();
        Assert.All((string[])[Purpose.MarketingMail, Purpose.Tracking], purpose => Assert.False(Consents.Latest(session, person, purpose)!.IsGiven));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_page_of_another_site_sends_plain_HTML_and_it_counts_after_one_more_look(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("Guide");
        var first = await server.PostAsync($"/f/{form}", "email=ann%40firm.com&name=Ann&budget_status=can_buy", ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "text/html"), ("Origin", "https://www.example.com"), ("Referer", "https://www.example.com/guide?utm_source=letter"));
        Assert.Equal((400, 0), (first.Status, (int)server.Desk.Count("select count(*) from persons")));
        foreach (var kept in (string[])["value=\"ann@firm.com\"", "value=\"Ann\"", "Is this right?"]) Assert.Contains(kept, first.Body, StringComparison.Ordinal);
        Assert.Contains("budget_status", FormDesk.Fields(first.Body));
        Assert.Equal(200, (await server.FillInAsync(form, first.Body, ("email", "ann@firm.com"), ("name", "Ann"), ("budget_status", "can_buy"))).Status);
        // What else stands in an address may be anybody’s name.
        Assert.Equal(["https://www.example.com/guide"], server.Desk.Texts("select page from touches"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_form_that_is_closed_or_not_there_says_so(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("Guide");
        var page = (await server.OpenAsync($"/f/{form}")).Body;
        await server.DoAsync(write => FormStore.Close(write, server.Desk.Desk, form, isClosed: true, "x"));
        Assert.Equal(410, (await server.OpenAsync($"/f/{form}")).Status);
        Assert.Equal(410, (await server.FillInAsync(form, page, ("email", "a@firm.com"))).Status);
        Assert.Equal(404, (await server.OpenAsync("/f/none")).Status);
        Assert.Equal(404, (await server.SendFormAsync("none", ("email", "a@firm.com"))).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from persons"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_visitor_is_known_again_by_his_browser_until_somebody_else_uses_it(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var (form, visitor) = (await server.FormAsync("Guide"), Guid.NewGuid());
        var first = (await server.OpenAsync($"/f/{form}?v={visitor}&framed=1&u=https%3A%2F%2Fwww.example.com%2F%3Futm_source%3Dletter%26utm_campaign%3DSpring")).Body;
        await server.FillInAsync(form, first, ("email", "ann@firm.com"), ("organisation", "Firm"), ("budget_status", "can_buy"), ("buying_role", "decision_maker"));
        var lead = (await server.GetAsync("/api/v1/leads")).Json["items"]![0]!;
        Assert.Equal(("letter", "Spring"), ($"{lead["source"]}", $"{lead["campaign"]}"));
        var again = (await server.OpenAsync($"/f/{form}?v={visitor}")).Body;
        Assert.DoesNotContain("email", FormDesk.Fields(again));
        Assert.Contains("Start afresh", again, StringComparison.Ordinal);
        Assert.Equal(["email", "name", "organisation"], FormDesk.Fields((await server.OpenAsync($"/f/{form}?v={visitor}&new=1")).Body).Take(3));
        // Without an address what is sent is the known person’s.
        await server.FillInAsync(form, again, ("name", "Ann Berg"));
        Assert.Equal("Ann Berg", $"{(await server.GetAsync("/api/v1/leads")).Json["items"]![0]!["name"]}");
        // A colleague’s address, on the same browser: from now on nobody knows who it is.
        await server.FillInAsync(form, (await server.OpenAsync($"/f/{form}?v={visitor}&new=1")).Body, ("email", "bob@firm.com"));
        Assert.Contains("email", FormDesk.Fields((await server.OpenAsync($"/f/{form}?v={visitor}")).Body));
        Assert.Equal(2, server.Desk.Count("select count(*) from persons"));
    }

    private static Guid PersonOf(ApiServer server) => Guid.Parse($"{server.GetAsync("/api/v1/leads").Result.Json["items"]![0]!["person"]}");
}
