using System.Text.Json;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Verifying;

/// <summary>What look-ups and merges lead to. They lie elsewhere than the persons they name, so they are walked through in pieces and looked up.</summary>
internal static class KeyChecks
{
    private const int Piece = 1_000;
    private const int MostMerges = 100;

    public static void ContactKeys(Session session, FaultList faults)
    {
        var (kind, value, keys) = (-1, "", new List<(int Kind, string Value, Guid Person)>());
        do
        {
            keys.Clear();
            session.Read("select kind, value, person_id from contact_keys where (kind, value) > (@kind, @value) order by kind, value limit @most", row => keys.Add((row.GetInt32(0), row.GetString(1), row.GetId(2))), ("@kind", kind), ("@value", value), ("@most", Piece));
            var there = new HashSet<Guid>();
            session.Find("select person_id from persons where person_id = any(@keys)", [.. keys.Select(key => key.Person).Distinct()], row => there.Add(row.GetId(0)));
            foreach (var key in keys.Where(key => !there.Contains(key.Person))) faults.Add(Checks.ContactKeysNamePersons, $"contact_keys {key.Kind} {key.Value}", $"It names person {key.Person:N}, who is not there.");
            if (keys.Count > 0) (kind, value) = (keys[^1].Kind, keys[^1].Value);
        }
        while (keys.Count == Piece);
    }

    public static void TouchKeys(Session session, FaultList faults)
    {
        var (scope, id, keys) = ("", "", new List<(string Scope, string Id, Guid Person, DateTimeOffset At)>());
        do
        {
            keys.Clear();
            session.Read("select scope, client_id, person_id, at from touch_keys where (scope, client_id) > (@scope, @id) order by scope, client_id limit @most", row => keys.Add((row.GetString(0), row.GetString(1), row.GetId(2), row.GetAt(3))), ("@scope", scope), ("@id", id), ("@most", Piece));
            var missing = keys.Select(key => (key.Person, key.At)).ToHashSet();
            session.Find("select person_id, at from touches where person_id = any(@keys)", [.. keys.Select(key => key.Person).Distinct()], row => missing.Remove((row.GetId(0), row.GetAt(1))));
            foreach (var key in keys.Where(key => missing.Contains((key.Person, key.At)))) faults.Add(Checks.TouchKeysNameTouches, $"touch_keys {key.Scope} {key.Id}", $"Its touch of person {key.Person:N} at {key.At:u} is not there.");
            if (keys.Count > 0) (scope, id) = (keys[^1].Scope, keys[^1].Id);
        }
        while (keys.Count == Piece);
    }

    public static void Merges(Session session, FaultList faults)
    {
        var (after, merged) = (Guid.Empty, new List<(Guid Person, Guid Into)>());
        do
        {
            merged.Clear();
            session.Read("select person_id, merged_into from persons where merged_into is not null and person_id > @after order by person_id limit @most", row => merged.Add((row.GetId(0), row.GetId(1))), ("@after", after), ("@most", Piece));
            foreach (var (person, into) in merged)
            {
                if (WhyNoEnd(session, into) is { } why) faults.Add(Checks.MergesEndAtAPerson, $"person {person:N}", why);
            }
            if (merged.Count > 0) after = merged[^1].Person;
        }
        while (merged.Count == Piece);
    }

    /// <summary>What was said is JSON: an object of facts.</summary>
    public static void Facts(Session session, FaultList faults)
    {
        foreach (var (table, owner) in ((string, string)[])[("person_facts", "person_id"), ("organisation_facts", "organisation_id"), ("group_facts", "group_id")])
        {
            session.Read($"select {owner}, at, facts from {table}", row =>
            {
                var facts = row.GetString(2);
                if (!IsObject(facts)) faults.Add(Checks.FactsCanBeRead, $"{table} of {row.GetId(0):N} at {row.GetAt(1):u}", "What was said cannot be read.");
            });
        }
    }

    private static string? WhyNoEnd(Session session, Guid person)
    {
        for (var i = 0; i < MostMerges; i++)
        {
            var (isThere, into) = (false, (Guid?)null);
            session.Read("select merged_into from persons where person_id = @person", row => (isThere, into) = (true, row.GetIdOrNull(0)), ("@person", person));
            if (!isThere) return $"It ends at person {person:N}, who is not there.";
            if (into is null) return null;
            person = into.Value;
        }
        return "It goes round in a circle.";
    }

    private static bool IsObject(string facts)
    {
        try
        {
            FactsJson.Each(facts, 0, static (_, _, _) => { });
            return facts.StartsWith('{');
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
