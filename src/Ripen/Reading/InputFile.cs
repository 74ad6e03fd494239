namespace Ripen.Reading;

/// <summary>
/// A file opened for reading as text: its first bytes looked at, its coding known, everything that could be wrong with
/// opening and reading it turned into a sentence.
/// </summary>
public sealed class InputFile : IDisposable
{
    /// <summary>How many bytes are looked at before anything is decided.</summary>
    public const int SampleSize = 64 * 1024;

    private readonly byte[] sample;

    private InputFile(string name, Stream stream)
    {
        Name = name;
        var guarded = new GuardedStream(stream, name);
        try
        {
            var head = new byte[SampleSize];
            var length = guarded.ReadAtLeast(head, SampleSize, throwOnEndOfStream: false);
            SampleIsWhole = length < SampleSize;
            Coding = TextEncoding.Sniff(head.AsSpan(0, length), name, out var mark);
            sample = head[mark..length];
            guarded.GiveFirst(sample);
            Bytes = guarded;
        }
        catch
        {
            guarded.Dispose();
            throw;
        }
    }

    /// <summary>The name for messages, as the user gave it.</summary>
    public string Name { get; }

    public TextCoding Coding { get; }

    /// <summary>All bytes after the byte order mark. Read failures come as <see cref="InputRefusedException"/>.</summary>
    public Stream Bytes { get; }

    /// <summary>Is the sample the whole file?</summary>
    public bool SampleIsWhole { get; }

    /// <exception cref="InputRefusedException">Missing, a folder, no permission, empty, or no text.</exception>
    public static InputFile Open(string path)
    {
        return new InputFile(path, OpenStream(path));
    }

    /// <summary>The same for a stream that is already open, for example an upload. It is closed with this.</summary>
    public static InputFile From(Stream stream, string name) => new(name, stream);

    /// <summary>The first characters of the file, decoded.</summary>
    public string SampleText()
    {
        using var text = new DecodedText(new MemoryStream(sample), Coding);
        return text.ReadToEnd();
    }

    public void Dispose() => Bytes.Dispose();

    internal static FileStream OpenStream(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new InputRefusedException("The name of the file is missing.");
        if (Directory.Exists(path)) throw new InputRefusedException($"{path} is a folder. Name one file in it.");
        try
        {
            // No buffer of its own: every reader above reads blocks of 64 KB.
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.SequentialScan,
                BufferSize = 0,
            });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputRefusedException($"There is no file {path}.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputRefusedException($"{path} may not be read: permission is denied.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new InputRefusedException($"{path} cannot be opened: {Sentence(e)}", e);
        }
    }

    internal static string Sentence(Exception e)
    {
        var message = e.Message.Trim();
        return message.EndsWith('.') ? message : message + ".";
    }

    /// <summary>Serves the bytes that were looked at once more, and turns failures into sentences.</summary>
    private sealed class GuardedStream(Stream inner, string name) : Stream
    {
        private ReadOnlyMemory<byte> first;

        public void GiveFirst(ReadOnlyMemory<byte> bytes) => first = bytes;

        public override int Read(Span<byte> buffer)
        {
            if (!first.IsEmpty)
            {
                var given = Math.Min(buffer.Length, first.Length);
                first.Span[..given].CopyTo(buffer);
                first = first[given..];
                return given;
            }

            try
            {
                return inner.Read(buffer);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw new InputRefusedException($"{name} could not be read to its end: {Sentence(e)}", e);
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
