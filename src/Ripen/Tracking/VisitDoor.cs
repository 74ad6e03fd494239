using System.Threading.Channels;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Web.Public;

namespace Ripen.Tracking;

/// <summary>What became of a beacon at the door.</summary>
internal enum AtTheDoor : byte
{
    /// <summary>It is written, and will be there after a loss of power.</summary>
    Kept,

    /// <summary>It says nothing that could be kept.</summary>
    Nothing,

    /// <summary>Its site is not one of ours.</summary>
    Stranger,

    /// <summary>Its browser asks not to be tracked, and the desk obeys that.</summary>
    NotWanted,

    /// <summary>Too many wait already.</summary>
    Full,
}

/// <summary>
/// Where beacons wait until they are durable. Those that come together are written together, by one insert: the disk and
/// the database are asked once for hundreds. Who finds the door full is told to come again; nothing is let in and lost.
/// </summary>
internal sealed class VisitDoor : IAsyncDisposable
{
    /// <summary>Fewer than the server takes connections: whoever is turned away can still be told so.</summary>
    private const int MostWaiting = 1_000;
    private const int MostTogether = 500;
    private readonly Desk desk;
    private readonly Channel<Knock> waiting;
    private readonly Task loop;

    public VisitDoor(Desk desk, int most = MostWaiting)
    {
        this.desk = desk;
        waiting = Channel.CreateBounded<Knock>(new BoundedChannelOptions(most) { SingleReader = true });
        loop = Task.Run(LoopAsync);
    }

    /// <summary>Returns when it is durable, or refused.</summary>
    /// <param name="origin">Of the page that sent it.</param>
    /// <param name="isOurs">The page is one of the desk itself.</param>
    /// <param name="hasDnt">Its browser sends DNT: 1.</param>
    /// <exception cref="UnreachableException">The database is away, full or locked.</exception>
    public Task<AtTheDoor> PutAsync(BeaconMessage message, string origin, bool isOurs, bool hasDnt, Guid? linked)
    {
        var knock = new Knock(message, origin, isOurs, hasDnt, linked, desk.Now);
        return waiting.Writer.TryWrite(knock) ? knock.Answer.Task : Task.FromResult(AtTheDoor.Full);
    }

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
    }

    private sealed record Knock(BeaconMessage Message, string Origin, bool IsOurs, bool HasDnt, Guid? Linked, DateTimeOffset At)
    {
        public TaskCompletionSource<AtTheDoor> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task LoopAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var together = new List<Knock>();
            while (together.Count < MostTogether && waiting.Reader.TryRead(out var knock)) together.Add(knock);
            await WriteAsync(together);
        }
    }

    private async Task WriteAsync(List<Knock> together)
    {
        try
        {
            var answers = await desk.Writer.DoAsync(write => Take(write, together));
            for (var i = 0; i < answers.Length; i++) together[i].Answer.TrySetResult(answers[i]);
        }
        catch (Exception failure) when (failure is UnreachableException || together.Count == 1)
        {
            foreach (var knock in together) knock.Answer.TrySetException(failure);
        }
        catch (Exception)
        {
            // One of them is at fault: nobody pays for another's.
            foreach (var knock in together) await WriteAsync([knock]);
        }
    }

    private AtTheDoor[] Take(Write write, List<Knock> together)
    {
        var sites = Sites.Of(desk, write);
        var obeysDnt = desk.Settings.Of(write, KnownSettings.ObeyDnt) == "yes";
        var (answers, kept) = (new AtTheDoor[together.Count], new List<SentVisit>(together.Count));
        for (var i = 0; i < answers.Length; i++)
        {
            var knock = together[i];
            answers[i] = !knock.IsOurs && !sites.Contains(knock.Origin, StringComparer.OrdinalIgnoreCase) ? AtTheDoor.Stranger : knock.HasDnt && obeysDnt ? AtTheDoor.NotWanted : AtTheDoor.Nothing;
            if (answers[i] != AtTheDoor.Nothing || BeaconReading.VisitOf(knock.Message, sites, knock.Linked, knock.At) is not { } visit) continue;
            answers[i] = AtTheDoor.Kept;
            kept.Add(visit);
        }
        Visits.Add(write, desk, kept);
        if (kept.Count > 0) write.Changed(Changes.Visits);
        return answers;
    }
}
