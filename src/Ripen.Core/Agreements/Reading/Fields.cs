using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// The keys of one map of the agreement: takes them by name as what they should be, and tells what is unknown, missing or
/// of another kind. Everything returns null after an error, which has then been told.
/// </summary>
internal sealed class Fields
{
    private const int LongestText = 2_000;
    private readonly YamlMap map;
    private readonly Remarks remarks;
    private readonly string where;
    private readonly HashSet<string> misspelt = new(StringComparer.Ordinal);

    public Fields(YamlMap map, Remarks remarks, string where, params string[] known)
    {
        (this.map, this.remarks, this.where) = (map, remarks, where);
        foreach (var (key, _) in map.Entries)
        {
            if (known.Contains(key.Text, StringComparer.Ordinal) || key.IsBroken) continue;
            var meant = remarks.Meant(key.Text, known);
            if (meant is not null) misspelt.Add(meant);
            remarks.Error(key.At, key.Text, $"{In} there is no '{Remarks.Shown(key.Text)}'.", meant is null ? $"Known are: {string.Join(", ", known)}." : $"Did you mean '{meant}'?");
        }
    }

    public Place At => map.At;

    private string In => where.Length == 0 ? "In an agreement" : $"In {where}";

    public bool Has(string key) => Find(key) is not null;

    public YamlScalar? KeyOf(string key) => map.Entries.Find(entry => entry.Key.Text == key).Key;

    public YamlNode? Find(string key) => map.Entries.Find(entry => entry.Key.Text == key).Value;

    /// <summary>Tells that a key that must be there is not.</summary>
    public bool Needs(string key, string example)
    {
        if (Has(key)) return true;
        // Who reads "did you mean" need not be told twice.
        if (!misspelt.Contains(key)) remarks.Error(map.At, map.Shown, $"{(where.Length == 0 ? "The agreement" : char.ToUpperInvariant(where[0]) + where[1..])} has no '{key}'.", $"For example: {example}");
        return false;
    }

    public YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMap found => found,
        var other => Refuse<YamlMap>(other, $"'{key}' is a list of names with something behind each: key: value, one a line."),
    };

    public string? Text(string key) => Find(key) is { } node ? TextOf(node, key) : null;

    /// <param name="longest">In characters.</param>
    public string? TextOf(YamlNode node, string what, int longest = LongestText)
    {
        if (node is not YamlScalar scalar) return Refuse<string>(node, $"'{what}' is one text, not {(node is YamlList ? "a list" : "keys with values")}.");
        if (scalar.IsBroken) return null;
        if (string.IsNullOrWhiteSpace(scalar.Text)) return Refuse<string>(node, $"'{what}' has nothing behind it.");
        if (scalar.Text.Length > longest) return Refuse<string>(node, $"'{what}' is longer than {longest} characters.");
        if (scalar.Text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))) return Refuse<string>(node, $"'{what}' has a control character in it.");
        return scalar.Text.Trim();
    }

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public ValueList<string> Texts(string key) => Scalars(key).Select(scalar => scalar.Text.Trim()).ToValueList();

    public IReadOnlyList<YamlScalar> Scalars(string key)
    {
        var node = Find(key);
        if (node is null) return [];
        if (node is YamlMap)
        {
            Refuse<YamlScalar>(node, $"'{key}' is a list of texts, like [a, b].");
            return [];
        }
        var found = new List<YamlScalar>();
        foreach (var item in node is YamlList list ? list.Items : [node])
        {
            if (TextOf(item, key) is not null) found.Add((YamlScalar)item);
        }
        return found;
    }

    public T? Of<T>(string key, string wanted, Func<string, T?> read) where T : struct
    {
        if (Text(key) is not { } text) return null;
        if (read(text) is { } value) return value;
        var at = (YamlScalar)Find(key)!;
        remarks.Error(at.PlaceOf(0), at.Text, $"'{key}' is {wanted}, not '{Remarks.Shown(text)}'.");
        return null;
    }

    public DateOnly? Date(string key) => Of(key, "a date like 2026-07-01", AsDate);

    public decimal? Number(string key) => Of(key, "a number", AsNumber);

    public int? Whole(string key, int least, int most) =>
        Of(key, $"a whole number from {least} to {most}", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : (int?)null);

    public decimal? Percent(string key) => Of(key, "a share from 0 % to 100 %, like 60 %", text =>
        text.EndsWith('%') && Numbers.TryParse(text[..^1].TrimEnd(), out var number) && number is >= 0 and <= 100 ? number : (decimal?)null);

    public Duration? Duration(string key, bool business = false)
    {
        if (Text(key) is not { } text) return null;
        var at = (YamlScalar)Find(key)!;
        if (!Durations.TryParse(text, out var duration, out var error))
        {
            remarks.Error(at.PlaceOf(0), text, $"'{key}': {error}", business ? "For example: 4 business hours" : "For example: 30 days");
            return null;
        }
        if (!duration.IsBusiness || business) return duration;
        remarks.Error(at.PlaceOf(0), text, "Business time is counted in handover clocks only.", "Write hours or days.");
        return null;
    }

    public Money? Money(string key)
    {
        if (Text(key) is not { } text) return null;
        var space = text.LastIndexOf(' ');
        if (space > 0 && Numbers.TryParse(text.AsSpan(0, space).TrimEnd(), out var amount) && Currency.TryParse(text.AsSpan(space + 1), out var currency)) return new(amount, currency.Code);
        remarks.Error(((YamlScalar)Find(key)!).PlaceOf(0), text, $"'{key}' is an amount with its currency.", "For example: 600000 EUR");
        return null;
    }

    /// <summary>The names and values of a map of named things; names that cannot be one are told.</summary>
    public static IEnumerable<(string Name, YamlScalar Key, YamlNode Value)> Named(YamlMap map, Remarks remarks, string what)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (key.IsBroken) continue;
            var bad = key.Text.Length is 0 or > 100 || key.Text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "()[],'<>=!".Contains(c, StringComparison.Ordinal));
            if (bad) remarks.Error(key.At, key.Text, $"A {what} has a name of one word.", $"For example: {Folded.From(key.Text).Replace(' ', '_')}");
            else if (Words.Keywords.Contains(key.Text)) remarks.Error(key.At, key.Text, $"'{key.Text}' is a word of the language; a {what} cannot be named so.");
            else yield return (key.Text, key, value);
        }
    }

    public static DateOnly? AsDate(string text) => Dates.TryParse(text, out var date) ? date : null;

    public static decimal? AsNumber(string text) => Numbers.TryParse(text, out var number) ? number : null;

    private T? Refuse<T>(YamlNode node, string message) where T : class
    {
        if (node is not YamlScalar { IsBroken: true }) remarks.Error(node.At, node.Shown, message);
        return null;
    }
}
