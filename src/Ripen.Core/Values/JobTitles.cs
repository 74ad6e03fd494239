using System.Text;

namespace Ripen.Values;

/// <summary>The shipped table by which seniority and function are read off a job title.</summary>
public static class JobTitles
{
    private static readonly Table Shipped = Table.Read("job-titles.txt");

    private static readonly (string Value, string[] Phrases)[] Seniorities = Of("seniority");

    private static readonly (string Value, string[] Phrases)[] Functions = Of("function");

    /// <summary>For each seniority, each function and each pair of them a title that the table reads so, where there is one.</summary>
    public static IReadOnlyList<string> Typical { get; } = [.. Typicals()];

    public static string Version => Shipped.Version;

    /// <summary>One of the options of <c>seniority</c>, or null where the title does not tell.</summary>
    public static string? SeniorityOf(string title) => FirstFound(Seniorities, Words(title));

    /// <summary>One of the options of <c>function</c>, or null where the title does not tell.</summary>
    public static string? FunctionOf(string title) => FirstFound(Functions, Words(title));

    private static IEnumerable<string> Typicals()
    {
        string?[] seniorities = [.. Seniorities.Select(rule => rule.Value).Distinct(), null];
        string?[] functions = [.. Functions.Select(rule => rule.Value).Distinct(), null];
        foreach (var seniority in seniorities)
        {
            foreach (var function in functions)
            {
                if (Combined(PhrasesOf(Seniorities, seniority), PhrasesOf(Functions, function)).FirstOrDefault(title => SeniorityOf(title) == seniority && FunctionOf(title) == function) is { } title) yield return title;
            }
        }
    }

    private static string[] PhrasesOf((string Value, string[] Phrases)[] rules, string? value) => value is null ? [""] : [.. rules.Where(rule => rule.Value == value).SelectMany(rule => rule.Phrases)];

    private static IEnumerable<string> Combined(string[] seniority, string[] function) =>
        from one in seniority from other in function from title in new[] { $"{other} {one}", $"{one} {other}" } select title.Trim();

    private static (string, string[])[] Of(string fact) => [.. Shipped.Lines
        .Where(line => line.StartsWith(fact + " ", StringComparison.Ordinal))
        .Select(line => line[(fact.Length + 1)..].Split(':', 2))
        .Select(parts => (parts[0].Trim(), parts[1].Split(',').Select(Words).Where(phrase => phrase.Length > 0).ToArray()))];

    private static string? FirstFound((string Value, string[] Phrases)[] rules, string title)
    {
        foreach (var (value, phrases) in rules)
        {
            foreach (var phrase in phrases)
            {
                if (Folded.ContainsWords(title, phrase)) return value;
            }
        }
        return null;
    }

    // Punctuation is no part of a title: "CFO / Geschäftsführer:in" is "cfo geschäftsführer in".
    private static string Words(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var c in Folded.From(text))
        {
            if (char.IsLetterOrDigit(c)) words.Append(c);
            else if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
        }
        return words.ToString().Trim();
    }
}
