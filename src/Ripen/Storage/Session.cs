using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ripen.Storage;

/// <summary>An open connection with its prepared statements: reading, one key or many, by the same calls on both databases.</summary>
internal class Session(Database database, DbConnection connection) : IDisposable
{
    private const string Many = "= any(@keys)";
    private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);

    public Database Database => database;

    public bool IsPostgres => database.IsPostgres;

    protected DbConnection Connection => connection;

    public bool IsOpen => connection.State == System.Data.ConnectionState.Open;

    /// <summary>For a connection that was given closed.</summary>
    public void Open() => connection.Open();

    protected virtual DbTransaction? Transaction => null;

    /// <summary>Makes it usable again after a failed query.</summary>
    public virtual void Renew()
    {
    }

    /// <summary>
    /// Reads the rows of many keys; the statement says <c>= any(@keys)</c> once. PostgreSQL takes the keys as an array, SQLite
    /// as JSON: one statement of a thousand keys costs a quarter of a thousand statements.
    /// </summary>
    public void Find<TKey>(string sql, IReadOnlyCollection<TKey> keys, Action<DbDataReader> row, params ReadOnlySpan<(string Name, object? Value)> others)
    {
        if (keys.Count == 0) return;
        var (statement, given) = IsPostgres ? (sql, keys as TKey[] ?? [.. keys]) : OnSqlite(sql, keys);
        var command = Command(statement, others);
        Set(command, "@keys", given);
        Read(command, row);
    }

    public void Read(string sql, Action<DbDataReader> row, params ReadOnlySpan<(string Name, object? Value)> values) => Read(Command(sql, values), row);

    /// <summary>The first value of the first row, or null.</summary>
    public object? Single(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Command(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    public long Count(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Convert.ToInt64(Single(sql, values), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Runs one statement and says how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Command(sql, values).ExecuteNonQuery();

    /// <summary>The id in the first row, or null.</summary>
    public Guid? IdOf(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        Guid? id = null;
        Read(sql, row => id ??= row.GetIdOrNull(0), values);
        return id;
    }

    /// <summary>A prepared command with its parameters set.</summary>
    public DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = Prepared(sql);
        foreach (var (name, value) in values) Set(command, name, DbValues.ToDatabase(value, IsPostgres));
        return command;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    protected DbCommand Prepared(string sql)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            prepared.Add(sql, command);
        }
        command.Transaction = Transaction;
        return command;
    }

    private static (string Sql, object Keys) OnSqlite<TKey>(string sql, IReadOnlyCollection<TKey> keys)
    {
        if (keys.Count == 1) return (sql.Replace(Many, "= @keys", StringComparison.Ordinal), DbValues.ToDatabase(keys.First(), isPostgres: false));
        if (keys is IReadOnlyCollection<Guid> ids)
        {
            var list = new StringBuilder(ids.Count * 35);
            foreach (var id in ids) list.Append(list.Length == 0 ? "[\"" : ",\"").Append(Convert.ToHexString(DbValues.Bytes(id))).Append('"');
            return (sql.Replace(Many, "in (select unhex(value) from json_each(@keys))", StringComparison.Ordinal), list.Append(']').ToString());
        }
        if (keys is IReadOnlyCollection<int> numbers) return (sql.Replace(Many, "in (select value from json_each(@keys))", StringComparison.Ordinal), $"[{string.Join(',', numbers)}]");
        var texts = keys.Select(key => DbValues.Text((string)(object)key!));
        return (sql.Replace(Many, "in (select value from json_each(@keys))", StringComparison.Ordinal), JsonSerializer.Serialize(texts, KeysJson.Default.IEnumerableString));
    }

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

[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class KeysJson : JsonSerializerContext;
