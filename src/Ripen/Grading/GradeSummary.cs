using System.Globalization;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>Counts what the verdicts say. Each worker has its own; they are added up at the end.</summary>
internal sealed class GradeSummary
{
    private const int MostNamed = 5;
    private readonly Dictionary<string, long> temperatures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> stories = new(StringComparer.Ordinal);
    private readonly List<(decimal Interest, string Id)> nearHot = [];

    public long Leads { get; private set; }

    public long Qualified { get; private set; }

    public long Handovers { get; private set; }

    /// <summary>The leads whose stories were told.</summary>
    public IReadOnlySet<string> Stories => stories;

    /// <summary>The lead with the most interest of those that one answer would make hot.</summary>
    public string? NearestHot => nearHot.Count == 0 ? null : nearHot.MaxBy(near => near.Interest).Id;

    public void Count(Verdict verdict)
    {
        Leads++;
        if (verdict.Qualified == Truth.True) Qualified++;
        if (verdict.IsHandover) Handovers++;
        Add(temperatures, verdict.Temperature, 1);
        foreach (var fact in verdict.Missing) Add(missing, fact, 1);
        if (verdict.Ask is { } ask) Add(asked, ask, 1);
        if (verdict is { Temperature: "warm", CouldBe: "hot", Ask: not null } && verdict.Criteria.Count(criterion => criterion.Met == Truth.True) == verdict.Criteria.Count - 1) Keep(verdict.Interest, verdict.Id);
    }

    public void Told(string id) => stories.Add(id);

    public void Add(GradeSummary other)
    {
        stories.UnionWith(other.stories);
        Leads += other.Leads;
        Qualified += other.Qualified;
        Handovers += other.Handovers;
        foreach (var (key, count) in other.temperatures) Add(temperatures, key, count);
        foreach (var (key, count) in other.missing) Add(missing, key, count);
        foreach (var (key, count) in other.asked) Add(asked, key, count);
        foreach (var (interest, id) in other.nearHot) Keep(interest, id);
    }

    public void WriteTo(TextWriter writer, Agreement agreement, TimeSpan took)
    {
        var rate = took.TotalSeconds > 0.5 ? string.Create(CultureInfo.InvariantCulture, $" in {took.TotalSeconds:0.0} s ({Leads / took.TotalSeconds:#,##0} a second)") : "";
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Leads:#,##0} leads judged under {agreement.Name}{(agreement.Version is { } version ? $", version {version}" : "")}{rate}"));
        foreach (var band in agreement.Temperature) Bar(writer, band.Word, temperatures.GetValueOrDefault(band.Word));
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  qualified {Qualified:#,##0}, to hand over now {Handovers:#,##0}"));
        if (missing.Count > 0) writer.WriteLine($"  missing most: {Most(missing)}");
        if (asked.Count > 0) writer.WriteLine($"  best question next: {Most(asked)}");
        if (nearHot.Count > 0) writer.WriteLine($"  one answer from hot: {string.Join(", ", nearHot.OrderByDescending(near => near.Interest).Select(near => Reading.Reports.Harmless(near.Id)))}");
    }

    private void Bar(TextWriter writer, string word, long count)
    {
        var share = Leads == 0 ? 0 : (double)count / Leads;
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {word,-5} {count,10:#,##0} {share,7:0.0 %}  {new string('█', (int)Math.Round(share * 40))}"));
    }

    private static string Most(Dictionary<string, long> counts) =>
        string.Join(", ", counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostNamed)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{FactWords.Spaced(pair.Key)} ({pair.Value:#,##0})")));

    // The few with the most interest.
    private void Keep(decimal interest, string id)
    {
        nearHot.Add((interest, id));
        if (nearHot.Count > MostNamed) nearHot.Remove(nearHot.MinBy(near => near.Interest));
    }

    private static void Add(Dictionary<string, long> counts, string key, long count) => counts[key] = counts.GetValueOrDefault(key) + count;
}
