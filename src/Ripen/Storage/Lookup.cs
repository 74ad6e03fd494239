using System.Data.Common;
using Npgsql;

namespace Ripen.Storage;

/// <summary>Reads the rows of many keys: PostgreSQL takes them as one array, SQLite is asked once a key, which is as fast there.</summary>
internal static class Lookup
{
    private const string Many = "= any(@keys)";

    public static void Find<TKey>(Write write, string sql, IReadOnlyCollection<TKey> keys, Action<DbDataReader> row, ReadOnlySpan<(string Name, object? Value)> others)
    {
        if (keys.Count == 0) return;
        if (write.IsPostgres)
        {
            var command = write.Command(sql, others);
            Set(command, "@keys", keys as TKey[] ?? [.. keys]);
            Read(command, row);
            return;
        }
        var single = write.Command(One(sql), others);
        foreach (var key in keys)
        {
            Set(single, "@keys", DbValues.ToDatabase(key, isPostgres: false));
            Read(single, row);
        }
    }

    /// <summary>The same outside a transaction.</summary>
    public static void Find<TKey>(DbConnection connection, string sql, IReadOnlyCollection<TKey> keys, Action<DbDataReader> row)
    {
        if (keys.Count == 0) return;
        using var command = connection.CreateCommand();
        var isPostgres = connection is NpgsqlConnection;
        command.CommandText = isPostgres ? sql : One(sql);
        if (isPostgres)
        {
            Set(command, "@keys", keys as TKey[] ?? [.. keys]);
            Read(command, row);
            return;
        }
        foreach (var key in keys)
        {
            Set(command, "@keys", DbValues.ToDatabase(key, isPostgres: false));
            Read(command, row);
        }
    }

    private static string One(string sql) => sql.Replace(Many, "= @keys", StringComparison.Ordinal);

    private static void Set(DbCommand command, string name, object value)
    {
        if (command.Parameters.Contains(name))
        {
            command.Parameters[name].Value = value;
            return;
        }
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static void Read(DbCommand command, Action<DbDataReader> row)
    {
        using var rows = command.ExecuteReader();
        while (rows.Read()) row(rows);
    }
}
