namespace Ripen.Funnel;

/// <summary>Buying groups in the place of leads: five inquiries of one group are one chance.</summary>
public static class Chances
{
    /// <summary>
    /// The first passes of all leads of a group as one pass with the number 1, their later passes as one with the number 2
    /// (<see cref="CountedPass.With"/>); leads without a group as they are, with their later passes as one.
    /// </summary>
    /// <param name="passes">In blocks, each by lead and number, a lead's passes together in one.</param>
    public static IReadOnlyList<CountedPass[]> Of(IReadOnlyList<CountedPass[]> passes)
    {
        var (alone, groups) = (new List<CountedPass>(), new Dictionary<long, (CountedPass First, CountedPass? Again)>());
        foreach (var block in passes)
        {
            for (var place = 0; place < block.Length; place++)
            {
                ref readonly var pass = ref block[place];
                if (pass.Group != 0) groups[pass.Group] = Joined(groups, pass);
                else if (pass.Number <= 2) alone.Add(pass);
                else alone[^1] = alone[^1].With(pass) with { Number = 2 };
            }
        }
        var chances = new List<CountedPass>(2 * groups.Count);
        foreach (var (first, again) in groups.Values)
        {
            chances.Add(first);
            if (again is { } later) chances.Add(later);
        }
        return [[.. alone], [.. chances]];
    }

    private static (CountedPass, CountedPass?) Joined(Dictionary<long, (CountedPass First, CountedPass? Again)> groups, in CountedPass pass)
    {
        var isFirst = pass.Number == 1;
        if (!groups.TryGetValue(pass.Group, out var there)) return isFirst ? (pass, null) : (pass with { Number = 1 }, null);
        if (isFirst) return (there.First.With(pass), there.Again);
        return (there.First, (there.Again is { } again ? again.With(pass) : pass) with { Number = 2 });
    }
}
