namespace Ripen.Simulation;

internal enum Rank : byte { Student, Individual, Manager, Director, Vp, CLevel }

/// <summary>What somebody is to the firm, whatever he says he is.</summary>
internal enum PersonKind : byte { Prospect, Student, Competitor, Supplier, JobSeeker }

/// <summary>Somebody, as he is: what is written of him is another matter.</summary>
internal sealed record SimulatedPerson(string Id, PersonKind Kind, Market Market, string First, string Last, bool IsWoman, Rank Rank, string Title, Habits Habits)
{
    private static readonly string[] RankNames = ["student", "individual", "manager", "director", "vp", "c_level"];

    /// <summary>As a form's list of choices says it.</summary>
    public string Seniority => RankNames[(int)Rank];

    public static SimulatedPerson Drawn(Dice dice, string id, Market market, PersonKind kind, Rank rank)
    {
        if (kind == PersonKind.Student) rank = Rank.Student;
        // People work where they were not born.
        var (language, isWoman) = (dice.Chance(110) ? "world" : dice.Chance(60) ? dice.Of(Market.All).Language : market.Language, dice.Chance(420));
        var first = dice.Of(WordLists.Of(isWoman ? "first.*.f" : "first.*.m", language));
        var last = dice.Of(WordLists.Of("last.*", dice.Chance(40) ? market.Language : language));
        return new(id, kind, market, first, last, isWoman, rank, TitleOf(dice, market, rank, isWoman), new Habits(dice, market));
    }

    private static string TitleOf(Dice dice, Market market, Rank rank, bool isWoman)
    {
        var language = dice.Chance(120) ? "en" : market.Language;
        var forms = dice.Of(WordLists.Of($"title.*.{RankNames[(int)rank]}", language)).Split('|');
        return isWoman ? forms[^1] : forms[0];
    }
}
