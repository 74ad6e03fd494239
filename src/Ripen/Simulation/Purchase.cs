using Ripen.Values;

namespace Ripen.Simulation;

/// <summary>
/// What is really going on at an organisation, which nobody is told: whether there is a project, for what, with whose
/// money, wanted by whom, and how that would end. It is decided by chance and circumstances alone, and never by what an
/// agreement asks; the firm sees of it what people say and do.
/// </summary>
internal sealed class Purchase
{
    /// <summary>What the firm's product solves.</summary>
    public static readonly string[] OurProblems = ["warehouse_full", "slow_picking", "peak_season", "new_site", "stock_differences"];
    public static readonly string[] OtherProblems = ["too few staff", "forklift prices", "RFID tags", "payroll", "customs paperwork", "returns"];

    private readonly bool isRivalled;
    private readonly bool isPostponed;
    private readonly int backing;
    private int strongest;

    public Purchase(Dice dice, SimulatedOrganisation organisation, int projectsPerMille, Instant from)
    {
        Organisation = organisation;
        HasProject = dice.Chance(organisation.IsOurKind ? projectsPerMille : projectsPerMille / 4);
        IsOurNeed = dice.Chance(organisation.MovesGoods ? 880 : 500);
        Problem = IsOurNeed ? dice.Of(OurProblems) : dice.Of(OtherProblems);
        DecidesOn = from.Plus(dice.Between(30, dice.Chance(250) ? 420 : 190) * SimulatedYear.SecondsADay);
        BuysOn = DecidesOn.Plus(dice.Between(0, 20) * SimulatedYear.SecondsADay);
        // Larger companies have larger warehouses.
        var scale = organisation.Employees switch { < 50 => 12_000, < 250 => 18_000, < 1000 => 28_000, < 5000 => 42_000, _ => 55_000 };
        Budget = dice.Around(scale * 6 / 10, scale * 2) / 500 * 500;
        IsFunded = dice.Chance(780);
        isRivalled = dice.Chance(330);
        isPostponed = dice.Chance(140);
        backing = dice.Below(1000);
        Pressure = dice.Around(100, 850);
    }

    public SimulatedOrganisation Organisation { get; }

    /// <summary>They mean to change something, and to pay for it.</summary>
    public bool HasProject { get; }

    public string Problem { get; }

    public bool IsOurNeed { get; }

    public Instant DecidesOn { get; }

    /// <summary>When they buy if nobody stops them; only where they would.</summary>
    public Instant BuysOn { get; set; }

    /// <summary>In EUR.</summary>
    public int Budget { get; }

    public bool IsFunded { get; }

    /// <summary>How busily they look around, in thousandths.</summary>
    public int Pressure { get; }

    public bool WouldBuy => WhyNot is null;

    /// <summary>Somebody who can say yes wants it; likelier the higher up the highest is who came.</summary>
    public bool IsBacked => backing < strongest switch { 5 => 930, 4 => 900, 3 => 820, 2 => 650, _ => 480 };

    /// <summary>Null: they would buy.</summary>
    public string? WhyNot =>
        !Organisation.IsOurKind ? "not_our_kind"
        : !HasProject ? "no_project"
        : !IsOurNeed ? "other_need"
        : !IsFunded ? "no_budget"
        : !IsBacked ? "no_backing"
        : isRivalled ? "chose_rival"
        : isPostponed ? "postponed"
        : null;

    /// <summary>Somebody of theirs came.</summary>
    public void Joined(SimulatedPerson person)
    {
        if (person.Kind == PersonKind.Prospect) strongest = Math.Max(strongest, (int)person.Rank);
    }
}
