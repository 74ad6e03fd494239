using Ripen.Storage;

namespace Ripen.Nurture;

/// <summary>How many leads are in which programme now.</summary>
internal static class ProgrammeCounts
{
    /// <summary>Leads by the names of programmes; null: the desk does not keep runs, and nothing is said of them.</summary>
    public static IReadOnlyDictionary<string, long>? Of(Session session)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        session.Read("select enrolled_in, count(*) from leads where enrolled_in is not null group by enrolled_in", row => counts[row.GetString(0)] = row.GetInt64(1));
        return counts;
    }
}
