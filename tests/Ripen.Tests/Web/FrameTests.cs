using System.Text.RegularExpressions;
using Ripen.Desks;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>What holds for every page: its fence, its frame, its files, its errors, the search, and what changes by itself.</summary>
public sealed partial class FrameTests
{
    private static readonly (string Name, string Value) Browser = ("Accept", "text/html");
    private static readonly (string Name, string Value)[] Part = [Browser, ("HX-Request", "true"), ("HX-Request-Type", "partial")];

    [Theory]
    [InlineData("/components")]
    [InlineData("/search?q=ann")]
    [InlineData("/nothing/here")]
    public async Task A_page_runs_only_what_comes_from_this_desk(string url)
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var page = await server.SendAsync("GET", url, null, Browser);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(("nosniff", "same-origin"), (page.Headers.GetValues("X-Content-Type-Options").Single(), page.Headers.GetValues("Referrer-Policy").Single()));
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.StartsWith("<!DOCTYPE html>", page.Body, StringComparison.Ordinal);
        Assert.DoesNotMatch(Inline(), page.Body);
    }

    [Fact]
    public async Task Front_end_files_are_kept_by_browsers_for_good_under_the_stamp_of_this_version()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var page = await server.SendAsync("GET", "/components", null, Browser);
        var files = Asset().Matches(page.Body).Select(match => match.Value).Distinct().ToList();
        Assert.True(files.Count >= 5, string.Join(' ', files));
        foreach (var file in files)
        {
            var (reply, old) = (await server.GetAsync(file), await server.GetAsync(file.Replace("/assets/", "/assets/0", StringComparison.Ordinal)));
            Assert.Equal((200, true, "31536000"), (reply.Status, reply.Headers.CacheControl!.Public, reply.Headers.CacheControl.MaxAge?.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Equal((200, true), (old.Status, old.Headers.CacheControl!.NoStore));
        }
        Assert.Equal(404, (await server.GetAsync("/assets/0/nothing.js")).Status);
    }

    [Fact]
    public async Task What_goes_wrong_is_a_page_for_a_reader_and_a_problem_for_a_program()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var page = await server.SendAsync("GET", "/nothing", null, Browser);
        Assert.Equal((404, "text/html; charset=utf-8"), (page.Status, page.ContentType));
        Assert.Contains("There is nothing at this address", page.Body, StringComparison.Ordinal);
        Assert.Equal("application/problem+json", (await server.GetAsync("/nothing")).ContentType);
        Assert.Equal("application/problem+json", (await server.SendAsync("GET", "/api/v1/nothing", null, Browser)).ContentType);
        Assert.Equal((405, "text/html; charset=utf-8"), (await server.SendAsync("DELETE", "/components", null, Browser)) is var wrong ? (wrong.Status, wrong.ContentType) : default);
        var part = await server.SendAsync("GET", "/nothing", null, Part);
        Assert.Equal(404, part.Status);
        Assert.DoesNotContain("<html", part.Body, StringComparison.Ordinal);

        await server.Desk.Desk.Writer.DoAsync(write => write.Execute("drop table settings"), TestContext.Current.CancellationToken);
        await server.Desk.Desk.Writer.DoAsync(write => Ripen.Storage.Versions.Raise(write, "settings"), TestContext.Current.CancellationToken);
        var bug = await server.SendAsync("GET", "/components", null, Browser);
        Assert.Equal((500, "text/html; charset=utf-8"), (bug.Status, bug.ContentType));
        Assert.DoesNotContain("no such table", bug.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_says_when_the_database_is_away()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Postgres);
        Assert.Equal(200, (await server.SendAsync("GET", "/components", null, Browser)).Status);
        server.Desk.DropDatabase();
        var page = await server.SendAsync("GET", "/components", null, Browser);
        Assert.Equal((503, "text/html; charset=utf-8"), (page.Status, page.ContentType));
        Assert.Contains("Try again in a few seconds", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("ripen_test", page.Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Search_finds_persons_organisations_and_campaigns_as_they_begin(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var lead = await server.LeadAsync("""{"email":"ann@orbis-freight.com","campaign":"Orbital 2026","facts":{"name":"Ann <b>Lee</b>","organisation":"Orbis Freight GmbH"}}""");
        var part = await server.SendAsync("GET", "/search?q=orb", null, Part);
        Assert.DoesNotContain("<html", part.Body, StringComparison.Ordinal);
        Assert.Contains($"/leads/{lead}", part.Body, StringComparison.Ordinal);
        Assert.Contains("Ann &lt;b&gt;Lee&lt;/b&gt;", part.Body, StringComparison.Ordinal);
        Assert.Contains("Orbis Freight GmbH", part.Body, StringComparison.Ordinal);
        Assert.Contains("/campaigns/1", part.Body, StringComparison.Ordinal);
        Assert.Contains("Nothing begins so", (await server.SendAsync("GET", "/search?q=zzz", null, Browser)).Body, StringComparison.Ordinal);
        Assert.Contains("Orbis", (await server.SendAsync("GET", "/search?q=ann%40orb", null, Browser)).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await server.SendAsync("GET", $"/search?q={new string('x', 3000)}%00", null, Browser)).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_another_process_changes_is_told_to_whoever_looks(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var place = server.Desk.Desk.Place;
        var lead = await server.LeadAsync("""{"external_id":"a"}""");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/live?topics=leads%20lead:{lead}");
        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await HeardAsync(server, lines, "event: open");
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(1));

        await using var other = await Desk.OpenAsync(place, server.Desk.Clock);
        Assert.True(Ripen.Life.LeadId.TryParse(lead, out var id));
        Assert.Null((await other.Leads.HandleAsync(id, new Ripen.Life.Disqualify("test", "A test"), "test", TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(["data: leads", $"data: lead:{lead}"], (await HeardAsync(server, lines, "data: lead", 2)).OrderBy(line => line.Length));
        Assert.Equal(400, (await server.SendAsync("GET", "/live?topics=nonsense", null, Browser)).Status);
    }

    private static async Task<List<string>> HeardAsync(ApiServer server, StreamReader lines, string wanted, int times = 1)
    {
        var heard = new List<string>();
        while (heard.Count < times)
        {
            var reading = lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
            while (!reading.IsCompleted)
            {
                server.Desk.Clock.Advance(TimeSpan.FromMilliseconds(500));
                await Task.WhenAny(reading, Task.Delay(20, TestContext.Current.CancellationToken));
            }
            if (await reading is { } line && line.StartsWith(wanted, StringComparison.Ordinal)) heard.Add(line);
        }
        return heard;
    }

    [GeneratedRegex("<style|\\sstyle=|<script(?![^>]*\\ssrc=)|\\son[a-z]+=|https?://(?!www\\.w3\\.org)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Inline();

    [GeneratedRegex("/assets/[0-9a-f]+/[a-z0-9.-]+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Asset();
}
