using System.Text.RegularExpressions;

namespace Ripen.Bench;

/// <summary>One question of <c>bench/queries.md</c>: the address of the API that asks it, that of the page, and the statements that it comes to.</summary>
internal sealed partial record NamedQuery(string Name, string Address, string Page, string[] Statements)
{
    public const string Next = "{next}";

    public static List<NamedQuery> All()
    {
        var text = File.ReadAllText(Path.Combine(BenchFolder.Repository, "bench", "queries.md"));
        return [.. Form().Matches(text).Select(match => new NamedQuery(match.Groups["name"].Value, match.Groups["address"].Value, match.Groups["page"].Value, match.Groups["sql"].Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))];
    }

    [GeneratedRegex(@"^## (?<name>[\w-]+)\n.*?^`GET (?<address>[^`]+)`[^`]*`GET (?<page>[^`]+)`.*?^```sql\n(?<sql>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Form();
}
