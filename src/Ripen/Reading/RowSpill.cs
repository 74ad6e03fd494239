namespace Ripen.Reading;

/// <summary>
/// Records of bytes, appended in one order and read back by number in any other: brings together rows that belong
/// together but lie far apart in a file. Costs eight bytes of memory a record and one block; the rest is on disk once
/// it is more than that block.
/// </summary>
public sealed class RowSpill(int blockSize = 1 << 20) : IDisposable
{
    private readonly List<long> ends = [];
    private readonly byte[] block = new byte[blockSize];
    private TempFile? file;
    private int inBlock;

    /// <summary>Number of records.</summary>
    public int Count => ends.Count;

    private long OnDisk => file?.Length ?? 0;

    /// <returns>The record's number, from 0.</returns>
    /// <exception cref="InputRefusedException">There is no room for temporary files.</exception>
    public int Append(ReadOnlySpan<byte> record)
    {
        if (record.Length > block.Length - inBlock) Flush();
        if (record.Length > block.Length)
        {
            file!.Append(record);
        }
        else
        {
            record.CopyTo(block.AsSpan(inBlock));
            inBlock += record.Length;
        }

        ends.Add(OnDisk + inBlock);
        return ends.Count - 1;
    }

    /// <summary>Gives record <paramref name="number"/>, in <paramref name="buffer"/>, which is made larger if need be.</summary>
    public ReadOnlySpan<byte> Read(int number, ref byte[] buffer)
    {
        var start = number == 0 ? 0 : ends[number - 1];
        var length = (int)(ends[number] - start);
        if (buffer.Length < length) buffer = new byte[Math.Max(length, buffer.Length * 2)];
        var record = buffer.AsSpan(0, length);
        if (start >= OnDisk) block.AsSpan((int)(start - OnDisk), length).CopyTo(record);
        else file!.Read(start, record);
        return record;
    }

    public void Dispose() => file?.Dispose();

    private void Flush()
    {
        file ??= new TempFile();
        file.Append(block.AsSpan(0, inBlock));
        inBlock = 0;
    }
}
