using Ripen.Life;

namespace Ripen.Funnel;

/// <summary>All persons from one to another, both included, in the order of their ids.</summary>
internal readonly record struct PersonRange(Guid First, Guid Last)
{
    /// <summary>The same persons in ranges that do not meet, in order.</summary>
    public static List<PersonRange> Joined(List<PersonRange> ranges)
    {
        ranges.Sort((a, b) => a.First.CompareTo(b.First));
        var joined = new List<PersonRange>();
        foreach (var range in ranges)
        {
            if (joined.Count > 0 && range.First <= joined[^1].Last) joined[^1] = new(joined[^1].First, range.Last > joined[^1].Last ? range.Last : joined[^1].Last);
            else joined.Add(range);
        }
        return joined;
    }
}

/// <summary>A pass, and whose it is.</summary>
internal readonly record struct KnownPass(LeadId Lead, CountedPass Pass);

/// <summary>Passes by person, lead and number, in blocks that are never changed, so that reading and putting right do not meet.</summary>
internal sealed class KnownPasses
{
    private const int BlockSize = 8_192;

    private readonly List<Block> blocks;

    private KnownPasses(List<Block> blocks) => (this.blocks, Blocks) = (blocks, [.. blocks.Select(block => block.Passes)]);

    private sealed record Block(LeadId[] Leads, CountedPass[] Passes);

    /// <summary>For <see cref="Cohort"/> and the like.</summary>
    public IReadOnlyList<CountedPass[]> Blocks { get; }

    /// <param name="read">Gives them one by one, by person, lead and number.</param>
    public static KnownPasses Of(Action<Action<KnownPass>> read)
    {
        var making = new Making();
        read(making.Add);
        return new(making.Done());
    }

    /// <summary>All of them, lead after lead.</summary>
    public IEnumerable<KnownPass> All => blocks.SelectMany(block => block.Passes.Select((pass, place) => new KnownPass(block.Leads[place], pass)));

    /// <summary>These passes in the place of all that these persons had.</summary>
    /// <param name="ranges">In order; they do not meet.</param>
    /// <param name="passes">All that the persons in them have now, by person, lead and number.</param>
    public KnownPasses With(List<PersonRange> ranges, List<KnownPass> passes)
    {
        var (after, run, next) = (new List<Block>(blocks.Count), new List<KnownPass>(), 0);
        for (var i = 0; i < blocks.Count; i++)
        {
            var end = i + 1 < blocks.Count ? blocks[i + 1].Leads[0].Person : (Guid?)null;
            var news = next;
            while (next < passes.Count && (end is null || passes[next].Lead.Person < end)) next++;
            var hasNews = next > news;
            if (!hasNews && !ranges.Exists(range => range.Last >= blocks[i].Leads[0].Person && range.First <= blocks[i].Leads[^1].Person))
            {
                after.AddRange(InBlocks(run));
                run.Clear();
                after.Add(blocks[i]);
                continue;
            }
            run.AddRange(Merged(blocks[i], ranges, passes[news..next]));
        }
        run.AddRange(passes[next..]);
        after.AddRange(InBlocks(run));
        return new(after);
    }

    private static IEnumerable<KnownPass> Merged(Block block, List<PersonRange> ranges, List<KnownPass> news)
    {
        var (range, next) = (0, 0);
        for (var i = 0; i < block.Passes.Length; i++)
        {
            var person = block.Leads[i].Person;
            while (next < news.Count && news[next].Lead.Person < person) yield return news[next++];
            while (range < ranges.Count && ranges[range].Last < person) range++;
            if (range < ranges.Count && ranges[range].First <= person) continue;
            yield return new(block.Leads[i], block.Passes[i]);
        }
        while (next < news.Count) yield return news[next++];
    }

    private static List<Block> InBlocks(IEnumerable<KnownPass> passes)
    {
        var making = new Making();
        foreach (var pass in passes) making.Add(pass);
        return making.Done();
    }

    // As they are read, so that not all of them are held twice. A person's passes stay in one block.
    private sealed class Making
    {
        private readonly List<Block> made = [];
        private readonly List<LeadId> leads = new(BlockSize);
        private readonly List<CountedPass> passes = new(BlockSize);

        public void Add(KnownPass known)
        {
            if (passes.Count >= BlockSize && leads[^1].Person != known.Lead.Person) Close();
            leads.Add(known.Lead);
            passes.Add(known.Pass);
        }

        public List<Block> Done()
        {
            if (passes.Count > 0) Close();
            return made;
        }

        private void Close()
        {
            made.Add(new([.. leads], [.. passes]));
            leads.Clear();
            passes.Clear();
        }
    }
}
