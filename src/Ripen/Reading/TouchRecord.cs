using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using Ripen.Values;

namespace Ripen.Reading;

/// <summary>
/// One touch in 24 bytes: 128 bits of hash for the lead's id, the instant and the kind in the remaining 64. Two ids
/// among ten million share a hash with a probability of 10⁻²⁵, so the ids themselves are not kept.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct TouchRecord
{
    private readonly ulong high;
    private readonly ulong low;
    private readonly ulong atAndKind; // seconds since year 1 take 39 bits

    internal TouchRecord(UInt128 lead, Instant at, ushort kind)
    {
        high = (ulong)(lead >> 64);
        low = (ulong)lead;
        atAndKind = ((ulong)(at.Seconds - Instant.Min.Seconds) << 16) | kind;
    }

    public Instant At => new((long)(atAndKind >> 16) + Instant.Min.Seconds);

    public ushort Kind => (ushort)atAndKind;

    internal static UInt128 Hash(ReadOnlySpan<char> leadId) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(leadId.Trim()));

    /// <summary>By lead, then by time; records of one instant are equal, whatever their kind.</summary>
    internal int Compare(in TouchRecord other)
    {
        if (high != other.high) return high < other.high ? -1 : 1;
        if (low != other.low) return low < other.low ? -1 : 1;
        return (atAndKind >> 16).CompareTo(other.atAndKind >> 16);
    }

    internal bool IsOfLead(in TouchRecord other) => high == other.high && low == other.low;

    /// <summary>Does it stand before all records of the other's lead?</summary>
    internal bool IsBefore(in TouchRecord other) => high < other.high || (high == other.high && low < other.low);

    internal int Bucket(int bits) => (int)(high >> 1 >> (63 - bits));
}

/// <summary>Sorts that keep the order of equal records: touches of one instant stay in the file's order.</summary>
internal static class TouchSort
{
    private const int Small = 24;

    /// <summary>So that a bucket has some eight records, and its table stays small beside them.</summary>
    public static int BucketBits(int count) => Math.Clamp(BitOperations.Log2((uint)count | 1) - 3, 0, 17);

    /// <summary>
    /// Distributes to buckets by the first bits of the hash, which spreads evenly, then sorts each: half the time of a
    /// general sort. Uses <paramref name="records"/> as scratch space.
    /// </summary>
    /// <returns>Where each bucket begins (one entry more than buckets).</returns>
    public static int[] Sort(Span<TouchRecord> records, Span<TouchRecord> sorted)
    {
        var bits = BucketBits(records.Length);
        var begins = new int[(1 << bits) + 1];
        foreach (ref readonly var record in records) begins[record.Bucket(bits) + 1]++;
        for (var i = 1; i < begins.Length; i++) begins[i] += begins[i - 1];
        var next = begins.AsSpan(..^1).ToArray();
        foreach (ref readonly var record in records) sorted[next[record.Bucket(bits)]++] = record;
        for (var i = 0; i + 1 < begins.Length; i++) StableSort(sorted[begins[i]..begins[i + 1]], records);
        return begins;
    }

    /// <summary>A merge sort; the scratch space is at least half as long as the records.</summary>
    public static void StableSort(Span<TouchRecord> records, Span<TouchRecord> scratch)
    {
        if (records.Length <= Small)
        {
            Insert(records);
            return;
        }

        var half = records.Length / 2;
        StableSort(records[..half], scratch);
        StableSort(records[half..], scratch);
        if (records[half - 1].Compare(records[half]) <= 0) return;
        var left = scratch[..half];
        records[..half].CopyTo(left);
        for (int to = 0, l = 0, r = half; l < half; to++)
            records[to] = r < records.Length && records[r].Compare(left[l]) < 0 ? records[r++] : left[l++];
    }

    private static void Insert(Span<TouchRecord> records)
    {
        for (var i = 1; i < records.Length; i++)
        {
            var record = records[i];
            var to = i;
            for (; to > 0 && records[to - 1].Compare(record) > 0; to--) records[to] = records[to - 1];
            records[to] = record;
        }
    }
}
