using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Nurture;

/// <summary>Programmes as pages: read, changed, paused, and which leads get none.</summary>
public sealed class ProgrammePagesTests
{
    private static readonly string Warm = File.ReadAllText(Repository.At("programmes/warm-evaluate.yaml"));

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_list_says_for_whom_and_how_long_and_one_of_them_shows_its_flow_with_its_branches(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var list = (await server.PageAsync("/programmes")).Body;
        foreach (var said in (string[])["warm-evaluate", "For prospects who have shown interest", "3 weeks", "Open"]) Assert.Contains(said, list, StringComparison.Ordinal);
        var page = (await server.PageAsync("/programmes/warm-evaluate")).Body;
        foreach (var said in (string[])["They do not", "href=\"#flow-7\"", "From <a href=\"#flow-4\">step 4</a>", "There is no lead yet"]) Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.Contains("leave_on:", (await server.PageAsync("/programmes/warm-evaluate/text")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await server.PageAsync("/programmes/none")).Status);
        Assert.Equal(404, (await server.PageAsync("/programmes/warm-evaluate?version=7")).Status);
        Assert.Equal(404, (await server.PageAsync("/programmes/warm-evaluate?lead=x")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Mails_are_shown_as_a_lead_would_get_them_or_with_the_reason_why_not(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.FormAsync("/programmes/warm-evaluate/edit", ("version", "1"), ("text", Warm.Replace("Twenty minutes with your own figures", "Twenty minutes in {{ facts.industry }}", StringComparison.Ordinal)));
        var lead = await server.LeadAsync("""{"email":"anna@firm.com","facts":{"name":"Anna <b>Berg</b>","organisation":"Firm & Söhne","problem":"slow_picking"}}""");
        var page = (await server.PageAsync($"/programmes/warm-evaluate?lead={lead}")).Body;
        foreach (var said in (string[])["Hello Anna,", "at Firm &amp; Söhne", "Pickers walk too far, and orders leave late", "Tess Tester", "Not sent.", "facts.industry"]) Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Berg", page, StringComparison.Ordinal);
        await server.PostAsync("/api/v1/touches", $$"""{"email":"anna@firm.com","kind":"page_viewed","at":"2026-07-15T08:00:00Z","id":"1"}""");
        var chosen = (await server.PageAsync("/programmes/warm-evaluate")).Body;
        Assert.Contains($"value=\"{lead}\" selected", chosen, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_text_is_checked_saved_as_the_next_version_and_never_over_what_was_not_read(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("Save as version 2", (await server.PageAsync("/programmes/warm-evaluate/edit")).Body, StringComparison.Ordinal);
        var wrong = await server.FormAsync("/programmes/warm-evaluate/edit", ("version", "1"), ("text", Warm.Replace("5 days", "five days", StringComparison.Ordinal)));
        Assert.Equal(400, wrong.Status);
        foreach (var said in (string[])["What is wrong", "line 43, column 11", "five days", "The text was not saved"]) Assert.Contains(said, wrong.Body, StringComparison.Ordinal);
        var slower = Warm.Replace("5 days", "6 days", StringComparison.Ordinal);
        var check = await server.FormAsync("/programmes/warm-evaluate/edit", ("version", "1"), ("text", slower), ("act", "check"));
        Assert.Equal((200, true), (check.Status, check.Body.Contains("Wait 6 days.", StringComparison.Ordinal)));
        Assert.Equal(4, server.Desk.Count("select count(*) from programme_versions"));
        Assert.Contains("Wait 6 days.", (await server.FormAsync("/programmes/warm-evaluate/edit", ("version", "1"), ("text", slower.Replace("\n", "\r\n", StringComparison.Ordinal)))).Body, StringComparison.Ordinal);
        Assert.Equal(slower, (await server.GetAsync("/api/v1/programmes/warm-evaluate/text")).Body);
        var stale = await server.FormAsync("/programmes/warm-evaluate/edit", ("version", "1"), ("text", Warm.Replace("5 days", "7 days", StringComparison.Ordinal)));
        Assert.Equal((409, true, true), (stale.Status, stale.Body.Contains("Nothing was saved", StringComparison.Ordinal), stale.Body.Contains("7 days", StringComparison.Ordinal)));
        Assert.Equal(400, (await server.FormAsync("/programmes/warm-evaluate/edit", ("version", "2"), ("text", Warm.Replace("warm-evaluate", "other", StringComparison.Ordinal)))).Status);
        Assert.Contains("This is version 1", (await server.PageAsync("/programmes/warm-evaluate?version=1")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_new_one_begins_with_the_text_of_another(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("cold-stay-useful: For prospects", (await server.PageAsync("/programmes/new")).Body, StringComparison.Ordinal);
        var wrong = await server.FormAsync("/programmes/new", ("name", "Not A Name"), ("says", "x"), ("from", "warm-evaluate"));
        Assert.Equal((400, true), (wrong.Status, wrong.Body.Contains("small letters", StringComparison.Ordinal)));
        Assert.Contains("already", (await server.FormAsync("/programmes/new", ("name", "wrong-contact"), ("says", "x"), ("from", "warm-evaluate"))).Body, StringComparison.Ordinal);
        Assert.Equal(400, (await server.FormAsync("/programmes/new", ("name", "coverage"), ("says", "x"), ("from", "warm-evaluate"))).Status);
        Assert.Equal(400, (await server.FormAsync("/programmes/new", ("name", "a"), ("says", "x"), ("from", "nothing"))).Status);
        var edit = (await server.FormAsync("/programmes/new", ("name", "next-budget"), ("says", "It's $1: for 'next' year"), ("from", "warm-evaluate"))).Body;
        Assert.Contains("Change next-budget", edit, StringComparison.Ordinal);
        var text = (await server.GetAsync("/api/v1/programmes/next-budget/text")).Body;
        Assert.StartsWith("programme: next-budget\nsays: 'It''s $1: for ''next'' year'\n", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task It_is_paused_resumed_and_retired_and_the_audit_says_by_whom(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("Nobody enters it", (await server.FormAsync("/programmes/wrong-contact/standing", ("standing", "paused"))).Body, StringComparison.Ordinal);
        Assert.Contains("Retired", (await server.FormAsync("/programmes/wrong-contact/standing", ("standing", "retired"))).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody enters it", (await server.FormAsync("/programmes/wrong-contact/standing", ("standing", "open"))).Body, StringComparison.Ordinal);
        Assert.Equal(400, (await server.FormAsync("/programmes/wrong-contact/standing", ("standing", "gone"))).Status);
        Assert.Equal(404, (await server.FormAsync("/programmes/none/standing", ("standing", "open"))).Status);
        Assert.Equal(3, server.Desk.Count($"select count(*) from audit where action in ('programme.paused', 'programme.retired', 'programme.resumed') and by = '{SignedIn.Email}'"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_salesperson_reads_and_does_not_write(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var session = await SignedIn.SessionAsync(server.Desk.Desk, await SignedIn.UserAsync(server.Desk.Desk, "sam@desk.example", Role.Salesperson));
        var cookie = ("Cookie", SignedIn.CookieOf(session));
        var page = await server.SendAsync("GET", "/programmes/warm-evaluate", null, DeskForms.Reader, cookie);
        Assert.Equal((200, false), (page.Status, page.Body.Contains("Change it", StringComparison.Ordinal)));
        Assert.Equal(403, (await server.SendAsync("GET", "/programmes/warm-evaluate/edit", null, DeskForms.Reader, cookie)).Status);
        Assert.Equal(403, (await server.SendAsync("GET", "/programmes/new", null, DeskForms.Reader, cookie)).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Coverage_opens_the_leads_it_counts_wherever_the_list_can_tell_them_apart(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("No leads to nurture", (await server.PageAsync("/programmes/coverage")).Body, StringComparison.Ordinal);
        for (var i = 0; i < 3; i++) await server.LeadAsync($$"""{"email":"cold{{i}}@firm{{i}}.example"}""");
        await server.LeadAsync("""{"email":"warm@warm.example","facts":{"budget_status":"can_buy","buying_role":"decision_maker"}}""");
        await server.FormAsync("/programmes/warm-evaluate/standing", ("standing", "paused"));
        await FollowAsync(2, "1 lead without a programme");
        // One of them has been rejected before: the list cannot tell it from the others.
        await server.DoAsync(write => write.Execute("update leads set last_rejection = 'not_now' where email = 'cold0@firm0.example'"));
        await FollowAsync(1, "Right prospect, but not now");
        // All that are left at their stage: the list can.
        await server.DoAsync(write => write.Execute("update leads set stage = 3 where email = 'cold0@firm0.example'"));
        await FollowAsync(2, "1 lead without a programme");
        Assert.Equal(404, (await server.PageAsync("/programmes/coverage?line=none")).Status);

        async Task FollowAsync(int links, string said)
        {
            var page = (await server.PageAsync("/programmes/coverage")).Body;
            Assert.Contains(said, page, StringComparison.Ordinal);
            var counts = System.Text.RegularExpressions.Regex.Matches(page, "href=\"(?<path>/leads[^\"]+)\"[^>]*data-count=\"(?<count>[^\"]+)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
            Assert.Equal(links, counts.Count);
            foreach (System.Text.RegularExpressions.Match count in counts)
                Assert.Contains($"data-total=\"{count.Groups["count"].Value}\"", (await server.PageAsync(System.Net.WebUtility.HtmlDecode(count.Groups["path"].Value))).Body, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_agreement_that_names_a_programme_the_desk_does_not_have_is_warned_of_and_taken(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.DoesNotContain("into which nobody comes", (await server.PageAsync("/agreement")).Body, StringComparison.Ordinal);
        var bant = await File.ReadAllTextAsync(Repository.At("agreements/bant.yaml"), TestContext.Current.CancellationToken);
        Assert.Equal(201, (await server.PostAsync("/api/v1/agreements", bant.Replace("programme: cold-stay-useful", "programme: cold-stay-usefull", StringComparison.Ordinal), ("Content-Type", "application/yaml"))).Status);
        await server.FormAsync("/programmes/warm-evaluate/standing", ("standing", "paused"));
        Assert.Contains("cold-stay-usefull", (await server.PageAsync("/agreement?version=2")).Body, StringComparison.Ordinal);
        Assert.Contains("<bdi>warm-evaluate (paused)</bdi>", (await server.PageAsync("/agreement")).Body, StringComparison.Ordinal);
    }
}
