using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ripen.Tracking;

/// <summary>
/// How often one address may ask in a while; in memory, bounded, by the window. An office of a thousand people behind one
/// address stays under it, a loop does not. What comes from this machine comes through a proxy that has not said whom it
/// stands for, and is not counted.
/// </summary>
internal sealed class AddressLimit(int most, TimeSpan window)
{
    private const int MostAddresses = 50_000;
    private Window current = new(0);

    private sealed class Window(long number)
    {
        // Counting a concurrent dictionary stops everybody who uses it.
        private int addresses;

        public long Number => number;

        private ConcurrentDictionary<ulong, int> Asked { get; } = new();

        public int Count(ulong key)
        {
            if (!Asked.ContainsKey(key) && Interlocked.Increment(ref addresses) > MostAddresses) key = 0;
            return Asked.AddOrUpdate(key, 1, static (_, before) => before + 1);
        }
    }

    public TimeSpan Length => window;

    public bool MayAsk(IPAddress? address, DateTimeOffset now)
    {
        if (address is null || IPAddress.IsLoopback(address)) return true;
        var number = now.UtcTicks / window.Ticks;
        var here = Volatile.Read(ref current);
        // Two that begin a window at once begin it twice: somebody may then ask a few times more.
        if (here.Number != number) Volatile.Write(ref current, here = new(number));
        // A flood from everywhere shares one count.
        return here.Count(KeyOf(address)) <= most;
    }

    // Whoever has one address of version 6 has its whole /64.
    private static ulong KeyOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? BitConverter.ToUInt64(bytes) : BitConverter.ToUInt32(bytes) + 1UL;
    }
}
