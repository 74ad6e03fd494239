using System.Collections.Concurrent;
using System.Globalization;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Tracking;

/// <summary>
/// A small table that numbers names (kinds of touches, sources, campaigns, offers), so that a touch holds a number. Names
/// that fold alike are one. Met names get the next number; beyond <see cref="Most"/> names all are one, <c>other</c>, because
/// names come from files and from strangers.
/// </summary>
internal abstract class NameTable(string table, string column, string keyColumn)
{
    public const int Most = 10_000;
    public const int LongestName = 200;
    private readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, string> names = new();

    /// <summary>The number of a name, given now if it is new; null for no name.</summary>
    public int? NumberOf(Write write, string? name, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        var shown = WithoutControls(name).Trim();
        if (shown.Length > LongestName) shown = shown[..LongestName];
        var key = KeyOf(shown);
        if (key.Length == 0) return null;
        return numbers.TryGetValue(key, out var number) ? number : NumberOf(write, key, shown, now);
    }

    /// <summary>The number of a name that is there, or null.</summary>
    public int? Find(Session session, string name)
    {
        var key = KeyOf(WithoutControls(name).Trim());
        if (numbers.TryGetValue(key, out var number)) return number;
        return session.Single($"select {column} from {table} where {keyColumn} = @key", ("@key", key)) is { } found ? Convert.ToInt32(found, CultureInfo.InvariantCulture) : null;
    }

    public string NameOf(Session session, int number)
    {
        if (names.TryGetValue(number, out var name)) return name;
        session.Read($"select {column}, name from {table}", row => names[row.GetInt32(0)] = row.GetString(1));
        return names.GetValueOrDefault(number, "");
    }

    protected virtual string KeyOf(string name) => Folded.From(name);

    /// <summary>What a new row holds beside number, name and the time at which it was met.</summary>
    protected virtual (string Column, object Value)[] Further(string key) => [];

    private static string WithoutControls(string name) => name.Any(char.IsControl) ? string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)) : name;

    private int NumberOf(Write write, string key, string name, DateTimeOffset now)
    {
        var number = Find(write, key) ?? Add(write, key, name, now);
        write.Afterwards(() => numbers[key] = number);
        return number;
    }

    private int Add(Write write, string key, string name, DateTimeOffset now)
    {
        var next = (int)write.Count($"select coalesce(max({column}), 0) + 1 from {table}");
        if (next > Most && key != "other") return NumberOf(write, "other", now)!.Value;
        // Where the name is the key, it is kept as that.
        var row = new Dictionary<string, object?>(StringComparer.Ordinal) { [column] = next, ["name"] = name, [keyColumn] = key, ["met_at"] = now };
        foreach (var (further, value) in Further(key)) row[further] = value;
        var sql = $"insert into {table} ({string.Join(", ", row.Keys)}) values (@{string.Join(", @", row.Keys)}) on conflict do nothing";
        if (write.Execute(sql, [.. row.Select(cell => ($"@{cell.Key}", cell.Value))]) != 1) throw new WriteConflictException(table);
        return next;
    }
}

/// <summary>What kinds of touches were met.</summary>
internal sealed class Kinds() : NameTable("kinds", "kind", "name")
{
    private const string Cache = "kinds";
    private readonly Cached<KindRules> rules = new(Cache, KindRules.Read);

    /// <summary>Whether it is something we did rather than the person.</summary>
    /// <param name="name">As it came.</param>
    public bool IsOurs(Session session, int kind, string name) => rules.Of(session).Ours.Contains(kind) || (Agreements.StandardKinds.Find(name)?.IsOurs ?? false);

    /// <summary>The name of the kind as which it counts.</summary>
    /// <param name="name">As it came.</param>
    public string CountsAs(Session session, int kind, string name) => rules.Of(session).Into.TryGetValue(kind, out var other) ? NameOf(session, other) : name;

    /// <summary>Somebody said whose a kind is, or what it counts as.</summary>
    public static void RulesChanged(Write write) => Versions.Raise(write, Cache);

    protected override string KeyOf(string name) => base.KeyOf(name).Replace(' ', '_');

    protected override (string Column, object Value)[] Further(string key) => [("is_ours", Agreements.StandardKinds.Find(key)?.IsOurs ?? false)];
}

/// <summary>The channels through which touches came, each with a side. A new one is Marketing's until somebody says otherwise.</summary>
internal sealed class Sources() : NameTable("sources", "source", "folded")
{
    protected override (string Column, object Value)[] Further(string key) => [("side", SideOf(key))];

    private static string SideOf(string folded) => folded switch
    {
        "sales" or "sales call" or "cold call" or "outbound" or "own contact" or "sales contact" => "sales",
        "partner" or "partners" or "partner referral" or "partner site" or "reseller" => "partner",
        _ => "marketing",
    };
}

internal sealed class Campaigns() : NameTable("campaigns", "campaign", "folded")
{
    protected override (string Column, object Value)[] Further(string key) => [("is_prize_draw", false)];
}

internal sealed class Offers() : NameTable("offers", "offer", "folded");
