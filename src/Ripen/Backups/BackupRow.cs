using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Ripen.Storage;

namespace Ripen.Backups;

/// <summary>One row as it stands in a backup: a JSON array of its values, by the types of its columns.</summary>
internal static class BackupRow
{
    // ISO 8601 to the microsecond, which is what both databases keep.
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static void Write(Utf8JsonWriter json, Table table, DbDataReader row)
    {
        json.WriteStartArray();
        for (var i = 0; i < table.Columns.Length; i++)
        {
            if (row.IsDBNull(i)) json.WriteNullValue();
            else WriteValue(json, table.Columns[i].Type, row, i);
        }
        json.WriteEndArray();
    }

    /// <exception cref="FormatException">It is no row of this table.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static object?[] Read(ReadOnlySpan<byte> line, Table table)
    {
        var json = new Utf8JsonReader(line);
        var row = new object?[table.Columns.Length];
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray) throw new FormatException("There is no row.");
        for (var i = 0; i < row.Length; i++)
        {
            if (!json.Read() || json.TokenType == JsonTokenType.EndArray) throw new FormatException("The row is too short.");
            row[i] = json.TokenType == JsonTokenType.Null ? null : ReadValue(ref json, table.Columns[i].Type);
        }
        if (!json.Read() || json.TokenType != JsonTokenType.EndArray) throw new FormatException("The row is too long.");
        return row;
    }

    private static void WriteValue(Utf8JsonWriter json, ColumnType type, DbDataReader row, int column)
    {
        switch (type)
        {
            case ColumnType.Id:
                json.WriteStringValue(row.GetId(column));
                break;
            case ColumnType.At:
                Span<char> at = stackalloc char[Written.Length];
                row.GetAt(column).ToUniversalTime().TryFormat(at, out var length, Written, CultureInfo.InvariantCulture);
                json.WriteStringValue(at[..length]);
                break;
            case ColumnType.Text:
                json.WriteStringValue(row.GetString(column));
                break;
            case ColumnType.YesNo:
                json.WriteBooleanValue(row.GetYes(column));
                break;
            default:
                json.WriteNumberValue(row.GetInt64(column));
                break;
        }
    }

    private static object ReadValue(ref Utf8JsonReader json, ColumnType type)
    {
        try
        {
            return type switch
            {
                ColumnType.Id => json.GetGuid(),
                ColumnType.At => json.GetDateTimeOffset(),
                ColumnType.Text => json.GetString()!,
                ColumnType.YesNo => json.GetBoolean(),
                ColumnType.Small => json.GetInt16(),
                ColumnType.Int => json.GetInt32(),
                _ => json.GetInt64(),
            };
        }
        catch (InvalidOperationException wrong)
        {
            throw new FormatException("A value is of another type than its column.", wrong);
        }
    }
}
