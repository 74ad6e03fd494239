using Ripen.Values;

namespace Ripen.Agreements;

public enum Severity : byte { Warning, Error }

/// <summary>Something to say about an agreement's text: what is wrong, where, and what was probably meant.</summary>
/// <param name="Offending">The piece of text that is meant, as it stands in the file.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Suggestion">What to write instead, or null.</param>
public sealed record Remark(Severity Severity, int Line, int Column, string Offending, string Message, string? Suggestion)
{
    public override string ToString() =>
        $"line {Line}, column {Column}: {Message}{(Suggestion is null ? "" : $" {Suggestion}")}";
}

/// <summary>Collects remarks while an agreement is read; a flood is cut at <see cref="Most"/>.</summary>
internal sealed class Remarks
{
    public const int Most = 200;
    private const int LongestOffending = 80;
    private readonly HashSet<Remark> all = [];

    public int Errors { get; private set; }

    public void Error(Place at, string offending, string message, string? suggestion = null)
    {
        Errors++;
        Add(Severity.Error, at, offending, message, suggestion);
    }

    public void Warn(Place at, string offending, string message, string? suggestion = null) =>
        Add(Severity.Warning, at, offending, message, suggestion);

    /// <summary>What was probably meant; not looked for any more once there are enough remarks.</summary>
    public string? Meant(string word, IEnumerable<string> candidates) => all.Count < Most ? Nearest.To(word, candidates) : null;

    /// <summary>In the order of the text, each once.</summary>
    public IReadOnlyList<Remark> InOrder() => [.. all.OrderBy(remark => remark.Line).ThenBy(remark => remark.Column).ThenByDescending(remark => remark.Severity)];

    private void Add(Severity severity, Place at, string offending, string message, string? suggestion)
    {
        // What a repair has filled in has been told; nobody wrote it.
        if (Errors > 1 && (offending + message + suggestion).Contains(YamlTree.Harmless, StringComparison.Ordinal)) return;
        if (all.Count < Most) all.Add(new(severity, at.Line, at.Column, Shown(offending), message, suggestion));
    }

    /// <summary>Short enough for a message, control characters shown as a dot.</summary>
    public static string Shown(string text)
    {
        var cut = text.Length <= LongestOffending ? text : string.Concat(text.AsSpan(0, LongestOffending), "…");
        return string.Create(cut.Length, cut, (shown, source) =>
        {
            for (var i = 0; i < shown.Length; i++) shown[i] = char.IsControl(source[i]) ? '·' : source[i];
        });
    }
}
