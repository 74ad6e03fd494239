using System.Globalization;
using NpgsqlTypes;
using Ripen.Values;

namespace Ripen.Storage;

internal enum ColumnType : byte { Id, At, Text, Int, Small, Big, YesNo }

internal sealed record Column(string Name, ColumnType Type);

/// <summary>A table as it is written to in bulk: its columns in the order in which rows give their values, the key's first.</summary>
internal sealed class Table
{
    private Table(string name, int keys, Column[] columns)
    {
        (Name, Columns, Keys) = (name, columns, keys);
        var names = string.Join(", ", columns.Select(column => column.Name));
        InsertOne = $"insert into {name} ({names}) values ({string.Join(", ", columns.Select((_, i) => Invariant($"@p{i}")))})";
        InsertMany = $"insert into {name} ({names}) select * from unnest({string.Join(", ", columns.Select((column, i) => Invariant($"@p{i}::{SqlName(column.Type)}[]")))})";
        Copy = $"copy {name} ({names}) from stdin (format binary)";
        var key = string.Join(", ", columns.Take(keys).Select(column => column.Name));
        Skip = $" on conflict ({key}) do nothing";
        var (changes, same) = (columns.Skip(keys).Select(column => $"{column.Name} = changed.{column.Name}"), columns.Take(keys).Select(column => $"{name}.{column.Name} = changed.{column.Name}"));
        var update = $"update {name} set {string.Join(", ", changes)} from";
        ChangeOne = $"{update} (select {string.Join(", ", columns.Select((column, i) => Invariant($"@p{i} as {column.Name}")))}) as changed where {string.Join(" and ", same)}";
        ChangeMany = $"{update} unnest({string.Join(", ", columns.Select((column, i) => Invariant($"@p{i}::{SqlName(column.Type)}[]")))}) as changed ({names}) where {string.Join(" and ", same)}";
        Replace = $" on conflict ({key}) do update set {string.Join(", ", columns.Skip(keys).Select(column => $"{column.Name} = excluded.{column.Name}"))}";
    }

    public string Name { get; }

    public Column[] Columns { get; }

    /// <summary>How many of the columns, from the first, are the primary key.</summary>
    public int Keys { get; }

    public string InsertOne { get; }

    /// <summary>PostgreSQL: one array a column.</summary>
    public string InsertMany { get; }

    public string Copy { get; }

    /// <summary>Put behind an insert: rows that are there already stay as they are.</summary>
    public string Skip { get; }

    /// <summary>Put behind an insert: rows that are there already become the new ones.</summary>
    public string Replace { get; }

    /// <summary>The row with this key gets the other values; <c>changed</c> has them.</summary>
    public string ChangeOne { get; }

    /// <summary>PostgreSQL: one array a column.</summary>
    public string ChangeMany { get; }

    /// <summary>
    /// Rows by their keys: everybody writes in this one order, so that two writers never wait for each other, and a tree is
    /// walked through rather than jumped about in.
    /// </summary>
    public IReadOnlyList<object?[]> InOrder(IReadOnlyList<object?[]> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            if (Compare(rows[i - 1], rows[i]) > 0) return [.. rows.Order(Comparer<object?[]>.Create(Compare))];
        }
        return rows;
    }

    private int Compare(object?[] a, object?[] b)
    {
        for (var i = 0; i < Keys; i++)
        {
            var order = (a[i], b[i]) switch
            {
                (Guid x, Guid y) => x.CompareTo(y),
                (string x, string y) => string.CompareOrdinal(x, y),
                (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
                var (x, y) => Number<long>(x!).CompareTo(Number<long>(y!)),
            };
            if (order != 0) return order;
        }
        return 0;
    }

    /// <param name="columns">Such as <c>person_id uuid, at timestamptz</c>.</param>
    public static Table Of(string name, int keys, string columns) => new(
        name,
        keys,
        [.. columns.Split(',', StringSplitOptions.TrimEntries).Select(column => column.Split(' ')).Select(parts => new Column(parts[0], TypeOf(parts[1])))]);

    public static string SqlName(ColumnType type) => type switch
    {
        ColumnType.Id => "uuid",
        ColumnType.At => "timestamptz",
        ColumnType.Text => "text",
        ColumnType.Int => "int",
        ColumnType.Small => "smallint",
        ColumnType.Big => "bigint",
        _ => "boolean",
    };

    public static NpgsqlDbType DbType(ColumnType type) => type switch
    {
        ColumnType.Id => NpgsqlDbType.Uuid,
        ColumnType.At => NpgsqlDbType.TimestampTz,
        ColumnType.Text => NpgsqlDbType.Text,
        ColumnType.Int => NpgsqlDbType.Integer,
        ColumnType.Small => NpgsqlDbType.Smallint,
        ColumnType.Big => NpgsqlDbType.Bigint,
        _ => NpgsqlDbType.Boolean,
    };

    /// <summary>The values of one column of many rows, as PostgreSQL wants them.</summary>
    public static Array ArrayOf(ColumnType type, IReadOnlyList<object?[]> rows, int column) => type switch
    {
        ColumnType.Id => Filled(rows, column, value => value is null ? (Guid?)null : (Guid)value),
        ColumnType.At => Filled(rows, column, value => value is null ? (DateTimeOffset?)null : At(value)),
        ColumnType.Text => Filled(rows, column, value => value is null ? null : DbValues.Text((string)value)),
        ColumnType.Int => Filled(rows, column, value => value is null ? (int?)null : Number<int>(value)),
        ColumnType.Small => Filled(rows, column, value => value is null ? (short?)null : Number<short>(value)),
        ColumnType.Big => Filled(rows, column, value => value is null ? (long?)null : Number<long>(value)),
        _ => Filled(rows, column, value => (bool?)value),
    };

    /// <summary>An instant of ours as PostgreSQL takes it.</summary>
    public static DateTimeOffset At(object value) => value is Instant at ? at.ToDateTimeOffset() : DbValues.Kept((DateTimeOffset)value);

    public static T Number<T>(object value)
        where T : struct => value is T number ? number : (T)Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture);

    private static ColumnType TypeOf(string name) => name switch
    {
        "uuid" => ColumnType.Id,
        "timestamptz" => ColumnType.At,
        "text" => ColumnType.Text,
        "int" => ColumnType.Int,
        "smallint" => ColumnType.Small,
        "bigint" => ColumnType.Big,
        "boolean" => ColumnType.YesNo,
        _ => throw new ArgumentException($"There is no column type {name}.", nameof(name)),
    };

    private static T[] Filled<T>(IReadOnlyList<object?[]> rows, int column, Func<object?, T> convert)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = convert(rows[i][column]);
        return values;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
