namespace Ripen.Imports;

/// <summary>
/// Cells which a spreadsheet would take for a formula, and run: those that begin with <c>= + - @</c>, a tab or a carriage
/// return. An apostrophe before them makes them text, and reading takes it away again. A cell that has apostrophes
/// before such a character already gets one more, so that every cell comes back as it was.
/// </summary>
internal static class Formulas
{
    public static bool IsOne(ReadOnlySpan<char> cell) => cell.TrimStart('\'') is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    /// <summary>The cell as it is written.</summary>
    public static string Neutral(string cell) => IsOne(cell) ? $"'{cell}" : cell;

    /// <summary>The cell as it was before it was written so.</summary>
    public static ReadOnlySpan<char> Original(ReadOnlySpan<char> cell) => cell is ['\'', ..] && IsOne(cell) ? cell[1..] : cell;
}
