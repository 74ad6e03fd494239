using Ripen.Tests.Databases;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>A request under an Idempotency-Key is done once, however often it comes.</summary>
public sealed class RequestKeyTests
{
    private const string Url = "/api/v1/leads";
    private static readonly (string, string) Key = ("Idempotency-Key", "k-1");

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_same_request_is_answered_as_before_for_a_day(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        const string body = """{"email":"info@example.com"}"""; // a shared mailbox: without a key each is a new person
        var first = await server.PostAsync(Url, body, Key);
        server.Desk.Clock.Advance(TimeSpan.FromHours(23));
        var again = await server.PostAsync(Url, body, Key);
        Assert.Equal((201, first.Body, first.Headers.Location, first.Headers.ETag), (again.Status, again.Body, again.Headers.Location, again.Headers.ETag));
        Assert.Equal(["true"], again.Headers.GetValues("Idempotent-Replayed"));
        Assert.Equal(422, (await server.PostAsync(Url, body + " ", Key)).Status);
        Assert.Equal(422, (await server.PostAsync("/api/v1/touches", """{"kind":"call","email":"info@example.com"}""", Key)).Status);
        Assert.Equal(1, server.Desk.Count("select count(*) from leads"));
        server.Desk.Clock.Advance(TimeSpan.FromHours(2));
        Assert.NotEqual(first.Text("id"), (await server.PostAsync(Url, body, Key)).Text("id"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Of_the_same_request_many_times_at_once_one_is_done(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => server.PostAsync(Url, """{"email":"info@example.com"}""", Key)));
        Assert.All(replies, reply => Assert.Equal((201, replies[0].Body), (reply.Status, reply.Body)));
        Assert.Equal((1L, 1L), (server.Desk.Count("select count(*) from leads"), server.Desk.Count("select count(*) from request_keys")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_refused_request_may_be_mended_and_sent_again_under_its_key(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Equal(400, (await server.PostAsync(Url, "{}", Key)).Status);
        Assert.Equal(201, (await server.PostAsync(Url, """{"external_id":"a"}""", Key)).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Keys_whose_time_is_over_are_forgotten(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var desk = server.Desk.Desk;
        await server.PostAsync(Url, """{"external_id":"a"}""", Key);
        await server.PostLinesAsync("""{"id":"1","kind":"call","external_id":"a"}""");
        Assert.Equal(0, await OldKeys.ForgetAsync(desk, TestContext.Current.CancellationToken));
        server.Desk.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal(2, await OldKeys.ForgetAsync(desk, TestContext.Current.CancellationToken));
    }
}
