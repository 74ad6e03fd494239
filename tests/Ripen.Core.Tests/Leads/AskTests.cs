using System.Globalization;
using System.Text.RegularExpressions;
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
    public void What_is_asked_can_change_the_verdict_and_nothing_is_asked_only_where_nothing_can(string folder)
    {
        var (plan, leads, asOf, text) = Case(folder);
        var explainer = new Explainer(plan);
        var judge = new Judge(plan);
        foreach (var lead in leads.Take(20))
        {
            var verdict = explainer.Of(lead, asOf);
            var now = Deciding(judge.Of(lead, asOf));
            if (verdict.Ask is { } ask)
            {
                Assert.True(!IsKnownAndGood(plan, lead, ask, asOf), $"{lead.Id}: {ask} is known and still good");
                Assert.True(Values(plan, ask, text, asOf).Any(value => Deciding(judge.Of(With(lead, plan, asOf, (ask, value)), asOf)) != now), $"{lead.Id}: no value of {ask} changes anything");
                continue;
            }
            foreach (var fact in plan.Facts.All.Where(fact => fact.Name is not "organisation_country" && !IsKnownAndGood(plan, lead, fact.Name, asOf)))
            {
                foreach (var value in Values(plan, fact.Name, text, asOf))
                {
                    Assert.True(Deciding(judge.Of(With(lead, plan, asOf, (fact.Name, value)), asOf)) == now, $"{lead.Id}: {fact.Name} {value} changes the verdict, but nothing is asked");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void What_would_make_it_hot_does_and_without_any_one_of_it_it_is_not(string folder)
    {
        var (plan, leads, asOf, _) = Case(folder);
        var explainer = new Explainer(plan);
        var judge = new Judge(plan);
        var hot = plan.Agreement.Temperature.Select((band, place) => (band.Word, place)).First(band => band.Word == "hot").place;
        foreach (var lead in leads)
        {
            var way = explainer.WhatWouldMakeItHot(lead, asOf);
            Assert.Equal(judge.Of(lead, asOf).Temperature == hot, way.IsHot);
            if (way.Answers is not { } answers) continue;
            (string, string)[] all = [.. answers.Select(answer => (answer.Fact, answer.Value))];
            Assert.True(judge.Of(With(lead, plan, asOf, all), asOf).Temperature == hot, $"{lead.Id}: {string.Join(", ", all)} does not make it hot");
            for (var left = 0; left < all.Length; left++)
            {
                (string, string)[] without = [.. all.Where((_, place) => place != left)];
                Assert.True(judge.Of(With(lead, plan, asOf, without), asOf).Temperature != hot, $"{lead.Id}: {all[left]} is not needed");
            }
        }
    }

    private static (int, Truth, bool) Deciding(Outcome outcome) => (outcome.Temperature, outcome.Qualified, outcome.IsComplete);

    private static (Plan Plan, List<Dossier> Leads, Instant AsOf, string Text) Case(string folder)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Cases", folder);
        var text = File.ReadAllText(Path.Combine(path, "agreement.yaml"));
        var plan = Plan.Of(AgreementReader.Read(text).Agreement!, new TouchKinds());
        var asOf = Instant.From(DateTimeOffset.Parse(AsOfPattern().Match(File.ReadLines(Path.Combine(path, "expected.ndjson")).First()).Groups["at"].Value, CultureInfo.InvariantCulture));
        return (plan, CaseFiles.Leads(plan, path, asOf), asOf, text);
    }

    private static Dossier With(Dossier lead, Plan plan, Instant asOf, params (string Fact, string Value)[] answers)
    {
        var copy = new Dossier(plan.Facts) { Id = lead.Id };
        foreach (var statement in lead.Statements) copy.Add(statement);
        foreach (var touch in lead.Touches) copy.Add(touch);
        var reader = new StatementReader(plan);
        foreach (var (fact, value) in answers) Assert.True(reader.Add(copy, plan.Facts.PlaceOf(fact), value, asOf, Origin.Person, int.MaxValue));
        copy.Seal();
        return copy;
    }

    // Known, and young enough for every criterion that reads it.
    private static bool IsKnownAndGood(Plan plan, Dossier lead, string name, Instant asOf)
    {
        var fact = plan.Facts.Find(name)!;
        Duration?[] lives = [null, .. plan.Agreement.Criteria.Where(criterion => Reads(criterion.MetWhen, name)).Select(criterion => criterion.GoodFor)];
        return lives.All(life => fact.Several
            ? lead.Of(plan.Facts.PlaceOf(name)).ToArray().Any(statement => IsGood(plan, statement, life, asOf))
            : lead.Current(plan.Facts.PlaceOf(name), asOf) is >= 0 and var index && IsGood(plan, lead.Statements[index], life, asOf));
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
            FactType.Money => numbers.SelectMany(number => new[] { $"{Numbers.Write(number)} EUR", $"{Numbers.Write(number)} USD", $"{Numbers.Write(number)} JPY" }),
            FactType.Date => Enumerable.Range(-420, 1200).Where(day => day % 7 == 0 || Math.Abs(day) < 3).Select(day => today.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            FactType.Choice or FactType.OrderedChoice => fact.Options,
            _ => name == "email" ? ["a@gmail.com", "a@firm.example", "a@yahoo.com"] : name == "email_domain" ? ["gmail.com", "firm.example"] : WordPattern().Matches(agreement).Select(match => match.Value).Distinct().Concat(["no such word", "financial services", "Öl und Gas", "research development"]),
        };
    }

    [GeneratedRegex("\"as_of\": \"(?<at>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AsOfPattern();

    [GeneratedRegex("[0-9]+(?:\\.[0-9]+)?", RegexOptions.None, 1000)]
    private static partial Regex NumberPattern();

    [GeneratedRegex("[A-Za-z_]{2,}", RegexOptions.None, 1000)]
    private static partial Regex WordPattern();
}
