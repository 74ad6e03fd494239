using System.Text;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>Touches by the API: acknowledged when durable, never lost, never counted twice.</summary>
public sealed class TouchesApiTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_touch_opens_a_lead_and_is_judged_with_what_it_says(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var reply = await server.PostAsync("/api/v1/touches", """{"id":"1","kind":"form_sent","email":"ann@orbis-freight.com","source":"Website","campaign":"Spring","offer":"Guide","page":"/demo","facts":{"budget":"25000 EUR","job_title":"CFO"}}""");
        Assert.Equal((200, "1"), (reply.Status, reply.Text("id")));
        var lead = await server.GetAsync($"/api/v1/leads/{reply.Text("lead")}");
        Assert.Equal(("warm", "ann@orbis-freight.com", "Website", "Spring"), (lead.Json["findings"]!["temperature"]!.ToString(), lead.Text("email"), lead.Text("source"), lead.Text("campaign")));
        Assert.True(lead.Json["findings"]!["interest"]!.GetValue<decimal>() > 0);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_touch_sent_again_is_answered_as_before_and_records_nothing(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        const string touch = """{"id":"1","kind":"form_sent","email":"ann@orbis-freight.com","facts":{"phone":"1"}}""";
        var first = await server.PostAsync("/api/v1/touches", touch);
        server.Desk.Clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(first.Body, (await server.PostAsync("/api/v1/touches", touch)).Body);
        var line = (await server.PostLinesAsync(touch)).Lines.Single();
        Assert.Equal(("taken", first.Text("lead"), first.Text("person")), (line["status"]!.ToString(), line["lead"]!.ToString(), line["person"]!.ToString()));
        Assert.Equal((1L, 1L), (server.Desk.Count("select count(*) from touches"), server.Desk.Count("select count(*) from person_facts")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Every_line_is_answered_in_its_place_and_a_broken_one_stops_no_other(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        string[] lines =
        [
            "\uFEFF" + """{"id":"1","kind":"page_viewed","email":"ann@example.com"}""", "", """{"kind":"page_viewed"}""", "not json", """{"id":"1","kind":"page_viewed","email":"ann@example.com"}""",
            """{"id":"2","kind":"page_viewed","email":"ann@example.com","at":"then"}""", """{"id":"3","kind":"call","email":"bob@example.com"}""" + "\r", """{"id":"4","kind":"call","person":"0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f"}""", """{"id":"5","ki""",
        ];
        var reply = await server.PostLinesAsync(string.Join('\n', lines));
        Assert.Equal((200, "application/x-ndjson"), (reply.Status, reply.ContentType));
        Assert.Equal(["1 taken", "3 refused", "4 refused", "5 taken", "6 refused", "7 taken", "8 refused", "9 refused"], reply.Lines.Select(line => $"{line["line"]} {line["status"]}"));
        Assert.Equal(reply.Lines[0]["lead"]!.ToString(), reply.Lines[3]["lead"]!.ToString());
        Assert.Equal((404, 400), (reply.Lines[6]["problem"]!["status"]!.GetValue<int>(), reply.Lines[7]["problem"]!["status"]!.GetValue<int>()));
        Assert.Contains("byte", reply.Lines[7]["problem"]!["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal((2L, 2L), (server.Desk.Count("select count(*) from touches"), server.Desk.Count("select count(*) from leads")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_batch_larger_than_allowed_changes_nothing(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var lines = new StringBuilder();
        for (var i = 0; i < 5_001; i++) lines.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"id":"{{i}}","kind":"page_viewed","email":"p{{i}}@example.com"}""").Append('\n');
        foreach (var body in (string[])[lines.ToString(), $$"""{"id":"1","kind":"call","email":"a@example.com","page":"{{new string('x', 5_000_000)}}"}"""])
            await new Scenario("POST /api/v1/touches", body, 413, ["/problems/too-large", "5,000"]) { ContentType = "application/x-ndjson" }.CheckAsync(server);
        Assert.Equal(0, server.Desk.Count("select count(*) from touches"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_large_batch_is_taken_whole_and_sent_again_changes_nothing(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var batch = string.Concat(Enumerable.Range(0, 1_200).Select(i => $$"""{"kind":"page_viewed","email":"p{{i % 300}}@example{{i % 20}}.com"}""" + "\n"));
        var first = await server.PostLinesAsync(batch, ("Idempotency-Key", "batch-1"));
        Assert.All(first.Lines, line => Assert.Equal("taken", line["status"]!.ToString()));
        Assert.Equal((1_200, 1_200L), (first.Lines.Count, server.Desk.Count("select count(*) from touches")));
        var again = await server.PostLinesAsync(batch, ("Idempotency-Key", "batch-1"));
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(1_200L, server.Desk.Count("select count(*) from touches"));
        Assert.Equal(422, (await server.PostLinesAsync(batch + "\n\n\n", ("Idempotency-Key", "batch-1"))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Many_senders_at_once_lose_nothing(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var sent = Enumerable.Range(0, 200).Select(i => server.PostAsync("/api/v1/touches", $$"""{"id":"{{i / 2}}","kind":"page_viewed","email":"p{{i % 7}}@example.com"}"""));
        Assert.All(await Task.WhenAll(sent), reply => Assert.Equal(200, reply.Status));
        Assert.Equal((100L, 7L), (server.Desk.Count("select count(*) from touches"), server.Desk.Count("select count(*) from leads")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Where_somebody_came_from_is_read_off_the_address_and_first_and_latest_are_kept(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var first = await server.PostAsync("/api/v1/touches", """{"kind":"page_viewed","email":"ann@example.com","url":"https://ours.example/pricing?utm_source=Fair&utm_campaign=Spring&email=ann@example.com"}""");
        server.Desk.Clock.Advance(TimeSpan.FromDays(1));
        await server.PostLinesAsync("""{"kind":"page_viewed","email":"ann@example.com","url":"https://ours.example/","referrer":"https://www.google.com/"}""" + "\n" + """{"kind":"page_viewed","email":"ann@example.com","source":"Said","url":"https://ours.example/?gclid=1","at":"2026-07-15T10:00:00Z"}""");
        var lead = await server.GetAsync($"/api/v1/leads/{first.Text("lead")}");
        Assert.Equal(("Fair", "Spring", "Search", "Spring"), (lead.Text("source"), lead.Text("campaign"), lead.Text("latest_source"), lead.Text("latest_campaign")));
        Assert.Equal(1, server.Desk.Count("select count(*) from touches where page = 'https://ours.example/pricing'"));
        Assert.Equal(1, server.Desk.Count("select count(*) from touches t join sources s on s.source = t.source where s.name = 'Said'"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_clock_that_is_a_little_ahead_is_taken_for_now_and_what_comes_late_counts_when_it_happened(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var now = server.Desk.Desk.Now;
        var ahead = await server.PostAsync("/api/v1/touches", $$"""{"kind":"pricing_viewed","email":"ann@example.com","at":"{{now.AddMinutes(4):O}}"}""");
        Assert.Equal(200, ahead.Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from touches where at > known_at"));
        await new Scenario("POST /api/v1/touches", $$"""{"kind":"pricing_viewed","email":"ann@example.com","at":"{{now.AddMinutes(6):O}}"}""", 400, ["It is to come"]).CheckAsync(server);
        var before = await InterestAsync();
        await server.PostAsync("/api/v1/touches", $$"""{"kind":"pricing_viewed","email":"ann@example.com","at":"{{now.AddDays(-30):O}}"}""");
        var late = await InterestAsync() - before;
        // Half of it has gone by now, for interest halves with time.
        Assert.InRange(late, 0.1m, before - 0.1m);

        async Task<decimal> InterestAsync() => (await server.GetAsync($"/api/v1/leads/{ahead.Text("lead")}")).Json["findings"]!["interest"]!.GetValue<decimal>();
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_empty_batch_is_answered_with_nothing(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var reply = await server.PostLinesAsync("\n\n");
        Assert.Equal((200, ""), (reply.Status, reply.Body));
    }
}
