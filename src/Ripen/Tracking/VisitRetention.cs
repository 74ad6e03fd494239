using Ripen.Storage;

namespace Ripen.Tracking;

/// <summary>What is over of visits. Those that became touches stay as touches; the rest is nobody’s.</summary>
internal static class VisitRetention
{
    private const int Piece = 1_000;

    /// <summary>Deletes at most a thousand visits that were taken in before an instant, and the visitors of whom there is nothing to know, and says how many; to be called until none are left.</summary>
    public static int Delete(Write write, DateTimeOffset before)
    {
        var deleted = 0;
        foreach (var state in Enum.GetValues<VisitState>().Where(state => state != VisitState.Fresh && deleted < Piece))
        {
            deleted += write.Execute(
                "delete from visits where (visitor, at, seq) in (select visitor, at, seq from visits where state = @state and due_at < @before limit @most)",
                ("@state", state),
                ("@before", before),
                ("@most", Piece - deleted));
        }
        if (deleted == 0) deleted += write.Execute("delete from visitors where person_id is null and known_at < @before", ("@before", before));
        return deleted;
    }
}
