namespace Ripen.Reading;

/// <summary>
/// Records of bytes, appended in one order and read back by number in any other: brings together rows that belong
/// together but lie far apart in a file. Costs eight bytes of memory a record and one block; the rest is on disk once
/// it is more than that block.
/// </summary>
public sealed class RowSpill(int blockSize = 1 << 20) : IDisposable
{
    private readonly List<long> _ends = [];
    private readonly byte[] _block = new byte[blockSize];
    private TempFile? _file;
    private int _inBlock;

    /// <summary>Number of records.</summary>
    public int Count => _ends.Count;

    private long OnDisk => _file?.Length ?? 0;

    /// <returns>The record's number, from 0.</returns>
    /// <exception cref="InputRefusedException">There is no room for temporary files.</exception>
    public int Append(ReadOnlySpan<byte> record)
    {
        if (record.Length > _block.Length - _inBlock) Flush();
        if (record.Length > _block.Length)
        {
            _file!.Append(record);
        }
        else
        {
            record.CopyTo(_block.AsSpan(_inBlock));
            _inBlock += record.Length;
        }

        _ends.Add(OnDisk + _inBlock);
        return _ends.Count - 1;
    }

    /// <summary>Gives record <paramref name="number"/>, in <paramref name="buffer"/>, which is made larger if need be.</summary>
    public ReadOnlySpan<byte> Read(int number, ref byte[] buffer)
    {
        var start = number == 0 ? 0 : _ends[number - 1];
        var length = (int)(_ends[number] - start);
        if (buffer.Length < length) buffer = new byte[Math.Max(length, buffer.Length * 2)];
        var record = buffer.AsSpan(0, length);
        if (start >= OnDisk) _block.AsSpan((int)(start - OnDisk), length).CopyTo(record);
        else _file!.Read(start, record);
        return record;
    }

    public void Dispose() => _file?.Dispose();

    private void Flush()
    {
        _file ??= new TempFile();
        _file.Append(_block.AsSpan(0, _inBlock));
        _inBlock = 0;
    }
}
