using Ripen.Agreements;
using Ripen.Storage;

namespace Ripen.Tracking;

/// <summary>The kinds of touches of which people of the desk said that they are ours, besides those that ship.</summary>
internal static class OurKinds
{
    public static IReadOnlyList<string> Of(Session session)
    {
        var ours = new List<string>();
        session.Read("select name from kinds where is_ours and into_kind is null order by kind", row => ours.Add(row.GetString(0)));
        ours.RemoveAll(name => StandardKinds.Find(name) is not null);
        return ours;
    }
}

/// <summary>What kinds of touches count as. Changed seldom, asked for with every touch.</summary>
/// <param name="Ours">By number, those that count as another one too.</param>
/// <param name="Into">What a kind counts as, where that is another one.</param>
internal sealed record KindRules(IReadOnlySet<int> Ours, IReadOnlyDictionary<int, int> Into)
{
    public static KindRules Read(Session session)
    {
        var (ours, into) = (new HashSet<int>(), new Dictionary<int, int>());
        session.Read("select k.kind, k.into_kind, coalesce(i.is_ours, k.is_ours) from kinds k left join kinds i on i.kind = k.into_kind", row =>
        {
            if (row.GetYes(2)) ours.Add(row.GetInt32(0));
            if (row.GetIntOrNull(1) is { } other) into[row.GetInt32(0)] = other;
        });
        return new(ours, into);
    }
}
