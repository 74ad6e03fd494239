using Ripen.Values;

namespace Ripen.Reading;

/// <summary>
/// All touches of a file, in any order, found by lead. Some five million are held in memory (24 bytes each); then what
/// is there is merged into a run on disk, where finding a lead's costs one read. For one thread.
/// </summary>
/// <param name="chunk">So many touches are sorted at a time.</param>
/// <param name="chunksInMemory">So many sorted chunks are held before they are written out as one.</param>
public sealed class TouchIndex(int chunk = 1 << 20, int chunksInMemory = 5) : IDisposable
{
    private readonly List<TouchRun> onDisk = [];
    private readonly List<TouchRun> inMemory = [];
    private readonly Stack<TouchRun> old = [];
    private TouchRecord[] adding = new TouchRecord[Math.Min(chunk, 4096)];
    private int added;
    private bool frozen;

    /// <summary>Number of touches.</summary>
    public long Count { get; private set; }

    /// <summary>The id is trimmed here, then compared as text, character by character.</summary>
    /// <exception cref="InputRefusedException">There is no room for temporary files.</exception>
    public void Add(ReadOnlySpan<char> leadId, Instant at, ushort kind)
    {
        if (frozen) throw new InvalidOperationException("Touches are added before they are looked for.");
        if (added == adding.Length) MakeRoom();
        adding[added++] = new TouchRecord(TouchRecord.Hash(leadId), at, kind);
        Count++;
    }

    /// <summary>To be called once, after the last <see cref="Add"/> and before the first <see cref="Find"/>.</summary>
    public void Freeze()
    {
        if (added > 0) EndChunk();
        adding = [];
        old.Clear();
        frozen = true;
    }

    /// <summary>
    /// The touches of one lead by time, those of one instant in the file's order, at the beginning of
    /// <paramref name="buffer"/>, which is made larger if need be.
    /// </summary>
    /// <returns>How many they are.</returns>
    public int Find(ReadOnlySpan<char> leadId, ref TouchRecord[] buffer)
    {
        if (!frozen) throw new InvalidOperationException("Freeze comes before Find.");
        var key = new TouchRecord(TouchRecord.Hash(leadId), Instant.Min, 0);
        var count = 0;
        foreach (var run in onDisk) count = run.Copy(key, ref buffer, count);
        foreach (var run in inMemory) count = run.Copy(key, ref buffer, count);
        var found = buffer.AsSpan(0, count);
        // Each run gave its own in order; the runs come in the file's order, which a stable sort keeps.
        if (count > 1 && !IsSorted(found)) SortFound(found);
        return count;
    }

    public void Dispose()
    {
        foreach (var run in onDisk) run.Dispose();
    }

    private void MakeRoom()
    {
        if (added == chunk) EndChunk();
        else Array.Resize(ref adding, Math.Min(chunk, adding.Length * 4));
    }

    private void EndChunk()
    {
        if (inMemory.Count == chunksInMemory)
        {
            onDisk.Add(TouchRun.OnDisk(inMemory));
            foreach (var run in inMemory) old.Push(run);
            inMemory.Clear();
        }

        inMemory.Add(TouchRun.InMemory(adding.AsSpan(0, added), old.TryPop(out var spare) ? spare : null));
        added = 0;
    }

    private void SortFound(Span<TouchRecord> found)
    {
        if (adding.Length < found.Length) adding = new TouchRecord[found.Length * 2];
        TouchSort.StableSort(found, adding);
    }

    private static bool IsSorted(ReadOnlySpan<TouchRecord> found)
    {
        for (var i = 1; i < found.Length; i++)
            if (found[i - 1].Compare(found[i]) > 0) return false;
        return true;
    }
}
