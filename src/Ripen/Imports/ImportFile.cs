using System.Globalization;
using Ripen.Reading;

namespace Ripen.Imports;

/// <summary>What a first pass over a file says.</summary>
/// <param name="Rows">Rows that say anything, for the progress bar; broken lines of NDJSON not counted.</param>
/// <param name="LastRow">The number of the last of them, as a person counts.</param>
public sealed record ImportCheck(long Rows, long LastRow);

/// <summary>
/// A file to import, which is read more than once: to see whether it is whole, to take its rows, to hand some back. It is
/// held open and read no further than it was long at first, so that every pass sees the same bytes although somebody
/// renames or adds to it. What comes through a pipe or an upload is put into a temporary file first.
/// </summary>
public sealed class ImportFile : IDisposable
{
    /// <summary>Stands for standard input on the command line.</summary>
    public const string StandardInput = "-";

    private const int Block = 1 << 16;

    private readonly FileStream? file;
    private readonly TempFile? spool;
    private readonly long length;

    private ImportFile(string name, FileStream file) => (Name, this.file, length) = (name, file, file.Length);

    private ImportFile(string name, TempFile spool) => (Name, this.spool, length) = (name, spool, spool.Length);

    /// <summary>For messages, as the user gave it.</summary>
    public string Name { get; }

    /// <summary>Where it lies, or null where it came through a pipe.</summary>
    public string? Path => file?.Name;

    /// <exception cref="InputRefusedException">Missing, a folder, no permission.</exception>
    public static ImportFile Open(string path)
    {
        if (path == StandardInput) return Spool(Console.OpenStandardInput(), "standard input");
        var stream = InputFile.OpenStream(path);
        return stream.CanSeek ? new(path, stream) : Spool(stream, path);
    }

    /// <summary>The same for an upload, which is read to its end and closed here.</summary>
    /// <param name="most">More bytes than this are refused.</param>
    public static ImportFile Spool(Stream upload, string name, long most = long.MaxValue)
    {
        using var source = upload;
        var temporary = new TempFile();
        try
        {
            var block = new byte[Block];
            for (int read; (read = Fill(source, block, name)) > 0;)
            {
                temporary.Append(block.AsSpan(0, read));
                if (temporary.Length > most) throw new InputRefusedException(string.Create(CultureInfo.InvariantCulture, $"{name} has more than {most:N0} bytes. Send it in parts."));
            }
            return new(name, temporary);
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    /// <summary>Reads it from its beginning; as often as wanted, one reader after the other.</summary>
    /// <exception cref="InputRefusedException">It is empty or no text.</exception>
    public RowReader Read(Reports reports) => RowReader.Open(InputFile.From(new Bytes(this), Name), reports);

    /// <summary>Reads it once to its end, before anything is taken.</summary>
    /// <exception cref="InputRefusedException">It ends in the middle of a row, or cannot be read.</exception>
    public ImportCheck Check(Action<long>? progress = null)
    {
        using var rows = Read(new Reports(Name));
        rows.HandsBack = true;
        long count = 0, last = 0;
        while (rows.Read())
        {
            (count, last) = (count + 1, rows.Row);
            if ((count & 0xFFFF) == 0) progress?.Invoke(count);
        }
        return rows.CutOff is null ? new(count, last) : throw new InputRefusedException(
            $"{Name} is cut off: {rows.CutOff}. Nothing was taken. Export or copy it again; if it is whole, end its last line.");
    }

    public void Dispose()
    {
        file?.Dispose();
        spool?.Dispose();
    }

    private static int Fill(Stream source, byte[] block, string name)
    {
        try
        {
            return source.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputRefusedException($"{name} could not be read to its end: {InputFile.Sentence(e)}", e);
        }
    }

    private int ReadAt(long offset, Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, length - offset)];
        if (buffer.IsEmpty) return 0;
        if (file is not null)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, buffer, offset);
            return read > 0 ? read : throw new IOException("It has become shorter since it was opened.");
        }
        spool!.Read(offset, buffer);
        return buffer.Length;
    }

    /// <summary>One pass; closing it closes nothing else.</summary>
    private sealed class Bytes(ImportFile of) : Stream
    {
        private long offset;

        public override int Read(Span<byte> buffer)
        {
            var read = of.ReadAt(offset, buffer);
            offset += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => of.length;
        public override long Position { get => offset; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
