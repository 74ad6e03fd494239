using System.Globalization;
using System.Text.RegularExpressions;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Agreements;

/// <summary>A test as it stands in a form.</summary>
/// <param name="Name">Before the names of its inputs: <c>c0</c>.</param>
public sealed record TestInput(string Name, TestDraft Draft)
{
    private const int MostValues = 300;

    public static TestInput Empty(string name) => new(name, new("", ""));

    /// <summary>As it was sent. What cannot be compared as it was before is compared in the first way there is.</summary>
    internal static TestInput Read(PageForm form, string name, Agreement agreement)
    {
        var subject = form.Text($"{name}.subject") ?? "";
        var comparisons = TestChoices.Comparisons(subject, agreement);
        var comparison = form.Text($"{name}.comparison") ?? "";
        if (comparisons.All(choice => choice.Value != comparison)) comparison = comparisons.Count > 0 ? comparisons[0].Value : "";
        var lines = (form.Text($"{name}.values", 20_000) ?? "").Split('\n');
        var values = form.All($"{name}.value").Concat(lines).Select(value => Number(value.Trim(), subject, agreement)).Where(value => value.Length > 0).Take(MostValues).ToValueList();
        return new(name, new TestDraft(subject, comparison)
        {
            Values = TestChoices.With(comparison) switch { ComparedWith.Nothing or ComparedWith.Time => [], ComparedWith.One => values.Take(1).ToValueList(), ComparedWith.Two => values.Take(2).ToValueList(), _ => values },
            Span = TimeInput.Read(form, $"{name}.span"),
            Kind = form.Text($"{name}.kind") ?? "",
        });
    }

    // People write 30,000 and leave the currency out; the language wants neither.
    private static string Number(string typed, string subject, Agreement agreement)
    {
        if (agreement.Catalogue().Find(subject) is { Type: not (FactType.Number or FactType.Money) }) return typed;
        var plain = NumberText.Plain(typed);
        return agreement.Catalogue().Find(subject)?.Type == FactType.Money && Numbers.TryParse(plain, out _) ? $"{plain} {agreement.Currency}" : plain;
    }
}

/// <summary>Numbers as people type them.</summary>
internal static partial class NumberText
{
    /// <summary>30,000 eur is 30000 EUR; what is no such number stays as it is.</summary>
    public static string Plain(string typed) => Grouped().IsMatch(typed) ? typed.Replace(",", "", StringComparison.Ordinal).ToUpperInvariant() : typed;

    [GeneratedRegex(@"^-?\d{1,3}(,\d{3})*(\.\d+)?( [A-Za-z]{3})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grouped();
}

/// <summary>A time in a form: a number and a unit.</summary>
internal static class TimeInput
{
    /// <summary>"6 months"; empty where no number was given.</summary>
    public static string Read(PageForm form, string name)
    {
        var (count, unit) = (form.Text($"{name}.count", 10), form.Text($"{name}.unit", 20));
        if (count is null) return "";
        return int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.TryParse<DurationUnit>(unit, out var known) ? new Duration(number, known).ToString() : $"{count} {unit}";
    }

    /// <summary>Taken apart again; no number where it is none.</summary>
    public static (string Count, string Unit) Of(string time) => Durations.TryParse(time, out var duration, out _)
        ? (duration.Count.ToString(CultureInfo.InvariantCulture), duration.Unit.ToString()) : ("", nameof(DurationUnit.Day));
}
