using System.Globalization;
using Ripen.Bench.Inputs;
using RulesEngine.Models;

namespace Ripen.Bench;

/// <summary>
/// The four criteria of the BANT agreement and the temperature, without interest, judged by Microsoft's RulesEngine.
/// It is given every advantage: one thread, warm, inputs typed and wrapped beforehand, the end of the window computed
/// beforehand, ordinal comparison, no unknowns (missing counts as not met), no reasons.
/// </summary>
internal static class RulesEngineYardstick
{
    public const string Name = "rules-engine";

    private const string Bant = "bant";
    private const int Windows = 5;

    private static readonly Window TimelineWindow = Window.Starting(DateOnly.FromDateTime(Leads.AsOf.UtcDateTime));

    private static readonly Workflow Agreement = new()
    {
        WorkflowName = Bant,
        // seniority >= vp is spelled out: the expressions have no order on an enum that may be null.
        Rules =
        [
            Criterion("budget", "lead.Budget >= 20000 || lead.BudgetStatus == BudgetStatus.CanBuy || lead.BudgetStatus == BudgetStatus.WillBuy"),
            Criterion("authority", "lead.BuyingRole == BuyingRole.DecisionMaker || lead.BuyingRole == BuyingRole.EconomicBuyer || lead.Seniority == Seniority.Vp || lead.Seniority == Seniority.CLevel"),
            Criterion("need", "lead.Problem == \"month_end_close\" || lead.Problem == \"audit_trail\""),
            Criterion("timeline", "lead.PurchaseBy >= window.From && lead.PurchaseBy <= window.To"),
        ],
    };

    // As they come: its switches for messages, scoped parameters and type registration were tried and gain nothing here.
    private static readonly ReSettings Settings = new()
    {
        CustomTypes = [typeof(Seniority), typeof(BuyingRole), typeof(BudgetStatus)],
    };

    private enum Temperature { Cold, Warm, Hot }

    public static Measurement Run()
    {
        var engine = new RulesEngine.RulesEngine([Agreement], Settings);
        Check(engine);

        var inputs = Leads.Generate(4096, seed: 1).Select(Inputs).ToArray();
        var seen = new long[3];
        var rate = Measure.BestRate(
            () =>
            {
                foreach (var input in inputs) seen[(int)Judge(engine, input)]++;
                return inputs.Length;
            },
            Windows, TimeSpan.FromSeconds(2));

        var all = (double)seen.Sum();
        return new Measurement(Name, rate, "judgements/s", string.Create(CultureInfo.InvariantCulture,
            $"RulesEngine 6.0.1, four criteria and temperature, no interest, one thread, best of {Windows} windows of 2 s; {seen[2] / all:P1} hot, {seen[1] / all:P1} warm"));
    }

    private static Temperature Judge(RulesEngine.RulesEngine engine, RuleParameter[] input)
    {
        var met = 0;
        foreach (var result in Execute(engine, input))
        {
            if (result.IsSuccess) met++;
        }
        return met >= 4 ? Temperature.Hot : met >= 2 ? Temperature.Warm : Temperature.Cold;
    }

    private static List<RuleResultTree> Execute(RulesEngine.RulesEngine engine, RuleParameter[] input)
    {
        var executing = engine.ExecuteAllRulesAsync(Bant, input);
        // Without actions it never waits, so the answer is there.
        return executing.IsCompletedSuccessfully ? executing.Result : throw new InvalidOperationException("RulesEngine did not answer at once.");
    }

    /// <summary>
    /// A fast wrong answer is no yardstick. A rule that does not compile just fails and looks like a criterion not met:
    /// so its message is asked for too.
    /// </summary>
    private static void Check(RulesEngine.RulesEngine engine)
    {
        var (from, to) = TimelineWindow;
        var nothing = new BenchLead { Id = "check", Email = "", Organisation = "" };
        var hot = nothing with { Budget = 20_000, Seniority = Seniority.Vp, Problem = "audit_trail", PurchaseBy = to };
        (BenchLead Lead, Temperature Expected)[] known =
        [
            (nothing, Temperature.Cold),
            (hot, Temperature.Hot),
            (hot with { Budget = 19_999 }, Temperature.Warm),
            (hot with { Budget = null, BudgetStatus = BudgetStatus.CanBuy }, Temperature.Hot),
            (hot with { Budget = null, BudgetStatus = BudgetStatus.MayBuy }, Temperature.Warm),
            (hot with { Seniority = Seniority.Director }, Temperature.Warm),
            (hot with { Seniority = Seniority.Director, BuyingRole = BuyingRole.EconomicBuyer }, Temperature.Hot),
            (hot with { Seniority = Seniority.CLevel, BuyingRole = BuyingRole.User }, Temperature.Hot),
            (hot with { Problem = "just looking" }, Temperature.Warm),
            (hot with { PurchaseBy = from }, Temperature.Hot),
            (hot with { PurchaseBy = from.AddDays(-1) }, Temperature.Warm),
            (hot with { PurchaseBy = to.AddDays(1) }, Temperature.Warm),
            (nothing with { Budget = 50_000, BudgetStatus = BudgetStatus.WillBuy }, Temperature.Cold),
            (nothing with { Problem = "month_end_close", BudgetStatus = BudgetStatus.WillBuy }, Temperature.Warm),
        ];
        foreach (var (lead, expected) in known)
        {
            var broken = Execute(engine, Inputs(lead)).FirstOrDefault(result => !string.IsNullOrEmpty(result.ExceptionMessage));
            if (broken is not null) throw new InvalidOperationException($"{broken.Rule.RuleName}: {broken.ExceptionMessage}");
            var found = Judge(engine, Inputs(lead));
            if (found != expected) throw new InvalidOperationException($"{lead} is {expected}, but RulesEngine says {found}.");
        }
    }

    private static Rule Criterion(string name, string expression) =>
        new() { RuleName = name, RuleExpressionType = RuleExpressionType.LambdaExpression, Expression = expression };

    private static RuleParameter[] Inputs(BenchLead lead) => [new("lead", lead), new("window", TimelineWindow)];

    /// <summary>The days on which <c>purchase_by within 6 months</c> holds, both included.</summary>
    public sealed record Window(DateOnly From, DateOnly To)
    {
        public static Window Starting(DateOnly today) => new(today, today.AddMonths(6));
    }
}
