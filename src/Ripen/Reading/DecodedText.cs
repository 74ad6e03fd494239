using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ripen.Reading;

/// <summary>
/// The characters of a file. UTF-8 is read with a safety net: a byte that is no part of valid UTF-8 is read as
/// Windows-1252, one by one, and its place is remembered. So a file glued together from two exports, or one whose first
/// accent comes after the part that was looked at, is read as a person would read it, and nothing is lost silently.
/// (Windows-1252 text which by chance is valid UTF-8 would need "Ã" before a sign such as "¤"; we let that happen.)
/// </summary>
internal sealed class DecodedText(Stream bytes, TextCoding coding) : TextReader
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly string HighHalf = Windows1252.GetString([.. Enumerable.Range(128, 128).Select(i => (byte)i)]);

    private readonly Decoder? wide = TextEncoding.WideEncoding(coding)?.GetDecoder();
    private readonly byte[] undecoded = new byte[64 * 1024];
    private int start, end;
    private bool ended;
    private long decoded;
    private long length;
    private char? held;

    /// <summary>Where, counted in characters from the beginning, bytes were not UTF-8 in a file that otherwise is.</summary>
    public Queue<long> Strays { get; } = new();

    /// <summary>Has the last character been given?</summary>
    public bool AtEnd { get; private set; }

    /// <summary>The last character that was decoded.</summary>
    public char Last { get; private set; }

    /// <summary>Do the bytes end before their last character does? Known once <see cref="AtEnd"/> is true.</summary>
    public bool EndsInCharacter { get; private set; }

    public override int Read(Span<char> chars)
    {
        if (chars.IsEmpty) return 0;
        if (held is { } kept)
        {
            chars[0] = kept;
            held = null;
            return 1;
        }

        // Room for one character could not take a surrogate pair.
        return chars.Length > 1 ? Decode(chars) : ReadOne(chars);
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <summary>Decodes bytes of a UTF-8 text with the same safety net; returns the number of characters and strays.</summary>
    public static (int Chars, int Strays) Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        int written = 0, strays = 0;
        while (true)
        {
            var status = Utf8.ToUtf16(bytes, chars[written..], out var read, out var wrote, replaceInvalidSequences: false);
            written += wrote;
            bytes = bytes[read..];
            if (status != OperationStatus.InvalidData) return (written, strays);
            chars[written++] = HighHalf[bytes[0] - 128];
            bytes = bytes[1..];
            strays++;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) bytes.Dispose();
        base.Dispose(disposing);
    }

    private int ReadOne(Span<char> chars)
    {
        Span<char> two = stackalloc char[2];
        var count = Decode(two);
        if (count == 2) held = two[1];
        chars[0] = two[0];
        return Math.Min(count, 1);
    }

    private int Decode(Span<char> chars)
    {
        while (true)
        {
            var written = wide is null ? DecodeUtf8(chars) : DecodeWide(chars);
            decoded += written;
            if (written > 0)
            {
                Last = chars[written - 1];
                return written;
            }
            if (ended)
            {
                AtEnd = true;
                return 0;
            }

            Fill();
        }
    }

    private int DecodeUtf8(Span<char> chars)
    {
        var written = 0;
        while (true)
        {
            var status = Utf8.ToUtf16(
                undecoded.AsSpan(start..end), chars[written..], out var read, out var wrote, replaceInvalidSequences: false, isFinalBlock: ended);
            start += read;
            written += wrote;
            if (status != OperationStatus.InvalidData || written == chars.Length) return written;
            if (coding == TextCoding.Utf8)
            {
                Strays.Enqueue(decoded + written);
                EndsInCharacter |= ended && Rune.DecodeFromUtf8(undecoded.AsSpan(start..end), out _, out _) == OperationStatus.NeedMoreData;
            }
            chars[written++] = HighHalf[undecoded[start++] - 128];
        }
    }

    private int DecodeWide(Span<char> chars)
    {
        wide!.Convert(undecoded.AsSpan(start..end), chars, flush: ended, out var read, out var written, out _);
        start += read;
        return written;
    }

    private void Fill()
    {
        undecoded.AsSpan(start..end).CopyTo(undecoded);
        end -= start;
        start = 0;
        var read = bytes.Read(undecoded.AsSpan(end));
        end += read;
        ended = read == 0;
        length += read;
        // A wide character has two or four bytes, and the mark before them is a character too.
        if (ended && wide is not null) EndsInCharacter = length % (coding is TextCoding.Utf32LittleEndian or TextCoding.Utf32BigEndian ? 4 : 2) != 0;
    }
}
