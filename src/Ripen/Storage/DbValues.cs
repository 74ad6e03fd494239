using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Ripen.Values;

namespace Ripen.Storage;

/// <summary>
/// How our values are written and read: on SQLite ids are 16 bytes, big-endian, so that they sort by time, and instants
/// whole microseconds since 1970; PostgreSQL has types for both. The only place where this is decided.
/// </summary>
internal static class DbValues
{
    private const long MostMicroseconds = 10_000_000_000_000_000;
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid Id(byte[] bytes) => new(bytes, bigEndian: true);

    public static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond;

    public static long Microseconds(Instant at) => at.Seconds * 1_000_000;

    public static DateTimeOffset At(long microseconds) => new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>An instant that a cursor names; what lies outside of three centuries is none.</summary>
    public static bool TryAt(string text, out DateTimeOffset at)
    {
        var isRead = long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var microseconds) && microseconds is > -MostMicroseconds and < MostMicroseconds;
        at = isRead ? At(microseconds) : default;
        return isRead;
    }

    /// <summary>Cut to the microsecond, as both databases keep it.</summary>
    public static DateTimeOffset Kept(DateTimeOffset at) => At(Microseconds(at));

    /// <summary>What a parameter gets.</summary>
    public static object ToDatabase(object? value, bool isPostgres) => value switch
    {
        null => DBNull.Value,
        Instant at => isPostgres ? at.ToDateTimeOffset() : Microseconds(at),
        DateTimeOffset at => isPostgres ? Kept(at).ToUniversalTime() : Microseconds(at),
        Guid id => isPostgres ? id : Bytes(id),
        bool yes => isPostgres ? yes : yes ? 1L : 0L,
        string text => Text(text),
        Enum word => Convert.ToInt32(word, CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>Text that both databases take: PostgreSQL knows no NUL, and half a surrogate pair is no UTF-8.</summary>
    public static string Text(string text)
    {
        if (!text.Contains('\0') && !HasStraySurrogate(text)) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) kept.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        return kept.ToString();
    }

    private static bool HasStraySurrogate(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }

    // Of SQLite the bytes are read where they lie: judging everybody reads millions of ids and facts.
    public static Guid GetId(this DbDataReader row, int column) =>
        row is SqliteDataReader { Handle: { } there } ? new(SQLitePCL.raw.sqlite3_column_blob(there, column), bigEndian: true) : row.GetGuid(column);

    /// <summary>A text that is there, in UTF-8; good until the next call or row.</summary>
    public static ReadOnlySpan<byte> GetUtf8(this DbDataReader row, int column) =>
        row is SqliteDataReader { Handle: { } there } ? SQLitePCL.raw.sqlite3_column_blob(there, column) : row.GetFieldValue<byte[]>(column);

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
