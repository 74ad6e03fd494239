using Ripen.Life;
using Ripen.Measuring;

namespace Ripen.Funnel;

/// <summary>What became of the leads that came one way, followed through all their passes; each lead counts once, as far as it ever came.</summary>
/// <param name="Key">The way: the number of a source, a campaign or an offer; 0: none is known.</param>
/// <param name="Inquiries">Leads that first came within the time.</param>
/// <param name="Fits">Of these, those that fit the ideal prospect as they were last judged.</param>
/// <param name="OnTheWay">Those whose last pass runs.</param>
/// <param name="Money">What they brought, in minor units.</param>
/// <param name="WithoutMoney">Passes that were won, and nobody knows for how much.</param>
/// <param name="Rejections">Passes that ended after they were handed over and before they were accepted, by reason.</param>
/// <param name="ToWon">From the beginning of the first pass until the first was won.</param>
/// <param name="PerInquiry">What an inquiry brings (<see cref="MeanOfFew"/>); null without inquiries, or where it is not wanted.</param>
public sealed record Worth(
    int Key, long Inquiries, long Fits, long Qualified, long HandedOver, long Accepted, long Opportunities, long Won, long OnTheWay, long Money, long WithoutMoney,
    IReadOnlyDictionary<int, long> Rejections, Velocity? ToWon, MeanOfFew? PerInquiry)
{
    /// <summary>A way by which nobody came.</summary>
    public static Worth Nothing(int key) => new(key, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Dictionary<int, long>(), null, null);

    // So that the same leads have the same interval whenever they are looked at.
    private const ulong Seed = 20_260_101;

    /// <summary>By their keys. One walk over all passes, and the draws of each way.</summary>
    /// <param name="passes">In blocks, each by lead and number, a lead's passes together in one.</param>
    /// <param name="filter">By what the first pass of a lead was.</param>
    /// <param name="from">In seconds since 1970; not before it.</param>
    /// <param name="to">In seconds since 1970; before it.</param>
    /// <param name="keyOf">The way a first pass came.</param>
    /// <param name="isDrawn">Whether <see cref="PerInquiry"/> is wanted, which is dear where many were won.</param>
    public static List<Worth> Of(IReadOnlyList<CountedPass[]> passes, PassFilter filter, long from, long to, Func<CountedPass, int> keyOf, bool isDrawn = true)
    {
        var tallies = new Dictionary<int, Tally>();
        foreach (var block in passes)
        {
            Tally? tally = null;
            for (var place = 0; place < block.Length; place++)
            {
                ref readonly var pass = ref block[place];
                if (pass.Number == 1)
                {
                    tally?.EndLead();
                    tally = pass.Began >= from && pass.Began < to && filter.Takes(pass) ? TallyOf(keyOf(pass)) : null;
                    tally?.Begin(pass);
                }
                tally?.Add(pass);
            }
            tally?.EndLead();
        }
        return [.. tallies.OrderBy(tally => tally.Key).Select(tally => tally.Value.Count(tally.Key, isDrawn))];

        Tally TallyOf(int key)
        {
            if (!tallies.TryGetValue(key, out var there)) tallies[key] = there = new();
            return there;
        }
    }

    private sealed class Tally
    {
        private readonly long[] reached = new long[(int)FunnelStep.Won + 1];
        private readonly List<long> amounts = [];
        private readonly List<int> toWon = [];
        private readonly Dictionary<int, long> rejections = [];
        private long fits;
        private long onTheWay;
        private long withoutMoney;

        // Of the lead that is looked at.
        private long began;
        private FunnelStep furthest;
        private byte fit;
        private bool isRunning;
        private long money;
        private long? wonAt;

        public void Begin(in CountedPass pass) => (began, furthest, fit, isRunning, money, wonAt) = (pass.Began, FunnelStep.Inquiry, 0, false, 0, null);

        public void Add(in CountedPass pass)
        {
            if (pass.Furthest > furthest) furthest = pass.Furthest;
            if (pass.Fit != 0) fit = pass.Fit;
            isRunning = pass.IsRunning;
            if (pass.End == PassEnd.Won)
            {
                money += pass.Amount;
                if (pass.Amount == 0 || pass.Foreign != 0) withoutMoney++;
                wonAt ??= pass.Began + pass.Ended;
            }
            else if (pass.End is PassEnd.Recycled or PassEnd.Referred or PassEnd.Disqualified && pass.Furthest == FunnelStep.HandedOver) rejections[pass.Reason] = rejections.GetValueOrDefault(pass.Reason) + 1;
        }

        public void EndLead()
        {
            for (var step = 0; step <= (int)furthest; step++) reached[step]++;
            if (fit == CountedPass.Fitting) fits++;
            if (isRunning) onTheWay++;
            if (money > 0) amounts.Add(money);
            if (wonAt >= began) toWon.Add((int)Math.Min(wonAt.Value - began, CountedPass.Never - 1));
        }

        public Worth Count(int key, bool isDrawn) => new(
            key, reached[0], fits, reached[(int)FunnelStep.Qualified], reached[(int)FunnelStep.HandedOver], reached[(int)FunnelStep.Accepted], reached[(int)FunnelStep.Opportunity], reached[(int)FunnelStep.Won],
            onTheWay, amounts.Sum(), withoutMoney, rejections, Velocity.Of(toWon), isDrawn ? MeanOfFew.Of((int)reached[0], [.. amounts], Seed) : null);
    }
}
