using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Reads the facts that the agreement adds to the standard ones.</summary>
internal sealed class CustomFactReader(YamlMap map, Remarks remarks)
{
    public ValueList<Fact> Whole()
    {
        var facts = new List<Fact>();
        foreach (var (name, key, value) in Fields.Named(map, remarks, "fact"))
        {
            if (FactCatalogue.Standard.Find(name) is not null) remarks.Error(key.At, name, $"'{name}' is a standard fact; it needs no entry.", "Remove it, or choose another name.");
            else if (Words.Yielded.Contains(name)) remarks.Error(key.At, name, $"'{name}' is a name that the agreement itself defines; a fact cannot be named so.");
            else if (value is not YamlMap entry) remarks.Error(value.At, value.Shown, $"The fact '{name}' needs of and type.", $"For example: {name}: {{ of: person, type: text }}");
            else if (Fact(name, entry) is { } fact) facts.Add(fact);
        }
        return facts.ToValueList();
    }

    private Fact? Fact(string name, YamlMap entry)
    {
        var fields = new Fields(entry, remarks, $"the fact '{name}'", AgreementKeys.Fact);
        if (!(fields.Needs("of", "of: organisation") & fields.Needs("type", "type: text"))) return null;
        var of = fields.Of("of", "person, organisation or purchase", OwnerOf);
        var type = fields.Of("type", "text, number, money, date, yes_no, choice or ordered_choice", TypeOf);
        var options = fields.Texts("options");
        var several = fields.Of("several", "yes or no", text => text switch { "yes" or "true" => true, "no" or "false" => false, _ => (bool?)null });
        if (type is { } known && !HasItsOptions(name, known, fields)) return null;
        return of is { } owner && type is { } kind ? new Fact(name, owner, kind) { Options = options, Several = several ?? false, Ask = fields.Text("ask") } : null;
    }

    private static FactOwner? OwnerOf(string text) => text switch
    {
        "person" => FactOwner.Person,
        "organisation" => FactOwner.Organisation,
        "purchase" => FactOwner.Purchase,
        _ => null,
    };

    private static FactType? TypeOf(string text) => text switch
    {
        "text" => FactType.Text,
        "number" => FactType.Number,
        "money" => FactType.Money,
        "date" => FactType.Date,
        "yes_no" => FactType.YesNo,
        "choice" => FactType.Choice,
        "ordered_choice" => FactType.OrderedChoice,
        _ => null,
    };

    // A choice has options, each once; nothing else has any.
    private bool HasItsOptions(string name, FactType type, Fields fields)
    {
        var isChoice = type is FactType.Choice or FactType.OrderedChoice;
        if (isChoice && fields.KeyOf("options") is null)
        {
            remarks.Error(fields.At, name, $"The choice '{name}' needs its options.", "Add: options: [first, second]");
            return false;
        }
        if (!isChoice && fields.KeyOf("options") is { } needless)
        {
            remarks.Error(needless.At, "options", $"Only a choice has options; '{name}' is {OperandReader.Describe(type)}.");
            return false;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in isChoice ? fields.Scalars("options") : [])
        {
            if (!seen.Add(Folded.From(option.Text))) remarks.Error(option.At, option.Text, $"The option '{Remarks.Shown(option.Text)}' is there twice.", "Capitals, spaces, _ and - make no difference.");
        }
        return true;
    }
}
