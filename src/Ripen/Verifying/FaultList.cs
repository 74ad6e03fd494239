namespace Ripen.Verifying;

/// <summary>All faults of one check: how many, and the first of them.</summary>
internal sealed record FaultGroup(Check Check, long Count, IReadOnlyList<Fault> First);

/// <summary>What was found wrong, by check. The first of each are kept, the rest counted, so that a desk with a million faults costs no more than one with twenty.</summary>
internal sealed class FaultList
{
    public const int KeptPerCheck = 20;
    private readonly Dictionary<Check, (List<Fault> First, long Count)> found = [];

    public long Count => found.Values.Sum(group => group.Count);

    /// <summary>In the order of <see cref="Checks.All"/>.</summary>
    public IReadOnlyList<FaultGroup> Groups => [.. Checks.All.Where(found.ContainsKey).Select(check => new FaultGroup(check, found[check].Count, found[check].First))];

    public void Add(Check check, string where, string what)
    {
        var (first, count) = found.TryGetValue(check, out var group) ? group : (new(), 0);
        if (first.Count < KeptPerCheck) first.Add(new(check, where, what));
        found[check] = (first, count + 1);
    }
}
