using System.Data.Common;
using System.Globalization;
using Ripen.Values;

namespace Ripen.Storage;

/// <summary>
/// How our values are written and read: on SQLite ids are 16 bytes, big-endian, so that they sort by time, and instants
/// whole microseconds since 1970; PostgreSQL has types for both. The only place where this is decided.
/// </summary>
internal static class DbValues
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid Id(byte[] bytes) => new(bytes, bigEndian: true);

    public static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond;

    public static DateTimeOffset At(long microseconds) => new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Cut to the microsecond, as both databases keep it.</summary>
    public static DateTimeOffset Kept(DateTimeOffset at) => At(Microseconds(at));

    /// <summary>What a parameter gets.</summary>
    public static object ToDatabase(object? value, bool isPostgres) => value switch
    {
        null => DBNull.Value,
        Instant at => isPostgres ? at.ToDateTimeOffset() : at.Seconds * 1_000_000,
        DateTimeOffset at => isPostgres ? Kept(at).ToUniversalTime() : Microseconds(at),
        Guid id => isPostgres ? id : Bytes(id),
        bool yes => isPostgres ? yes : yes ? 1L : 0L,
        Enum word => Convert.ToInt32(word, CultureInfo.InvariantCulture),
        _ => value,
    };

    public static Guid GetId(this DbDataReader row, int column) => row is Npgsql.NpgsqlDataReader ? row.GetGuid(column) : Id(row.GetFieldValue<byte[]>(column));

    public static Guid? GetIdOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetId(column);

    public static DateTimeOffset GetAt(this DbDataReader row, int column) =>
        row is Npgsql.NpgsqlDataReader ? row.GetFieldValue<DateTimeOffset>(column) : At(row.GetInt64(column));

    public static DateTimeOffset? GetAtOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetAt(column);

    /// <summary>In whole seconds, as the core counts.</summary>
    public static Instant GetInstant(this DbDataReader row, int column) => Instant.From(row.GetAt(column));

    public static Instant? GetInstantOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInstant(column);

    public static string? GetTextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? GetIntOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static long? GetLongOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static bool GetYes(this DbDataReader row, int column) => row is Npgsql.NpgsqlDataReader ? row.GetBoolean(column) : row.GetInt64(column) != 0;
}
