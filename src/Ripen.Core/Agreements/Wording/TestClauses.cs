using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A single test as people say it: "the company has 50 to 5,000 employees", "they want to buy within 6 months".</summary>
internal static class TestClauses
{
    /// <param name="lead">How the lead is called: "the lead", or "it" where it has been named.</param>
    public static Clause Of(Test test, Agreement agreement, bool holds = true, string lead = "the lead") => test switch
    {
        FactTest fact => OfFact(fact, holds),
        InterestTest { Op: TestOp.High or TestOp.NotHigh } high => Clause.Is("interest", TestWords.High(agreement, high.Op == TestOp.High == holds)),
        InterestTest interest => Clause.Is("interest", $"{Comparison.Of(interest.Op, TestWords.Values(interest.Numbers), Order.Amount, holds, true)} points"),
        PassTest pass => Pass(pass, holds, lead),
        WordTest word => Word(word, agreement, holds, lead),
        Behaviour behaviour => OfBehaviour(behaviour, holds),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test, "There is no such test."),
    };

    /// <summary>What a name says: a criterion's is met.</summary>
    public static Clause Of(Named named, bool holds = true, string lead = "the lead") => named.Name switch
    {
        "fits" => Clause.Does(lead, "fits", "fit", "the ideal prospect", holds, "does not"),
        "complete" => Clause.Is("the required information", holds ? "complete" : "not complete"),
        "qualified" => Clause.Is(lead, holds ? "qualified" : "not qualified"),
        _ => Clause.Is(FactWords.Called(named.Name), holds ? "met" : "not met"),
    };

    private static Clause OfFact(FactTest test, bool holds) => (test.Fact.IsStandard ? Special(test, holds) : null) ?? General(test, holds);

    // Where people have a better way to say it than "the number of employees is".
    private static Clause? Special(FactTest test, bool holds)
    {
        var isKnown = test.Op == TestOp.Known == holds;
        switch (test.Fact.Name, test.Op)
        {
            case ("employees", not (TestOp.Known or TestOp.Unknown)):
                return Employees(test, holds);
            case ("email_domain", TestOp.Free or TestOp.NotFree):
                return Clause.Is("the e-mail address", test.Op == TestOp.Free == holds ? "from a free mail provider" : "not from a free mail provider");
            case ("domain", TestOp.Free or TestOp.NotFree):
                return Clause.Is("the company's web domain", test.Op == TestOp.Free == holds ? "a free mail provider's" : "not a free mail provider's");
            case ("problem", TestOp.InProblems or TestOp.NotInProblems):
                return Naming(test.Op == TestOp.InProblems == holds, "a problem we solve better", "no problem we solve better");
            case ("problem", TestOp.Contains):
                return Naming(holds, $"a problem that mentions '{test.Values[0].Written}'", $"no problem that mentions '{test.Values[0].Written}'");
            case ("problem", TestOp.Known or TestOp.Unknown):
                return new("they", isKnown ? "have named a problem" : "have not named a problem", isKnown ? "have named a problem" : "not have named a problem");
            case ("problem", TestOp.Equal or TestOp.In or TestOp.NotEqual or TestOp.NotIn):
                string[] problems = [.. test.Values.Select(value => $"'{value.Value.Text}'")];
                var names = test.Op is TestOp.Equal or TestOp.In == holds;
                return names || problems.Length == 1 ? Clause.Does("they", "name", "name", $"{FactWords.Listed(problems, "or")} as a problem", names)
                    : Clause.Does("they", "name", "name", $"{Comparison.Neither(problems)} as a problem", true);
            case ("purchase_by", TestOp.Within):
                return Clause.Does("they", "want to buy", "want to buy", $"within {test.Span}", holds);
            case ("purchase_by", TestOp.Less or TestOp.AtMost or TestOp.Greater or TestOp.AtLeast):
                return Clause.Does("they", "want to buy", "want to buy", Comparison.Of(test.Op, TestWords.Values(test), Order.Date, holds, true), true);
            case ("relationship", TestOp.Equal or TestOp.In or TestOp.NotEqual or TestOp.NotIn):
                var being = FactWords.Listed([.. TestWords.Values(test).Select(word => $"a {word}")], "or");
                return Clause.Are(test.Op is TestOp.Equal or TestOp.In == holds ? being : $"not {being}");
            case ("solution_known", TestOp.Equal or TestOp.NotEqual):
                return Clause.Does("they", "know", "know", "the solution", test.Op == TestOp.Equal == holds == (test.Values[0].Value.Code == 1));
            case ("solution_known", TestOp.Known or TestOp.Unknown):
                return Clause.Is("it", isKnown ? "known whether they know the solution" : "not known whether they know the solution");
            default:
                return null;
        }
    }

    private static Clause Naming(bool names, string some, string none) => new("they", $"name {(names ? some : none)}", $"name {(names ? some : none)}");

    private static Clause Employees(FactTest test, bool holds)
    {
        var values = TestWords.Values(test);
        if (test.Op is TestOp.Less or TestOp.AtMost or TestOp.Greater or TestOp.AtLeast)
        {
            return Clause.Does("the company", "has", "have", $"{Comparison.Of(test.Op, values, Order.Heads, holds, true)} employees", true);
        }
        var number = test.Op == TestOp.Between ? Comparison.Ends(values, "to") : $"exactly {FactWords.Listed(values, "or")}";
        return Clause.Does("the company", "has", "have", $"{number} employees", test.Op is TestOp.Equal or TestOp.In or TestOp.Between == holds, "does not");
    }

    private static Clause General(FactTest test, bool holds)
    {
        var fact = test.Fact;
        var noun = $"the {FactWords.Noun(fact)}";
        if (fact.Several && test.Op is not (TestOp.Known or TestOp.Unknown)) return Several(test, noun, holds);
        if (fact.Type == FactType.YesNo && test.Op is not (TestOp.Known or TestOp.Unknown)) noun = $"the answer on '{FactWords.Noun(fact)}'";
        return test.Op switch
        {
            TestOp.Free or TestOp.NotFree => Clause.Is(noun, test.Op == TestOp.Free == holds ? "a free mail provider's" : "not a free mail provider's"),
            TestOp.Within => Clause.Is(noun, holds ? $"within {test.Span}" : $"not within {test.Span}"),
            TestOp.InTheLast => Clause.Is(noun, $"{(holds ? "" : "not ")}{Comparison.InTheLast(test.Span!.Value)}"),
            TestOp.Contains => Clause.Does(noun, "mentions", "mention", $"'{test.Values[0].Written}'", holds, "does not"),
            _ => Clause.Is(noun, Comparison.Of(test.Op, TestWords.Values(test), Order.Of(fact), holds, true)),
        };
    }

    // Of several values one is enough; a negation negates that.
    private static Clause Several(FactTest test, string noun, bool holds)
    {
        var values = TestWords.Values(test);
        if (test.Op is TestOp.Equal or TestOp.In or TestOp.NotEqual or TestOp.NotIn)
        {
            if (test.Op is TestOp.Equal or TestOp.In != holds && values.Count > 1) return Clause.Does(noun, "includes", "include", Comparison.Neither(values), true);
            return Clause.Does(noun, "includes", "include", FactWords.Listed(values, "or"), test.Op is TestOp.Equal or TestOp.In == holds, "does not");
        }
        var single = General(test with { Fact = test.Fact with { Several = false } }, true);
        return single with { Subject = $"{(holds ? "one" : "none")} of the values of {noun}" };
    }

    private static Clause Pass(PassTest test, bool holds, string lead)
    {
        var values = TestWords.Values(test.Numbers);
        var (rest, isIn) = test.Op switch
        {
            TestOp.Less => ($"before pass {values[0]}", holds),
            TestOp.AtMost => ($"in pass {values[0]} or earlier", holds),
            TestOp.Greater => ($"past pass {values[0]}", holds),
            TestOp.AtLeast => ($"in pass {values[0]} or later", holds),
            TestOp.Between => ($"in pass {Comparison.Ends(values, "to")}", holds),
            _ => ($"in pass {FactWords.Listed(values, "or")}", test.Op is TestOp.Equal or TestOp.In == holds),
        };
        return Clause.Is(lead, isIn ? rest : $"not {rest}");
    }

    private static Clause Word(WordTest test, Agreement agreement, bool holds, string lead)
    {
        if (test.Op is TestOp.Known or TestOp.Unknown)
        {
            return test.Op == TestOp.Known == holds ? new(lead, "was rejected before", "have been rejected before") : new(lead, "was never rejected", "never have been rejected");
        }
        var rest = Comparison.Of(test.Op, TestWords.Values(test, agreement), Order.Amount, holds, true);
        return test.Subject switch
        {
            WordSubject.Temperature => Clause.Is(lead, rest),
            WordSubject.BuyingStage => Clause.Is("the buying stage", rest),
            WordSubject.Stage => Clause.Is("the stage", rest),
            _ => Clause.Was("the last rejection", rest),
        };
    }

    private static Clause OfBehaviour(Behaviour test, bool holds)
    {
        var predicate = KindWords.Predicate(test, holds);
        var made = test.Kind is not null && KindWords.Find(test.Kind) is null;
        if (!made) return new("they", predicate, KindWords.Infinitive(test, holds));
        // Somebody's own kind is no verb: "there was a 'foo bar' touch".
        var isOne = test.Count == 1 || test.Count == 0 && test.Op is TestOp.AtMost or TestOp.Equal;
        var was = isOne ? "was" : "were";
        var (verb, rest) = predicate.StartsWith("did not have ", StringComparison.Ordinal) ? ($"{was} not", predicate[13..]) : (was, predicate[4..]);
        return new("there", $"{verb} {rest}", $"{(verb.EndsWith(" not", StringComparison.Ordinal) ? "not " : "")}have been {rest}");
    }
}
