using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Leads;

/// <summary>The next question and what would make a lead hot, tried out by brute force on the worked cases.</summary>
public sealed partial class AskTests
{
    public static TheoryData<string> Folders() => WorkedCasesTests.Folders();

    [Theory]
    [MemberData(nameof(Folders))]
    public void On_the_worked_cases_what_is_asked_can_change_the_verdict_and_nothing_is_asked_only_where_nothing_can(string folder)
    {
        var (plan, leads, asOf) = Case(folder);
        foreach (var lead in leads.Take(20)) AskedRightly(plan, [lead], asOf);
    }

    [Fact]
    public void On_drawn_agreements_what_is_asked_can_change_the_verdict_and_nothing_is_asked_only_where_nothing_can() =>
        Generators.Scenario.Sample(scenario =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            AskedRightly(plan, scenario.Dossiers(plan), scenario.AsOf);
        }, iter: 250);

    [Theory]
    [MemberData(nameof(Folders))]
    public void On_the_worked_cases_what_would_make_it_hot_does_and_without_any_one_of_it_it_is_not(string folder)
    {
        var (plan, leads, asOf) = Case(folder);
        foreach (var lead in leads) HotRightly(plan, [lead], asOf);
    }

    [Fact]
    public void On_drawn_agreements_what_would_make_it_hot_does_and_without_any_one_of_it_it_is_not() =>
        Generators.Scenario.Sample(scenario =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            HotRightly(plan, scenario.Dossiers(plan), scenario.AsOf);
        }, iter: 400);

    [Fact]
    public void The_explained_verdict_is_the_fast_one() =>
        Generators.Scenario.Sample(scenario =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var group = scenario.Dossiers(plan);
            var judge = new Judge(plan);
            var outcome = judge.Of(group[0], scenario.AsOf, group.AsSpan(1));
            var verdict = new Explainer(plan).Of(group[0], scenario.AsOf, group.AsSpan(1));
            var agreement = scenario.Agreement;
            Assert.Equal(
                (agreement.Temperature[outcome.Temperature].Word, agreement.Temperature[outcome.CouldBe].Word, outcome.Fits, outcome.Tenths / 10m, outcome.IsComplete, outcome.Qualified, outcome.IsHandover),
                (verdict.Temperature, verdict.CouldBe, verdict.Fits, verdict.Interest, verdict.IsComplete, verdict.Qualified, verdict.IsHandover));
            Assert.Equal(outcome.BuyingStage < 0 ? null : agreement.BuyingStage[outcome.BuyingStage].Word, verdict.BuyingStage);
            Assert.Equal(outcome.Programme < 0 ? null : agreement.Nurture[outcome.Programme].Programme, verdict.Programme);
            Assert.Equal(agreement.Criteria.Select((criterion, place) => new CriterionFinding(criterion.Name, judge.Criterion(place))), verdict.Criteria);
            Assert.Equal(judge.Missing(), verdict.Missing);
            Assert.Equal(new StandsUntil(plan).Of(group[0], scenario.AsOf, group.AsSpan(1)), verdict.StandsUntil);
            Assert.All(verdict.Findings, finding => Assert.False(string.IsNullOrWhiteSpace(finding.Says)));
        }, iter: 400);

    private static void AskedRightly(Plan plan, Dossier[] group, Instant asOf)
    {
        var text = AgreementWriter.Write(plan.Agreement);
        var judge = new Judge(plan);
        var verdict = new Explainer(plan).Of(group[0], asOf, group.AsSpan(1));
        var now = Deciding(judge.Of(group[0], asOf, group.AsSpan(1)));
        if (verdict.Ask is { } ask)
        {
            Assert.False(IsKnownAndGood(plan, group[0], ask, asOf), $"{ask} is known and still good");
            var tried = new Answers(plan).Of(plan.Facts.PlaceOf(ask), asOf).Select(answer => answer.Shown).Concat(Values(plan, ask, text, asOf));
            Assert.True(tried.Any(value => Deciding(Judged(judge, group, asOf, (ask, value))) != now), $"no value of {ask} changes anything");
            return;
        }
        foreach (var fact in plan.Facts.All.Where(fact => fact.Name is not "organisation_country" && !IsKnownAndGood(plan, group[0], fact.Name, asOf)))
        {
            foreach (var value in Values(plan, fact.Name, text, asOf))
            {
                Assert.True(Deciding(Judged(judge, group, asOf, (fact.Name, value))) == now, $"{fact.Name} {value} changes the verdict, but nothing is asked");
            }
        }
    }

    private static void HotRightly(Plan plan, Dossier[] group, Instant asOf)
    {
        var judge = new Judge(plan);
        var hot = plan.Agreement.Temperature.Select((band, place) => (band.Word, place)).First(band => band.Word == "hot").place;
        var way = new Explainer(plan).WhatWouldMakeItHot(group[0], asOf, group.AsSpan(1));
        Assert.Equal(judge.Of(group[0], asOf, group.AsSpan(1)).Temperature == hot, way.IsHot);
        if (way.Answers is not { } answers) return;
        (string, string)[] all = [.. answers.Select(answer => (answer.Fact, answer.Value))];
        Assert.True(Judged(judge, group, asOf, all).Temperature == hot, $"{string.Join(", ", all)} does not make it hot");
        for (var left = 0; left < all.Length; left++)
        {
            (string, string)[] without = [.. all.Where((_, place) => place != left)];
            Assert.True(Judged(judge, group, asOf, without).Temperature != hot, $"{all[left]} is not needed");
        }
    }

    private static (int, Truth, bool) Deciding(Outcome outcome) => (outcome.Temperature, outcome.Qualified, outcome.IsComplete);

    private static (Plan Plan, List<Dossier> Leads, Instant AsOf) Case(string folder)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Cases", folder);
        var plan = Plan.Of(AgreementReader.Read(File.ReadAllText(Path.Combine(path, "agreement.yaml"))).Agreement!, new TouchKinds());
        var asOf = Instant.From(DateTimeOffset.Parse(AsOfPattern().Match(File.ReadLines(Path.Combine(path, "expected.ndjson")).First()).Groups["at"].Value, CultureInfo.InvariantCulture));
        return (plan, CaseFiles.Leads(plan, path, asOf), asOf);
    }

    // The first lead of the group, judged as if it had said so; what it says of the organisation and the purchase its colleagues know too.
    private static Outcome Judged(Judge judge, Dossier[] group, Instant asOf, params (string Fact, string Value)[] answers)
    {
        var reader = new StatementReader(judge.Plan);
        var facts = judge.Plan.Facts;
        var copies = group.Select((lead, place) =>
        {
            var copy = new Dossier(facts) { Id = lead.Id, Pass = lead.Pass, Stage = lead.Stage, LastRejection = lead.LastRejection };
            foreach (var statement in lead.Statements) copy.Add(statement);
            foreach (var touch in lead.Touches) copy.Add(touch);
            foreach (var (fact, value) in answers.Where(answer => place == 0 || facts.Find(answer.Fact)!.Of != FactOwner.Person))
            {
                Assert.True(reader.Add(copy, facts.PlaceOf(fact), value, asOf, Origin.Sales, int.MaxValue), $"{fact} cannot be {value}");
            }
            copy.Seal();
            return copy;
        }).ToArray();
        return judge.Of(copies[0], asOf, copies.AsSpan(1));
    }

    // Known, and young enough for every criterion that reads it.
    private static bool IsKnownAndGood(Plan plan, Dossier lead, string name, Instant asOf)
    {
        var fact = plan.Facts.Find(name)!;
        Duration?[] lives = [null, .. plan.Agreement.Criteria.Where(criterion => Reads(criterion.MetWhen, name)).Select(criterion => criterion.GoodFor)];
        // The organisation's country stands in for the person's.
        string[] speaking = name == "country" ? ["country", "organisation_country"] : [name];
        return lives.All(life => fact.Several
            ? SinceForgotten(lead.Of(plan.Facts.PlaceOf(name)).ToArray(), asOf).Any(statement => IsGood(plan, statement, life, asOf))
            : speaking.Any(one => lead.Current(plan.Facts.PlaceOf(one), asOf) is >= 0 and var index && IsGood(plan, lead.Statements[index], life, asOf)));
    }

    private static IEnumerable<Statement> SinceForgotten(Statement[] statements, Instant asOf)
    {
        var said = statements.Where(statement => statement.LearnedAt <= asOf).ToList();
        return said.Skip(said.FindLastIndex(statement => statement.Saying == Saying.Forgotten) + 1);
    }

    private static bool Reads(Condition condition, string fact) => condition switch
    {
        All all => all.Of.Any(part => Reads(part, fact)),
        Any any => any.Of.Any(part => Reads(part, fact)),
        AtLeast some => some.Of.Any(part => Reads(part, fact)),
        Not not => Reads(not.Of, fact),
        FactTest test => test.Fact.Name == fact || (test.Fact.Name == "email_domain" && fact == "email"),
        _ => false,
    };

    private static bool IsGood(Plan plan, Statement statement, Duration? life, Instant asOf) =>
        statement.LearnedAt <= asOf && statement.Saying == Saying.Value && (life is not { } span || plan.Zone.Add(statement.LearnedAt, span) >= asOf);

    private static IEnumerable<string> Values(Plan plan, string name, string agreement, Instant asOf)
    {
        var fact = plan.Facts.Find(name)!;
        var numbers = NumberPattern().Matches(agreement).Select(match => decimal.Parse(match.Value, CultureInfo.InvariantCulture)).Distinct().SelectMany(number => new[] { number - 1, number, number + 1 });
        var today = plan.Zone.DateOf(asOf);
        return fact.Type switch
        {
            FactType.YesNo => ["yes", "no"],
            FactType.Number => numbers.Select(Numbers.Write),
            FactType.Money => Amounts(plan, numbers),
            FactType.Date => Enumerable.Range(-420, 1200).Where(day => day % 7 == 0 || Math.Abs(day) < 3).Select(day => today.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            FactType.Choice or FactType.OrderedChoice => fact.Options,
            _ => Texts(plan, name, agreement),
        };
    }

    private static IEnumerable<string> Amounts(Plan plan, IEnumerable<decimal> numbers)
    {
        var rates = plan.Agreement.Rates.Append(new Rate(plan.Agreement.Currency, 1)).ToList();
        var operands = plan.Tests.SelectMany(test => test.Values).Where(value => value.Type == FactType.Money).Distinct().ToList();
        foreach (var (currency, rate) in rates)
        {
            foreach (var operand in operands)
            {
                if (rates.Find(other => other.Currency == operand.Currency.Code) is not { } from) continue;
                var amount = decimal.Round(operand.Low * from.Value / rate, 6);
                foreach (var near in new[] { amount, decimal.Floor(amount), decimal.Ceiling(amount), decimal.Floor(amount) - 1, decimal.Ceiling(amount) + 1 })
                {
                    if (Numbers.TryParse(Numbers.Write(near), out _)) yield return $"{Numbers.Write(near)} {currency}";
                }
            }
        }
        foreach (var number in numbers)
        {
            foreach (var currency in rates.Select(rate => rate.Currency).Concat(operands.Select(operand => operand.Currency.Code)).Append("JPY").Distinct()) yield return $"{Numbers.Write(number)} {currency}";
        }
    }

    private static IEnumerable<string> Texts(Plan plan, string name, string agreement)
    {
        var written = plan.Tests.Select(test => test.Test).OfType<FactTest>().SelectMany(test => test.Values).Select(value => value.Written).Where(text => text.Trim().Length > 0);
        var words = WordPattern().Matches(agreement).Select(match => match.Value).Concat(written).Concat(["no such word", "gmail.com", "firm.example"]).Distinct().ToList();
        if (name == "job_title") words.AddRange(["CEO", "Head of Finance", "Student", "IT Manager", "VP Sales", "Buyer", "HR Director", "Legal Counsel", "Engineer", "Marketing Assistant"]);
        return name == "email" ? words.Select(word => $"a@{word}").Concat(words) : words;
    }

    [GeneratedRegex("\"as_of\": \"(?<at>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AsOfPattern();

    [GeneratedRegex("[0-9]+(?:\\.[0-9]+)?", RegexOptions.None, 1000)]
    private static partial Regex NumberPattern();

    [GeneratedRegex("[A-Za-z_]{2,}", RegexOptions.None, 1000)]
    private static partial Regex WordPattern();
}
