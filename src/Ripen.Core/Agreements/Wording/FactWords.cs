using System.Collections.Frozen;
using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>How facts and their values are called in sentences.</summary>
public static class FactWords
{
    private static readonly FrozenDictionary<string, string> Nouns = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["email"] = "e-mail address",
        ["email_domain"] = "e-mail domain",
        ["phone"] = "phone number",
        ["job_title"] = "job title",
        ["function"] = "department",
        ["buying_role"] = "role in the purchase",
        ["organisation"] = "company name",
        ["domain"] = "company's web domain",
        ["employees"] = "number of employees",
        ["revenue"] = "company's revenue",
        ["organisation_country"] = "company's country",
        ["relationship"] = "relationship to us",
        ["budget_status"] = "budget status",
        ["purchase_by"] = "purchase date",
        ["purchase_timeframe"] = "purchase timeframe",
        ["solution_known"] = "knowledge of the solution",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Questions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["email"] = "At which e-mail address can we reach you?",
        ["name"] = "What is your name?",
        ["phone"] = "Under which number can we call you?",
        ["job_title"] = "What is your job title?",
        ["seniority"] = "At what level do you work: as a specialist, a manager, a director, a VP or on the board?",
        ["function"] = "In which department do you work?",
        ["buying_role"] = "What is your part in this purchase, and who decides?",
        ["country"] = "In which country are you?",
        ["language"] = "Which language do you prefer?",
        ["relationship"] = "Are you a customer, a partner, a supplier, or new to us?",
        ["organisation"] = "Which company do you work for?",
        ["domain"] = "What is your company's web address?",
        ["industry"] = "In which industry is your company?",
        ["employees"] = "How many people work at your company?",
        ["revenue"] = "What is your company's revenue a year?",
        ["budget"] = "How much is planned for it?",
        ["budget_status"] = "Is there a budget for it, or can you get one?",
        ["problem"] = "Which problem do you want to solve?",
        ["purchase_by"] = "By when do you plan to buy?",
        ["purchase_timeframe"] = "When do you want to buy: now, this quarter, next quarter, this year or later?",
        ["solution_known"] = "Do you know already what kind of solution you want?",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Options = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["c_level"] = "C-level",
        ["vp"] = "VP",
        ["it"] = "IT",
        ["hr"] = "HR",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Whoever adds a fact names it in lower case.
    private static readonly FrozenSet<string> Acronyms = FrozenSet.ToFrozenSet(["ceo", "cfo", "cio", "cms", "crm", "cto", "erp", "hr", "vat", "wms"], StringComparer.Ordinal);

    /// <summary>The question to a person: the agreement's own where it words one.</summary>
    public static string Question(Fact fact) => fact.Ask ?? (fact.IsStandard && Questions.TryGetValue(fact.Name, out var question) ? question : $"What is the {Noun(fact)}?");

    /// <summary>The fact in the middle of a sentence: "number of employees".</summary>
    public static string Noun(Fact fact) => fact.IsStandard && Nouns.TryGetValue(fact.Name, out var noun) ? noun : Called(fact.Name);

    /// <summary>What the agreement names itself, in the middle of a sentence: "annual budget", "ERP system".</summary>
    public static string Called(string name) => string.Join(' ', Spaced(name).Split(' ').Select(word => Acronyms.Contains(word) ? word.ToUpperInvariant() : word));

    /// <summary>The fact at the start of a sentence: "Number of employees".</summary>
    public static string NounAtStart(Fact fact) => Capital(Noun(fact));

    /// <summary>An option as people say it: "decision maker", "C-level", "Germany".</summary>
    public static string Option(Fact fact, string option)
    {
        if (fact.IsStandard && fact.Name is "country" or "organisation_country") return Countries.NameOf(option);
        return fact.IsStandard && Options.TryGetValue(option, out var words) ? words : Spaced(option);
    }

    /// <summary>A value as people say it: "25,000 EUR", "51 to 200", "31 December 2026", "decision maker".</summary>
    /// <param name="fact">Whose value it is.</param>
    /// <param name="value">Fits the fact's type.</param>
    /// <param name="text">As it was said; shown for text.</param>
    public static string Show(Fact fact, in FactValue value, string? text = null) => value.Type switch
    {
        FactType.Text => text ?? value.Text ?? "",
        FactType.Number when value.High == FactValue.Endless => $"{Numbers.ForPeople(value.Low)} or more",
        FactType.Number when value.IsRange => $"{Numbers.ForPeople(value.Low)} to {Numbers.ForPeople(value.High)}",
        FactType.Number => Numbers.ForPeople(value.Low),
        FactType.Money => $"{Numbers.ForPeople(value.Low)} {value.Currency.Code}",
        FactType.Date => Day(value.Date),
        FactType.YesNo => value.Code == 1 ? "yes" : "no",
        _ => Option(fact, fact.Options[value.Code]),
    };

    /// <summary>"2 July 2026".</summary>
    public static string Day(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"2 July" in the year of <paramref name="today"/>, else with its year.</summary>
    public static string Day(DateOnly date, DateOnly today) => date.ToString(date.Year == today.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Underscores as spaces: "demo requested".</summary>
    public static string Spaced(string name) => name.Replace('_', ' ');

    public static string Capital(string text) => text.Length == 0 ? text : string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));

    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string Listed(IReadOnlyList<string> words, string joint) => words.Count switch
    {
        0 => "",
        1 => words[0],
        _ => $"{string.Join(", ", words.Take(words.Count - 1))} {joint} {words[^1]}",
    };
}
