using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Tests.Generated;

/// <summary>Draws conditions that may stand in the section at hand.</summary>
internal sealed class ConditionGenerator(Draw draw, FactCatalogue facts)
{
    private static readonly string[] Currencies = ["EUR", "USD", "GBP", "JPY"];

    /// <summary>Criteria and what else may stand alone by now.</summary>
    public List<string> Names { get; } = [];

    public bool HasProblems { get; init; }
    public bool MayAskInterest { get; set; }
    public bool HasHigh { get; set; }
    public bool MayAskTemperature { get; set; }
    public bool MayAskStage { get; set; }
    public bool IsLast { get; set; }
    public IReadOnlyList<string> Reasons { get; init; } = [];

    public Condition Make() => Make(draw.Int(0, 3));

    public ValueList<Condition> List(int least, int most) => draw.Many(least, most, Make).ToValueList();

    public Duration Days() => draw.Chance(50)
        ? new(draw.Int(0, draw.Of(3, 40, 400)), DurationUnit.Day)
        : draw.Of<Duration>(new(1, DurationUnit.Month), new(2, DurationUnit.Month), new(6, DurationUnit.Month), new(1, DurationUnit.Year), new(4, DurationUnit.Year), new(1, DurationUnit.Week), new(13, DurationUnit.Week));

    public Duration Window() => draw.Chance(50) ? Days() : new(draw.Int(1, 200), draw.Of(DurationUnit.Minute, DurationUnit.Hour));

    private Condition Make(int depth) => depth == 0 ? Leaf() : draw.Int(0, 9) switch
    {
        < 3 => new Any(Parts(depth, 2)),
        < 6 => new All(Parts(depth, 2)),
        < 7 => new Not(Make(depth - 1)),
        < 9 => AtLeast(Parts(depth, 1)),
        _ => Leaf(),
    };

    private ValueList<Condition> Parts(int depth, int least) => draw.Many(least, 4, () => Make(draw.Int(0, depth - 1))).ToValueList();

    private AtLeast AtLeast(ValueList<Condition> parts) => new(draw.Int(1, parts.Count + (draw.Chance(10) ? 1 : 0)), parts);

    private Condition Leaf()
    {
        var which = draw.Int(0, 99);
        if (which < 20 && Names.Count > 0) return new Named(draw.Of(Names));
        if (which < 30 && MayAskInterest) return OfInterest();
        if (which < 38 && MayAskTemperature) return OfWords(WordSubject.Temperature, ["hot", "warm", "cold"]);
        if (which < 44 && MayAskStage) return OfWords(WordSubject.BuyingStage, ["late", "middle", "early"]);
        if (which < 55 && IsLast) return OfPass();
        return which < 72 ? OfTouches() : OfFact();
    }

    private InterestTest OfInterest() => HasHigh && draw.Chance(40)
        ? new(draw.Of(TestOp.High, TestOp.NotHigh), [])
        : OfNumbers((op, numbers) => new InterestTest(op, numbers), () => draw.Int(-50, 900) / (decimal)draw.Of(1, 10, 10, 100));

    private Test OfPass() => draw.Int(0, 2) switch
    {
        0 => OfNumbers((op, numbers) => new PassTest(op, numbers), () => draw.Int(0, 4)),
        1 => OfWords(WordSubject.Stage, ["inquiry", "qualified", "handed_over", "accepted", "opportunity"]),
        _ when Reasons.Count == 0 || draw.Chance(20) => new WordTest(WordSubject.LastRejection, draw.Of(TestOp.Known, TestOp.Unknown), []),
        _ => OfWords(WordSubject.LastRejection, Reasons),
    };

    private T OfNumbers<T>(Func<TestOp, ValueList<decimal>, T> make, Func<decimal> number)
    {
        var op = draw.Of(TestOp.Equal, TestOp.NotEqual, TestOp.Less, TestOp.AtMost, TestOp.Greater, TestOp.AtLeast, TestOp.Between, TestOp.In, TestOp.NotIn);
        return make(op, draw.Many(Least(op), Most(op), number).ToValueList());
    }

    private WordTest OfWords(WordSubject subject, IReadOnlyList<string> words)
    {
        var op = draw.Of(TestOp.Equal, TestOp.NotEqual, TestOp.In, TestOp.NotIn);
        return new(subject, op, draw.Some(words, Least(op), Most(op)).ToValueList());
    }

    private Behaviour OfTouches()
    {
        var kind = draw.Chance(15) ? null : Folded.From(draw.Of(draw.Chance(8) ? Texts.HardKinds : Texts.Kinds));
        Duration? window = draw.Chance(60) ? Window() : null;
        return draw.Chance(50)
            ? new(kind, window, TestOp.AtLeast, 1)
            : new(kind, window, draw.Of(TestOp.Equal, TestOp.NotEqual, TestOp.Less, TestOp.AtMost, TestOp.Greater, TestOp.AtLeast), draw.Int(0, 3));
    }

    private FactTest OfFact()
    {
        // Facts with interesting ways of their own come more often.
        var fact = draw.Chance(35)
            ? facts.Find(draw.Of("email_domain", "seniority", "function", "country", "problem", "purchase_by", "budget", "employees", "purchase_timeframe", "domain"))!
            : draw.Of(facts.All);
        if (draw.Chance(12)) return new(fact, draw.Of(TestOp.Known, TestOp.Unknown), []);
        if (fact.IsDomain && draw.Chance(60)) return new(fact, draw.Of(TestOp.Free, TestOp.NotFree), []);
        if (fact.Name == "problem" && HasProblems && draw.Chance(60)) return new(fact, draw.Of(TestOp.InProblems, TestOp.NotInProblems), []);
        if (fact.Type == FactType.Date && draw.Chance(60)) return new(fact, draw.Of(TestOp.Within, TestOp.InTheLast), []) { Span = Days() };
        var op = draw.Of(OpsOf(fact.Type));
        return new(fact, op, draw.Many(Least(op), Most(op), () => OperandFor(fact)).ToValueList());
    }

    private static TestOp[] OpsOf(FactType type)
    {
        TestOp[] always = [TestOp.Equal, TestOp.NotEqual, TestOp.In, TestOp.NotIn];
        return type switch
        {
            FactType.Text => [.. always, TestOp.Contains, TestOp.Contains],
            FactType.YesNo or FactType.Choice => always,
            _ => [.. always, TestOp.Less, TestOp.AtMost, TestOp.Greater, TestOp.AtLeast, TestOp.Between],
        };
    }

    private static int Least(TestOp op) => op == TestOp.Between ? 2 : 1;

    private static int Most(TestOp op) => op switch { TestOp.Between => 2, TestOp.In or TestOp.NotIn => 4, _ => 1 };

    private Operand OperandFor(Fact fact)
    {
        switch (fact.Type)
        {
            case FactType.Text:
                var text = draw.Of(draw.Chance(30) ? Texts.HardValues : fact.IsDomain ? ["acme.de", "gmail.com"] : Texts.Plain);
                return new(text, FactValue.OfText(Folded.From(text)));
            case FactType.Number:
                return new("", FactValue.OfNumber(draw.Of(0m, 1, 50, 51, 100, 200, 1000, -5, 0.5m, 49.99m)));
            case FactType.Money:
                var amount = draw.Of(0m, 1000, 20000, 20000.01m, 50000, 1.5m, 999_999_999_999m);
                return new("", FactValue.OfMoney(amount, Currency.TryParse(draw.Of(Currencies), out var currency) ? currency : default));
            case FactType.Date:
                return new("", FactValue.OfDate(new DateOnly(2026, 1, 1).AddDays(draw.Int(-400, 900))));
            case FactType.YesNo:
                return new("", FactValue.OfYesNo(draw.Chance(50)));
            default:
                return new("", FactValue.OfOption(fact.Type, draw.Chance(50) ? draw.Int(0, Math.Min(3, fact.Options.Count - 1)) : draw.Int(0, fact.Options.Count - 1)));
        }
    }
}
