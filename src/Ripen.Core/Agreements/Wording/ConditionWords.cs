using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// A condition as words that are read aloud: "the budget is at least 20,000 EUR, or the budget status is can buy or will
/// buy". What binds tighter is held together by "either … or", "both … and", a semicolon, and deeper down by brackets;
/// <c>not</c> is said of the single tests (De Morgan's laws hold for three values, too).
/// </summary>
public static class ConditionWords
{
    /// <summary>Clauses to stand behind "when"; no capital, no full stop.</summary>
    public static string Of(Condition condition, Agreement agreement) => Of(condition, agreement, "the lead");

    /// <param name="lead">How the lead is called: "it" in a sentence that has named it.</param>
    internal static string Of(Condition condition, Agreement agreement, string lead) => new ConditionVoice(agreement, lead).Whole(condition);

    /// <summary>Several conditions of which all must hold.</summary>
    internal static string Of(ValueList<Condition> all, Agreement agreement) => Of(all.Count == 1 ? all[0] : new All(all), agreement);
}

internal sealed class ConditionVoice(Agreement agreement, string lead)
{
    public string Whole(Condition condition) => Whole(new Meant(condition, true));

    // A condition, or its opposite.
    private readonly record struct Meant(Condition Condition, bool Holds)
    {
        /// <summary>The criterion it says is met.</summary>
        public string? Criterion => Condition is Named { Name: not ("fits" or "complete" or "qualified") } named ? FactWords.Called(named.Name) : null;
    }

    // One part of a joint: its words, and whether a neighbour could be mistaken for a part of it.
    private readonly record struct Part(string Text, bool IsPlain)
    {
        public bool HasPause => Text.Contains(',', StringComparison.Ordinal) || Text.Contains(" or ", StringComparison.Ordinal);
    }

    private string Whole(Meant meant)
    {
        var (parts, isAnd) = Joint(meant);
        if (parts.Count < 2) return Single(parts[0]);
        if (Criteria(parts, isAnd, isInside: false) is { } criteria) return criteria;
        var said = parts.Select(Inside).ToList();
        if (said.SkipLast(1).Any(part => !part.IsPlain)) return string.Join(isAnd ? "; and " : "; or ", said.Select(part => part.Text));
        if (!isAnd) return string.Join(", or ", said.Select(part => part.Text));
        var pauses = said.Any(part => part.HasPause);
        if (said.Count == 2) return $"{said[0].Text}{(pauses ? "," : "")} and {said[1].Text}";
        if (said.Any(part => part.Text.Contains(',', StringComparison.Ordinal))) return string.Join(", and ", said.Select(part => part.Text));
        return $"{string.Join(", ", said.SkipLast(1).Select(part => part.Text))}, and {said[^1].Text}";
    }

    // Inside another joint.
    private Part Inside(Meant meant)
    {
        var (parts, isAnd) = Joint(meant);
        if (parts.Count < 2) return new(parts[0].Condition is AtLeast list ? Counted(list, parts[0].Holds, isInside: true) : Single(parts[0]), true);
        if (Criteria(parts, isAnd, isInside: true) is { } criteria) return new(criteria, true);
        var isFlat = parts.All(part => part.Condition is Test or Named || IsCriteria(part.Condition));
        if (!isFlat || (isAnd && parts.Count > 2)) return new($"({Whole(meant)})", true);
        var said = parts.Select(Inside).ToList();
        var pause = said.Count > 2 || said.Exists(part => part.HasPause) ? "," : "";
        return new($"{(isAnd ? "both" : "either")} {string.Join($"{pause} {(isAnd ? "and" : "or")} ", said.Select(part => part.Text))}", false);
    }

    // What is joined, nested joints of the same kind laid flat; a single one where it is no joint.
    private static (List<Meant> Parts, bool IsAnd) Joint(Meant meant)
    {
        while (meant.Condition is Not not) meant = new(not.Of, !meant.Holds);
        if (meant.Condition is not (All or Any)) return ([meant], true);
        var isAnd = meant.Condition is All == meant.Holds;
        var parts = new List<Meant>();
        foreach (var part in meant.Condition is All all ? all.Of : ((Any)meant.Condition).Of)
        {
            var inner = Joint(new(part, meant.Holds));
            if (inner.Parts.Count == 1 || inner.IsAnd == isAnd) parts.AddRange(inner.Parts);
            else parts.Add(new(part, meant.Holds));
        }
        return (parts, isAnd);
    }

    private string Single(Meant meant) => meant.Condition switch
    {
        Otherwise => meant.Holds ? "none of the above holds" : "one of the above holds",
        Named named => TestClauses.Of(named, meant.Holds, lead).ToString(),
        AtLeast list => Counted(list, meant.Holds, isInside: false),
        Test test => TestClauses.Of(test, agreement, meant.Holds, lead).ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(meant), meant, "There is no such condition."),
    };

    // "budget, need and timeline are met" where all parts are criteria.
    private static string? Criteria(List<Meant> parts, bool isAnd, bool isInside)
    {
        if (parts.Exists(part => part.Criterion is null)) return null;
        string[] names = [.. parts.Select(part => part.Criterion!)];
        var all = !isInside ? "" : names.Length == 2 ? "both " : "all ";
        if (parts.TrueForAll(part => part.Holds)) return isAnd ? $"{FactWords.Listed(names, "and")} are {all}met" : $"{FactWords.Listed(names, "or")} is met";
        return isAnd && parts.TrueForAll(part => !part.Holds) ? $"{Comparison.Neither(names)} is met" : null;
    }

    // "at least 2 of budget, authority and need are met".
    private string Counted(AtLeast list, bool holds, bool isInside)
    {
        if (IsCriteria(list))
        {
            string[] names = [.. list.Of.Select(part => FactWords.Called(((Named)part).Name))];
            var are = list.Wanted > 1 ? "are" : holds ? "is" : names.Length == 1 ? "is not" : "are";
            return $"{Number(list, holds)}{FactWords.Listed(names, "and")} {are} met";
        }
        var parts = string.Join("; ", list.Of.Select(part => Inside(new(part, true)).Text));
        var number = holds ? $"at least {list.Wanted} of these {(list.Wanted == 1 ? "holds" : "hold")}" : $"fewer than {list.Wanted} of these hold";
        return isInside ? $"{number} ({parts})" : $"{number}: {parts}";
    }

    private static string Number(AtLeast list, bool holds) => (list.Wanted, list.Of.Count) switch
    {
        (1, 1) => "",
        (2, 2) when holds => "both ",
        var (wanted, count) when holds && wanted == count => $"all {wanted} of ",
        var (wanted, _) => $"{(holds ? "at least" : "fewer than")} {wanted} of ",
    };

    private static bool IsCriteria(Condition condition) => condition is AtLeast list && list.Of.All(part => new Meant(part, true).Criterion is not null);
}
