using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>
/// Imports that somebody works on: whoever runs one or takes it back has it alone. On an SQLite desk all of that happens in
/// this process; PostgreSQL keeps a lock that ends with the connection, in whichever process.
/// </summary>
internal sealed class HeldImports(Database database)
{
    // "impo" in ASCII.
    private const int PostgresLock = 0x696D706F;
    private readonly HashSet<int> held = [];

    /// <summary>Dispose it to let go; null where somebody else has the import.</summary>
    public IDisposable? TryHold(int import) => database.IsPostgres ? TryLock(import) : TryNote(import);

    private Noted? TryNote(int import)
    {
        lock (held) return held.Add(import) ? new(held, import) : null;
    }

    private Locked? TryLock(int import)
    {
        var session = new Session(database, database.Writer());
        try
        {
            if (session.Single("select pg_try_advisory_lock(@kind, @import)", ("@kind", PostgresLock), ("@import", import)) is true) return new(session, import);
        }
        catch
        {
            session.Dispose();
            throw;
        }
        session.Dispose();
        return null;
    }

    private sealed class Noted(HashSet<int> held, int import) : IDisposable
    {
        public void Dispose()
        {
            lock (held) held.Remove(import);
        }
    }

    private sealed class Locked(Session session, int import) : IDisposable
    {
        public void Dispose()
        {
            // Connections are used again, with what they hold.
            if (session.IsOpen) session.Single("select pg_advisory_unlock(@kind, @import)", ("@kind", PostgresLock), ("@import", import));
            session.Dispose();
        }
    }
}
