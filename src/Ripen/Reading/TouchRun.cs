using System.Runtime.InteropServices;

namespace Ripen.Reading;

/// <summary>Sorted records with a table of where each bucket begins; in memory, or in a temporary file.</summary>
internal sealed class TouchRun : IDisposable
{
    private const int Block = 256;

    private static readonly int RecordSize = Marshal.SizeOf<TouchRecord>();

    private readonly int[] begins;
    private readonly int bits;
    private readonly TouchRecord[] records; // on disk: one block
    private readonly TempFile? file;

    private TouchRun(TouchRecord[] records, int[] begins, TempFile? file = null)
    {
        this.records = records;
        this.begins = begins;
        bits = int.Log2(begins.Length - 1);
        this.file = file;
    }

    /// <summary>
    /// Sorts into a run in memory, using the records as scratch space, and the memory of an old run which is on disk by
    /// now: thrown away, blocks of 24 MB would wait long for the collector.
    /// </summary>
    public static TouchRun InMemory(Span<TouchRecord> records, TouchRun? old)
    {
        var sorted = old?.records is { } memory && memory.Length == records.Length ? memory : new TouchRecord[records.Length];
        return new TouchRun(sorted, TouchSort.Sort(records, sorted));
    }

    /// <summary>Merges runs in memory, the oldest first, into one on disk.</summary>
    public static TouchRun OnDisk(IReadOnlyList<TouchRun> runs)
    {
        var count = runs.Sum(run => run.records.Length);
        var bucketBits = TouchSort.BucketBits(count);
        var starts = new int[(1 << bucketBits) + 1];
        var block = new TouchRecord[Block * 64];
        var heads = new int[runs.Count];
        var merged = new TempFile();
        try
        {
            var inBlock = 0;
            for (var n = 0; n < count; n++)
            {
                if (inBlock == block.Length) inBlock = Write(merged, block);
                ref readonly var least = ref Least(runs, heads);
                starts[least.Bucket(bucketBits) + 1]++;
                block[inBlock++] = least;
            }

            Write(merged, block.AsSpan(0, inBlock));
        }
        catch
        {
            merged.Dispose();
            throw;
        }

        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        return new TouchRun(new TouchRecord[Block], starts, merged);
    }

    /// <summary>Copies the records of <paramref name="key"/>'s lead behind the first <paramref name="count"/>.</summary>
    /// <returns>The new count.</returns>
    public int Copy(in TouchRecord key, ref TouchRecord[] buffer, int count)
    {
        var bucket = key.Bucket(bits);
        var (low, end) = (begins[bucket], begins[bucket + 1]);
        for (var high = end; high - low > Block;)
        {
            var middle = low + ((high - low) / 2);
            if (Read(middle, 1)[0].IsBefore(key)) low = middle + 1;
            else high = middle;
        }

        while (low < end)
        {
            var read = Read(low, Math.Min(Block, end - low));
            foreach (ref readonly var record in read)
            {
                if (record.IsBefore(key)) continue;
                if (!record.IsOfLead(key)) return count;
                if (count == buffer.Length) Array.Resize(ref buffer, Math.Max(16, count * 2));
                buffer[count++] = record;
            }

            low += read.Length;
        }

        return count;
    }

    public void Dispose() => file?.Dispose();

    private ReadOnlySpan<TouchRecord> Read(int first, int count)
    {
        if (file is null) return records.AsSpan(first, count);
        var block = records.AsSpan(0, count);
        file.Read((long)first * RecordSize, MemoryMarshal.AsBytes(block));
        return block;
    }

    private static ref readonly TouchRecord Least(IReadOnlyList<TouchRun> runs, int[] heads)
    {
        var least = -1;
        for (var i = 0; i < heads.Length; i++)
        {
            var run = runs[i].records;
            if (heads[i] == run.Length) continue;
            // Strictly less: of equal records the older run's comes first.
            if (least < 0 || run[heads[i]].Compare(runs[least].records[heads[least]]) < 0) least = i;
        }

        return ref runs[least].records[heads[least]++];
    }

    private static int Write(TempFile file, ReadOnlySpan<TouchRecord> block)
    {
        file.Append(MemoryMarshal.AsBytes(block));
        return 0;
    }
}
