using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Reads the agreement's criteria: when each is met, by whom, how long that is good, and what to ask for it.</summary>
internal sealed class CriterionReader(YamlMap map, ConditionFields conditions, Remarks remarks)
{
    public ValueList<Criterion> Whole()
    {
        if (map.Entries.Count == 0) remarks.Error(map.At, "criteria", "An agreement has at least one criterion.", "For example: budget: { met_when: budget >= 20000 EUR }");
        var criteria = new List<Criterion>();
        foreach (var (name, key, value) in Fields.Named(map, remarks, "criterion"))
        {
            if (Words.Yielded.Contains(name)) remarks.Error(key.At, name, $"'{name}' is a name that the agreement itself defines; a criterion cannot be named so.");
            else if (Criterion(name, value) is { } criterion) criteria.Add(criterion);
        }
        return criteria.ToValueList();
    }

    private Criterion? Criterion(string name, YamlNode value)
    {
        // A criterion may be just its condition.
        if (value is not YamlMap entry) return conditions.Condition(value, name, Section.Criteria) is { } alone ? new(name, alone) : null;
        var fields = new Fields(entry, remarks, $"the criterion '{name}'", AgreementKeys.Criterion);
        fields.Needs("met_when", "met_when: budget >= 20000 EUR");
        var metBy = fields.Of("met_by", "anyone or lead", text => text switch { "anyone" => true, "lead" => false, _ => (bool?)null });
        if (conditions.Condition(fields.Find("met_when"), $"{name}.met_when", Section.Criteria) is not { } when) return null;
        return new(name, when)
        {
            GoodFor = fields.Duration("good_for"),
            MetByAnyone = metBy ?? false,
            Ask = conditions.FactNames(fields, "ask"),
        };
    }
}
