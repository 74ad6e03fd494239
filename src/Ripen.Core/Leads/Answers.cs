using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>A possible answer to the question for a fact: what would be said, and what would be derived from it.</summary>
internal sealed record Answer(int Fact, string Shown)
{
    public required Statement[] Said { get; init; }
}

/// <summary>
/// For each fact a small set of answers that stands for all: one for each way in which the plan's tests can come out. So
/// trying them is as good as trying every value. Kept for the last day asked for. Not for several threads at once.
/// </summary>
internal sealed class Answers
{
    private const int MostTried = 400;

    // Their subsets are tried, so each one doubles the work.
    private const int MostParts = 5;

    private readonly Plan plan;
    private readonly StatementReader reader;
    private readonly Dossier nobody;
    private readonly Answer[]?[] kept;
    private DateOnly day;

    public Answers(Plan plan)
    {
        this.plan = plan;
        reader = new(plan);
        nobody = new(plan.Facts);
        nobody.Seal();
        kept = new Answer[]?[plan.Facts.All.Count];
    }

    /// <summary>The answers to the question for <paramref name="fact"/>, said at <paramref name="asOf"/>; those that the agreement names come first.</summary>
    public Answer[] Of(int fact, Instant asOf)
    {
        var today = plan.Zone.DateOf(asOf);
        if (today != day)
        {
            Array.Clear(kept);
            day = today;
        }
        return kept[fact] ??= Distinct(fact, asOf);
    }

    /// <summary>What an answer changes for a lead: what is derived gives way to what was stated.</summary>
    public static int Suppose(Answer answer, Dossier lead, Instant asOf, Span<Statement> into)
    {
        var count = 0;
        foreach (ref readonly var said in answer.Said.AsSpan())
        {
            if (said.IsDerived && lead.Current(said.Fact, asOf) is >= 0 and var index && !lead.Statements[index].IsDerived) continue;
            into[count++] = said;
        }
        return count;
    }

    private Answer[] Distinct(int fact, Instant asOf)
    {
        var tests = plan.Parts.TestsOfFact[fact];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var distinct = new List<Answer>();
        foreach (var text in Texts(fact, tests).Distinct(StringComparer.Ordinal).Take(MostTried))
        {
            var said = new Dossier(plan.Facts);
            if (!reader.Add(said, fact, text, asOf, Origin.Person, int.MaxValue)) continue;
            var answer = new Answer(fact, text) { Said = said.Statements.ToArray() };
            var run = new TestRun(plan, nobody, asOf, answer.Said);
            var truths = new char[tests.Length];
            for (var i = 0; i < tests.Length; i++) truths[i] = (char)run.Of(plan.Tests[tests[i]], 0);
            if (seen.Add(new string(truths))) distinct.Add(answer);
        }
        return [.. distinct];
    }

    // Texts in the form in which data say them: the constants of the tests, their neighbours, and something else.
    private IEnumerable<string> Texts(int fact, int[] tests)
    {
        var definition = plan.Facts.All[fact];
        var operands = tests.Where(test => plan.Tests[test].Fact == fact).SelectMany(test => plan.Tests[test].Values).ToList();
        switch (definition.Type)
        {
            case FactType.YesNo:
                return ["yes", "no"];
            case FactType.Choice or FactType.OrderedChoice:
                return operands.Select(operand => definition.Options[operand.Code]).Concat(definition.Options);
            case FactType.Number:
                return Around(operands.Select(operand => operand.Low)).Select(Numbers.Write);
            case FactType.Money:
                return Amounts(operands);
            case FactType.Date:
                return Days(operands, tests).Select(Dates.Write);
            default:
                return fact == FactCatalogue.Email ? Addresses(tests) : Words(definition, tests);
        }
    }

    // Each number, the gaps between them, and what lies beyond.
    private static IEnumerable<decimal> Around(IEnumerable<decimal> numbers)
    {
        decimal[] sorted = [.. numbers.Distinct().Order()];
        if (sorted.Length == 0) return [100];
        var between = sorted.Zip(sorted.Skip(1), (a, b) => b - a > 1 ? a + 1 : (a + b) / 2);
        return [.. sorted, sorted[^1] + 1, .. between, sorted[0] >= 1 ? sorted[0] - 1 : sorted[0] / 2, sorted[0] - 1];
    }

    private IEnumerable<string> Amounts(List<FactValue> operands)
    {
        var currencies = operands.Select(operand => operand.Currency).Append(plan.DefaultCurrency).Distinct();
        foreach (var currency in currencies)
        {
            var amounts = new List<decimal>();
            foreach (var operand in operands)
            {
                if (operand.Currency == currency) amounts.Add(operand.Low);
                else if (Converted(operand, currency) is { } amount) amounts.AddRange([decimal.Floor(amount), decimal.Ceiling(amount)]);
            }
            foreach (var amount in Around(amounts)) yield return $"{Numbers.Write(amount)} {currency.Code}";
        }

        decimal? Converted(FactValue operand, Currency to)
        {
            var table = plan.Parts.Rates;
            return table[operand.Code] is { } from && table[to.Index] is { } rate ? decimal.Round(operand.Low * from / rate, 6) : null;
        }
    }

    private IEnumerable<DateOnly> Days(List<FactValue> operands, int[] tests)
    {
        var today = day.DayNumber;
        var edges = new SortedSet<int>(operands.Select(operand => operand.Code));
        var insides = new List<int>();
        foreach (var test in tests.Select(test => plan.Tests[test]).Where(test => test.ReadsTheDay))
        {
            if (test.Op == TestOp.Within)
            {
                var to = DaySpans.Later(today, test.Span);
                insides.Add(today + ((to - today) / 2));
                edges.UnionWith([today, to]);
            }
            else
            {
                var from = DaySpans.FirstDayReaching(today, test.Span);
                insides.Add(today - ((today - from) / 2));
                edges.UnionWith([from, today]);
            }
        }
        if (edges.Count == 0) edges.Add(today + 90);
        var borders = edges.SelectMany(edge => new[] { edge, edge + 1, edge - 1 });
        return insides.Concat(borders).Where(number => number >= 0 && number <= DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);
    }

    private IEnumerable<string> Words(Fact definition, int[] tests)
    {
        var written = tests.Select(test => plan.Tests[test].Test).OfType<FactTest>().Where(test => test.Fact == definition).ToList();
        foreach (var word in written.SelectMany(test => test.Values).Select(operand => operand.Written)) yield return word;
        if (definition.Name == "problem")
        {
            foreach (var problem in plan.Agreement.Problems) yield return problem.Id;
        }
        // Several "contains" may hold at once, each alone, or none.
        string[] parts = [.. written.Where(test => test.Op == TestOp.Contains).Select(test => test.Values[0].Written).Distinct().Take(MostParts)];
        for (var some = (1 << parts.Length) - 1; some > 0; some--)
        {
            yield return string.Join(' ', parts.Where((_, place) => (some >> place & 1) == 1));
        }
        if (definition.IsDomain)
        {
            yield return "company.example";
            yield return "gmail.com";
        }
        if (definition.Name == "job_title")
        {
            foreach (var title in JobTitles.Typical) yield return title;
        }
        yield return "something else";
    }

    private IEnumerable<string> Addresses(int[] tests)
    {
        var domain = plan.Facts.All[FactCatalogue.EmailDomain];
        string[] words = [.. Words(plan.Facts.All[FactCatalogue.Email], tests)];
        foreach (var word in words) yield return word.Contains('@', StringComparison.Ordinal) ? word : $"{word}@company.example";
        foreach (var word in Words(domain, tests)) yield return $"name@{word}";
        // Known, but without a domain to read off.
        foreach (var word in words) yield return word;
    }
}
