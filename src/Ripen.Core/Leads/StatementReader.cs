using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Turns what people and files say into statements: reads a value by its fact's type and adds what is derived from it
/// (the mail domain, seniority and function from a job title). Not for several threads at once.
/// </summary>
public sealed class StatementReader(Plan plan)
{
    private const int MostTitlesKept = 50_000;
    private readonly Dictionary<string, (string? Seniority, string? Function)> titles = new(StringComparer.Ordinal);
    private readonly FactReader values = new(plan.Facts, plan.Zone, plan.DefaultCurrency);

    /// <summary>Adds a statement. A text that is empty says nothing.</summary>
    /// <returns>False where the text does not fit the fact's type: the statement still supersedes older ones, and the fact is missing.</returns>
    public bool Add(Dossier lead, int fact, ReadOnlySpan<char> text, Instant learnedAt, Origin origin, int order)
    {
        text = text.Trim();
        if (text.IsEmpty) return true;
        var fits = values.TryRead(fact, text, out var value, out var shown);
        lead.Add(new Statement(fact, fits ? Saying.Value : Saying.Unfit, value, learnedAt, origin, order, shown));
        if (fits && fact == FactCatalogue.Email) AddDomain(lead, shown, learnedAt, origin, order);
        else if (fits && fact == FactCatalogue.JobTitle) AddRole(lead, shown, learnedAt, origin, order);
        return fits;
    }

    /// <summary>A statement that does not fit, whatever its text: its date could not be read, say.</summary>
    public static void AddUnfit(Dossier lead, int fact, ReadOnlySpan<char> text, Instant learnedAt, Origin origin, int order) =>
        AddNothing(lead, new Statement(fact, Saying.Unfit, default, learnedAt, origin, order, text.Trim().ToString()));

    /// <summary>A statement that nothing is known any more.</summary>
    public static void AddForgotten(Dossier lead, int fact, Instant learnedAt, Origin origin, int order) =>
        AddNothing(lead, new Statement(fact, Saying.Forgotten, default, learnedAt, origin, order, null));

    // What was read off an address or a title ends with it, so each has its derived statements, be it that there is nothing.
    private static void AddNothing(Dossier lead, in Statement statement)
    {
        lead.Add(statement);
        var derived = statement with { Origin = Origin.Derived, ReadOff = statement.Origin };
        if (statement.Fact == FactCatalogue.Email) lead.Add(derived with { Fact = FactCatalogue.EmailDomain });
        if (statement.Fact != FactCatalogue.JobTitle) return;
        lead.Add(derived with { Fact = FactCatalogue.Seniority });
        lead.Add(derived with { Fact = FactCatalogue.Function });
    }

    private static void AddDomain(Dossier lead, string email, Instant learnedAt, Origin origin, int order)
    {
        var at = email.LastIndexOf('@');
        var domain = at < 0 ? "" : email[(at + 1)..].Trim();
        var saying = domain.Length > 0 ? Saying.Value : Saying.Unfit;
        lead.Add(new Statement(FactCatalogue.EmailDomain, saying, domain.Length > 0 ? FactReader.OfDomain(domain) : default, learnedAt, Origin.Derived, order, domain) { ReadOff = origin });
    }

    private void AddRole(Dossier lead, string title, Instant learnedAt, Origin origin, int order)
    {
        if (!plan.Reads(FactCatalogue.Seniority) && !plan.Reads(FactCatalogue.Function)) return;
        var (seniority, function) = TitleOf(title);
        AddOption(FactCatalogue.Seniority, seniority);
        AddOption(FactCatalogue.Function, function);

        void AddOption(int fact, string? option)
        {
            var definition = plan.Facts.All[fact];
            var value = option is null ? default : FactValue.OfOption(definition.Type, definition.PlaceOf(Folded.From(option)));
            lead.Add(new Statement(fact, option is null ? Saying.Unfit : Saying.Value, value, learnedAt, Origin.Derived, order, option) { ReadOff = origin });
        }
    }

    private (string? Seniority, string? Function) TitleOf(string title)
    {
        if (titles.TryGetValue(title, out var known)) return known;
        known = (JobTitles.SeniorityOf(title), JobTitles.FunctionOf(title));
        if (titles.Count < MostTitlesKept) titles.Add(title, known);
        return known;
    }
}
