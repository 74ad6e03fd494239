using System.Collections.Concurrent;
using System.Globalization;
using Ripen.Agreements;
using Ripen.Languages;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.Forms;

/// <summary>How facts are asked for in a language.</summary>
internal sealed class FormWording(Agreement agreement, Texts texts)
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<Option>> Countries = new(StringComparer.Ordinal);
    private const int MostChoicesSideBySide = 6;

    public FieldView Of(Fact fact, bool isRequired, FieldCondition? when, IReadOnlyList<string> values, string? error)
    {
        var input = InputOf(fact);
        return new(fact.Name, LabelOf(fact), input, isRequired, values, input is FieldInput.Choice or FieldInput.Several ? OptionsOf(fact) : [], HelpOf(fact), error, when, AutocompleteOf(fact));
    }

    /// <summary>The question of the agreement where it words one in the language of most; else the desk's text for a fact that everybody has.</summary>
    public string LabelOf(Fact fact)
    {
        var own = fact.Ask is { } ask && (texts.Language == TextBook.English || !fact.IsStandard) ? ask : null;
        return own ?? (Said($"ask.{fact.Name}") is { } text && fact.IsStandard ? text : FactWords.Question(fact));
    }

    public string Text(string key) => texts[key];

    /// <summary>What is wrong with what was typed for a fact, said with an example.</summary>
    public string WrongOf(Fact fact) => texts[fact.Type switch
    {
        FactType.Number => "wrong.number",
        FactType.Money => "wrong.money",
        FactType.Date => "wrong.date",
        FactType.Choice or FactType.OrderedChoice or FactType.YesNo => "wrong.choice",
        _ => "wrong.text",
    }];

    /// <summary>Few choices stand side by side.</summary>
    public static bool AreSideBySide(FieldView field) => field.Options.Count <= MostChoicesSideBySide;

    private FieldInput InputOf(Fact fact) => fact.Type switch
    {
        FactType.YesNo => FieldInput.YesNo,
        FactType.Choice or FactType.OrderedChoice => FieldInput.Choice,
        FactType.Date => FieldInput.Day,
        FactType.Number => FieldInput.Number,
        FactType.Text when fact.Name == "email" => FieldInput.Email,
        FactType.Text when fact.Name == "phone" => FieldInput.Telephone,
        FactType.Text when fact.Name == "problem" && agreement.Problems.Count > 0 => FieldInput.Several,
        _ => FieldInput.Text,
    };

    private IReadOnlyList<Option> OptionsOf(Fact fact)
    {
        if (fact.Name == "problem") return [.. agreement.Problems.Select(problem => new Option(problem.Id, problem.Says))];
        if (fact.IsStandard && fact.Name is "country" or "organisation_country") return Countries.GetOrAdd(texts.Language, CountriesIn);
        return [.. fact.Options.Select(option => new Option(option, (fact.IsStandard ? Said($"option.{fact.Name}.{option}") : null) ?? FactWords.Capital(FactWords.Option(fact, option))))];
    }

    private static IReadOnlyList<Option> CountriesIn(string language)
    {
        var (before, culture) = (CultureInfo.CurrentUICulture, CultureOf(language));
        try
        {
            // The names of regions come in the language of the thread.
            CultureInfo.CurrentUICulture = culture;
            return [.. Ripen.Values.Countries.Codes.Select(code => new Option(code, NameOf(code))).OrderBy(option => option.Label, StringComparer.Create(culture, ignoreCase: true))];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string NameOf(string code)
    {
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }

    private static CultureInfo CultureOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }

    private string? HelpOf(Fact fact) => fact.Type switch
    {
        FactType.Money => texts["help.money"],
        FactType.Number => texts["help.number"],
        _ => null,
    };

    private static string AutocompleteOf(Fact fact) => fact.IsStandard ? fact.Name switch
    {
        "email" => "email",
        "name" => "name",
        "phone" => "tel",
        "job_title" => "organization-title",
        "organisation" => "organization",
        "domain" => "url",
        "country" => "country",
        _ => "off",
    } : "off";

    private string? Said(string key) => texts[key] is var text && text != key ? text : null;
}
