using CsCheck;
using Ripen.Agreements;
using Ripen.Tests.Generated;

namespace Ripen.Tests;

/// <summary>What the property tests draw from: agreements with everything the language has, and leads that stand at the edges of what they say.</summary>
internal static class Generators
{
    /// <summary>Always valid, as a model.</summary>
    public static Gen<Agreement> Agreement { get; } = new Drawn<Agreement>(draw => new AgreementGenerator(draw).Make());

    /// <summary>An agreement, an instant, and a buying group of one to three leads.</summary>
    public static Gen<Scenario> Scenario { get; } = Group(1, 3);

    /// <summary>An agreement, an instant, and a lead without colleagues.</summary>
    public static Gen<Scenario> SingleLead { get; } = Group(1, 1);

    private static Drawn<Scenario> Group(int least, int most) => new(draw =>
    {
        var agreement = new AgreementGenerator(draw).Make();
        var leads = new LeadGenerator(draw, agreement);
        return new(agreement, leads.AsOf, [.. Enumerable.Range(1, draw.Int(least, most)).Select(i => leads.Make($"L{i}"))]);
    });
}

/// <summary>Draws by code rather than by combining generators; what took fewer draws counts as smaller when CsCheck shrinks.</summary>
internal sealed class Drawn<T>(Func<Draw, T> make) : Gen<T>
{
    public override T Generate(PCG pcg, Size? min, out Size size)
    {
        var draw = new Draw(pcg);
        var value = make(draw);
        size = new Size(draw.Steps);
        return value;
    }
}

/// <summary>One drawing of random choices.</summary>
internal sealed class Draw(PCG pcg)
{
    public ulong Steps { get; private set; }

    /// <summary>Both ends included.</summary>
    public int Int(int least, int most)
    {
        Steps++;
        return least + (int)pcg.Next((uint)(most - least + 1));
    }

    public bool Chance(int percent) => Int(1, 100) <= percent;

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Int(0, choices.Count - 1)];

    /// <summary>Different ones, in any order.</summary>
    public List<T> Some<T>(IEnumerable<T> choices, int least, int most)
    {
        var left = choices.ToList();
        var some = new List<T>();
        for (var wanted = Math.Min(Int(least, most), left.Count); wanted > 0; wanted--)
        {
            var at = Int(0, left.Count - 1);
            some.Add(left[at]);
            left.RemoveAt(at);
        }
        return some;
    }

    public List<T> Many<T>(int least, int most, Func<T> make) => [.. Enumerable.Range(0, Int(least, most)).Select(_ => make())];
}
