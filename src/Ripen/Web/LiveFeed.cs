using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Web;

/// <summary>
/// Says to open pages what has changed, whichever process changed it: one loop of this server asks the database for what
/// pages show. It runs while somebody looks.
/// </summary>
internal sealed class LiveFeed(Desk desk)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly List<Listener> listeners = [];
    private readonly Lock access = new();
    private bool isRunning;

    private sealed record Listener(IReadOnlyList<LiveTopic> Topics, Channel<string> Said);

    /// <summary>The names of topics, each time one has changed.</summary>
    public async IAsyncEnumerable<string> ListenAsync(IReadOnlyList<LiveTopic> topics, [EnumeratorCancellation] CancellationToken stop)
    {
        var listener = new Listener(topics, Channel.CreateBounded<string>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest }));
        Add(listener);
        try
        {
            await foreach (var topic in listener.Said.Reader.ReadAllAsync(stop)) yield return topic;
        }
        finally
        {
            lock (access) listeners.Remove(listener);
        }
    }

    private void Add(Listener listener)
    {
        lock (access)
        {
            listeners.Add(listener);
            if (isRunning) return;
            isRunning = true;
            _ = Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var settling = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(Pause, desk.Clock);
        do
        {
            var topics = Topics();
            if (topics.Count == 0) return;
            try
            {
                using var session = desk.Database.Read();
                foreach (var topic in topics) Look(session, topic, known, settling);
            }
            catch (Exception failure) when (failure is UnreachableException || desk.Database.Explain(failure) is not null)
            {
                // Away for a while: what changed meanwhile is seen afterwards.
            }
        }
        while (await timer.WaitForNextTickAsync());
    }

    // Ends with its last listener; decided under the same lock under which one is added.
    private List<LiveTopic> Topics()
    {
        lock (access)
        {
            isRunning = listeners.Count > 0;
            return [.. listeners.SelectMany(listener => listener.Topics).DistinctBy(topic => topic.Name)];
        }
    }

    private void Look(Session session, LiveTopic topic, Dictionary<string, string> known, Dictionary<string, DateTimeOffset> settling)
    {
        var value = topic.Read(session);
        var isNews = known.TryGetValue(topic.Name, out var before) && before != value;
        known[topic.Name] = value;
        if (isNews && topic.Settles == TimeSpan.Zero) Say(topic.Name);
        else if (isNews) settling.TryAdd(topic.Name, desk.Now + topic.Settles);
        if (!settling.TryGetValue(topic.Name, out var settled) || settled > desk.Now) return;
        settling.Remove(topic.Name);
        Say(topic.Name);
    }

    private void Say(string topic)
    {
        lock (access)
        {
            foreach (var listener in listeners)
            {
                if (listener.Topics.Any(heard => heard.Name == topic)) listener.Said.Writer.TryWrite(topic);
            }
        }
    }
}
