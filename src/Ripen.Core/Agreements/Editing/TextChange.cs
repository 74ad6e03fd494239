using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>The one stretch of a text that is different in another.</summary>
public sealed record TextChange(int From, string Was, string Now)
{
    private int End => From + Now.Length;

    private int Growth => Now.Length - Was.Length;

    public static TextChange Between(string before, string after)
    {
        var from = before.AsSpan().CommonPrefixLength(after);
        var end = 0;
        while (end < Math.Min(before.Length, after.Length) - from && before[^(end + 1)] == after[^(end + 1)]) end++;
        return new(from, before[from..^end], after[from..^end]);
    }

    /// <summary>The text as it was before; null where it is another text.</summary>
    public string? Undo(string after) => End <= after.Length && after.AsSpan(From, Now.Length).SequenceEqual(Now)
        ? string.Concat(after.AsSpan(0, From), Was, after.AsSpan(End)) : null;

    /// <summary>Takes back one of several changes that were made one after the other.</summary>
    /// <param name="text">As it is after the last one.</param>
    /// <param name="place">Which.</param>
    /// <returns>The text, and the other changes as if this one had never been; null where a later one touches the same stretch.</returns>
    public static (string Text, ValueList<TextChange> Changes)? Without(string text, IReadOnlyList<TextChange> changes, int place)
    {
        var gone = changes[place];
        var left = changes.Take(place).ToList();
        foreach (var later in changes.Skip(place + 1))
        {
            if (later.From + later.Was.Length <= gone.From)
            {
                left.Add(later);
                gone = gone with { From = gone.From + later.Growth };
            }
            else if (later.From >= gone.End) left.Add(later with { From = later.From - gone.Growth });
            else return null;
        }
        return gone.Undo(text) is { } undone ? (undone, left.ToValueList()) : null;
    }
}
