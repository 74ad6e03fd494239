using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What became of one row.</summary>
internal enum RowBecame : byte { Taken, Seen, Review, Refused }

/// <summary>Of one row: what became of it, and why where it was not taken, or what is odd about it where it was.</summary>
internal readonly record struct RowResult(RowBecame Became, string? Reason = null, string Column = "", string? Odd = null);

/// <summary>Puts rows of one kind into the desk, a batch in one transaction. May be called several times for one batch.</summary>
internal interface IRowTaker<in T>
    where T : ImportRow
{
    /// <summary>By row, in their order.</summary>
    RowResult[] Take(Write write, IReadOnlyList<T> rows, int import);
}
