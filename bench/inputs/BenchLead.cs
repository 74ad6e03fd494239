namespace Ripen.Bench.Inputs;

public enum Seniority { Student, Individual, Manager, Director, Vp, CLevel }

public enum BuyingRole { DecisionMaker, EconomicBuyer, Champion, Influencer, User, Gatekeeper }

public enum BudgetStatus { None, MayBuy, CanBuy, WillBuy }

/// <summary>One lead of the benchmarks, in types; null where nobody has said. Budgets are whole EUR.</summary>
public sealed record BenchLead
{
    public required string Id { get; init; }
    public required string Email { get; init; }
    public required string Organisation { get; init; }
    public string? Country { get; init; }
    public string? Industry { get; init; }
    public int? Employees { get; init; }
    public Seniority? Seniority { get; init; }
    public BuyingRole? BuyingRole { get; init; }
    public decimal? Budget { get; init; }
    public BudgetStatus? BudgetStatus { get; init; }
    public string? Problem { get; init; }
    public DateOnly? PurchaseBy { get; init; }
}
