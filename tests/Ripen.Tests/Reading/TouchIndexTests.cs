using CsCheck;
using Ripen.Reading;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Reading;

public class TouchIndexTests
{
    [Fact]
    public void It_finds_what_a_dictionary_finds_however_little_memory_it_may_use() =>
        Gen.Select(Gen.Select(Gen.Int[0, 12], Gen.Long[0, 20]).Array[0, 400], Gen.Int[1, 60], Gen.Int[1, 4]).Sample(
            (touches, chunk, chunks) => Same([.. touches.Select(t => ($"L{t.Item1}", new Instant(t.Item2)))], chunk, chunks),
            iter: 500);

    [Fact]
    public void Many_leads_in_many_runs_on_disk()
    {
        var touches = Enumerable.Range(0, 60_000).Select(i => ($"lead-{i * 7919 % 9973}", new Instant(i * 31 % 1009))).ToArray();
        Same(touches, chunk: 4096, chunks: 3);
    }

    [Fact]
    public void One_lead_may_have_nearly_all_touches()
    {
        var touches = Enumerable.Range(0, 40_000).Select(i => (i % 50 == 0 ? $"L{i}" : "everybody", new Instant(i * 7919 % 1000))).ToArray();
        Same(touches, chunk: 10_000, chunks: 2);
    }

    [Fact]
    public void Ids_are_trimmed_and_otherwise_exact()
    {
        using var index = new TouchIndex();
        index.Add(" L1\t", new Instant(5), 7);
        index.Add("l1", new Instant(6), 8);
        index.Freeze();
        var found = Array.Empty<TouchRecord>();
        Assert.Equal(1, index.Find("L1 ", ref found));
        Assert.Equal((new Instant(5), (ushort)7), (found[0].At, found[0].Kind));
        Assert.Equal(0, index.Find("L", ref found));
        Assert.Equal(0, index.Find("", ref found));
    }

    [Fact]
    public void The_first_and_the_last_instant_and_the_last_kind_fit()
    {
        using var index = new TouchIndex();
        index.Add("a", Instant.Max, ushort.MaxValue);
        index.Add("a", Instant.Min, 0);
        index.Freeze();
        var found = Array.Empty<TouchRecord>();
        Assert.Equal(2, index.Find("a", ref found));
        Assert.Equal((Instant.Min, Instant.Max, ushort.MaxValue), (found[0].At, found[1].At, found[1].Kind));
    }

    [Fact]
    public void An_empty_index_finds_nothing()
    {
        using var index = new TouchIndex();
        index.Freeze();
        var found = Array.Empty<TouchRecord>();
        Assert.Equal(0, index.Find("a", ref found));
    }

    /// <summary>The kind is the number in the file, so that the order of equal instants is seen.</summary>
    private static void Same((string Lead, Instant At)[] touches, int chunk, int chunks)
    {
        using var index = new TouchIndex(chunk, chunks);
        for (var i = 0; i < touches.Length; i++) index.Add(touches[i].Lead, touches[i].At, (ushort)i);
        index.Freeze();
        Assert.Equal(touches.Length, index.Count);
        var found = Array.Empty<TouchRecord>();
        foreach (var lead in touches.Select((touch, i) => (touch.Lead, touch.At, Kind: (ushort)i)).GroupBy(touch => touch.Lead))
        {
            var count = index.Find(lead.Key, ref found);
            Assert.Equal(lead.OrderBy(touch => touch.At).Select(touch => (touch.At, touch.Kind)), found.Take(count).Select(touch => (touch.At, touch.Kind)));
        }

        Assert.Equal(0, index.Find("nobody", ref found));
    }
}
