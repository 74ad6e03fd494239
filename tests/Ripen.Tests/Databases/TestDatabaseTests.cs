using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Ripen.Tests.Databases;

/// <summary>The ground the tests of storage stand on.</summary>
public sealed class TestDatabaseTests
{
    [Theory]
    [MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public void A_new_database_answers(string kind)
    {
        using var database = new TestDatabase(kind);
        Assert.Equal(1, Convert.ToInt32(Ask(database, "select 1"), provider: null));
    }

    [Theory]
    [MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public void Two_databases_know_nothing_of_each_other(string kind)
    {
        using var one = new TestDatabase(kind);
        using var other = new TestDatabase(kind);
        Ask(one, "create table leads (id integer)");
        Ask(other, "create table leads (id integer)");
        Ask(one, "insert into leads values (1)");
        Assert.Equal(0, Convert.ToInt32(Ask(other, "select count(*) from leads"), provider: null));
    }

    [Fact]
    public void A_dropped_database_is_gone_although_somebody_is_connected()
    {
        var address = PostgresCluster.CreateDatabase();
        using var connection = new NpgsqlConnection(address);
        connection.Open();
        PostgresCluster.Drop(address);
        using var again = new NpgsqlConnection(address);
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, Assert.Throws<PostgresException>(again.Open).SqlState);
    }

    private static object? Ask(TestDatabase database, string sql)
    {
        using DbConnection connection = database.ConnectionString is { } address
            ? new NpgsqlConnection(address)
            : new SqliteConnection($"Data Source={Path.Combine(database.DataFolder, "test.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
