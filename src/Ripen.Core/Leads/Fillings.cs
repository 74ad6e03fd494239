using System.Globalization;
using System.Text;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Fills the gaps of the agreement's sentences: <c>{count}</c> with how often, <c>{fact}</c> with what is known of the lead.</summary>
internal static class Fillings
{
    /// <summary>The sentence of a moment that holds now.</summary>
    public static string Of(Moment moment, Plan plan, Dossier lead, Instant asOf) =>
        Fill(moment.Says, name => name == "count" ? CountOf(moment.When, plan, lead, asOf) : FactOf(name, plan, lead, asOf));

    /// <summary>Any other sentence.</summary>
    public static string Of(string text, Plan plan, Dossier lead, Instant asOf) => Fill(text, name => FactOf(name, plan, lead, asOf));

    // What has no value stays a gap that reads as one.
    private static string Fill(string text, Func<string, string?> value)
    {
        var filled = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var open = rest.IndexOf('{');
            var close = open < 0 ? -1 : rest[open..].IndexOf('}') + open;
            if (close <= open)
            {
                filled.Append(rest);
                break;
            }
            filled.Append(rest[..open]).Append(value(rest[(open + 1)..close].ToString()) ?? "…");
            rest = rest[(close + 1)..];
        }
        return filled.ToString();
    }

    private static string? CountOf(Condition condition, Plan plan, Dossier lead, Instant asOf)
    {
        var behaviour = FirstBehaviour(condition);
        var test = Array.Find(plan.Tests, test => behaviour is not null && test.Test.Equals(behaviour));
        return test is null ? null : new TestRun(plan, lead, asOf, default).CountOf(test).ToString(CultureInfo.InvariantCulture);
    }

    private static Behaviour? FirstBehaviour(Condition condition) => condition switch
    {
        Behaviour behaviour => behaviour,
        All all => all.Of.Select(FirstBehaviour).FirstOrDefault(found => found is not null),
        Any any => any.Of.Select(FirstBehaviour).FirstOrDefault(found => found is not null),
        AtLeast some => some.Of.Select(FirstBehaviour).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string? FactOf(string name, Plan plan, Dossier lead, Instant asOf)
    {
        var place = plan.Facts.PlaceOf(name);
        if (place < 0 || lead.Current(place, asOf) is not (>= 0 and var index) || lead.Statements[index].Saying != Saying.Value) return null;
        return FactWords.Show(plan.Facts.All[place], lead.Statements[index].Value, lead.Statements[index].Shown);
    }
}
