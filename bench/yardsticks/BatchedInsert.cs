using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Ripen.Bench;

/// <summary>
/// A prepared insert of many rows, as a careful programmer writes it first: on SQLite one command bound anew for each row, on
/// PostgreSQL 500 of them sent together, so that no row waits for an answer.
/// </summary>
internal sealed class BatchedInsert : IDisposable
{
    private const int Together = 500;
    private readonly NpgsqlDbType[] types;
    private readonly string sql;
    private readonly DbConnection connection;
    private readonly SqliteCommand? one;
    private NpgsqlBatch? many;
    private int waiting;

    /// <param name="sql">With <c>$1</c> and so on for the values.</param>
    public BatchedInsert(DbConnection connection, string sql, params NpgsqlDbType[] types)
    {
        (this.connection, this.sql, this.types) = (connection, sql, types);
        if (connection is not SqliteConnection sqlite) return;
        one = sqlite.CreateCommand();
        one.CommandText = sql;
        for (var i = 1; i <= types.Length; i++) one.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        one.Prepare();
    }

    /// <param name="transaction">The one that is open.</param>
    public void Add(DbTransaction transaction, params ReadOnlySpan<object?> values)
    {
        if (one is not null)
        {
            one.Transaction = (SqliteTransaction)transaction;
            for (var i = 0; i < values.Length; i++) one.Parameters[i].Value = values[i] ?? DBNull.Value;
            one.ExecuteNonQuery();
            return;
        }
        many ??= BatchOf(Together);
        many.Transaction = (NpgsqlTransaction)transaction;
        var parameters = many.BatchCommands[waiting].Parameters;
        for (var i = 0; i < values.Length; i++) parameters[i].Value = values[i] ?? DBNull.Value;
        if (++waiting < Together) return;
        many.ExecuteNonQuery();
        waiting = 0;
    }

    /// <summary>Sends what still waits; before the commit.</summary>
    public void Flush()
    {
        if (waiting == 0) return;
        using var rest = BatchOf(waiting);
        rest.Transaction = many!.Transaction;
        for (var i = 0; i < waiting; i++)
        {
            for (var j = 0; j < types.Length; j++) rest.BatchCommands[i].Parameters[j].Value = many.BatchCommands[i].Parameters[j].Value;
        }
        rest.ExecuteNonQuery();
        waiting = 0;
    }

    public void Dispose()
    {
        one?.Dispose();
        many?.Dispose();
    }

    private NpgsqlBatch BatchOf(int rows)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        for (var i = 0; i < rows; i++)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var type in types) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value });
            batch.BatchCommands.Add(command);
        }
        batch.Prepare();
        return batch;
    }
}
