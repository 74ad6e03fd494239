using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Ripen.Reading;

namespace Ripen.Imports;

/// <summary>
/// The key under which a row is known again: 128 bits of hash over the kind of import, all cells that say something with
/// the names of their columns, and the row's occurrence number among those that are the same in this file. So the same
/// file twice changes nothing, two identical rows in one file stay two, and the order of the columns, empty columns and
/// the order of the rows make no difference. What a mapping ignores counts: the key is of the row, not of its reading.
/// Counting costs some 50 MB per million different rows (a dictionary entry of 40 bytes, and room to grow).
/// </summary>
internal sealed class RowKeys(ImportKind kind)
{
    private readonly XxHash128 hash = new();
    private readonly Dictionary<UInt128, int> seen = [];
    private readonly List<int> rank = []; // by column: its place among the sorted names
    private readonly List<bool> counts = []; // by column: not one of ours
    private long[] order = new long[32];

    /// <summary>The key of the current row; to be asked once a row.</summary>
    /// <param name="isMended">Whether formulas are written as <see cref="Formulas.Neutral"/> does.</param>
    public UInt128 Of(RowReader rows, bool isMended)
    {
        if (rank.Count < rows.Columns.Count) Learn(rows.Columns);
        if (order.Length < rows.Count) order = new long[rows.Count * 2];
        for (var i = 0; i < rows.Count; i++) order[i] = ((long)rank[rows.Column(i)] << 32) | (long)i;
        order.AsSpan(0, rows.Count).Sort();
        hash.Reset();
        Add((uint)kind);
        for (var i = 0; i < rows.Count; i++) AddCell(rows, (int)order[i], isMended);
        var same = hash.GetCurrentHashAsUInt128();
        ref var times = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, same, out _);
        times++;
        if (times == 1) return same;
        Add((uint)times);
        return hash.GetCurrentHashAsUInt128();
    }

    private void AddCell(RowReader rows, int cell, bool isMended)
    {
        var column = rows.Column(cell);
        var text = (isMended ? Formulas.Original(rows.Text(cell)) : rows.Text(cell)).Trim();
        if (text.IsEmpty || !counts[column]) return;
        // Lengths come first, so that no two rows can run into the same bytes.
        Add((uint)rows.Columns[column].Length);
        hash.Append(MemoryMarshal.AsBytes(rows.Columns[column].AsSpan()));
        Add((uint)text.Length);
        hash.Append(MemoryMarshal.AsBytes(text));
    }

    private void Add(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        hash.Append(bytes);
    }

    private void Learn(IReadOnlyList<string> columns)
    {
        rank.Clear();
        counts.Clear();
        rank.AddRange(new int[columns.Count]);
        foreach (var (place, column) in Enumerable.Range(0, columns.Count).OrderBy(i => columns[i], StringComparer.Ordinal).Index()) rank[column] = place;
        counts.AddRange(columns.Select(column => !RejectedRows.IsOwnColumn(column)));
    }
}
