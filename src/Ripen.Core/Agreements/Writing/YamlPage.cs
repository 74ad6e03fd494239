using System.Text;

namespace Ripen.Agreements;

/// <summary>Puts keys and values one below the other, in block style. What is null or empty is left out.</summary>
internal sealed class YamlPage
{
    private const int Widest = 100;
    private readonly StringBuilder page = new();
    private int indent;
    private bool atDash;

    public override string ToString() => page.ToString();

    /// <summary>An empty line, before a section.</summary>
    public void Gap() => page.Append('\n');

    public void Text(string key, string? text)
    {
        if (text is not null) Line($"{YamlText.Key(key)}: {YamlText.Of(text)}");
    }

    /// <summary>Short ones on the key's line, in brackets; a single one without.</summary>
    public void Texts(string key, IReadOnlyList<string> texts, bool evenEmpty = false)
    {
        if (texts.Count == 0 && !evenEmpty) return;
        var line = texts.Count == 1 ? YamlText.Of(texts[0]) : $"[{string.Join(", ", texts.Select(YamlText.InFlow))}]";
        if (texts.Count <= 1 || Fits(key, line)) Line($"{YamlText.Key(key)}: {line}");
        else Items(key, texts, Item);
    }

    /// <summary>A condition on the key's line; where it is too long for that, its parts below each other.</summary>
    public void Condition(string key, Condition condition)
    {
        var line = ConditionWriter.Write(condition);
        if (Fits(key, line)) Text(key, line);
        else if (condition is All all) Conditions(key, all.Of);
        else if (condition is Any && YamlText.IsPlain(line))
        {
            // A text without quotes goes on in lines that are indented more.
            Line($"{YamlText.Key(key)}:");
            indent++;
            foreach (var piece in ConditionWriter.Lines(condition)) Line(piece);
            indent--;
        }
        else Text(key, line);
    }

    public void Conditions(string key, IReadOnlyList<Condition> conditions) =>
        Items(key, conditions, condition => Item(ConditionWriter.Write(condition)));

    /// <summary>A key with others below it.</summary>
    public void Map(string key, Action below)
    {
        Line($"{YamlText.Key(key)}:");
        var start = page.Length;
        indent++;
        below();
        indent--;
        // Nothing below: say so, or the key would have an empty text.
        if (page.Length == start) page.Insert(start - 1, " {}");
    }

    public void Entries<T>(string key, IReadOnlyList<T> entries, Action<T> entry)
    {
        if (entries.Count > 0) Map(key, () => Each(entries, entry));
    }

    /// <summary>A list, each item begun with a dash.</summary>
    public void Items<T>(string key, IReadOnlyList<T> items, Action<T> item)
    {
        if (items.Count == 0) return;
        Line($"{YamlText.Key(key)}:");
        indent += 2;
        foreach (var one in items)
        {
            atDash = true;
            item(one);
        }
        indent -= 2;
    }

    /// <summary>One text of a list.</summary>
    public void Item(string text) => Line(YamlText.Of(text));

    private static void Each<T>(IReadOnlyList<T> entries, Action<T> entry)
    {
        foreach (var one in entries) entry(one);
    }

    private bool Fits(string key, string line) => 2 * indent + key.Length + 2 + line.Length <= Widest;

    private void Line(string text)
    {
        page.Append(' ', 2 * indent - (atDash ? 2 : 0)).Append(atDash ? "- " : "").Append(text).Append('\n');
        atDash = false;
    }
}
