using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ripen.Storage;

/// <summary>
/// Makes UUIDs of version 7 (RFC 9562, 5.7) whose order is the order in which they were made, within a millisecond too:
/// the twelve bits behind the version are a counter (method 1 of section 6.2). One for the whole process.
/// </summary>
internal sealed class Ids
{
    private readonly Lock gate = new();
    private long millisecond;
    private int counter;

    public Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        lock (gate)
        {
            var at = now.ToUnixTimeMilliseconds();
            if (at > millisecond) (millisecond, counter) = (at, RandomNumberGenerator.GetInt32(0x100));
            else if (++counter > 0xFFF) (millisecond, counter) = (millisecond + 1, 0);
            BinaryPrimitives.WriteInt64BigEndian(bytes, (millisecond << 16) | 0x7000 | (uint)counter);
        }
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
