using Ripen.Values;

namespace Ripen.Agreements.Warnings;

internal enum Holding : byte { Sometimes, Never, Always, OnceKnown }

/// <summary>
/// Tells of conditions that never hold or always do, each once and at its smallest: what is joined to it is then looked
/// at as if it could be anything.
/// </summary>
internal sealed class NeverOrAlways(SketchSetting setting, Remarks remarks)
{
    private const int MostParts = 20;

    public void Look()
    {
        var looked = false;
        foreach (var line in Lines.Of(setting.Agreement))
        {
            // Whoever fits is settled once all its lines have been looked at, and before a name speaks of it.
            if (!looked && ReferenceEquals(line.When, setting.Agreement.Temperature[0].When))
            {
                LookAtFits();
                looked = true;
            }
            Visit(line.When, line, []);
        }
    }

    /// <summary>What is proven of a condition; Sometimes where nothing is.</summary>
    public static Holding HoldingOf(SketchSetting setting, Condition condition, Duration? goodFor)
    {
        if (Sketch.Deepest(setting, [condition], goodFor) is not { } sketch) return Holding.Sometimes;
        if (!sketch.CanBe(truths => truths[0] == Truth.True)) return Holding.Never;
        if (sketch.CanBe(truths => truths[0] != Truth.True, knownOnly: true)) return Holding.Sometimes;
        return sketch.CanBe(truths => truths[0] != Truth.True) ? Holding.OnceKnown : Holding.Always;
    }

    private void Visit(Condition condition, Line line, Condition[] around)
    {
        if (setting.Told.Contains(condition)) return;
        foreach (var part in Lines.Parts(condition)) Visit(part, line, [condition, .. around]);
        if (condition is Otherwise) return;
        // Of a criterion its own lines tell; the other names can be empty.
        if (condition is Named named && (named.Name is not ("fits" or "complete") || setting.ToldNames.Contains(named.Name))) return;
        var holding = HoldingOf(setting, condition, line.GoodFor);
        if (holding == Holding.Sometimes) return;
        var smallest = Smallest(condition, holding, line.GoodFor);
        var so = new Consequence(line, around).Of(holding);
        var text = ConditionWriter.Write(smallest);
        var because = NeedsNames(smallest, line.GoodFor) ? "By what the names in it mean, " : "";
        remarks.Warn(smallest.At, text, $"{because}{HoldingWords.Of(setting.Agreement, smallest, holding)}, so {so}.", HoldingWords.Suggestion(setting.Agreement, smallest, holding));
        setting.Told.Add(condition);
        if (condition is Named name) setting.ToldNames.Add(name.Name);
    }

    private bool NeedsNames(Condition condition, Duration? goodFor) =>
        condition is not Named && Sketch.Deepest(setting, [condition], goodFor) is { HasNames: true }
        && (Sketch.Shallow(setting, [condition], goodFor) is not { } shallow
            || (shallow.CanBe(truths => truths[0] == Truth.True) && shallow.CanBe(truths => truths[0] != Truth.True, knownOnly: true)));

    // The parts that alone contradict each other, or alone leave nothing out.
    private Condition Smallest(Condition condition, Holding holding, Duration? goodFor)
    {
        if (condition is not ((All or Any) and var joined) || joined is All != (holding == Holding.Never)) return condition;
        var parts = Lines.Parts(condition).ToList();
        if (parts.Count > MostParts) return condition;
        for (var i = parts.Count - 1; i >= 0 && parts.Count > 1; i--)
        {
            var fewer = parts.Where((_, place) => place != i).ToValueList();
            if (HoldingOf(setting, Join(fewer), goodFor) == holding) parts.RemoveAt(i);
        }
        return parts.Count == Lines.Parts(condition).Count ? condition : Join(parts.ToValueList());

        Condition Join(ValueList<Condition> of) => condition is All ? new All(of) { At = of[0].At } : new Any(of) { At = of[0].At };
    }

    // Its lines may hold one by one and never together.
    private void LookAtFits()
    {
        if (setting.Agreement.IdealProspect is null) return;
        var fits = new Named("fits");
        if (HoldingOf(setting, fits, null) != Holding.Never) return;
        var ideal = setting.Agreement.IdealProspect;
        var first = ideal.Organisation.Concat(ideal.Role).Concat(ideal.Never).First();
        remarks.Warn(first.At, "ideal_prospect", "The lines of ideal_prospect never hold together, so nobody fits.", "Take out one of those that contradict each other, or join them by 'or' in one line.");
        setting.ToldNames.Add("fits");
    }
}

/// <summary>What follows from a part of a line that never or always holds.</summary>
/// <param name="Around">The conditions that the part stands in, from the inside out.</param>
internal sealed record Consequence(Line Line, Condition[] Around)
{
    public string Of(Holding holding)
    {
        var holds = holding != Holding.Never;
        var whom = holding == Holding.OnceKnown ? "every such lead" : "every lead";
        foreach (var outer in Around)
        {
            switch (outer)
            {
                case All when holds:
                    return holding == Holding.OnceKnown ? "all it asks here is that this is known" : "it decides nothing here";
                case Any when !holds:
                    return "only what stands beside it by 'or' counts";
                case AtLeast some:
                    return holds ? $"it always counts as one of the {some.Wanted}" : $"it never counts as one of the {some.Wanted}";
                case Not:
                    holds = !holds;
                    // What never holds may be unknown, and then its opposite is too.
                    if (holding == Holding.Never) whom = "every lead of which this is known";
                    break;
            }
        }
        return holds ? $"{whom} {Line.IfAlways}" : Line.IfNever;
    }
}
