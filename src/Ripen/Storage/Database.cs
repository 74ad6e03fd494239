using System.Data.Common;
using LinqToDB;
using LinqToDB.Data;

namespace Ripen.Storage;

/// <summary>One desk's database, SQLite or PostgreSQL. What differs between the two is here, in its two heirs, and nowhere else.</summary>
internal abstract class Database : IAsyncDisposable
{
    public abstract bool IsPostgres { get; }

    /// <summary>For messages: the file, or host and database; never a password.</summary>
    public abstract string Name { get; }

    /// <summary>How many writers may work at a time: SQLite has one.</summary>
    public abstract int Writers { get; }

    /// <summary>What this process has told others that it changed.</summary>
    public Changes Changes { get; } = new();

    /// <summary>Of linq2db, for queries and single rows.</summary>
    protected abstract DataOptions Options { get; }

    /// <summary>An open connection that only reads; dispose it to give it back.</summary>
    /// <exception cref="UnreachableException">The database cannot be reached; the message says what to do.</exception>
    public abstract DbConnection Reader();

    /// <summary>An open connection that may write.</summary>
    /// <exception cref="UnreachableException">The database cannot be reached; the message says what to do.</exception>
    public abstract DbConnection Writer();

    /// <summary>Reading with prepared statements; dispose it.</summary>
    public Session Read() => new(this, Reader());

    /// <summary>Reading the whole desk as it is at this moment; dispose it.</summary>
    public Snapshot Still() => new(this, Reader());

    /// <summary>Queries by linq2db over a connection of its own, which goes with it.</summary>
    public DataConnection Query() => new(Options.UseConnection(Provider, Reader(), disposeConnection: true));

    /// <summary>Queries inside an open transaction.</summary>
    public DataConnection Query(DbTransaction transaction) => new(Options.UseTransaction(Provider, transaction));

    /// <summary>What a failure of this database means to a person, or null if it is a bug.</summary>
    public abstract UnreachableException? Explain(Exception failure);

    /// <summary>Whether the work may succeed if it is done again: two writers met.</summary>
    public abstract bool IsConflict(Exception failure);

    /// <summary>Whether what was to be done is at fault: the database is there, nobody was in the way, nobody wanted it to stop.</summary>
    public bool LiesInTheWork(Exception failure) => failure is not (UnreachableException or OperationCanceledException) && !IsConflict(failure) && Explain(failure) is null;

    /// <summary>Turns a migration into this engine's SQL.</summary>
    public abstract string Dialect(string sql);

    public static Database At(DeskPlace place) => place.IsPostgres ? new Postgres(place.ConnectionString!) : new Sqlite(place.SqliteFile);

    public abstract ValueTask DisposeAsync();

    protected abstract LinqToDB.DataProvider.IDataProvider Provider { get; }
}

/// <summary>Something that is needed cannot be had: a database that is away, locked, full or of a newer version. Exit code 3.</summary>
internal sealed class UnreachableException(string sentence, Exception? cause = null) : Exception(sentence, cause);

/// <summary>Two writers met, and this one has to try again.</summary>
internal sealed class WriteConflictException(string what) : Exception($"Somebody else wrote {what} at the same time.");
