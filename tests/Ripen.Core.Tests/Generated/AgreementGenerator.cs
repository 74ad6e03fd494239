using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Tests.Generated;

/// <summary>Draws valid agreements in which everything the language has occurs.</summary>
internal sealed class AgreementGenerator(Draw draw)
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Africa/Casablanca", "America/Havana", "Pacific/Auckland", "America/Nuuk",
    ];

    public Agreement Make()
    {
        var facts = draw.Chance(70) ? draw.Some(FactNames(), 1, 8).Select(CustomFact).ToValueList() : [];
        var problems = draw.Chance(60) ? draw.Some(Texts.Names, 1, 3).Select(Problem).ToValueList() : [];
        var reasons = draw.Chance(70) ? draw.Some(Texts.Names, 1, 4) : [];
        var catalogue = FactCatalogue.With(facts);
        var conditions = new ConditionGenerator(draw, catalogue) { HasProblems = problems.Count > 0, Reasons = reasons };
        var criteria = draw.Some(Texts.Names, 1, 5).Select(name => Criterion(name, conditions, catalogue)).ToValueList();
        conditions.Names.AddRange(criteria.Select(criterion => criterion.Name));
        var ideal = draw.Chance(75) ? Ideal(conditions) : null;
        conditions.Names.Add("fits");
        var interest = draw.Chance(75) ? Interest() : null;
        (conditions.MayAskInterest, conditions.HasHigh) = (true, interest?.HighFrom is not null);
        var temperature = Bands(["hot", "warm", "cold"], conditions);
        conditions.MayAskTemperature = true;
        var stages = draw.Chance(60) ? Bands(["late", "middle", "early"], conditions) : [];
        conditions.MayAskStage = stages.Count > 0;
        var required = draw.Some(catalogue.All.Select(fact => fact.Name), 0, 5).ToValueList();
        conditions.Names.Add("complete");
        var qualified = conditions.Make();
        conditions.Names.Add("qualified");
        conditions.IsLast = true;
        return new()
        {
            Name = draw.Of(Texts.Sentences),
            Version = draw.Chance(50) ? draw.Int(1, 99) : null,
            InForceFrom = Day(),
            ReviewBy = draw.Chance(50) ? Day() : null,
            TimeZone = draw.Of(Zones),
            Currency = draw.Of("EUR", "USD", "JPY"),
            Rates = draw.Some(["EUR", "USD", "GBP"], 0, 3).Select(code => new Rate(code, draw.Of(0.92m, 1.17m, 2, 0.5m, 0.0061m, 150))).ToValueList(),
            Signatures = draw.Many(0, 2, () => new Signature(draw.Of(Side.Sales, Side.Marketing), draw.Of(Texts.Sentences), Day())).ToValueList(),
            Facts = facts,
            IdealProspect = ideal,
            Problems = problems,
            Criteria = criteria,
            Interest = interest,
            Temperature = temperature,
            BuyingStage = stages,
            Required = required,
            QualifiedWhen = qualified,
            Handover = Handover(conditions, catalogue, reasons),
            Moments = draw.Chance(40) ? draw.Some(Texts.Names, 1, 3).Select(id => new Moment(id, conditions.Make(), draw.Of(Texts.Sentences)) { AgainAfter = Maybe(conditions.Window) }).ToValueList() : [],
            Nurture = draw.Chance(60) ? Nurture(conditions) : [],
            Targets = draw.Chance(40) ? Targets() : null,
            SalesPromises = draw.Many(0, 2, () => draw.Of(Texts.Sentences)).ToValueList(),
            MarketingPromises = draw.Many(0, 2, () => draw.Of(Texts.Sentences)).ToValueList(),
        };
    }

    private static IEnumerable<string> FactNames() => Texts.Names.Where(name => FactCatalogue.Standard.Find(name) is null);

    private Fact CustomFact(string name)
    {
        var type = draw.Of(Enum.GetValues<FactType>());
        var options = type is FactType.Choice or FactType.OrderedChoice
            ? draw.Some(Texts.Plain.Concat(Texts.HardValues).Select(text => text.Trim()).Where(text => text.Length > 0).DistinctBy(text => Folded.From(text)), 1, 6)
            : [];
        return new(name, draw.Of(Enum.GetValues<FactOwner>()), type) { Options = options.ToValueList(), Several = draw.Chance(30), Ask = Maybe(() => draw.Of(Texts.Sentences)) };
    }

    private Problem Problem(string id) => draw.Chance(40)
        ? new(id, draw.Of(Texts.Sentences))
        : new(id, draw.Of(Texts.Sentences)) { BetterBecause = Maybe(() => draw.Of(Texts.Sentences)), Proof = Maybe(() => draw.Of(Texts.Names)), Say = Maybe(() => draw.Of(Texts.Sentences)) };

    private Criterion Criterion(string name, ConditionGenerator conditions, FactCatalogue facts) => new(name, conditions.Make())
    {
        GoodFor = draw.Chance(50) ? draw.Chance(50) ? conditions.Window() : conditions.Days() : null,
        MetByAnyone = draw.Chance(35),
        Ask = FactsOf(facts, 0, 3),
    };

    private ValueList<string> FactsOf(FactCatalogue facts, int least, int most) => draw.Some(facts.All.Select(fact => fact.Name), least, most).ToValueList();

    private static IdealProspect Ideal(ConditionGenerator conditions) => new() { Organisation = conditions.List(0, 2), Role = conditions.List(0, 2), Never = conditions.List(0, 2) };

    private Interest Interest() => new()
    {
        HalfLife = draw.Chance(75) ? draw.Of<Duration>(new(14, DurationUnit.Day), new(1, DurationUnit.Week), new(90, DurationUnit.Minute), new(36, DurationUnit.Hour), new(60, DurationUnit.Day), new(1, DurationUnit.Minute)) : null,
        HighFrom = draw.Chance(70) ? draw.Of(10m, 25, 50, 0.5m, -3, 12.34m) : null,
        DailyLimit = draw.Chance(50) ? draw.Of(0m, 5, 30, 12.5m, 100) : null,
        Points = draw.Some(Texts.Kinds.Select(kind => Folded.From(kind)).Distinct(), 0, 8).Select(kind => new KindPoints(kind, draw.Of(0m, 1, 3, 10, 15, 40, -5, -20, 0.5m, 2.25m))).ToValueList(),
    };

    private ValueList<Band> Bands(string[] words, ConditionGenerator conditions)
    {
        var order = draw.Chance(90) ? words : [.. draw.Some(words, 3, 3)];
        var endsOtherwise = draw.Chance(80);
        return order.Select((word, i) => new Band(word, i == 2 && endsOtherwise ? new Otherwise() : conditions.Make())).ToValueList();
    }

    private HandoverTerms Handover(ConditionGenerator conditions, FactCatalogue facts, List<string> reasons) => new(conditions.Make())
    {
        Route = draw.Chance(60) ? Routes(conditions) : [],
        AcceptWithin = Maybe(Clock),
        RespondWithin = Maybe(Clock),
        WorkWithin = Maybe(Clock),
        Attempts = draw.Chance(50) ? draw.Int(1, 9) : null,
        NotifyWhenLate = draw.Some(["owner", "manager", "a, b"], 0, 2).ToValueList(),
        ReassignAfter = Maybe(Clock),
        Calendar = draw.Chance(50) ? Calendar() : null,
        RejectReasons = reasons.Select(id => Reason(id, conditions, facts)).ToValueList(),
    };

    private ValueList<Route> Routes(ConditionGenerator conditions)
    {
        var routes = draw.Many(0, 2, () => new Route(conditions.Make(), Users()));
        routes.Add(new(draw.Of(null, new Otherwise(), conditions.Make()), Users()));
        return routes.ToValueList();
    }

    private ValueList<string> Users() => draw.Some(["lena", "markus", "team inside_sales", "o'neil", "a: b"], 1, 3).ToValueList();

    private CalendarTerms Calendar() => new(
        draw.Some(["Mon-Fri 09:00-17:30", "Sat 09:00-12:00 13:00-17:00"], 1, 2).ToValueList(),
        draw.Some([new DateOnly(2026, 12, 24), new(2026, 12, 25), new(2028, 2, 29)], 0, 3).ToValueList());

    private RejectReason Reason(string id, ConditionGenerator conditions, FactCatalogue facts)
    {
        var then = draw.Of(Enum.GetValues<AfterRejection>());
        var isAsked = then == AfterRejection.Recycle && draw.Chance(30);
        return new(id, draw.Of(Texts.Sentences), then)
        {
            WakeAsked = isAsked,
            WakeAfter = then == AfterRejection.Recycle && !isAsked ? Maybe(conditions.Days) : null,
            Forget = FactsOf(facts, 0, 2),
        };
    }

    private ValueList<NurtureRule> Nurture(ConditionGenerator conditions)
    {
        var rules = draw.Many(0, 3, () => new NurtureRule(conditions.Make(), draw.Of(Texts.Names)));
        rules.Add(new(draw.Chance(60) ? new Otherwise() : conditions.Make(), draw.Of(Texts.Names)));
        return rules.ToValueList();
    }

    private Targets Targets() => new()
    {
        Period = draw.Of(Enum.GetValues<TargetPeriod>()),
        Revenue = draw.Chance(60) ? new(600000, "EUR") : null,
        AverageDeal = draw.Chance(60) ? new(24000.5m, "USD") : null,
        WinRate = draw.Chance(60) ? draw.Of(25m, 0, 100, 12.5m) : null,
        MarketingShare = draw.Chance(60) ? 60 : null,
        Opportunities = 16,
        OpportunitiesPer = draw.Chance(60) ? draw.Of(Enum.GetValues<TargetPeriod>()) : null,
    };

    private Duration Clock() => new(draw.Int(0, 9), draw.Of(Enum.GetValues<DurationUnit>()));

    private DateOnly Day() => new DateOnly(2026, 1, 1).AddDays(draw.Int(0, 900));

    private T? Maybe<T>(Func<T> make) where T : class => draw.Chance(50) ? make() : null;

    private Duration? Maybe(Func<Duration> make) => draw.Chance(50) ? make() : null;
}
