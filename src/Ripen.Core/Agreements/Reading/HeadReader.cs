using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Reads the agreement's head: its time zone, its currency and rates, who has signed.</summary>
internal sealed class HeadReader(Fields top, ConditionFields conditions, Remarks remarks)
{
    private const int MostDigits = 10;

    public Zone TimeZone()
    {
        if (top.Text("time_zone") is not { } id) return Zone.Utc;
        if (Zone.TryFind(id, out var zone)) return zone;
        remarks.Error(top.Find("time_zone")!.At, id, $"There is no time zone '{Remarks.Shown(id)}'.", "Write a name of the IANA list, like Europe/Berlin or America/New_York.");
        return Zone.Utc;
    }

    public string? DefaultCurrency()
    {
        if (top.Text("currency") is not { } code) return null;
        return IsCurrency(code, top.Find("currency")!, "EUR") ? code : null;
    }

    public ValueList<Rate> Rates()
    {
        if (top.Map("rates") is not { } map) return [];
        var rates = new List<Rate>();
        foreach (var (key, value) in map.Entries)
        {
            if (!IsCurrency(key.Text, key, "USD") || value is YamlScalar { IsBroken: true }) continue;
            // An amount of 18 digits times a rate of 10 is still exact in a decimal.
            if (value is YamlScalar scalar && Fields.AsNumber(scalar.Text) is > 0 and var rate && scalar.Text.Count(char.IsAsciiDigit) <= MostDigits) rates.Add(new(key.Text, rate));
            else remarks.Error(value.At, value.Shown, $"The rate of {key.Text} is a number above 0 with at most {MostDigits} digits.", "For example: { USD: 0.92 }");
        }
        return rates.ToValueList();
    }

    public ValueList<Signature> Signatures()
    {
        if (top.Find("signatures") is not { } node) return [];
        var signatures = new List<Signature>();
        foreach (var map in conditions.Maps(node, "signatures"))
        {
            var fields = new Fields(map, remarks, "a signature", AgreementKeys.Signature);
            var side = fields.Of("side", "sales or marketing", text => text switch { "sales" => Side.Sales, "marketing" => Side.Marketing, _ => (Side?)null });
            var (name, on) = (fields.Text("name"), fields.Date("on"));
            if (fields.Needs("side", "side: sales") & fields.Needs("name", "name: Dana Reyes") & fields.Needs("on", "on: 2026-06-24")
                && side is { } signed && name is not null && on is { } date) signatures.Add(new(signed, name, date));
        }
        return signatures.ToValueList();
    }

    private bool IsCurrency(string code, YamlNode node, string example)
    {
        if (Currency.TryParse(code, out _)) return true;
        remarks.Error(node.At, code, $"'{Remarks.Shown(code)}' is no currency of ISO 4217.", remarks.Meant(code, Currency.Codes) is { } meant ? $"Did you mean {meant}?" : $"For example: {example}");
        return false;
    }
}
