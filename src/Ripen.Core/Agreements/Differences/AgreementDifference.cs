using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What one agreement says otherwise than another, in plain words.</summary>
public static class AgreementDifference
{
    /// <summary>
    /// A sentence for each difference, the weightiest first, without full stops: "Companies now need 100 employees, was 50".
    /// Empty exactly where the two say the same; the order of what is listed, names, versions and signatures count.
    /// </summary>
    public static IReadOnlyList<string> Between(Agreement before, Agreement after)
    {
        var said = new List<string>();
        if (before.Equals(after)) return said;
        new LeadDifference(before, after, said).Say();
        new HandoverDifference(before, after, said).Say();
        new TermsDifference(before, after, said).Say();
        // A digit too far behind the point to be shown, say: small, but signed.
        if (said.Count == 0) said.Add("Something is written in another way");
        return said;
    }
}

/// <summary>Differences between lists.</summary>
internal static class ListDifference
{
    /// <summary>Things with a name: what is new, what is gone, what changed, and whether only their order did.</summary>
    public static void Named<T>(ValueList<T> was, ValueList<T> now, Func<T, string> name, Action<T> added, Action<T> removed, Action<T, T> changed, Action reordered)
        where T : class
    {
        foreach (var item in now)
        {
            if (was.FirstOrDefault(other => name(other) == name(item)) is not { } old) added(item);
            else if (!old.Equals(item)) changed(old, item);
        }
        foreach (var item in was.Where(item => now.All(other => name(other) != name(item)))) removed(item);
        if (!was.Select(name).Where(now.Select(name).Contains).SequenceEqual(now.Select(name).Where(was.Select(name).Contains))) reordered();
    }

    /// <summary>What is in one list only; what is there twice counts twice.</summary>
    public static (ValueList<T> Removed, ValueList<T> Added) Apart<T>(IEnumerable<T> was, IEnumerable<T> now)
    {
        var removed = was.ToList();
        var added = now.Where(item => !removed.Remove(item)).ToValueList();
        return (removed.ToValueList(), added);
    }
}
