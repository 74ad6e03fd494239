using System.Globalization;

namespace Ripen.Bench.Inputs;

/// <summary>A benchmark lead as data say it: names of facts and texts, nothing where nobody has said.</summary>
public static class LeadFacts
{
    private static readonly string[] Seniorities = ["student", "individual", "manager", "director", "vp", "c_level"];
    private static readonly string[] Roles = ["decision_maker", "economic_buyer", "champion", "influencer", "user", "gatekeeper"];
    private static readonly string[] Statuses = ["none", "may_buy", "can_buy", "will_buy"];

    public static IEnumerable<(string Fact, string Text)> Of(BenchLead lead)
    {
        yield return ("email", lead.Email);
        yield return ("organisation", lead.Organisation);
        if (lead.Country is { } country) yield return ("country", country);
        if (lead.Industry is { } industry) yield return ("industry", industry);
        if (lead.Employees is { } employees) yield return ("employees", employees.ToString(CultureInfo.InvariantCulture));
        if (lead.Seniority is { } seniority) yield return ("seniority", Seniorities[(int)seniority]);
        if (lead.BuyingRole is { } role) yield return ("buying_role", Roles[(int)role]);
        if (lead.Budget is { } budget) yield return ("budget", $"{budget.ToString(CultureInfo.InvariantCulture)} EUR");
        if (lead.BudgetStatus is { } status) yield return ("budget_status", Statuses[(int)status]);
        if (lead.Problem is { } problem) yield return ("problem", problem);
        if (lead.PurchaseBy is { } date) yield return ("purchase_by", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
