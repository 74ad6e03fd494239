using Ripen.Values;

namespace Ripen.Tracking;

/// <summary>One rule: pages whose address holds these letters are views of this kind.</summary>
public sealed record InterestPage(string Part, string Kind);

/// <summary>Which pages say more than that somebody was there: rules that people write as <c>/pricing=pricing_viewed</c>, with commas between. The first that fits counts.</summary>
public sealed class InterestPages
{
    public const string PageViewed = "page_viewed";
    public const string Downloaded = "document_downloaded";
    private const int Most = 50;
    private const int LongestPart = 100;
    private const int LongestKind = 60;

    private InterestPages(ValueList<InterestPage> rules) => Rules = rules;

    public ValueList<InterestPage> Rules { get; }

    /// <summary>Null where a rule is not as rules are.</summary>
    public static InterestPages? Read(string text)
    {
        var rules = text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(RuleOf).ToList();
        return rules.Count <= Most && rules.TrueForAll(rule => rule is not null) ? new([.. rules.OfType<InterestPage>()]) : null;
    }

    /// <summary>As it is read again.</summary>
    public string Write() => string.Join(", ", Rules.Select(rule => $"{rule.Part}={rule.Kind}"));

    /// <param name="page">Its address.</param>
    public string KindOf(string? page)
    {
        if (page is null) return PageViewed;
        foreach (var rule in Rules)
        {
            if (page.Contains(rule.Part, StringComparison.OrdinalIgnoreCase)) return rule.Kind;
        }
        return PageViewed;
    }

    /// <summary>Whether a name can be a kind of touch: small letters, digits and underscores, a letter first.</summary>
    public static bool IsKind(string name) =>
        name.Length is > 0 and <= LongestKind && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static InterestPage? RuleOf(string written)
    {
        var at = written.LastIndexOf('=');
        if (at < 0) return null;
        var (part, kind) = (written[..at].Trim(), written[(at + 1)..].Trim().ToLowerInvariant());
        return part.Length is > 0 and <= LongestPart && !part.Any(char.IsControl) && IsKind(kind) ? new(part, kind) : null;
    }
}
