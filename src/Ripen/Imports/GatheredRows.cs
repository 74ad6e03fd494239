using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Ripen.Reading;

namespace Ripen.Imports;

/// <summary>
/// Rows put aside, on disk where they are many, and given back so that those of one person come one behind the other, and
/// colleagues too: whoever takes them judges a buying group once, and not anew for each member who comes along.
/// Otherwise the order is the file's. Costs some 70 MB of memory a million rows.
/// </summary>
/// <param name="fewest">Fewer rows are taken together anyway, and stay in the order of the file.</param>
internal sealed class GatheredRows<T>(RowFormat<T> format, int fewest) : IDisposable
    where T : ImportRow
{
    // Of rows whose id was one person's and whose address another's: who knows whose they are only when all others are in.
    private const int Last = int.MaxValue;
    private readonly RowSpill spill = new();
    private readonly List<long> order = [];
    private readonly Dictionary<ulong, int> places = [];
    private readonly MemoryStream record = new();

    public int Count => order.Count;

    public void Add(T row)
    {
        record.SetLength(0);
        using (var writer = new BinaryWriter(record, Encoding.UTF8, leaveOpen: true)) format.Write(row, writer);
        var number = spill.Append(record.GetBuffer().AsSpan(0, (int)record.Length));
        order.Add(((long)PlaceOf(row, number) << 32) | (uint)number);
    }

    /// <summary>All of them, each with its place; rows with the same one belong together.</summary>
    public IEnumerable<T> InOrder()
    {
        if (order.Count >= fewest) CollectionsMarshal.AsSpan(order).Sort();
        places.Clear();
        places.TrimExcess();
        var buffer = new byte[4096];
        foreach (var one in order)
        {
            var length = spill.Read((int)(one & uint.MaxValue), ref buffer).Length;
            using var reader = new BinaryReader(new MemoryStream(buffer, 0, length, writable: false));
            var row = format.Read(reader);
            row.Place = (int)(one >> 32);
            yield return row;
        }
    }

    public void Dispose()
    {
        spill.Dispose();
        record.Dispose();
    }

    // A person stays where he was first met, and his colleagues join the first of them.
    private int PlaceOf(T row, int number)
    {
        var (id, address) = (Hash(1, format.IdOf(row)), Hash(2, format.AddressOf(row)));
        var (byId, byAddress) = (Known(id), Known(address));
        var isUnsure = byId is not null && byAddress is not null && byId != byAddress;
        var place = isUnsure ? Last : byId ?? byAddress ?? ColleaguesPlace(row) ?? number;
        if (id != 0) places[id] = place;
        if (address != 0) places[address] = place;
        if (place == Last) return place;
        foreach (var colleagues in format.ColleaguesOf(row)) places.TryAdd(Hash(3, colleagues), place);
        return place;
    }

    private int? ColleaguesPlace(T row)
    {
        foreach (var colleagues in format.ColleaguesOf(row))
        {
            if (Known(Hash(3, colleagues)) is { } place) return place;
        }
        return null;
    }

    private int? Known(ulong key) => key != 0 && places.TryGetValue(key, out var place) ? place : null;

    private static ulong Hash(long kind, string? text) => text is null ? 0 : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), kind);
}
