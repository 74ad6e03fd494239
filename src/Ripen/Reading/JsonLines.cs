namespace Ripen.Reading;

/// <summary>Cuts a stream of bytes into lines of bounded length. A longer one is skipped without being held.</summary>
internal sealed class JsonLines(Stream bytes, int longest)
{
    /// <summary>So much of a line that is too long is kept to show what it was.</summary>
    private const int Kept = 256;

    private byte[] _buffer = new byte[64 * 1024];
    private int _lineStart, _lineLength;
    private int _next, _end; // what is read and not yet given
    private bool _ended;

    /// <summary>1-based.</summary>
    public long Number { get; private set; }

    /// <summary>Was the line longer than allowed? Then <see cref="Line"/> is its beginning.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Without its line feed; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineLength);

    public bool Read()
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan((_next + searched).._end).IndexOf((byte)'\n');
            if (found >= 0) return Give(searched + found, searched + found + 1);
            searched = _end - _next;
            if (searched > longest) return Skip();
            if (_ended) return searched > 0 && Give(searched, searched);
            Fill();
        }
    }

    private bool Give(int length, int used)
    {
        Number++;
        TooLong = length > longest;
        _lineStart = _next;
        _lineLength = length;
        _next += used;
        return true;
    }

    private bool Skip()
    {
        _buffer.AsSpan(_next, Kept).CopyTo(_buffer);
        var found = -1;
        while (found < 0 && !_ended)
        {
            var read = bytes.Read(_buffer.AsSpan(Kept));
            _ended = read == 0;
            _end = Kept + read;
            found = _buffer.AsSpan(Kept, read).IndexOf((byte)'\n');
        }

        Number++;
        TooLong = true;
        _lineStart = 0;
        _lineLength = Kept;
        _next = found < 0 ? _end : Kept + found + 1;
        return true;
    }

    private void Fill()
    {
        if (_next > 0)
        {
            _buffer.AsSpan(_next.._end).CopyTo(_buffer);
            _end -= _next;
            _next = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = bytes.Read(_buffer.AsSpan(_end));
        _ended = read == 0;
        _end += read;
    }
}
