using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ripen.Cli;

namespace Ripen.Backups;

/// <summary>Writes lines of JSON, compressed, and keeps their hash.</summary>
internal sealed class BackupLines(Stream to) : IDisposable
{
    private const int Enough = 1 << 16;
    private readonly GZipStream compressed = new(to, CompressionLevel.Fastest, leaveOpen: true);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> waiting = new(2 * Enough);
    private readonly Utf8JsonWriter json = new(Stream.Null, Json.Written);

    public void Add<T>(T line, JsonTypeInfo<T> type) => Add(writer => JsonSerializer.Serialize(writer, line, type));

    public void Add(Action<Utf8JsonWriter> write)
    {
        json.Reset(waiting);
        write(json);
        json.Flush();
        waiting.Write("\n"u8);
        if (waiting.WrittenCount >= Enough) Flush();
    }

    /// <summary>Of all lines so far.</summary>
    public string Hash()
    {
        Flush();
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public void Dispose()
    {
        Flush();
        compressed.Dispose();
        json.Dispose();
        hash.Dispose();
    }

    private void Flush()
    {
        hash.AppendData(waiting.WrittenSpan);
        compressed.Write(waiting.WrittenSpan);
        waiting.ResetWrittenCount();
    }
}
