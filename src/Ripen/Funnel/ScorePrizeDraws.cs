using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Funnel;

/// <summary>Which leads were handed over though all they had done was to enter a prize draw, as far as it was known then.</summary>
internal static class ScorePrizeDraws
{
    private const string Draw = "prize_draw_entered";
    private const int AtOnce = 1_000;

    /// <summary>The same handovers, each with whether it was of more than a prize draw.</summary>
    public static List<ScoredHandover> Marked(Desk desk, Session session, List<ScoredHandover> handovers)
    {
        if (desk.Kinds.Find(session, Draw) is not { } draw) return handovers;
        var (drawn, further) = (new HashSet<Guid>(), new Dictionary<Guid, Instant>());
        foreach (var persons in handovers.Select(row => row.Lead.Person).Distinct().Chunk(AtOnce))
        {
            session.Find("select distinct person_id from touches where person_id = any(@keys) and kind = @draw and discounted_at is null", persons, row => drawn.Add(row.GetId(0)), ("@draw", draw));
            session.Find(
                "select t.person_id, min(t.known_at) from touches t join kinds k on k.kind = t.kind where t.person_id = any(@keys) and t.kind <> @draw and not k.is_ours and t.discounted_at is null group by t.person_id",
                [.. persons.Where(drawn.Contains)],
                row => further[row.GetId(0)] = row.GetInstant(1),
                ("@draw", draw));
        }
        return handovers.ConvertAll(row => row with { IsOfPrizeDraw = drawn.Contains(row.Lead.Person) && !(further.TryGetValue(row.Lead.Person, out var at) && at <= row.OpenedAt) });
    }
}
