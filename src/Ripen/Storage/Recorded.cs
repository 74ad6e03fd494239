namespace Ripen.Storage;

/// <summary>
/// Numbers what is recorded: the microsecond of recording since 1970, never the same twice in one process. Of what has the
/// same owner and instant the higher number was recorded later.
/// </summary>
internal sealed class Recorded
{
    private long last;

    public long Next(DateTimeOffset now)
    {
        var at = DbValues.Microseconds(now);
        while (true)
        {
            var before = Interlocked.Read(ref last);
            var next = Math.Max(at, before + 1);
            if (Interlocked.CompareExchange(ref last, next, before) == before) return next;
        }
    }
}
