using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>One change of a criterion by which fewer leads meet it, small enough to be read in a sentence.</summary>
/// <param name="Key">The key of the sentence that it changes.</param>
/// <param name="Id">By which it is found again in a text whose criterion reads the same.</param>
/// <param name="Says">What would hold instead of what.</param>
public sealed record SharperClause(string Key, string Id, string Says, AgreementEdit Edit);

/// <summary>
/// The ways in which one criterion could ask for more without becoming another: an amount or number half as large again or
/// doubled, a range with one end nearer, the next option of an ordered choice, half the time, one option fewer, an answer that ages sooner, the lead's own
/// answer instead of anybody's. Each changes one value and no structure, so that the sentence's form can show it as typed.
/// </summary>
public static class SharperClauses
{
    /// <summary>In the place of a criterion: whether a lead is whom the agreement wants.</summary>
    public const string Fits = "fits";

    // Of longer lists not every option is tried.
    private const int MostOptions = 8;

    // How long an answer counts, and whose, have sentences of their own.
    private static readonly string[] OfCriterion = ["", ".good_for", ".met_by"];

    private static readonly string[] OfFit = ["ideal_prospect.organisation", "ideal_prospect.role"];

    /// <param name="whole">A text without errors.</param>
    /// <param name="criterion">Its name, or <see cref="Fits"/>.</param>
    /// <returns>Those that leave the text without errors, in the order of the sentence; none where there is no such criterion.</returns>
    public static IReadOnlyList<SharperClause> Of(EditableAgreement whole, string criterion)
    {
        if (whole.Reading.Agreement is not { } agreement) return [];
        var keys = criterion == Fits ? OfFit : OfCriterion.Select(part => $"criteria.{criterion}{part}");
        var sentences = keys.Select(whole.Find).OfType<EditableSentence>().ToList();
        var isPlain = sentences.SelectMany(sentence => sentence.Fields).SelectMany(field => field.Clauses).All(IsPlain);
        var clauses = sentences.SelectMany(sentence => sentence.Fields.Where(field => isPlain || field.At.Last != "good_for").SelectMany(field => Of(field, sentence.Key, agreement)));
        return [.. clauses.Where(clause => AgreementEditor.Apply(whole.Text, clause.Edit).Edited?.Reading.Agreement is not null)];
    }

    private static IEnumerable<SharperClause> Of(EditableField field, string key, Agreement agreement) => field.At.Last switch
    {
        "good_for" when Half(field.Value) is { } half => [new(key, $"good_for {half}", $"an answer would count for {half} instead of {field.Value}", new SetText(field.At, half))],
        "met_by" when field.Value == "anyone" => [new(key, "met_by lead", "only the lead’s own answer would count, and not that of anyone of the buying group", new SetText(field.At, "lead"))],
        _ => field.Clauses.SelectMany(Tests).SelectMany(clause => Sharper(clause.Test!, agreement).Select(test => new SharperClause(key, test.Text, Says(clause, test), new SetClause(clause.At, clause.Path, test.Text)))),
    };

    private static string Says(EditableClause clause, TestDraft test) =>
        test.Comparison == "in" ? $"“{clause.Text}” without “{clause.Test!.Values.Except(test.Values).First()}”" : $"“{test.Text}” instead of “{clause.Text}”";

    // Where something is denied or asked to be unknown, an answer that is gone sooner can meet what it did not.
    private static bool IsPlain(EditableClause clause) => clause.Kind != ClauseKind.Not && clause.Test?.Comparison is not ("!=" or "is not" or "not in" or "not in problems" or "is not free" or "is unknown") && clause.Parts.All(IsPlain);

    // Under "not" more is less.
    private static IEnumerable<EditableClause> Tests(EditableClause clause) =>
        clause.Kind == ClauseKind.Test ? [clause] : clause.Kind == ClauseKind.Not ? [] : clause.Parts.SelectMany(Tests);

    private static IEnumerable<TestDraft> Sharper(TestDraft test, Agreement agreement)
    {
        var fact = agreement.Catalogue().Find(test.Subject);
        return test.Comparison switch
        {
            "within" or "in the last" when Half(test.Span) is { } half => [test with { Span = half }],
            ">=" or ">" when fact?.Type == FactType.OrderedChoice => Options(test, fact, 1),
            "<=" or "<" when fact?.Type == FactType.OrderedChoice => Options(test, fact, -1),
            ">=" or ">" => Numbers(test, 1.5m, 2m),
            "<=" or "<" => Numbers(test, 0.75m, 0.5m),
            "between" when fact?.Type == FactType.Number => Between(test),
            "in" when test.Values.Distinct().Count() is > 1 and <= MostOptions => test.Values.Distinct().Select(left => test with { Values = [.. test.Values.Where(value => value != left)] }),
            _ => [],
        };
    }

    private static IEnumerable<TestDraft> Options(TestDraft test, Fact fact, int step)
    {
        var options = fact.Options.ToList();
        var (place, next) = (options.IndexOf(test.Values[0]), options.IndexOf(test.Values[0]) + step);
        return place >= 0 && next >= 0 && next < options.Count ? [test with { Values = [options[next]] }] : [];
    }

    // 20000 EUR: the number, and what stands behind it.
    private static List<TestDraft> Numbers(TestDraft test, params ReadOnlySpan<decimal> times)
    {
        var words = test.Values[0].Split(' ', 2);
        if (!decimal.TryParse(words[0], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number <= 0) return [];
        var sharper = new List<TestDraft>();
        foreach (var factor in times)
        {
            var whole = factor > 1 ? Math.Ceiling(number * factor) : Math.Floor(number * factor);
            if (whole > 0 && whole != number) sharper.Add(test with { Values = [string.Join(' ', [whole.ToString("0", CultureInfo.InvariantCulture), .. words[1..]])] });
        }
        return sharper;
    }

    private static List<TestDraft> Between(TestDraft test)
    {
        if (!decimal.TryParse(test.Values[0], CultureInfo.InvariantCulture, out var low) || !decimal.TryParse(test.Values[1], CultureInfo.InvariantCulture, out var high)) return [];
        var sharper = new List<TestDraft>();
        if (low > 0 && 2 * low <= high) sharper.Add(test with { Values = [(2 * low).ToString(CultureInfo.InvariantCulture), test.Values[1]] });
        if (low >= 0 && Math.Floor(high / 2) is var half && half >= low && half < high) sharper.Add(test with { Values = [test.Values[0], half.ToString(CultureInfo.InvariantCulture)] });
        return sharper;
    }

    private static string? Half(string time)
    {
        if (!Durations.TryParse(time, out var duration, out _)) return null;
        return duration switch
        {
            { Count: > 1 } => (duration with { Count = duration.Count / 2 }).ToString(),
            { Unit: DurationUnit.Year } => new Duration(6, DurationUnit.Month).ToString(),
            { Unit: DurationUnit.Month } => new Duration(2, DurationUnit.Week).ToString(),
            { Unit: DurationUnit.Week } => new Duration(3, DurationUnit.Day).ToString(),
            _ => null,
        };
    }
}
