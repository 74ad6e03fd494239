using System.Net;
using Ripen.Agreements;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>The agreement read and changed in a browser, by somebody who never sees its text.</summary>
public sealed class AgreementPagesTests
{
    private static readonly (string Name, string Value) Reader = ("Accept", "text/html");

    private static string Bant => File.ReadAllText(Repository.At("agreements/bant.yaml"));

    [Theory]
    [MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_newcomer_raises_the_employees_floor_adds_a_reason_and_proposes_the_next_version(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("50 to 5,000 employees", await PageAsync(server, "/agreement"), StringComparison.Ordinal);

        var changed = await SentForm.Of(await PageAsync(server, "/agreement/edit?open=ideal_prospect.organisation"), "id=\"change\"").With("From", "100").Press("act", "save").SendAsync(server);
        Assert.Contains("100 to 5,000 employees", changed.Body, StringComparison.Ordinal);
        Assert.Contains("Companies now need 100 employees, was 50", changed.Body, StringComparison.Ordinal);

        var added = await SentForm.Of(await PageAsync(server, "/agreement/edit?add=reason"), "id=\"change\"")
            .With("The reason, as Sales says it", "Bought by a competitor").With("then", "recycle").With("wake.count", "6").With("wake.unit", "Month").SendAsync(server);
        Assert.Contains("Bought by a competitor: the lead rests for 6 months.", added.Body, StringComparison.Ordinal);

        var proposed = await SentForm.Of(added.Body, "/agreement/edit/proposal").SendAsync(server);
        Assert.Contains("Version 2, proposed today, not in force", proposed.Body, StringComparison.Ordinal);
        var text = (await server.GetAsync("/api/v1/agreements/main/2/text")).Body;
        Assert.Equal(
            Bant.Replace("employees between 50 and 5000", "employees between 100 and 5000", StringComparison.Ordinal).Replace(
                "      then: disqualify\n\n# Behaviour", "      then: disqualify\n    bought_by_a_competitor:\n      says: Bought by a competitor\n      then: recycle\n      wake: 6 months\n\n# Behaviour", StringComparison.Ordinal),
            text);

        var once = await SentForm.Of(proposed.Body, "to sign for Sales").With("password", SignedIn.Password).SendAsync(server);
        Assert.Contains("Version 2, proposed today, not in force", once.Body, StringComparison.Ordinal);
        var inForce = await SentForm.Of(once.Body, "to sign for Marketing").With("password", SignedIn.Password).SendAsync(server);
        Assert.Contains("Version 2, in force since today", inForce.Body, StringComparison.Ordinal);
        Assert.Contains("Nothing changed yet", await PageAsync(server, "/agreement/edit"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_changed_number_says_what_it_would_have_done(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        for (var i = 0; i < 3; i++) await server.LeadAsync($$"""{ "email": "p@halden{{i}}.example", "facts": { "organisation": "Halden {{i}}", "employees": {{60 + (40 * i)}}, "industry": "food", "seniority": "vp", "problem": "slow_picking", "budget": "50000 EUR" } }""");
        var form = SentForm.Of(await PageAsync(server, "/agreement/edit?open=ideal_prospect.organisation"), "id=\"change\"").With("From", "100");
        var impact = await SentImpactAsync(server, form);
        Assert.Contains("This would have changed <b>1 lead</b> last quarter, of 3 opened or touched.", impact, StringComparison.Ordinal);
        Assert.Contains("1 qualified → not qualified", impact, StringComparison.Ordinal);
        Assert.Contains("<b>no lead</b>", await SentImpactAsync(server, form.With("From", "51")), StringComparison.Ordinal);
        Assert.Contains("'employees' is a number; 'many' is not.", WebUtility.HtmlDecode(await SentImpactAsync(server, form.With("From", "many"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_break_the_agreement_is_refused_where_it_was_typed()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var refused = await SentForm.Of(await PageAsync(server, "/agreement/edit?open=criteria.need"), "id=\"change\"").Press("act", "remove /criteria/need").SendAsync(server);
        Assert.Equal(400, refused.Status);
        Assert.Contains("There is no criterion or name 'need'", WebUtility.HtmlDecode(refused.Body), StringComparison.Ordinal);
        var typed = await SentForm.Of(await PageAsync(server, "/agreement/edit?open=ideal_prospect.organisation"), "id=\"change\"").With("From", "about a hundred").Press("act", "save").SendAsync(server);
        Assert.Equal(400, typed.Status);
        Assert.Equal("about a hundred", SentForm.Of(typed.Body, "id=\"change\"").ValueOf("From"));
        Assert.Contains("Nothing changed yet", await PageAsync(server, "/agreement/edit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_change_of_the_draft_is_taken_back_by_itself()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await ChangeAsync(server, "ideal_prospect.organisation", "From", "100");
        await ChangeAsync(server, "handover.attempts", "Attempts", "4");
        var both = await PageAsync(server, "/agreement/edit");
        var undone = await SentForm.Of(both, "Take back: Companies now need").SendAsync(server);
        Assert.DoesNotContain("Companies now need", undone.Body, StringComparison.Ordinal);
        Assert.Contains("Sales tries 4 times", undone.Body, StringComparison.Ordinal);
        var text = SentForm.Of(await PageAsync(server, "/agreement/edit/text"), "class=\"text\"").ValueOf("text");
        Assert.Equal(Bant.Replace("attempts: 6 ", "attempts: 4 ", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Somebody_elses_change_is_not_written_over()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var old = SentForm.Of(await PageAsync(server, "/agreement/edit?open=handover.attempts"), "id=\"change\"");
        await ChangeAsync(server, "ideal_prospect.organisation", "From", "100");
        var late = await old.With("Attempts", "4").Press("act", "save").SendAsync(server);
        Assert.Equal(400, late.Status);
        Assert.Contains("The draft was changed meanwhile", late.Body, StringComparison.Ordinal);
        Assert.Contains("Sales tries 6 times", late.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_is_kept_as_it_is_typed_and_not_with_errors()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var page = await PageAsync(server, "/agreement/edit/text");
        var wrong = await SentForm.Of(page, "class=\"text\"").With("text", Bant.Replace("budget >= 20000 EUR", "budjet >= 20000 EUR", StringComparison.Ordinal)).SendAsync(server);
        Assert.Equal(400, wrong.Status);
        Assert.Contains("line 66, column 15", wrong.Body, StringComparison.Ordinal);
        Assert.Contains("Did you mean", wrong.Body, StringComparison.Ordinal);
        var kept = await SentForm.Of(wrong.Body, "class=\"text\"").With("text", Bant.Replace("budget >= 20000 EUR", "budget >= 30000 EUR", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)).SendAsync(server);
        Assert.Equal(200, kept.Status);
        Assert.Contains("Budget now needs at least 30,000 EUR, was 20,000 EUR", kept.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", SentForm.Of(kept.Body, "class=\"text\"").ValueOf("text"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_sentence_is_commented_on_and_the_comment_settled(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        const string Said = "<script>alert(1)</script> half a year is too long";
        var commented = await SentForm.Of(await PageAsync(server, "/agreement?comment=criteria.timeline"), "class=\"form comment\"").With("Your comment", Said).SendAsync(server);
        Assert.Contains(WebUtility.HtmlEncode("<script>alert(1)</script>"), commented.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", commented.Body, StringComparison.Ordinal);
        var settled = await SentForm.Of(commented.Body, "/agreement/comments/settlement").SendAsync(server);
        Assert.DoesNotContain("half a year is too long", settled.Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whoever_signs_types_his_password_again_and_what_he_signed_can_be_checked_elsewhere(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = SentForm.Of(await PageAsync(server, "/agreement"), "to sign for Sales");
        var wrong = await form.With("password", "not the password").SendAsync(server);
        Assert.Equal(400, wrong.Status);
        Assert.Contains("That is not your password", wrong.Body, StringComparison.Ordinal);
        var signed = await form.With("password", SignedIn.Password).SendAsync(server);
        Assert.Contains("<bdi>Tess Tester</bdi>", signed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Sign for Sales", signed.Body, StringComparison.Ordinal);
        Assert.Contains("Sign for Marketing", signed.Body, StringComparison.Ordinal);
        var export = SignedExport.Read((await server.PageAsync("/agreement/signed?version=1")).Body)!;
        Assert.Empty(export.Faults());
        Assert.Equal(("sales", "Tess Tester", SignedIn.Email), (export.Signatures[0].Side, export.Signatures[0].Name, export.Signatures[0].By));
        // Whatever is changed, it is seen.
        Assert.NotEmpty((export with { Text = export.Text.Replace("budget >= 20000", "budget >= 20001", StringComparison.Ordinal) }).Faults());
        Assert.NotEmpty((export with { Version = 2 }).Faults());
        Assert.NotEmpty((export with { Signatures = [export.Signatures[0] with { Name = "Somebody Else" }] }).Faults());
        Assert.NotEmpty((export with { Signatures = [export.Signatures[0] with { Side = "marketing" }] }).Faults());
        Assert.NotEmpty((export with { Signatures = [export.Signatures[0] with { At = export.Signatures[0].At.AddSeconds(1) }] }).Faults());
        Assert.NotEmpty((export with { Signatures = [] }).Faults());
        // The number of the version in the text is the desk's matter, and so are signatures there.
        Assert.Empty((export with { Text = $"{export.Text.TrimEnd()}\nversion: 7\n" }).Faults());
        // A text changed in the database has no signature any more.
        await server.DoAsync(write => write.Execute("update agreements set text = replace(text, 'budget >= 20000', 'budget >= 2000')"));
        Assert.Contains("to sign for Sales", await PageAsync(server, "/agreement"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Beside_a_sentence_stands_how_many_leads_it_decides(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{ "email": "ann@halden.example", "facts": { "budget": "50000 EUR", "buying_role": "decision_maker", "problem": "slow_picking", "purchase_by": "2026-09-01" } }""");
        await server.LeadAsync("""{ "email": "bob@orbis.example", "facts": { "budget": "500 EUR" } }""");
        var page = await PageAsync(server, "/agreement");
        Assert.Contains("<a href=\"/leads?temperature=hot\" data-count=\"1\">1</a> hot", page, StringComparison.Ordinal);
        Assert.Contains("<b>1</b> met", page, StringComparison.Ordinal);
        Assert.Contains("data-count=\"2\">2</a> without company name", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/agreement?version=7", 404)]
    [InlineData("/agreement?version=x", 404)]
    [InlineData("/agreement?line=other", 404)]
    [InlineData("/agreement/edit?line=other", 404)]
    [InlineData("/agreement/edit?open=nothing&add=nothing", 200)]
    [InlineData("/agreement/versions", 200)]
    [InlineData("/agreement/text", 200)]
    public async Task What_is_not_there_says_so(string path, int status)
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        Assert.Equal(status, (await server.SendAsync("GET", path, null, Reader)).Status);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</textarea></title><svg onload=alert(1)>")]
    [InlineData("שלום \u202Eгедом\u202C 👩‍👩‍👧‍👦 {{7*7}}")]
    public async Task What_is_written_into_the_agreement_does_nothing_but_stand_there(string said)
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await ChangeAsync(server, "agreement", "Name", said);
        await ChangeAsync(server, "reject_reasons.bad_data", "The reason", said);
        foreach (var path in new[] { "/agreement/edit", "/agreement/edit?open=reject_reasons.bad_data", "/agreement/edit/text" })
        {
            var page = await PageAsync(server, path);
            Assert.Contains(said, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
            if (said.Contains('<', StringComparison.Ordinal)) Assert.DoesNotContain(said, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Everything_that_can_be_added_is_added()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var typed = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["currency"] = "sek",
            ["rate"] = "0.09",
            ["name"] = "Größe des Lagers",
            ["of"] = "organisation",
            ["type"] = "ordered_choice",
            ["options"] = "small\nlarge, very",
            ["ask"] = "How large is it?",
            ["says"] = "They: “buy” [soon]",
            ["better_because"] = "We are # 1",
            ["good_for.count"] = "3",
            ["good_for.unit"] = "Month",
            ["kind"] = "Trial started",
            ["points"] = "1,000",
            ["to"] = "lena\nmarkus",
            ["then"] = "recycle",
            ["wake.count"] = "",
            ["programme"] = "a: b",
            ["test.subject"] = "phone",
            ["test.comparison"] = "is known",
        };
        foreach (var addition in Ripen.Agreements.Addition.All)
        {
            var page = await PageAsync(server, $"/agreement/edit?add={addition.Id}");
            var form = SentForm.Of(page, "id=\"change\"");
            foreach (var field in addition.Fields)
            {
                foreach (var name in new[] { field.Name, $"{field.Name}.count", $"{field.Name}.unit" }.Where(name => typed.ContainsKey(name) && page.Contains($"name=\"{name}\"", StringComparison.Ordinal))) form.With(name, typed[name]);
            }
            if (addition.HasTest) form.With("test.subject", "phone").Press("test.comparison", "is known");
            var reply = await form.SendAsync(server);
            Assert.True(reply.Status == 200, $"{addition.Id}: {reply.Body}");
        }
        Assert.Equal(Ripen.Agreements.Addition.All.Count, server.Desk.Count("select count(*) from agreement_edits"));
        Assert.Contains("größe des lagers", (await SentForm.Of(await PageAsync(server, "/agreement/edit"), "/agreement/edit/proposal").SendAsync(server)).Body, StringComparison.Ordinal);
    }

    private static async Task ChangeAsync(ApiServer server, string sentence, string field, string value) =>
        Assert.Equal(200, (await SentForm.Of(await PageAsync(server, $"/agreement/edit?open={sentence}"), "id=\"change\"").With(field, value).Press("act", "save").SendAsync(server)).Status);

    private static async Task<string> SentImpactAsync(ApiServer server, SentForm form) => (await form.To("/agreement/edit/impact").SendAsync(server, ("HX-Request", "true"), ("HX-Request-Type", "partial"))).Body;

    private static async Task<string> PageAsync(ApiServer server, string path)
    {
        var reply = await server.SendAsync("GET", path, null, Reader);
        Assert.Equal(200, reply.Status);
        return reply.Body;
    }
}
