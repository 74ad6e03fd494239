namespace Ripen.Reading;

/// <summary>Cuts a stream of bytes into lines of bounded length. A longer one is skipped without being held.</summary>
internal sealed class JsonLines(Stream bytes, int longest)
{
    /// <summary>So much of a line that is too long is kept to show what it was.</summary>
    private const int Kept = 256;

    private byte[] buffer = new byte[64 * 1024];
    private int lineStart, lineLength;
    private int next, end; // what is read and not yet given
    private bool ended;

    /// <summary>1-based.</summary>
    public long Number { get; private set; }

    /// <summary>Was the line longer than allowed? Then <see cref="Line"/> is its beginning.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Did the line have a line feed? Only the last one may have none.</summary>
    public bool IsEnded { get; private set; } = true;

    /// <summary>Without its line feed; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Line => buffer.AsSpan(lineStart, lineLength);

    public bool Read()
    {
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan((next + searched)..end).IndexOf((byte)'\n');
            if (found >= 0) return Give(searched + found, searched + found + 1);
            searched = end - next;
            if (searched > longest) return Skip();
            if (ended) return searched > 0 && Give(searched, searched);
            Fill();
        }
    }

    private bool Give(int length, int used)
    {
        Number++;
        TooLong = length > longest;
        IsEnded = used > length;
        lineStart = next;
        lineLength = length;
        next += used;
        return true;
    }

    private bool Skip()
    {
        buffer.AsSpan(next, Kept).CopyTo(buffer);
        var found = -1;
        while (found < 0 && !ended)
        {
            var read = bytes.Read(buffer.AsSpan(Kept));
            ended = read == 0;
            end = Kept + read;
            found = buffer.AsSpan(Kept, read).IndexOf((byte)'\n');
        }

        Number++;
        TooLong = true;
        lineStart = 0;
        lineLength = Kept;
        IsEnded = found >= 0;
        next = found < 0 ? end : Kept + found + 1;
        return true;
    }

    private void Fill()
    {
        if (next > 0)
        {
            buffer.AsSpan(next..end).CopyTo(buffer);
            end -= next;
            next = 0;
        }

        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var read = bytes.Read(buffer.AsSpan(end));
        ended = read == 0;
        end += read;
    }
}
