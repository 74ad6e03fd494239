using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Ripen.Web;

/// <summary>
/// <c>GET /live?topics=leads lead:…</c>: server-sent events that name what has changed. They hold nothing else: what shows
/// it is fetched again.
/// </summary>
internal static class LivePages
{
    private const int MostTopics = 20;
    private static readonly TimeSpan StillThere = TimeSpan.FromSeconds(20);

    public static void Map(WebApplication app) => app.MapGet("/live", Get).ExcludeFromDescription();

    private static IResult Get(PageRequest request, LiveFeed feed, IHostApplicationLifetime life)
    {
        var names = request.Http.Request.Query["topics"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var topics = names.Distinct(StringComparer.Ordinal).Select(name => LiveTopic.Of(name, request.Caller)).OfType<LiveTopic>().ToList();
        if (topics.Count == 0 || names.Length > MostTopics) return HttpProblem.Field("topics", $"It names 1 to {MostTopics} of leads, lead:ID, imports, work, mails, webhook_tries, notices:YOUR_ID.");
        return TypedResults.ServerSentEvents(EventsAsync(feed, topics, life.ApplicationStopping, request.Http.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(LiveFeed feed, List<LiveTopic> topics, CancellationToken stopping, [EnumeratorCancellation] CancellationToken gone)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, gone);
        await using var events = feed.ListenAsync(topics, either.Token).GetAsyncEnumerator(either.Token);
        yield return new("", "open");
        var next = NextAsync(events);
        while (true)
        {
            if (await Task.WhenAny(next, Task.Delay(StillThere, CancellationToken.None)) != next) yield return new("", "still");
            else if (!await next) yield break;
            else
            {
                yield return new(events.Current, "changed");
                next = NextAsync(events);
            }
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<string> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
