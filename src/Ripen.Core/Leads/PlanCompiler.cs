using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Turns an agreement into a plan.</summary>
internal sealed class PlanCompiler
{
    private readonly Agreement agreement;
    private readonly TouchKinds kinds;
    private readonly FactCatalogue facts;
    private readonly List<TestPlan> tests = [];
    private readonly Dictionary<(Test, Duration?), int> testNodes = [];
    private readonly List<Node> nodes = [];
    private readonly List<int> links = [];
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private readonly TestPlanner planner;
    private int[] temperature = [];
    private int[] buyingStage = [];
    private readonly List<Evidence> evidence = [];
    private string part = "";
    private Duration? goodFor;
    private bool isForGroup;

    public PlanCompiler(Agreement agreement, TouchKinds kinds)
    {
        (this.agreement, this.kinds) = (agreement, kinds);
        facts = agreement.Catalogue();
        planner = new(agreement, facts, kinds);
    }

    public Plan Compile()
    {
        var interest = Interest();
        var own = new int[agreement.Criteria.Count];
        var criteria = new int[own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            var criterion = agreement.Criteria[i];
            (goodFor, isForGroup, part) = (criterion.GoodFor, criterion.MetByAnyone, $"criteria.{criterion.Name}");
            own[i] = criteria[i] = Add(criterion.MetWhen);
            if (criterion.MetByAnyone) criteria[i] = Add(NodeKind.Group, [own[i]], i);
        }
        (goodFor, isForGroup) = (null, false);
        // Only now: a criterion's condition cannot name another.
        for (var i = 0; i < own.Length; i++) names[agreement.Criteria[i].Name] = criteria[i];
        var fits = names["fits"] = Fits();
        temperature = [.. agreement.Temperature.Select(band => AddIn($"temperature.{band.Word}", band.When))];
        buyingStage = [.. agreement.BuyingStage.Select(band => AddIn($"buying_stage.{band.Word}", band.When))];
        part = "";
        int[] required = [.. agreement.Required.Select(name => Add(new FactTest(facts.Find(name)!, TestOp.Known, [])))];
        var complete = names["complete"] = Add(NodeKind.All, required);
        var qualified = names["qualified"] = AddIn("qualified_when", agreement.QualifiedWhen);
        var roots = new Roots
        {
            Criteria = criteria,
            OwnCriteria = own,
            Fits = fits,
            Temperature = temperature,
            BuyingStage = buyingStage,
            Required = required,
            Complete = complete,
            Qualified = qualified,
            Handover = AddIn("handover.when", agreement.Handover.When),
            Routes = [.. agreement.Handover.Route.Select(route => AddIn("", route.When ?? new Otherwise()))],
            Moments = [.. agreement.Moments.Select(moment => AddIn("", moment.When))],
            Nurture = [.. agreement.Nurture.Select(rule => AddIn("", rule.When))],
        };
        return new(agreement, kinds, new([.. tests], [.. nodes], [.. links], interest, roots, TestsOfFact(), planner.Rates, [.. evidence]));
    }

    private int Fits()
    {
        var ideal = agreement.IdealProspect ?? new();
        var parts = ideal.Organisation.Select(condition => AddIn("ideal_prospect.organisation", condition)).ToList();
        parts.AddRange(ideal.Role.Select(condition => AddIn("ideal_prospect.role", condition)));
        // An exclusion needs to be known: unknown does not exclude.
        foreach (var never in ideal.Never) parts.Add(Add(NodeKind.Not, [Add(NodeKind.IsTrue, [AddIn("ideal_prospect.never", never)])]));
        return Add(NodeKind.All, [.. parts]);
    }

    private int AddIn(string named, Condition condition)
    {
        part = named;
        return Add(condition);
    }

    private int Add(Condition condition) => condition switch
    {
        Otherwise => Add(NodeKind.Always, []),
        All all => Add(NodeKind.All, [.. all.Of.Select(Add)]),
        Any any => Add(NodeKind.Any, [.. any.Of.Select(Add)]),
        Not not => Add(NodeKind.Not, [Add(not.Of)]),
        AtLeast some => Add(NodeKind.AtLeast, [.. some.Of.Select(Add)], some.Wanted),
        Named named => names[named.Name],
        WordTest { Subject: WordSubject.Temperature } word => Bands(word, NodeKind.TemperatureIs, temperature, agreement.Temperature),
        WordTest { Subject: WordSubject.BuyingStage } word => Bands(word, NodeKind.BuyingStageIs, buyingStage, agreement.BuyingStage),
        Test test => AddTest(test),
        _ => throw new InvalidOperationException($"A plan knows no {condition.GetType().Name}."),
    };

    private int Bands(WordTest test, NodeKind kind, int[] roots, ValueList<Band> bands)
    {
        var bits = 0;
        for (var i = 0; i < bands.Count; i++)
        {
            if (test.Words.Contains(bands[i].Word)) bits |= 1 << i;
        }
        if (test.Op is TestOp.NotEqual or TestOp.NotIn) bits = ~bits;
        return Report(test, Add(kind, roots, bits), -1);
    }

    private int AddTest(Test test)
    {
        if (!testNodes.TryGetValue((test, goodFor), out var node))
        {
            tests.Add(planner.Plan(test, goodFor));
            node = tests[^1].Node = Add(NodeKind.Test, [], tests.Count - 1);
            testNodes.Add((test, goodFor), node);
        }
        tests[nodes[node].Number].IsForGroup |= isForGroup;
        return Report(test, node, nodes[node].Number);
    }

    // Each test once in each part; what only serves to act (routes, moments, programmes) is no finding.
    private int Report(Test test, int node, int number)
    {
        if (part.Length > 0 && !evidence.Exists(other => other.In == part && other.Node == node)) evidence.Add(new(part, test, ConditionWriter.Write(test), node, number));
        return node;
    }

    private int Add(NodeKind kind, int[] parts, int number = 0)
    {
        nodes.Add(new(kind, links.Count, parts.Length, number));
        links.AddRange(parts);
        return nodes.Count - 1;
    }

    private InterestPlan Interest()
    {
        var interest = agreement.Interest ?? new();
        foreach (var (kind, _) in interest.Points) kinds.IdOf(kind);
        var points = new double[interest.Points.Count == 0 ? 0 : kinds.Count];
        foreach (var (kind, number) in interest.Points) points[kinds.IdOf(kind)] = (double)number;
        return new()
        {
            Points = points,
            HalfLife = interest.HalfLife?.FixedSeconds ?? 0,
            DailyLimit = (double?)interest.DailyLimit ?? double.PositiveInfinity,
        };
    }

    // What a fact's answer can change: its own tests and those of the facts that are read off it.
    private int[][] TestsOfFact()
    {
        var of = facts.All.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < tests.Count; i++)
        {
            if (tests[i].Subject != TestSubject.Fact) continue;
            of[tests[i].Fact].Add(i);
            if (tests[i].Fallback >= 0) of[tests[i].Fallback].Add(i);
            if (tests[i].Fact == FactCatalogue.EmailDomain) of[FactCatalogue.Email].Add(i);
            if (tests[i].Fact == FactCatalogue.Seniority || tests[i].Fact == FactCatalogue.Function) of[FactCatalogue.JobTitle].Add(i);
        }
        return [.. of.Select(list => list.ToArray())];
    }
}
