using Xunit;

namespace Ripen.Tests.Databases;

/// <summary>The databases that Ripen runs on; what holds on one is tested on both.</summary>
public static class DatabaseKinds
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    public static TheoryData<string> Both => [Sqlite, Postgres];
}

/// <summary>A new, empty database of a kind, gone afterwards.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly TempFolder folder;

    public TestDatabase(string kind)
    {
        Kind = kind;
        ConnectionString = kind switch
        {
            DatabaseKinds.Sqlite => null,
            DatabaseKinds.Postgres => PostgresCluster.CreateDatabase(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such database."),
        };
        folder = new();
        DataFolder = folder.PathOf("data");
        Directory.CreateDirectory(DataFolder);
    }

    public string Kind { get; }

    /// <summary>Of PostgreSQL; null for SQLite, whose file lies in the data folder.</summary>
    public string? ConnectionString { get; }

    public string DataFolder { get; }

    public void Dispose()
    {
        if (ConnectionString is not null) PostgresCluster.Drop(ConnectionString);
        folder.Dispose();
    }
}
