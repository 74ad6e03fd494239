using System.Diagnostics;
using System.Threading.Channels;

namespace Ripen.Storage;

/// <summary>
/// All writing goes through here. Work that waits is done together in one transaction (group commit): a commit costs the
/// disk one wait, however many share it. SQLite has one such loop, PostgreSQL several. If one piece of a shared transaction
/// fails, all are done again, each by itself, so that nobody pays for another's failure. Work must therefore be repeatable.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int MostTogether = 500;
    private const int MostTries = 12;
    private const int Pause = 5;
    private static readonly TimeSpan LongestTogether = TimeSpan.FromMilliseconds(20);
    private readonly Database database;
    private readonly Channel<Work> waiting = NewChannel();
    private readonly Channel<Work> many;
    private readonly Task[] loops;

    public Writer(Database database)
    {
        this.database = database;
        many = database.Writers > 1 ? NewChannel() : waiting;
        loops = [.. Enumerable.Range(0, database.Writers).Select(number => Begin(number == 0 ? many : waiting))];
    }

    /// <summary>Whether work waits for bulk work to end, so that it had better stop for now.</summary>
    public bool IsWaitedFor => many.Reader.Count > 0;

    /// <summary>Does the work in a transaction, and returns when it is durable.</summary>
    /// <param name="work">May be called several times; has no effect outside the transaction, but through <see cref="Write.Afterwards"/>.</param>
    /// <exception cref="UnreachableException">The database is away, full or locked.</exception>
    public Task<T> DoAsync<T>(Func<Write, T> work, CancellationToken stop = default) => DoAsync(waiting, work, stop);

    /// <summary>
    /// The same for work on many leads, of which one is done at a time: two batches of hundreds of leads would meet at some
    /// of them and try again and again (of four senders to PostgreSQL with 500 touches each, every seventh batch gave up).
    /// </summary>
    public Task<T> DoManyAsync<T>(Func<Write, T> work, CancellationToken stop = default) => DoAsync(many, work, stop);

    public Task DoManyAsync(Action<Write> work, CancellationToken stop = default) => DoManyAsync(Returning(work), stop);

    private static async Task<T> DoAsync<T>(Channel<Work> waiting, Func<Write, T> work, CancellationToken stop)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T? result = default;
        await waiting.Writer.WriteAsync(new(write => result = work(write), failure => Settle(done, failure, () => result!)), stop);
        return await done.Task;
    }

    public Task DoAsync(Action<Write> work, CancellationToken stop = default) => DoAsync(Returning(work), stop);

    /// <summary>Finishes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        many.Writer.TryComplete();
        await Task.WhenAll(loops);
    }

    private static Func<Write, bool> Returning(Action<Write> work) => write =>
    {
        work(write);
        return true;
    };

    private static Channel<Work> NewChannel() => Channel.CreateBounded<Work>(new BoundedChannelOptions(20_000) { SingleWriter = false });

    private Task Begin(Channel<Work> channel) =>
        Task.Factory.StartNew(() => Loop(channel.Reader), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private sealed record Work(Action<Write> Do, Action<Exception?> Settle);

    private static void Settle<T>(TaskCompletionSource<T> done, Exception? failure, Func<T> result)
    {
        if (failure is null) done.TrySetResult(result());
        else done.TrySetException(failure);
    }

    private void Loop(ChannelReader<Work> waiting)
    {
        Write? write = null;
        var together = new List<Work>();
        while (Next(waiting, together))
        {
            write = Together(waiting, write, together);
            together.Clear();
        }
        write?.Dispose();
    }

    private static bool Next(ChannelReader<Work> waiting, List<Work> together)
    {
        while (true)
        {
            if (waiting.TryRead(out var work))
            {
                together.Add(work);
                return true;
            }
            if (!waiting.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) return false;
        }
    }

    private Write? Together(ChannelReader<Work> waiting, Write? write, List<Work> together)
    {
        try
        {
            write ??= new(database, database.Writer());
            write.Begin();
            var began = Stopwatch.GetTimestamp();
            together[0].Do(write);
            while (together.Count < MostTogether && Stopwatch.GetElapsedTime(began) < LongestTogether && waiting.TryRead(out var next))
            {
                together.Add(next);
                next.Do(write);
            }
            write.Commit();
            foreach (var work in together) work.Settle(null);
            return write;
        }
        catch (Exception failure)
        {
            write = Recover(write, failure);
            if (together.Count == 1 && !database.IsConflict(failure)) together[0].Settle(database.Explain(failure) ?? failure);
            else foreach (var work in together) write = Alone(write, work);
            return write;
        }
    }

    private Write? Alone(Write? write, Work work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                write ??= new(database, database.Writer());
                write.Begin();
                work.Do(write);
                write.Commit();
                work.Settle(null);
                return write;
            }
            catch (Exception failure)
            {
                write = Recover(write, failure);
                if (attempt < MostTries && database.IsConflict(failure))
                {
                    // Whoever was in the way has time to come to an end.
                    Thread.Sleep(Pause * attempt);
                    continue;
                }
                work.Settle(database.Explain(failure) ?? failure);
                return write;
            }
        }
    }

    // After an outage the connection may be broken: a new one is opened for the next piece of work.
    private Write? Recover(Write? write, Exception failure)
    {
        write?.Rollback();
        if (failure is WriteConflictException || database.Explain(failure) is null) return write;
        write?.Dispose();
        return null;
    }
}
