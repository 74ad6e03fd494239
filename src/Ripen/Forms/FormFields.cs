using Ripen.Agreements;
using Ripen.Identity;
using Ripen.Leads;
using Ripen.Web;

namespace Ripen.Forms;

/// <summary>What was sent in the fields of a form, and what is wrong with it.</summary>
internal sealed class FormFields
{
    /// <summary>What stands for a problem that is none of the agreement's.</summary>
    public const string Other = "something else";
    public const string Consent = "consent_";
    private const int Longest = 500;
    private const int MostValues = 20;
    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> errors = new(StringComparer.Ordinal);

    private FormFields()
    {
    }

    /// <summary>By fact, as typed; what was left empty is not in it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values => values;

    public IReadOnlyDictionary<string, string> Errors => errors;

    /// <summary>The purposes to which he said yes.</summary>
    public IReadOnlyList<string> Purposes { get; private init; } = [];

    /// <summary>What nobody has filled in.</summary>
    public static FormFields None { get; } = new();

    /// <summary>Only what is right.</summary>
    public FormFields WithoutErrors()
    {
        foreach (var wrong in errors.Keys) values.Remove(wrong);
        errors.Clear();
        return this;
    }

    public EmailAddress? Email => values.TryGetValue("email", out var typed) ? EmailAddress.TryRead(typed[0]) : null;

    /// <summary>Reads the fields of these facts.</summary>
    /// <param name="facts">That stand on the form, with whether each is required.</param>
    public static FormFields Read(PageForm sent, IEnumerable<FormField> facts, FormDefinition definition, AgreementInForce agreement, FormWording wording, string language) =>
        Read(name => sent.All(name), facts, definition, agreement, wording, language);

    /// <summary>The same of what was kept.</summary>
    public static FormFields Read(Func<string, IReadOnlyList<string>> sent, IEnumerable<FormField> facts, FormDefinition definition, AgreementInForce agreement, FormWording wording, string language)
    {
        var read = new FormFields { Purposes = [.. definition.Purposes.Where(purpose => sent($"{Consent}{purpose}") is [var said, ..] && said.Length > 0)] };
        var reader = new FactReader(agreement.Plan.Facts, agreement.Plan.Zone, agreement.Plan.DefaultCurrency);
        foreach (var field in facts)
        {
            if (agreement.Plan.Facts.Find(field.Fact) is { } fact) read.Read(fact, field, sent, definition, reader, agreement, wording, language);
        }
        return read;
    }

    private void Read(Fact fact, FormField field, Func<string, IReadOnlyList<string>> sent, FormDefinition definition, FactReader reader, AgreementInForce agreement, FormWording wording, string language)
    {
        if (field.When is { } when && !(values.TryGetValue(when.Fact, out var said) && said.Contains(when.Is))) return;
        List<string> typed = [.. sent(fact.Name).Select(Clean).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Take(fact.Several ? MostValues : 1)];
        if (typed.Count == 0)
        {
            if (field.IsRequired) errors[fact.Name] = wording.Text("wrong.missing");
            return;
        }
        if (typed.Exists(value => value.Length > Longest))
        {
            errors[fact.Name] = wording.Text("wrong.text");
            values[fact.Name] = [.. typed.Select(value => value[..Math.Min(value.Length, Longest)])];
            return;
        }
        values[fact.Name] = [.. typed.Select(value => TypedValue.Of(fact, value, language))];
        if (fact.Name == "email") ReadEmail(definition, wording);
        else if (values[fact.Name].Any(value => !reader.TryRead(agreement.Plan.Facts.PlaceOf(fact.Name), value, out _, out _))) errors[fact.Name] = wording.WrongOf(fact);
        // It comes back as it was typed.
        if (errors.ContainsKey(fact.Name)) values[fact.Name] = typed;
    }

    private void ReadEmail(FormDefinition definition, FormWording wording)
    {
        if (Email is not { } address) errors["email"] = wording.Text("wrong.email");
        else if (definition.WantsBusinessMail && address.BusinessDomain is null) errors["email"] = wording.Text("wrong.business_mail");
        else values["email"] = [address.Text];
    }

    private static string Clean(string typed) => string.Concat(typed.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
