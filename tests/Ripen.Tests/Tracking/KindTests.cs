using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Tests.Web;
using Ripen.Tracking;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Tracking;

/// <summary>Kinds of touches that nobody knew are taken, and people say what they are; then everybody is judged by it.</summary>
public sealed class KindTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_unknown_kind_is_taken_waits_for_review_and_counts_as_what_people_say(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var sent = await server.PostAsync("/api/v1/touches", """{"kind":"Preise angesehen","email":"ann@orbis-freight.com"}""");
        var before = await InterestAsync(server, sent.Text("lead"));
        var review = await server.GetAsync("/api/v1/kinds?review=true");
        var met = Assert.Single(review.Json["items"]!.AsArray())!;
        Assert.Equal(("preise_angesehen", "theirs", "1", "False"), (Of(met, "name"), Of(met, "direction"), Of(met, "last90_days"), Of(met, "confirmed")));
        var path = $"/api/v1/kinds/{met["kind"]}";
        var read = await server.GetAsync(path);
        await server.PostAsync("/api/v1/touches", """{"kind":"pricing_viewed","email":"bob@nord-works.com"}""");
        Assert.Equal(428, (await server.SendAsync("PATCH", path, """{"counts_as":"pricing_viewed"}""")).Status);
        var changed = await server.SendAsync("PATCH", path, """{"label":"looked at prices","counts_as":"pricing_viewed"}""", ("If-Match", read.Headers.ETag!.ToString()));
        Assert.Equal((200, "looked at prices", "pricing_viewed", true), (changed.Status, changed.Text("label"), changed.Text("counts_as"), changed.Json["confirmed"]!.GetValue<bool>()));
        await Worker.RunDueAsync(server.Desk.Desk, TestContext.Current.CancellationToken);
        Assert.Equal(before + 15, await InterestAsync(server, sent.Text("lead")));
        Assert.Empty((await server.GetAsync("/api/v1/kinds?review=true")).Json["items"]!.AsArray());
        // What comes from now on does so, too.
        var next = await server.PostAsync("/api/v1/touches", """{"kind":"preise_angesehen","email":"carl@west-lines.com"}""");
        Assert.Equal(15, await InterestAsync(server, next.Text("lead")));
        Assert.Equal(412, (await server.SendAsync("PATCH", path, """{"label":"x"}""", ("If-Match", read.Headers.ETag!.ToString()))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_said_to_be_ours_is_no_sign_of_interest_and_everybody_is_judged_again(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.Desk.AgreeAsync(WarmByAnything);
        var sent = await server.PostAsync("/api/v1/touches", """{"kind":"fax_sent","email":"ann@orbis-freight.com"}""");
        Assert.Equal("warm", await TemperatureAsync(server, sent.Text("lead")));
        var met = Assert.Single((await server.GetAsync("/api/v1/kinds?review=true")).Json["items"]!.AsArray())!;
        var read = await server.GetAsync($"/api/v1/kinds/{met["kind"]}");
        Assert.Equal(200, (await server.SendAsync("PATCH", $"/api/v1/kinds/{met["kind"]}", """{"direction":"ours"}""", ("If-Match", read.Headers.ETag!.ToString()))).Status);
        await Worker.RunDueAsync(server.Desk.Desk, TestContext.Current.CancellationToken);
        Assert.Equal("cold", await TemperatureAsync(server, sent.Text("lead")));
        Assert.Equal(0, server.Desk.Count("select count(*) from desk_work where kind = 5"));
        Assert.Equal(["fax_sent"], OurKindsOf(server));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_with_a_sentence()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        foreach (var name in (string[])["page_viewed", "one", "two"]) await server.PostAsync("/api/v1/touches", $$"""{"kind":"{{name}}","email":"ann@orbis-freight.com"}""");
        Assert.Contains("ships with Ripen", await ChangeAsync("page_viewed", """{"direction":"ours"}""", 400), StringComparison.Ordinal);
        Assert.Contains("ships with Ripen", await ChangeAsync("page_viewed", """{"counts_as":"one"}""", 400), StringComparison.Ordinal);
        Assert.Contains("no such kind", await ChangeAsync("one", """{"counts_as":"three"}""", 400), StringComparison.Ordinal);
        Assert.Contains("counts as itself", await ChangeAsync("one", """{"counts_as":"one"}""", 400), StringComparison.Ordinal);
        await ChangeAsync("one", """{"counts_as":"two"}""", 200);
        Assert.Contains("counts as two itself", await ChangeAsync("two", """{"counts_as":"one"}""", 400), StringComparison.Ordinal);
        Assert.Contains("Others count as this one", await ChangeAsync("two", """{"counts_as":"page_viewed"}""", 400), StringComparison.Ordinal);
        Assert.Equal(404, (await server.GetAsync("/api/v1/kinds/4711")).Status);
        Assert.Equal(1, server.Desk.Count("select count(*) from audit where action = 'kind.changed'"));

        async Task<string> ChangeAsync(string name, string body, int status)
        {
            var number = server.Desk.Count($"select kind from kinds where name = '{name}'");
            var tag = (await server.GetAsync($"/api/v1/kinds/{number}")).Headers.ETag!.ToString();
            var reply = await server.SendAsync("PATCH", $"/api/v1/kinds/{number}", body, ("If-Match", tag));
            Assert.Equal(status, reply.Status);
            return reply.Body;
        }
    }

    [Fact]
    public async Task The_pages_show_and_change_them()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await server.PostAsync("/api/v1/touches", """{"kind":"fax_sent","email":"ann@orbis-freight.com"}""");
        (string, string) html = ("Accept", "text/html");
        var list = await server.SendAsync("GET", "/kinds", null, html);
        Assert.Contains("For review", list.Body, StringComparison.Ordinal);
        var number = server.Desk.Count("select kind from kinds where name = 'fax_sent'");
        (string, string)[] form = [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)), html];
        Assert.Equal(400, (await server.SendAsync("POST", $"/kinds/{number}", "version=7&label=got+a+fax&direction=ours&counts_as=", form)).Status);
        Assert.Equal(303, (await server.SendAsync("POST", $"/kinds/{number}", "version=1&label=got+a+fax&direction=ours&counts_as=", form)).Status);
        Assert.DoesNotContain("For review", (await server.SendAsync("GET", "/kinds", null, html)).Body, StringComparison.Ordinal);
        Assert.Contains("got a fax", (await server.SendAsync("GET", $"/kinds/{number}", null, html)).Body, StringComparison.Ordinal);
        var tracker = await server.SendAsync("GET", "/tracker", null, html);
        Assert.Contains("/t.js", tracker.Body, StringComparison.Ordinal);
        Assert.Equal(400, (await server.SendAsync("POST", "/tracker", "sites=http%3A%2F%2Foutside.example&interest_pages=x&obey_dnt=no", form)).Status);
        Assert.Equal(303, (await server.SendAsync("POST", "/tracker", $"sites={Uri.EscapeDataString("https://a.example\nhttps://b.example")}&interest_pages={Uri.EscapeDataString("/a=pricing_viewed\n/b=demo_viewed")}&obey_dnt=yes", form)).Status);
        using var session = server.Desk.Desk.Database.Read();
        Assert.Equal(("https://a.example, https://b.example", "/a=pricing_viewed, /b=demo_viewed"), (server.Desk.Desk.Settings.Of(session, Ripen.Settings.KnownSettings.Sites), server.Desk.Desk.Settings.Of(session, Ripen.Settings.KnownSettings.InterestPages)));
    }

    private static string WarmByAnything => File.ReadAllText(Repository.At("agreements/bant.yaml")).Replace("warm: at least 2 of (budget, authority, need, timeline)", "warm: touched anything in the last 30 days", StringComparison.Ordinal);

    private static IReadOnlyList<string> OurKindsOf(ApiServer server)
    {
        using var session = server.Desk.Desk.Database.Read();
        return OurKinds.Of(session);
    }

    private static string Of(System.Text.Json.Nodes.JsonNode node, string name) => node[name]!.ToString() is var text && bool.TryParse(text, out var yes) ? $"{yes}" : node[name]!.ToString();

    private static async Task<decimal> InterestAsync(ApiServer server, string lead) => (await server.GetAsync($"/api/v1/leads/{lead}")).Json["findings"]!["interest"]!.GetValue<decimal>();

    private static async Task<string> TemperatureAsync(ApiServer server, string lead) => (await server.GetAsync($"/api/v1/leads/{lead}")).Json["findings"]!["temperature"]!.ToString();
}
