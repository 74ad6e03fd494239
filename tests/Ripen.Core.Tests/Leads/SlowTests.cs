using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Tests.Leads;

/// <summary>Single tests, each read straight from the language's description.</summary>
internal sealed class SlowTests(Agreement agreement, Zone zone)
{
    private static readonly string[] Stages = ["inquiry", "qualified", "handed_over", "accepted", "opportunity"];
    private static readonly string[] Ours = ["mail sent", "call tried", "letter sent", "message sent", "list imported", "mail bounced"];

    public Truth Of(Test test, Duration? goodFor, SlowLead lead, Instant at) => test switch
    {
        FactTest fact => OfFact(fact, goodFor, lead, at),
        InterestTest { Op: TestOp.High } => From(Interest(lead, at) >= agreement.Interest!.HighFrom),
        InterestTest { Op: TestOp.NotHigh } => From(Interest(lead, at) < agreement.Interest!.HighFrom),
        InterestTest interest => From(IsNumber(interest.Op, Interest(lead, at), interest.Numbers)),
        PassTest pass => From(IsNumber(pass.Op, lead.Source.Pass, pass.Numbers)),
        Behaviour behaviour => From(IsNumber(behaviour.Op, Count(behaviour, lead, at), [behaviour.Count])),
        WordTest { Subject: WordSubject.Stage } stage => From(IsWord(stage, Stages[lead.Source.Stage])),
        WordTest { Op: TestOp.Known } => From(lead.Source.LastRejection is not null),
        WordTest { Op: TestOp.Unknown } => From(lead.Source.LastRejection is null),
        WordTest rejection => lead.Source.LastRejection is { } id ? From(IsWord(rejection, id)) : Truth.Unknown,
        _ => throw new InvalidOperationException(test.ToString()),
    };

    /// <summary>Rounded to 0.1, half away from zero.</summary>
    public decimal Interest(SlowLead lead, Instant at)
    {
        var terms = agreement.Interest ?? new();
        var sum = 0.0;
        foreach (var day in lead.Source.Touches.Where(touch => touch.At <= at).OrderBy(touch => touch.At).GroupBy(touch => zone.DateOf(touch.At)))
        {
            var left = terms.DailyLimit ?? decimal.MaxValue;
            foreach (var touch in day)
            {
                var points = terms.Points.FirstOrDefault(kind => kind.Kind == Folded.From(touch.Kind))?.Points ?? 0;
                if (points > 0) points = Math.Min(points, left);
                if (points > 0) left -= points;
                var halvings = terms.HalfLife is { } halfLife ? (at.Seconds - touch.At.Seconds) / (double)halfLife.FixedSeconds!.Value : 0;
                sum += (double)points * Math.Pow(2, -halvings);
            }
        }
        return Math.Round((decimal)Math.Round(sum, 9), 1, MidpointRounding.AwayFromZero);
    }

    private int Count(Behaviour behaviour, SlowLead lead, Instant at) => lead.Source.Touches.Count(touch =>
        touch.At <= at && (behaviour.Kind is { } kind ? Folded.From(touch.Kind) == kind : !Ours.Contains(Folded.From(touch.Kind)))
        && (behaviour.Window is not { } window || zone.Add(touch.At, window) >= at));

    private Truth OfFact(FactTest test, Duration? goodFor, SlowLead lead, Instant at)
    {
        bool IsGood(Instant learned) => goodFor is not { } validity || zone.Add(learned, validity) >= at;
        var values = lead.Values(test.Fact, at, IsGood);
        if (values.Count == 0 && test.Fact is { Name: "country", IsStandard: true }) values = lead.Values(agreement.Catalogue().Find("organisation_country")!, at, IsGood);
        if (test.Op == TestOp.Known) return From(values.Count > 0);
        if (test.Op == TestOp.Unknown) return From(values.Count == 0);
        if (values.Count == 0) return Truth.Unknown;
        var any = values.Max(value => Of(test, value, zone.DateOf(at)));
        return test.Op is TestOp.NotEqual or TestOp.NotIn or TestOp.NotInProblems or TestOp.NotFree ? (Truth)(2 - (int)any) : any;
    }

    private Truth Of(FactTest test, FactValue value, DateOnly today) => test.Fact.Type switch
    {
        FactType.Text => From(IsText(test, value)),
        FactType.Number => OfRange(test, value),
        FactType.Money => OfMoney(test, value),
        FactType.Date => From(IsDate(test, value.Date, today)),
        _ => From(IsNumber(Positive(test.Op), value.Code, [.. test.Values.Select(operand => (decimal)operand.Value.Code)])),
    };

    private bool IsText(FactTest test, FactValue value) => test.Op switch
    {
        TestOp.Free or TestOp.NotFree => value.Code == 1,
        TestOp.InProblems or TestOp.NotInProblems => agreement.Problems.Any(problem => Folded.From(problem.Id) == value.Text),
        TestOp.Contains => StartsAWord(value.Text!, test.Values[0].Value.Text!),
        _ => test.Values.Any(operand => operand.Value.Text == value.Text),
    };

    private static bool StartsAWord(string whole, string part) => part.Length > 0 && Enumerable.Range(0, whole.Length).Any(i =>
        char.IsLetterOrDigit(whole[i]) && (i == 0 || !char.IsLetterOrDigit(whole[i - 1])) && whole.AsSpan(i).StartsWith(part, StringComparison.Ordinal));

    // What is so at both ends of a range and everywhere between is so; the tests that are not monotone have a piece of their own.
    private static Truth OfRange(FactTest test, FactValue value)
    {
        ValueList<decimal> numbers = [.. test.Values.Select(operand => operand.Value.Low)];
        var op = Positive(test.Op);
        if (value.Low == value.High) return From(IsNumber(op, value.Low, numbers));
        if (op is TestOp.Equal or TestOp.In) return numbers.Any(number => number >= value.Low && number <= value.High) ? Truth.Unknown : Truth.False;
        if (op == TestOp.Between && (value.High < numbers[0] || value.Low > numbers[1] || numbers[0] > numbers[1])) return Truth.False;
        var (low, high) = (IsNumber(op, value.Low, numbers), IsNumber(op, value.High, numbers));
        return low && high ? Truth.True : op != TestOp.Between && !low && !high ? Truth.False : Truth.Unknown;
    }

    private Truth OfMoney(FactTest test, FactValue value)
    {
        Truth Compared(Operand operand, TestOp op)
        {
            if (operand.Value.Currency == value.Currency) return From(IsNumber(op, value.Low, [operand.Value.Low]));
            return Rate(value.Currency) is { } here && Rate(operand.Value.Currency) is { } there
                ? From(IsNumber(op, value.Low * here, [operand.Value.Low * there]))
                : Truth.Unknown;
        }
        return test.Op switch
        {
            TestOp.Between => (Truth)Math.Min((int)Compared(test.Values[0], TestOp.AtLeast), (int)Compared(test.Values[1], TestOp.AtMost)),
            TestOp.Equal or TestOp.NotEqual or TestOp.In or TestOp.NotIn => test.Values.Max(operand => Compared(operand, TestOp.Equal)),
            _ => Compared(test.Values[0], test.Op),
        };
    }

    private decimal? Rate(Currency currency) => currency.Code == agreement.Currency ? 1 : agreement.Rates.FirstOrDefault(rate => rate.Currency == currency.Code)?.Value;

    private static bool IsDate(FactTest test, DateOnly date, DateOnly today) => test.Op switch
    {
        TestOp.Within => date >= today && date <= Later(today, test.Span!.Value),
        TestOp.InTheLast => date <= today && Later(date, test.Span!.Value) >= today,
        _ => IsNumber(Positive(test.Op), date.DayNumber, [.. test.Values.Select(operand => (decimal)operand.Value.Code)]),
    };

    private static DateOnly Later(DateOnly date, Duration span) => span.Unit switch
    {
        DurationUnit.Day => date.AddDays(span.Count),
        DurationUnit.Week => date.AddDays(7 * span.Count),
        DurationUnit.Month => date.AddMonths(span.Count),
        _ => date.AddYears(span.Count),
    };

    private static TestOp Positive(TestOp op) => op switch { TestOp.NotEqual => TestOp.Equal, TestOp.NotIn => TestOp.In, _ => op };

    private static bool IsNumber(TestOp op, decimal number, ValueList<decimal> than) => op switch
    {
        TestOp.Less => number < than[0],
        TestOp.AtMost => number <= than[0],
        TestOp.Greater => number > than[0],
        TestOp.AtLeast => number >= than[0],
        TestOp.Between => number >= than[0] && number <= than[1],
        TestOp.NotEqual or TestOp.NotIn => !than.Contains(number),
        _ => than.Contains(number),
    };

    private static bool IsWord(WordTest test, string word) => test.Words.Contains(word) == test.Op is TestOp.Equal or TestOp.In;

    private static Truth From(bool holds) => holds ? Truth.True : Truth.False;
}
