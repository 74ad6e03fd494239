using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Gives the values of a test the type of its fact, and says which comparisons a type has.</summary>
internal sealed class OperandReader(TokenCursor cursor, ConditionScope scope, Remarks remarks)
{
    public static string Describe(FactType type) => type switch
    {
        FactType.Text => "text",
        FactType.Number => "a number",
        FactType.Money => "money",
        FactType.Date => "a date",
        FactType.YesNo => "yes or no",
        FactType.Choice => "a choice",
        _ => "an ordered choice",
    };

    /// <summary>Whether a fact of that type can be compared so; tells an error where not.</summary>
    public bool Allows(Fact fact, TestOp op, Token sign)
    {
        var ordered = fact.Type is FactType.Number or FactType.Money or FactType.Date or FactType.OrderedChoice;
        var allowed = op switch
        {
            TestOp.Equal or TestOp.NotEqual or TestOp.In or TestOp.NotIn => true,
            TestOp.Contains => fact.Type == FactType.Text,
            _ => ordered,
        };
        if (allowed) return true;
        var what = op == TestOp.Contains ? "Only text contains something" : "Only numbers, money, dates and ordered choices have an order";
        cursor.Error(sign, $"{what}; '{fact.Name}' is {Describe(fact.Type)}.", fact.Type == FactType.Text ? $"Write: {fact.Name} in [a, b]" : $"Write: {fact.Name} is {Example(fact)}");
        return false;
    }

    /// <summary>The values as the fact's type reads them, or null where one does not fit; errors are told.</summary>
    public ValueList<Operand>? Bind(Fact fact, TestOp op, List<WrittenValue> written)
    {
        // In "between 20000 and 50000 EUR" the currency holds for both ends.
        if (fact.Type == FactType.Money && op == TestOp.Between && Numbers.TryParse(written[0].Text, out _)
            && written[1].Text.LastIndexOf(' ') is > 0 and var space)
        {
            written[0] = written[0] with { Text = written[0].Text + written[1].Text[space..] };
        }
        var operands = new List<Operand>();
        foreach (var value in written)
        {
            if (Read(fact, value) is { } read) operands.Add(new(value.Text, read));
        }
        return operands.Count == written.Count ? operands.ToValueList() : null;
    }

    private FactValue? Read(Fact fact, WrittenValue value)
    {
        switch (fact.Type)
        {
            case FactType.Text:
                return FactValue.OfText(Folded.From(value.Text));
            case FactType.Number:
                if (Numbers.TryParse(value.Text, out var number)) return FactValue.OfNumber(number);
                return Refuse(fact, value, "a number", $"For example: {fact.Name} >= 50");
            case FactType.Money:
                return Money(fact, value);
            case FactType.Date:
                if (Dates.TryParse(value.Text, out var date)) return FactValue.OfDate(date);
                return Refuse(fact, value, "a date", "Write year-month-day, for example 2026-12-31");
            case FactType.YesNo:
                var answer = Folded.From(value.Text);
                if (answer is "yes" or "no") return FactValue.OfYesNo(answer == "yes");
                return Refuse(fact, value, "yes or no", $"Write: {fact.Name} is yes");
            default:
                return Option(fact, value);
        }
    }

    private FactValue? Money(Fact fact, WrittenValue value)
    {
        var space = value.Text.LastIndexOf(' ');
        if (space < 0 && Numbers.TryParse(value.Text, out _)) return Refuse(fact, value, "money, always with its currency", $"Write: {value.Text} EUR");
        if (space > 0 && Numbers.TryParse(value.Text.AsSpan(0, space), out var amount))
        {
            var code = value.Text[(space + 1)..];
            if (Currency.TryParse(code, out var currency)) return FactValue.OfMoney(amount, currency);
            return Refuse(fact, value, "money in a currency of ISO 4217", remarks.Meant(code, Currency.Codes) is { } meant ? $"Did you mean {meant}?" : "For example: EUR");
        }
        return Refuse(fact, value, "money, an amount with its currency", $"For example: {fact.Name} >= 20000 EUR");
    }

    private FactValue? Option(Fact fact, WrittenValue value)
    {
        var place = fact.PlaceOf(Folded.From(value.Text));
        if (place >= 0) return FactValue.OfOption(fact.Type, place);
        var meant = fact.Name is "country" or "organisation_country" ? Countries.CodeOf(value.Text) : null;
        meant ??= remarks.Meant(value.Text, fact.Options);
        var options = fact.Options.Count <= 12 ? $"It is one of: {string.Join(", ", fact.Options)}." : "It is a code of two letters (ISO 3166-1).";
        return Refuse(fact, value, "one of its options", meant is null ? options : $"Did you mean '{meant}'?");
    }

    private FactValue? Refuse(Fact fact, WrittenValue value, string wanted, string suggestion)
    {
        if (scope.Criteria.Contains(fact.Name) && value.Text.Length > 0 && char.IsLetter(value.Text[0])) suggestion = $"The criterion stands alone; write just: {fact.Name}";
        cursor.Error(value.At, $"'{fact.Name}' is {wanted}; '{Remarks.Shown(value.Text)}' is not.", suggestion);
        return null;
    }

    private string Example(Fact fact) =>
        fact.Type == FactType.YesNo ? "yes" : fact.Options.Count > 0 ? fact.Options[0] : scope.FactNames.First();
}
