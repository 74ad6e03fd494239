namespace Ripen.Tests;

/// <summary>What somebody may put into a field to do harm, or without meaning any.</summary>
internal static class Hostile
{
    private static readonly string[] Columns = ["id", "name", "email", "organisation", "job_title", "phone", "industry", "problem", "source", "campaign", "country", "employees", "budget"];

    public static IReadOnlyList<string> Values { get; } =
    [
        $"<script>{ServedDesk.Mark}</script>",
        $"\"><img src=x onerror={ServedDesk.Mark}>",
        $"'-{ServedDesk.Mark}-'",
        $"javascript:{ServedDesk.Mark}",
        $"</textarea></select></title><svg onload={ServedDesk.Mark}>",
        new('W', 10_000),
        string.Concat(Enumerable.Repeat("a long name of many words ", 400)),
        "שלום עולם \u202Eгедом\u202C مرحبا بالعالم",
        "👩‍👩‍👧‍👦🏳️‍🌈 Zoë Ⓩ 𝕽𝖎𝖕𝖊𝖓 ﷽",
        "before\0after\u0007\u001b[31mred",
        "{{7*7}} ${7*7} <%= 7*7 %> @(7*7)",
        "a=1&b=2?c#d%00%2e%2e/",
    ];

    /// <summary>A file of leads: each value in every field of one.</summary>
    public static string Rows() => string.Join('\n', [string.Join(',', Columns), .. Values.Select(Row)]) + "\n";

    private static string Row(string value, int place) =>
        string.Join(',', Columns.Select(column => column switch { "id" => $"hostile-{place}", "email" => $"\"hostile-{place}@{(place % 2 == 0 ? "example.com" : value.Replace("\"", "", StringComparison.Ordinal))}\"", _ => Quoted(value) }));

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
