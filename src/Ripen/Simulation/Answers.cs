using System.Globalization;
using Ripen.Values;

namespace Ripen.Simulation;

/// <summary>
/// What a person says when asked, a question or two at a time: what he knows, believes or wishes, or nothing. Who has a
/// project knows more of it than who has none, and neither always tells it as it is.
/// </summary>
/// <param name="hasProject">Whether he speaks of a project, be there one or not.</param>
internal sealed class Answers(Dice dice, SimulatedYear year, SimulatedLead lead, bool hasProject)
{
    private const string Problem = "problem";
    private const string Role = "buying_role";
    private const string Date = "purchase_by";
    private const string Status = "budget_status";
    private const string Amount = "budget";
    private const string Solution = "solution_known";

    // As forms ask, the easy ones first; Sales asks for money sooner.
    private readonly Queue<string> open = new(dice.Chance(600) ? [Problem, Date, Role, Status, Amount, Solution] : [Problem, Status, Role, Date, Solution, Amount]);

    /// <summary>Asked so many questions; a question that is not answered is not asked again.</summary>
    /// <param name="eagerness">How gladly he answers now, in thousandths of his habit: a person is told more than a form.</param>
    public void Ask(Instant at, int questions, int eagerness = 1000)
    {
        var facts = new List<(string, string)>();
        for (; questions > 0; questions--)
        {
            // What was said long ago is asked again.
            if (open.Count == 0) foreach (var again in (string[])[Date, Status]) open.Enqueue(again);
            var question = open.Dequeue();
            if (dice.Chance(lead.Person.Habits.AnswersPerMille * eagerness / 1000) && AnswerTo(question, at) is { } answer) facts.Add((question, answer));
        }
        if (facts.Count > 0) lead.Said.Add(new(at, facts));
    }

    private string? AnswerTo(string question, Instant at) => question switch
    {
        Problem => ProblemSaid(),
        Role => RoleSaid(),
        Date => DateSaid(at),
        Status => StatusSaid(),
        Amount => AmountSaid(),
        _ => dice.Chance(hasProject ? 520 : 180) ? "yes" : dice.Chance(700) ? "no" : null,
    };

    private string? ProblemSaid()
    {
        if (!hasProject) return dice.Weighted(420, 330, 250) switch { 0 => dice.Of(Purchase.OurProblems), 1 => dice.Of(Purchase.OtherProblems), _ => null };
        var said = dice.Chance(880) ? lead.Purchase.Problem : dice.Of(Purchase.OtherProblems);
        return dice.Chance(220) ? $"{said}|{dice.Of(Purchase.OurProblems)}" : said.Replace('_', dice.Chance(150) ? ' ' : '_');
    }

    private string RoleSaid() => lead.Person.Rank switch
    {
        Rank.CLevel or Rank.Vp => dice.Weighted(70, 20, 10) switch { 0 => "decision_maker", 1 => "economic_buyer", _ => "influencer" },
        Rank.Director => dice.Weighted(38, 12, 30, 20) switch { 0 => "decision_maker", 1 => "economic_buyer", 2 => "influencer", _ => "champion" },
        Rank.Manager => dice.Weighted(8, 42, 30, 20) switch { 0 => "decision_maker", 1 => "influencer", 2 => "champion", _ => "user" },
        _ => dice.Weighted(2, 28, 20, 42, 8) switch { 0 => "decision_maker", 1 => "influencer", 2 => "champion", 3 => "user", _ => "gatekeeper" },
    };

    private string? DateSaid(Instant at)
    {
        if (!hasProject && !dice.Chance(420)) return null;
        var today = year.DateOf(year.DayOf(at));
        var meant = hasProject ? year.DateOf(year.DayOf(lead.Purchase.DecidesOn) + dice.Around(-45, 75)) : today.AddDays(dice.Between(30, 720));
        if (meant <= today) meant = today.AddDays(dice.Between(10, 90));
        // Half of them think in quarters.
        if (dice.Chance(500)) meant = new DateOnly(meant.Year, (meant.Month + 2) / 3 * 3, 1).AddMonths(1).AddDays(-1);
        return meant.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private string? StatusSaid() => (hasProject, lead.Purchase.IsFunded) switch
    {
        (true, true) => dice.Weighted(420, 300, 220, 60) switch { 0 => "can_buy", 1 => "will_buy", 2 => "may_buy", _ => "none" },
        (true, false) => dice.Weighted(170, 60, 520, 250) switch { 0 => "can_buy", 1 => "will_buy", 2 => "may_buy", _ => "none" },
        _ => dice.Weighted(110, 30, 360, 300, 200) switch { 0 => "can_buy", 1 => "will_buy", 2 => "may_buy", 3 => "none", _ => null },
    };

    private string? AmountSaid()
    {
        if (!dice.Chance(hasProject && lead.Purchase.IsFunded ? 700 : 260)) return null;
        var meant = hasProject && lead.Purchase.IsFunded ? lead.Purchase.Budget * dice.Around(70, 120) / 100 : dice.Between(4, 30) * 1_000;
        var shown = (meant / 1_000 * 1_000).ToString(CultureInfo.InvariantCulture);
        return dice.Chance(700) ? $"{shown} {lead.Person.Market.Currency}" : shown;
    }
}
