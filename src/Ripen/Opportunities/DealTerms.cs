using System.Text.RegularExpressions;
using Ripen.Campaigns;
using Ripen.Handovers;
using Ripen.Imports;
using Ripen.Life;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Opportunities;

/// <summary>Reads what somebody says of a deal, over what is known of it already.</summary>
internal static partial class DealTerms
{
    /// <param name="was">What holds where nothing else is said.</param>
    /// <param name="usual">The currency of an amount that names none.</param>
    /// <param name="stages">The desk's.</param>
    public static Deal Read(GivenDeal given, Deal was, string usual, IReadOnlyList<string> stages, FieldErrors errors)
    {
        var amount = given.Amount is { } value ? AmountOf(value, given.Currency ?? was.Amount?.Currency ?? usual, errors) : was.Amount;
        var expected = was.ExpectedOn;
        if (given.ExpectedOn is { } day)
        {
            if (Dates.TryParse(day, out var date)) expected = date;
            else errors.Add("expected_on", "This is no day. Write 2026-12-24.");
        }
        var stage = was.Stage;
        if (given.Stage is { } named)
        {
            stage = stages.FirstOrDefault(one => Folded.From(one) == Folded.From(named));
            if (stage is null) errors.Add("stage", $"It is none of {string.Join(", ", stages)}. Stages of deals are set under Settings.");
        }
        return new(amount, expected, stage);
    }

    /// <summary>What a form says: amounts as people type them.</summary>
    public static GivenDeal Of(PageForm form)
    {
        decimal? amount = null;
        if (form.Text("amount") is { } typed)
        {
            var plain = typed.Replace(" ", "", StringComparison.Ordinal);
            if (Grouped().IsMatch(plain)) plain = plain.Replace(",", "", StringComparison.Ordinal);
            // Elsewhere 25.000 is twenty-five thousand.
            if (!Thousand().IsMatch(plain) && Numbers.TryParse(plain, out var number)) amount = number;
            else form.Errors.Add("amount", "It should be a number with a point before the cents, such as 25000 or 199.50.");
        }
        return new(null, amount, form.Text("currency"), form.Text("expected_on"), form.Text("stage"));
    }

    [GeneratedRegex(@"^\d{1,3}(,\d{3})+(\.\d{1,2})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"\.\d{3}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thousand();

    public static Amount? AmountOf(decimal value, string code, FieldErrors errors)
    {
        if (!Currency.TryParse(code.Trim().ToUpperInvariant(), out var currency)) errors.Add("currency", $"'{HttpProblem.Shown(code)}' is no currency of ISO 4217.");
        else if (value is < 0 or > CostTerms.MostAmount) errors.Add("amount", "It should lie between nothing and a million million.");
        else return new(ImportedEnds.MinorUnits(value, currency), currency.Code);
        return null;
    }
}
