using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Backups;

/// <summary>Reads a backup from its first line to its last. Whatever is wrong with the file is a refusal of the whole.</summary>
internal sealed class BackupReader : IDisposable
{
    private const int LongestLine = 1 << 28;
    private readonly string file;
    private readonly GZipStream lines;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[1 << 17];
    private int start;
    private int end;

    /// <exception cref="InputRefusedException">It cannot be read, is no backup, or is a newer Ripen's.</exception>
    public BackupReader(string file)
    {
        this.file = file;
        lines = new(InputFile.OpenStream(file), CompressionMode.Decompress);
        Head = ReadHead();
    }

    public BackupHead Head { get; }

    /// <summary>Hands out every table, and of each its rows, some thousand at a time.</summary>
    /// <exception cref="InputRefusedException">It is cut off or damaged, or is not of these tables.</exception>
    public BackupEnd Read(IReadOnlyList<Table> tables, int most, Action<Table, IReadOnlyList<object?[]>> take)
    {
        var all = 0L;
        foreach (var table in tables)
        {
            var named = Line(BackupJson.Default.BackupTable);
            if (named.Table != table.Name || !named.Columns.SequenceEqual(Backup.ColumnsOf(table))) throw Damaged($"it has {Reports.Harmless(named.Table)} where {table.Name} should be");
            all += Rows(table, most, take);
        }
        var before = Convert.ToHexStringLower(hash.GetCurrentHash());
        var ended = Line(BackupJson.Default.BackupEnd);
        if (ended.Tables != tables.Count || ended.AllRows != all || ended.Sha256 != before) throw Damaged("its contents are not those that were written");
        if (Next(out _)) throw Damaged("something follows its end");
        return ended;
    }

    public void Dispose()
    {
        lines.Dispose();
        hash.Dispose();
    }

    private long Rows(Table table, int most, Action<Table, IReadOnlyList<object?[]>> take)
    {
        var (count, rows) = (0L, new List<object?[]>(most));
        while (true)
        {
            if (!Next(out var line)) throw CutOff();
            if (line is [(byte)'{', ..])
            {
                take(table, rows);
                return Parsed(line, BackupJson.Default.BackupRows).Rows == count ? count : throw Damaged($"it has {count} rows of {table.Name}, and says otherwise");
            }
            rows.Add(Row(line, table));
            count++;
            if (rows.Count < most) continue;
            take(table, rows);
            rows.Clear();
        }
    }

    private object?[] Row(ReadOnlySpan<byte> line, Table table)
    {
        try
        {
            return BackupRow.Read(line, table);
        }
        catch (Exception failure) when (failure is FormatException or JsonException or InvalidOperationException)
        {
            throw Damaged($"a row of {table.Name} cannot be read", failure);
        }
    }

    private BackupHead ReadHead()
    {
        BackupHead head;
        try
        {
            head = Line(BackupJson.Default.BackupHead);
        }
        catch (InputRefusedException failure)
        {
            throw new InputRefusedException($"{file} is no backup of Ripen. Backups are made with: ripen backup FILE", failure);
        }
        if (head.Ripen != "backup") throw new InputRefusedException($"{file} is no backup of Ripen. Backups are made with: ripen backup FILE");
        if (head.Format > Backup.Format || head.Schema > Migrator.Newest)
            throw new InputRefusedException(FormattableString.Invariant($"{file} was made by a newer Ripen ({Reports.Harmless(head.MadeBy)}; schema {head.Schema}, this one knows {Migrator.Newest}). Restore it with that one."));
        return head;
    }

    private T Line<T>(JsonTypeInfo<T> type) => Next(out var line) ? Parsed(line, type) : throw CutOff();

    private T Parsed<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type) ?? throw Damaged("a line of it is empty");
        }
        catch (JsonException failure)
        {
            throw Damaged("a line of it cannot be read", failure);
        }
    }

    /// <summary>The next line without its end; false at the end of the file. The last line has an end too, or it was cut off.</summary>
    private bool Next(out ReadOnlySpan<byte> line)
    {
        // Counted from the line's start, because filling moves what is there to the front.
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var length = searched + found;
                line = buffer.AsSpan(start, length);
                hash.AppendData(buffer.AsSpan(start, length + 1));
                start += length + 1;
                return true;
            }
            searched = end - start;
            if (Fill()) continue;
            line = [];
            return searched > 0 ? throw CutOff() : false;
        }
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
        {
            if (buffer.Length >= LongestLine) throw Damaged("a line of it is too long");
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
        try
        {
            var read = lines.Read(buffer.AsSpan(end));
            end += read;
            return read > 0;
        }
        catch (InvalidDataException failure)
        {
            throw Damaged("it cannot be decompressed", failure);
        }
        catch (IOException failure)
        {
            throw new InputRefusedException($"{file} could not be read to its end: {InputFile.Sentence(failure)}", failure);
        }
    }

    private InputRefusedException CutOff() => Damaged("it is cut off");

    private InputRefusedException Damaged(string how, Exception? cause = null) => new($"{file} is damaged: {how}. Nothing was restored. Use another backup.", cause);
}
