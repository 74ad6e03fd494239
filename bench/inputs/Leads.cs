namespace Ripen.Bench.Inputs;

/// <summary>
/// The leads that every benchmark and yardstick is fed with. Lead number i of a seed is the same on every machine and
/// .NET version, and does not depend on how many are made: hence our own generator instead of System.Random.
/// </summary>
public static class Leads
{
    /// <summary>The instant all benchmarks judge at; dates lie around it.</summary>
    public static readonly DateTimeOffset AsOf = new(2026, 7, 15, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Ids of the benchmark agreement's <c>problems</c>; other values of a lead's problem are not in it.</summary>
    public static readonly string[] Problems = ["month_end_close", "audit_trail"];

    private static readonly DateOnly Today = DateOnly.FromDateTime(AsOf.UtcDateTime);
    private static readonly string[] Countries = ["DE", "AT", "CH", "FR", "NL", "GB", "IN", "NO", "IS", "US"];
    private static readonly string[] Industries = ["software", "logistics", "financial services", "machinery", "retail", "health care"];
    private static readonly string[] Said = [.. Problems, "slow_reports", "too many tools", "just looking"];
    private static readonly string[] Names = ["Orbis", "Northwind", "Lumen", "Harbour", "Alder", "Kestrel", "Meridian", "Tallis"];
    private static readonly string[] Trades = ["Freight", "Systems", "Foods", "Capital", "Works", "Labs", "Textiles"];
    private static readonly string[] Endings = ["GmbH", "AG", "Ltd", "Inc", "\"& Sons\", Ltd"];

    public static IEnumerable<BenchLead> Generate(int count, ulong seed)
    {
        for (var i = 0; i < count; i++) yield return One(i, seed);
    }

    private static BenchLead One(int index, ulong seed)
    {
        var dice = new Dice(seed * 0x9E3779B97F4A7C15 ^ (ulong)index);
        var name = dice.Of(Names);
        var number = dice.Below(5000);
        return new BenchLead
        {
            Id = $"L{index + 1}",
            Email = $"p{index + 1}@{name.ToLowerInvariant()}{number}.example",
            Organisation = $"{name} {dice.Of(Trades)} {number} {dice.Of(Endings)}",
            Country = dice.Chance(90) ? dice.Of(Countries) : null,
            Industry = dice.Chance(75) ? dice.Of(Industries) : null,
            Employees = dice.Chance(60) ? 1 + dice.Below(20) * dice.Below(500) : null,
            Seniority = dice.Chance(70) ? (Seniority)dice.Below(6) : null,
            BuyingRole = dice.Chance(40) ? (BuyingRole)dice.Below(6) : null,
            Budget = dice.Chance(50) ? 1000 * (1 + dice.Below(60)) : null,
            BudgetStatus = dice.Chance(40) ? (BudgetStatus)dice.Below(4) : null,
            Problem = dice.Chance(65) ? dice.Of(Said) : null,
            PurchaseBy = dice.Chance(55) ? Today.AddDays(dice.Below(480) - 60) : null,
        };
    }

    /// <summary>SplitMix64.</summary>
    private struct Dice(ulong seed)
    {
        private ulong state = seed;

        public int Below(int limit) => (int)(((UInt128)Next() * (ulong)limit) >> 64);

        public bool Chance(int percent) => Below(100) < percent;

        public string Of(string[] choices) => choices[Below(choices.Length)];

        private ulong Next()
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
