using System.Runtime.InteropServices;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>What a verdict decides, as numbers: enough to act on, without a word of explanation.</summary>
/// <param name="Temperature">Place among the agreement's bands.</param>
/// <param name="CouldBe">Place of the best band that answers still missing could make of it.</param>
/// <param name="BuyingStage">Place among the agreement's buying stages, or -1 where it has none.</param>
/// <param name="Tenths">Interest in tenths of a point.</param>
/// <param name="Programme">Place in the agreement's nurture, or -1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Outcome(int Temperature, int CouldBe, int BuyingStage, Truth Fits, long Tenths, bool IsComplete, Truth Qualified, bool IsHandover, int Programme);

/// <summary>
/// Judges leads under one plan, one at a time and without allocating in the steady state. Not for several threads at
/// once: each has its own.
/// </summary>
public sealed class Judge
{
    private readonly Truth[] truths;
    private readonly Truth[] colleagueTruths;
    private readonly Truth[] group;

    public Judge(Plan plan)
    {
        Plan = plan;
        truths = new Truth[plan.Nodes.Length];
        colleagueTruths = new Truth[plan.HasGroupCriteria ? plan.Nodes.Length : 0];
        group = new Truth[plan.Roots.Criteria.Length];
    }

    public Plan Plan { get; }

    /// <summary>The truth of every node for the lead judged last.</summary>
    internal Span<Truth> Truths => truths;

    /// <summary>What colleagues contributed to each criterion of the lead judged last.</summary>
    internal ReadOnlySpan<Truth> Group => group;

    /// <summary>Each criterion of the lead judged last, in the agreement's order.</summary>
    public Truth Criterion(int place) => truths[Plan.Roots.Criteria[place]];

    /// <summary>The required facts that the lead judged last lacks, in the agreement's order.</summary>
    public IEnumerable<string> Missing() => Plan.Agreement.Required.Where((_, place) => truths[Plan.Roots.Required[place]] != Truth.True);

    /// <summary>Judges a sealed lead at an instant.</summary>
    /// <param name="lead">Sealed; its organisation and purchase facts shared with its group's.</param>
    /// <param name="asOf">What is dated later does not exist.</param>
    /// <param name="colleagues">The other leads of its buying group.</param>
    public Outcome Of(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues = default) => Of(lead, asOf, colleagues, default);

    internal Outcome Of(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, ReadOnlySpan<Statement> supposed)
    {
        var tenths = InterestSum.TenthsAt(Plan, lead, asOf);
        if (Plan.HasGroupCriteria) AskGroup(asOf, colleagues, supposed);
        RunTests(lead, asOf, tenths, supposed, truths, groupOnly: false);
        Combine(truths);
        return Read(tenths);
    }

    /// <summary>The outcome after truths of tests were changed in <see cref="Truths"/>.</summary>
    /// <param name="tenths">Interest in tenths of a point.</param>
    /// <param name="isGroupOpen">Whether colleagues may come to meet any criterion that anyone may meet.</param>
    internal Outcome Recombine(long tenths, bool isGroupOpen = false)
    {
        for (var i = 0; isGroupOpen && i < group.Length; i++) group[i] = Kleene.Or(group[i], Truth.Unknown);
        Combine(truths);
        return Read(tenths);
    }

    // A criterion that anyone may meet is the "or" over the group: what the others contribute is worked out first.
    private void AskGroup(Instant asOf, ReadOnlySpan<Dossier> colleagues, ReadOnlySpan<Statement> supposed)
    {
        Array.Clear(group);
        var shared = colleagues.IsEmpty ? [] : Shared(supposed);
        foreach (var colleague in colleagues)
        {
            RunTests(colleague, asOf, InterestSum.TenthsAt(Plan, colleague, asOf), shared, colleagueTruths, groupOnly: true);
            Combine(colleagueTruths);
            for (var i = 0; i < group.Length; i++)
            {
                var own = Plan.Roots.OwnCriteria[i];
                if (own != Plan.Roots.Criteria[i]) group[i] = Kleene.Or(group[i], colleagueTruths[own]);
            }
        }
    }

    // What is supposed of the organisation or the purchase holds for colleagues too.
    private ReadOnlySpan<Statement> Shared(ReadOnlySpan<Statement> supposed)
    {
        if (supposed.IsEmpty) return [];
        var shared = new Statement[supposed.Length];
        var count = 0;
        foreach (ref readonly var statement in supposed)
        {
            if (Plan.Facts.All[statement.Fact].Of != FactOwner.Person) shared[count++] = statement;
        }
        return shared.AsSpan(0, count);
    }

    private void RunTests(Dossier lead, Instant asOf, long tenths, ReadOnlySpan<Statement> supposed, Truth[] into, bool groupOnly)
    {
        var run = new TestRun(Plan, lead, asOf, supposed);
        var nodes = Plan.Nodes;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Kind != NodeKind.Test) continue;
            var test = Plan.Tests[nodes[i].Number];
            if (!groupOnly || test.IsForGroup) into[i] = run.Of(test, tenths);
        }
    }

    private void Combine(Truth[] into)
    {
        var (nodes, links) = (Plan.Nodes, Plan.Links);
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            if (node.Kind == NodeKind.Test) continue;
            var parts = links.AsSpan(node.From, node.Count);
            into[i] = node.Kind switch
            {
                NodeKind.All => AllOf(into, parts),
                NodeKind.Any => AnyOf(into, parts),
                NodeKind.Not => Kleene.Not(into[parts[0]]),
                NodeKind.AtLeast => AtLeast(into, parts, node.Number),
                NodeKind.IsTrue => Kleene.From(into[parts[0]] == Truth.True),
                NodeKind.Group => Kleene.Or(into[parts[0]], group[node.Number]),
                NodeKind.TemperatureIs or NodeKind.BuyingStageIs => Kleene.From((node.Number >> FirstTrue(into, parts) & 1) == 1),
                _ => Truth.True,
            };
        }
    }

    private Outcome Read(long tenths)
    {
        var roots = Plan.Roots;
        var programme = FirstTrue(truths, roots.Nurture);
        return new(
            FirstTrue(truths, roots.Temperature),
            FirstPossible(truths, roots.Temperature),
            roots.BuyingStage.Length == 0 ? -1 : FirstTrue(truths, roots.BuyingStage),
            truths[roots.Fits],
            tenths,
            truths[roots.Complete] == Truth.True,
            truths[roots.Qualified],
            truths[roots.Handover] == Truth.True,
            roots.Nurture.Length > 0 && truths[roots.Nurture[programme]] == Truth.True ? programme : -1);
    }

    private static Truth AllOf(Truth[] of, ReadOnlySpan<int> parts)
    {
        var all = Truth.True;
        foreach (var part in parts) all = Kleene.And(all, of[part]);
        return all;
    }

    private static Truth AnyOf(Truth[] of, ReadOnlySpan<int> parts)
    {
        var any = Truth.False;
        foreach (var part in parts) any = Kleene.Or(any, of[part]);
        return any;
    }

    private static Truth AtLeast(Truth[] of, ReadOnlySpan<int> parts, int wanted)
    {
        var (trues, unknowns) = (0, 0);
        foreach (var part in parts)
        {
            if (of[part] == Truth.True) trues++;
            else if (of[part] == Truth.Unknown) unknowns++;
        }
        return Kleene.AtLeast(wanted, trues, unknowns);
    }

    // Where none holds the last one does.
    private static int FirstTrue(Truth[] of, ReadOnlySpan<int> bands)
    {
        for (var i = 0; i < bands.Length; i++)
        {
            if (of[bands[i]] == Truth.True) return i;
        }
        return bands.Length - 1;
    }

    private static int FirstPossible(Truth[] of, ReadOnlySpan<int> bands)
    {
        for (var i = 0; i < bands.Length; i++)
        {
            if (of[bands[i]] != Truth.False) return i;
        }
        return bands.Length - 1;
    }
}
