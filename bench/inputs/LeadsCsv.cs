using System.Globalization;

namespace Ripen.Bench.Inputs;

/// <summary>Leads as the CSV that <c>ripen grade</c> reads: a header and 12 columns, named for the standard facts.</summary>
public static class LeadsCsv
{
    public const int Columns = 12;

    private const string Header =
        "id,email,organisation,country,industry,employees,seniority,buying_role,budget,budget_status,problem,purchase_by";

    public static void Write(IEnumerable<BenchLead> leads, TextWriter to)
    {
        to.NewLine = "\n";
        to.WriteLine(Header);
        foreach (var lead in leads)
        {
            string[] cells =
            [
                lead.Id, lead.Email, Quoted(lead.Organisation), lead.Country ?? "", lead.Industry ?? "",
                lead.Employees?.ToString(CultureInfo.InvariantCulture) ?? "",
                Word(lead.Seniority), Word(lead.BuyingRole),
                lead.Budget is { } budget ? $"{budget.ToString(CultureInfo.InvariantCulture)} EUR" : "",
                Word(lead.BudgetStatus), lead.Problem ?? "",
                lead.PurchaseBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            ];
            to.WriteLine(string.Join(',', cells));
        }
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Word(Seniority? value) => value switch
    {
        null => "",
        Seniority.Student => "student",
        Seniority.Individual => "individual",
        Seniority.Manager => "manager",
        Seniority.Director => "director",
        Seniority.Vp => "vp",
        _ => "c_level",
    };

    private static string Word(BuyingRole? value) => value switch
    {
        null => "",
        BuyingRole.DecisionMaker => "decision_maker",
        BuyingRole.EconomicBuyer => "economic_buyer",
        BuyingRole.Champion => "champion",
        BuyingRole.Influencer => "influencer",
        BuyingRole.User => "user",
        _ => "gatekeeper",
    };

    private static string Word(BudgetStatus? value) => value switch
    {
        null => "",
        BudgetStatus.None => "none",
        BudgetStatus.MayBuy => "may_buy",
        BudgetStatus.CanBuy => "can_buy",
        _ => "will_buy",
    };
}
