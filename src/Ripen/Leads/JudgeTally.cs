using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>Counts what judging again made of leads: how many had which temperature before and have it now.</summary>
internal sealed class JudgeTally
{
    /// <summary>Of a lead that was never judged before.</summary>
    public const string NotJudged = "not judged";

    private readonly Dictionary<string, long> before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> after = new(StringComparer.Ordinal);

    public long Judged { get; private set; }

    /// <summary>Of which something else was found.</summary>
    public long Changed { get; private set; }

    /// <summary>That could not be judged.</summary>
    public long Failed { get; set; }

    public long Before(string temperature) => before.GetValueOrDefault(temperature);

    public long After(string temperature) => after.GetValueOrDefault(temperature);

    public void Count(string from, string to, bool isChanged)
    {
        Judged++;
        if (isChanged) Changed++;
        Add(before, from, 1);
        Add(after, to, 1);
    }

    public void Add(JudgeTally other)
    {
        (Judged, Changed, Failed) = (Judged + other.Judged, Changed + other.Changed, Failed + other.Failed);
        foreach (var (temperature, count) in other.before) Add(before, temperature, count);
        foreach (var (temperature, count) in other.after) Add(after, temperature, count);
    }

    /// <summary>What a lead was last found to be, in the word of the agreement of then.</summary>
    public static string TemperatureOf(Desk desk, Session session, string line, Findings? findings) =>
        findings is { } found ? desk.Agreements.Compiled(session, line, found.Agreement).Agreement.Temperature[found.Temperature].Word : NotJudged;

    private static void Add(Dictionary<string, long> counts, string temperature, long count) => counts[temperature] = counts.GetValueOrDefault(temperature) + count;
}
