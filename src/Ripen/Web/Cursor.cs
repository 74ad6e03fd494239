using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;

namespace Ripen.Web;

/// <summary>
/// Where the next page of a list begins: the values of the last row, bound to the list and its filters by a check sum, so
/// that one of another list or a mistyped one is told apart. Opaque to everybody else; no secret.
/// </summary>
internal static class Cursor
{
    private const int Longest = 2000;
    private const char Between = '\u001F';

    /// <param name="list">The list with its filters and order, in any wording.</param>
    public static string Write(string list, params ReadOnlySpan<string> values)
    {
        var payload = Encoding.UTF8.GetBytes(string.Join(Between, values!));
        var bytes = new byte[sizeof(ulong) + payload.Length];
        BitConverter.TryWriteBytes(bytes, Sum(list, payload));
        payload.CopyTo(bytes, sizeof(ulong));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The values of a cursor of this list; null where it is none.</summary>
    public static string[]? Read(string list, string cursor, int values)
    {
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor)) return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < sizeof(ulong) || BitConverter.ToUInt64(bytes) != Sum(list, bytes.AsSpan(sizeof(ulong)))) return null;
        var read = Encoding.UTF8.GetString(bytes.AsSpan(sizeof(ulong))).Split(Between);
        return read.Length == values ? read : null;
    }

    private static ulong Sum(string list, ReadOnlySpan<byte> payload)
    {
        var sum = new XxHash3();
        sum.Append(Encoding.UTF8.GetBytes(list));
        sum.Append(payload);
        return sum.GetCurrentHashAsUInt64();
    }
}
