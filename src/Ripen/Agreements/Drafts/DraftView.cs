using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>An edit of the draft, as the page lists it.</summary>
public sealed record DraftEdit(int Number, string Says, DateTimeOffset At);

/// <summary>The draft of a line's next agreement, for its pages.</summary>
/// <param name="InForce">The version that holds; 0 where none does.</param>
/// <param name="Next">The number that the draft would get.</param>
/// <param name="Revision">0 while nothing has been changed.</param>
public sealed record DraftView(string Line, int InForce, int Next, int Revision, EditableAgreement Whole)
{
    public IReadOnlyList<DraftEdit> Edits { get; init; } = [];

    /// <summary>What the draft says otherwise than what is in force; null where it has errors.</summary>
    public IReadOnlyList<string>? Differences { get; init; }

    /// <summary>The sentence that is being changed.</summary>
    public SentenceInput? Open { get; init; }

    /// <summary>What a report suggests, in plain words: it is filled into the open sentence, and not taken. Null where none does.</summary>
    public string? Suggested { get; init; }

    /// <summary>What is being added.</summary>
    public AdditionInput? Adding { get; init; }

    /// <summary>What is wrong with what was sent, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>Why it was not done.</summary>
    public string? Problem { get; init; }

    /// <summary>The sentence that was changed last, for the keyboard.</summary>
    public string? Last { get; init; }

    /// <summary>What was typed as text and not taken; null where the draft's own is shown.</summary>
    public EditableAgreement? Typed { get; init; }

    public bool IsChanged => Edits.Count > 0;

    /// <summary>An address of its pages.</summary>
    public string Path(string rest = "", params ReadOnlySpan<(string Name, string Value)> words)
    {
        var path = new System.Text.StringBuilder("/agreement/edit").Append(rest);
        var sign = '?';
        if (Line != Desks.Desk.MainLine) Add("line", Line);
        foreach (var (name, value) in words) Add(name, value);
        return path.ToString();

        void Add(string name, string value)
        {
            path.Append(sign).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            sign = '&';
        }
    }

    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;

    /// <summary>The id of a sentence on its page: its key may hold anything.</summary>
    public static string IdOf(string key) => "s-" + string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c.ToString() : $"-{(int)c:x}"));

    public static ValueList<Addition> AdditionsTo(string section) => [.. Addition.All.Where(addition => addition.Section == section)];
}
