using System.Data.Common;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Ripen.Storage;

/// <summary>
/// An open transaction, and how it is written in: many rows at a time, by the same calls on both databases. Lives as long
/// as its connection, so that statements stay prepared.
/// </summary>
internal sealed class Write(Database database, DbConnection connection) : Session(database, connection)
{
    // From here on PostgreSQL's COPY is cheaper than an insert.
    private const int RowsWorthCopying = 200;
    private readonly List<Action> afterwards = [];
    private readonly Dictionary<string, SqliteInsert> inserts = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, object> own = [];
    private readonly Dictionary<Type, object> once = [];
    private readonly SortedSet<string> news = new(StringComparer.Ordinal);
    private readonly List<string> told = [];
    private DbTransaction? transaction;

    protected override DbTransaction Transaction => transaction ?? throw new InvalidOperationException("There is no transaction.");

    public void Begin()
    {
        once.Clear();
        transaction = Connection.BeginTransaction();
    }

    public void Commit()
    {
        // Last of all, so that nobody who waits for this number is waited for.
        foreach (var what in news.Where(Database.Changes.IsDue))
        {
            told.Add(what);
            Versions.Raise(this, what);
        }
        Transaction.Commit();
        told.Clear();
        End();
        foreach (var act in afterwards) act();
        afterwards.Clear();
    }

    public void Rollback()
    {
        try
        {
            transaction?.Rollback();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The connection is gone, and with it the transaction.
        }
        afterwards.Clear();
        foreach (var what in told) Database.Changes.Forget(what);
        told.Clear();
        End();
    }

    /// <summary>Has it told to whoever looks that things of this kind have changed.</summary>
    public void Changed(string what) => news.Add(what);

    /// <summary>Something that this writer alone uses and that is dear to make; made once.</summary>
    public T Own<T>(Func<T> make)
        where T : class
    {
        if (!own.TryGetValue(typeof(T), out var made)) own.Add(typeof(T), made = make());
        return (T)made;
    }

    /// <summary>The same, for this transaction: it knows what was read and written in it.</summary>
    public T Once<T>(Func<T> make)
        where T : class
    {
        if (!once.TryGetValue(typeof(T), out var made)) once.Add(typeof(T), made = make());
        return (T)made;
    }

    /// <summary>To be done once all this is durable.</summary>
    public void Afterwards(Action act) => afterwards.Add(act);

    /// <summary>linq2db in this transaction; dispose it.</summary>
    public DataConnection Linq() => Database.Query(Transaction);

    /// <summary>Adds rows that are not there yet.</summary>
    public void Insert(Table table, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0) return;
        rows = table.InOrder(rows);
        if (!IsPostgres) Each(table.InsertOne, rows);
        else if (rows.Count >= RowsWorthCopying) Copy(table, rows);
        else Arrays(table, table.InsertMany, rows);
    }

    /// <summary>Adds rows unless their key is there, and says how many were added.</summary>
    public int InsertNew(Table table, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0) return 0;
        rows = table.InOrder(rows);
        return IsPostgres ? Arrays(table, table.InsertMany + table.Skip, rows) : Each(table.InsertOne + table.Skip, rows);
    }

    /// <summary>Adds look-up rows; somebody else's row under one of these keys is a conflict, to be tried again.</summary>
    /// <exception cref="WriteConflictException">A key was there.</exception>
    public void Claim(Table table, IReadOnlyList<object?[]> rows)
    {
        if (InsertNew(table, rows) != rows.Count) throw new WriteConflictException(table.Name);
    }

    /// <summary>Adds rows or puts them in the place of those with the same key.</summary>
    /// <param name="unless">A condition under which an existing row may be replaced, such as <c>leads.row_version = excluded.row_version - 1</c>.</param>
    /// <exception cref="WriteConflictException">The condition did not hold for one.</exception>
    public void Save(Table table, IReadOnlyList<object?[]> rows, string? unless = null)
    {
        if (rows.Count == 0) return;
        rows = table.InOrder(rows);
        var guard = table.Replace + (unless is null ? "" : $" where {unless}");
        var saved = IsPostgres ? Arrays(table, table.InsertMany + guard, rows) : Each(table.InsertOne + guard, rows);
        if (saved != rows.Count) throw new WriteConflictException(table.Name);
    }

    /// <summary>Changes columns of rows that are there.</summary>
    /// <param name="unless">A condition under which a row may be changed, such as <c>leads.row_version = changed.row_version - 1</c>.</param>
    /// <exception cref="WriteConflictException">The condition did not hold for one, or it was not there.</exception>
    public void Change(Table table, IReadOnlyList<object?[]> rows, string unless)
    {
        if (rows.Count == 0) return;
        rows = table.InOrder(rows);
        var changed = IsPostgres ? Arrays(table, $"{table.ChangeMany} and {unless}", rows) : Each($"{table.ChangeOne} and {unless}", rows);
        if (changed != rows.Count) throw new WriteConflictException(table.Name);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var insert in inserts.Values) insert.Dispose();
            transaction?.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Each(string sql, IReadOnlyList<object?[]> rows)
    {
        if (!inserts.TryGetValue(sql, out var insert)) inserts.Add(sql, insert = new((SqliteConnection)Connection, sql));
        var changed = 0;
        foreach (var row in rows) changed += insert.Add(row);
        return changed;
    }

    private int Arrays(Table table, string sql, IReadOnlyList<object?[]> rows)
    {
        var command = (NpgsqlCommand)Prepared(sql);
        command.Parameters.Clear();
        for (var i = 0; i < table.Columns.Length; i++)
        {
            var type = table.Columns[i].Type;
            command.Parameters.Add(new NpgsqlParameter(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p{i}"), NpgsqlDbType.Array | Table.DbType(type)) { Value = Table.ArrayOf(type, rows, i) });
        }
        return command.ExecuteNonQuery();
    }

    private void Copy(Table table, IReadOnlyList<object?[]> rows)
    {
        using var copy = ((NpgsqlConnection)Connection).BeginBinaryImport(table.Copy);
        foreach (var row in rows)
        {
            copy.StartRow();
            for (var i = 0; i < row.Length; i++) CopyValue(copy, table.Columns[i].Type, row[i]);
        }
        copy.Complete();
    }

    private static void CopyValue(NpgsqlBinaryImporter copy, ColumnType type, object? value)
    {
        if (value is null) copy.WriteNull();
        else if (type == ColumnType.Id) copy.Write((Guid)value, NpgsqlDbType.Uuid);
        else if (type == ColumnType.At) copy.Write(Table.At(value), NpgsqlDbType.TimestampTz);
        else if (type == ColumnType.Text) copy.Write(DbValues.Text((string)value), NpgsqlDbType.Text);
        else if (type == ColumnType.Int) copy.Write(Table.Number<int>(value), NpgsqlDbType.Integer);
        else if (type == ColumnType.Small) copy.Write(Table.Number<short>(value), NpgsqlDbType.Smallint);
        else if (type == ColumnType.Big) copy.Write(Table.Number<long>(value), NpgsqlDbType.Bigint);
        else copy.Write((bool)value, NpgsqlDbType.Boolean);
    }

    private void End()
    {
        news.Clear();
        transaction?.Dispose();
        transaction = null;
    }
}
