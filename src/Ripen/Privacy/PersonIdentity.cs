using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>Who a person is, with everybody who was merged into him, and what is known of him that privacy needs.</summary>
internal static class PersonIdentity
{
    private const int MostMerges = 100;

    /// <summary>The person, or whom he was merged into; null where he is not there.</summary>
    public static Guid? Survivor(Session session, Guid person)
    {
        for (var i = 0; i < MostMerges; i++)
        {
            var (isThere, into) = (false, (Guid?)null);
            session.Read("select merged_into from persons where person_id = @person", row => (isThere, into) = (true, row.GetIdOrNull(0)), ("@person", person));
            if (!isThere) return null;
            if (into is not { } next) return person;
            person = next;
        }
        return null;
    }

    /// <summary>The person and all who were merged into him.</summary>
    public static List<Guid> AllOf(Session session, Guid survivor)
    {
        List<Guid> all = [survivor], last = all;
        while (last.Count > 0 && all.Count < MostMerges)
        {
            var next = new List<Guid>();
            session.Find("select person_id from persons where merged_into = any(@keys)", last, row => next.Add(row.GetId(0)));
            last = next.FindAll(person => !all.Contains(person));
            all.AddRange(last);
        }
        return all;
    }

    /// <summary>Every address that was ever said of them, the latest first.</summary>
    public static List<string> Addresses(Session session, IReadOnlyCollection<Guid> persons)
    {
        var said = Said(session, persons, "email");
        session.Find("select email from leads where person_id = any(@keys) and email is not null order by person_id, lead desc", persons, row => said.Add(row.GetString(0)));
        return [.. said.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>As it was said last; null where nobody said any.</summary>
    public static string? Language(Session session, IReadOnlyCollection<Guid> persons) => Said(session, persons, "language").FirstOrDefault();

    /// <summary>The line of his open lead, else of his last; null where he has none.</summary>
    public static string? Line(Session session, Guid person)
    {
        string? line = null;
        session.Read("select line from leads where person_id = @person order by case when ended is null then 0 else 1 end, lead desc limit 1", row => line = row.GetString(0), ("@person", person));
        return line;
    }

    private static List<string> Said(Session session, IReadOnlyCollection<Guid> persons, string fact)
    {
        var rows = new List<(DateTimeOffset At, long Seq, string Value)>();
        session.Find("select at, seq, facts from person_facts where person_id = any(@keys)", persons, row =>
        {
            foreach (var said in FactsJson.Read(row.GetString(2)))
            {
                if (said.Fact == fact && said.Value is { } value) rows.Add((row.GetAt(0), row.GetInt64(1), value));
            }
        });
        return [.. rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Seq).Select(row => row.Value)];
    }
}
