using CsCheck;
using Ripen.Funnel;
using Ripen.Life;

namespace Ripen.Tests.Funnel;

/// <summary>A pass in plain words, and the funnel counted from such by looking at all of them for every number.</summary>
internal sealed record PlainPass(int Lead, int Number, long Began, long? Qualified, long? HandedOver, long? Accepted, long? Opportunity, long? EndedAt, PassEnd? End, int Source, int Group, long Amount)
{
    public CountedPass Counted => new(Began, (short)Number, (Qualified, HandedOver, Accepted, Opportunity), EndedAt, End) { Source = Source, Group = Group, Amount = Amount };

    /// <summary>When it had come to a step: when it is said to, or a later one is, whichever was first.</summary>
    public long? At(FunnelStep step)
    {
        if (step == FunnelStep.Inquiry) return Began;
        long?[] said = [Qualified, HandedOver, Accepted, Opportunity, End == PassEnd.Won ? EndedAt : null];
        return said.Skip((int)step - 1).Where(at => at is not null).Min();
    }
}

internal static class SlowFunnel
{
    public static readonly FunnelStep[] Steps = Enum.GetValues<FunnelStep>();

    public static List<PlainPass> Cohort(IReadOnlyList<PlainPass> all, int? source, long from, long to, bool first) =>
        [.. all.Where(pass => pass.Number == 1 == first && all.Any(one => one.Lead == pass.Lead && one.Number == 1 && one.Began >= from && one.Began < to && (source is null || one.Source == source)))];

    public static double? MedianDays(IEnumerable<PlainPass> passes, FunnelStep step)
    {
        var took = passes.Where(pass => pass.At(step) is not null && pass.At(step) >= pass.Began && pass.At(step - 1) >= pass.Began).Select(pass => pass.At(step)!.Value - pass.At(step - 1)!.Value).Order().ToList();
        if (took.Count == 0) return null;
        return took.Count % 2 == 1 ? took[took.Count / 2] : (took[took.Count / 2 - 1] + took[took.Count / 2]) / 2.0;
    }
}

/// <summary>Passes as they may be, with history that has things the wrong way round among them.</summary>
internal static class PlainPasses
{
    private const long Day = 86_400;

    private static readonly Gen<long?> SomeTime = Gen.Frequency((2, Gen.Const((long?)null)), (3, Gen.Long[0, 400 * Day].Select(at => (long?)at)));

    private static readonly Gen<PlainPass> Passes = Gen.Select(
        Gen.Int[1, 40], SomeTime, Gen.Select(SomeTime, SomeTime, SomeTime, SomeTime), SomeTime, Gen.Enum<PassEnd>(), Gen.Int[0, 3], Gen.Long[0, 1_000],
        (lead, began, reached, ended, end, source, amount) => new PlainPass(lead, 1, began ?? 0, reached.Item1, reached.Item2, reached.Item3, reached.Item4, ended, ended is null ? null : end, source, lead % 5, end == PassEnd.Won && ended is not null ? amount : 0));

    // Leads in their order, each with its passes numbered.
    public static readonly Gen<List<PlainPass>> Books = Passes.List[0, 80].Select(passes => passes.GroupBy(pass => pass.Lead).OrderBy(lead => lead.Key).SelectMany(lead => lead.Select((pass, i) => pass with { Number = i + 1 })).ToList());

    // A lead's passes lie together in one block.
    public static List<CountedPass[]> InBlocks(IReadOnlyList<PlainPass> passes, int size) =>
        [.. passes.GroupBy(pass => pass.Lead).Chunk(size).Select(leads => leads.SelectMany(lead => lead).Select(pass => pass.Counted).ToArray())];
}
