namespace Ripen.Reading;

/// <summary>
/// A nameless file for what does not fit in memory: readable by this user only, and gone when the process is, however
/// that ends. It holds persons' data for seconds, so nothing of it may stay behind.
/// </summary>
internal sealed class TempFile : IDisposable
{
    private readonly FileStream file;

    public TempFile()
    {
        try
        {
            file = Create();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("cannot be written to", e);
        }
    }

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(file.SafeFileHandle, bytes, Length);
            Length += bytes.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("is full or cannot be written to", e);
        }
    }

    /// <summary>Fills all of <paramref name="bytes"/>.</summary>
    public void Read(long offset, Span<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                var read = RandomAccess.Read(file.SafeFileHandle, bytes, offset);
                if (read == 0) throw new EndOfStreamException("A temporary file was cut off.");
                offset += read;
                bytes = bytes[read..];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("cannot be read", e);
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>The file itself, for whoever writes it from front to back and reads it again.</summary>
    public static FileStream Create()
    {
        var windows = OperatingSystem.IsWindows();
        var path = Path.Combine(Path.GetTempPath(), "ripen-" + Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = windows ? FileShare.None : FileShare.Delete,
            Options = windows ? FileOptions.DeleteOnClose | FileOptions.RandomAccess : FileOptions.RandomAccess,
            BufferSize = 0,
        };
        if (windows) return new FileStream(path, options);

        // A file without a name lives on as long as it is open. .NET's DeleteOnClose would leave it behind after a crash.
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unnamed = new FileStream(path, options);
        File.Delete(path);
        return unnamed;
    }

    private static InputRefusedException Refused(string what, Exception cause) => new(
        $"The folder for temporary files, {Path.GetTempPath()}, {what}: {InputFile.Sentence(cause)} Make room there, or name another in the environment variable {(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")}.", cause)
    { ExitCode = 3 };
}
