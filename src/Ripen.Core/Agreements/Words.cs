using System.Collections.Frozen;

namespace Ripen.Agreements;

/// <summary>The language's own words.</summary>
internal static class Words
{
    /// <summary>Nothing may be named like one of these.</summary>
    public static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
        ["otherwise", "or", "and", "not", "at", "least", "of", "between", "in", "problems", "is", "known", "unknown", "free", "within", "the", "last", "contains", "touched", "anything", "count", "high"]);

    /// <summary>What the judgement itself yields; no custom fact and no criterion may be named so.</summary>
    public static readonly FrozenSet<string> Yielded = FrozenSet.ToFrozenSet(
        ["fits", "complete", "qualified", "interest", "temperature", "buying_stage", "pass", "stage", "last_rejection"]);

    /// <summary>What of that is no condition by itself, but needs a test behind it, wherever it may be used.</summary>
    public static readonly string[] Tested = ["interest", "temperature", "buying_stage"];

    public static readonly string[] Temperatures = ["hot", "warm", "cold"];
    public static readonly string[] BuyingStages = ["late", "middle", "early"];
    public static readonly string[] Stages = ["inquiry", "qualified", "handed_over", "accepted", "opportunity"];
}
