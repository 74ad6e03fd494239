using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>How far the names in a condition are looked into; those beyond are taken to be anything.</summary>
internal enum Depth : byte { Names, Qualified, Bands, Criteria }

/// <summary>Draws conditions, and what their names mean, as nodes above the tests they make; the tests by subject.</summary>
internal sealed class SketchDrawing(SketchSetting setting, Depth depth)
{
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private readonly Dictionary<(Test, Duration?), int> testNodes = [];
    private int[] temperature = [];
    private int[] buyingStage = [];

    /// <summary>Every node behind those it is made of. A test's part is its subject, its number the place among that subject's tests.</summary>
    public List<(NodeKind Kind, int[] Parts, int Number)> Nodes { get; } = [];

    /// <summary>What is tested, each with all tests on it; none where it may be anything.</summary>
    public List<(object Key, List<Test> Tests)> Subjects { get; } = [];

    /// <summary>Whether any name was or could be looked into.</summary>
    public bool HasNames { get; private set; }

    public int Add(Condition condition, Duration? goodFor) => condition switch
    {
        _ when setting.Told.Contains(condition) => AddFree(condition),
        Otherwise => Add(NodeKind.Always, []),
        All all => Add(NodeKind.All, [.. all.Of.Select(part => Add(part, goodFor))]),
        Any any => Add(NodeKind.Any, [.. any.Of.Select(part => Add(part, goodFor))]),
        Not not => Add(NodeKind.Not, [Add(not.Of, goodFor)]),
        AtLeast some => Add(NodeKind.AtLeast, [.. some.Of.Select(part => Add(part, goodFor))], some.Wanted),
        Named named => AddName(named.Name),
        WordTest { Subject: WordSubject.Temperature } word when LooksInto(Depth.Bands) => AddBands(word, NodeKind.TemperatureIs, ref temperature, setting.Agreement.Temperature),
        WordTest { Subject: WordSubject.BuyingStage } word when LooksInto(Depth.Bands) => AddBands(word, NodeKind.BuyingStageIs, ref buyingStage, setting.Agreement.BuyingStage),
        // Age matters to facts only; how old a touch may be its own test says.
        FactTest test => AddTest(test, goodFor),
        Test test => AddTest(test, null),
        _ => AddFree(condition),
    };

    private bool LooksInto(Depth wanted)
    {
        HasNames = true;
        return depth >= wanted;
    }

    private int AddName(string name)
    {
        if (names.TryGetValue(name, out var known)) return known;
        var agreement = setting.Agreement;
        var node = setting.ToldNames.Contains(name) ? AddFree(name) : name switch
        {
            "qualified" => LooksInto(Depth.Qualified) ? Add(agreement.QualifiedWhen, null) : AddFree(name),
            "fits" => LooksInto(Depth.Criteria) ? AddFits(agreement.IdealProspect ?? new()) : AddFree(name),
            "complete" => LooksInto(Depth.Criteria) ? Add(NodeKind.All, [.. agreement.Required.Select(AddKnown)]) : AddFree(name),
            _ => LooksInto(Depth.Criteria) ? AddCriterion(agreement.Criteria.First(criterion => criterion.Name == name)) : AddFree(name),
        };
        names[name] = node;
        return node;
    }

    // What colleagues contribute may be anything.
    private int AddCriterion(Criterion criterion)
    {
        var own = Add(criterion.MetWhen, criterion.GoodFor);
        return criterion.MetByAnyone ? Add(NodeKind.Any, [own, AddFree(criterion)]) : own;
    }

    private int AddFits(IdealProspect ideal)
    {
        var wanted = ideal.Organisation.Concat(ideal.Role).Select(part => Add(part, null));
        var unwanted = ideal.Never.Select(part => Add(NodeKind.Not, [Add(NodeKind.IsTrue, [Add(part, null)])]));
        return Add(NodeKind.All, [.. wanted, .. unwanted]);
    }

    private int AddKnown(string fact) => AddTest(new FactTest(setting.Facts.Find(fact)!, TestOp.Known, []), null);

    private int AddBands(WordTest test, NodeKind kind, ref int[] nodesOfBands, ValueList<Band> bands)
    {
        if (nodesOfBands.Length == 0) nodesOfBands = [.. bands.Select(band => Add(band.When, null))];
        var bits = 0;
        for (var i = 0; i < bands.Count; i++)
        {
            if (test.Words.Contains(bands[i].Word) != ValueTests.IsNegated(test.Op)) bits |= 1 << i;
        }
        return Add(kind, nodesOfBands, bits);
    }

    // The same fact under another age is another subject: it may be known here and missing there.
    private int AddTest(Test test, Duration? goodFor)
    {
        if (testNodes.TryGetValue((test, goodFor), out var known)) return known;
        object key = test switch
        {
            FactTest fact => (fact.Fact.Name, goodFor),
            WordTest word => word.Subject,
            _ => test.GetType(),
        };
        var subject = Subjects.FindIndex(other => other.Key.Equals(key));
        if (subject < 0)
        {
            subject = Subjects.Count;
            Subjects.Add((key, []));
        }
        Subjects[subject].Tests.Add(test);
        return testNodes[(test, goodFor)] = Add(NodeKind.Test, [subject], Subjects[subject].Tests.Count - 1);
    }

    private int AddFree(object key)
    {
        var subject = Subjects.FindIndex(other => ReferenceEquals(other.Key, key));
        if (subject < 0)
        {
            subject = Subjects.Count;
            Subjects.Add((key, []));
        }
        return Add(NodeKind.Test, [subject], 0);
    }

    private int Add(NodeKind kind, int[] parts, int number = 0)
    {
        Nodes.Add((kind, parts, number));
        return Nodes.Count - 1;
    }
}
