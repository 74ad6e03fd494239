using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Tests.Generated;
using Ripen.Values;

namespace Ripen.Tests.Leads;

/// <summary>What a lead and, of the organisation and the purchase, its colleagues said; each value read.</summary>
internal sealed class SlowLead
{
    private readonly List<Told> told = [];
    private readonly FactReader reader;
    private readonly FactCatalogue facts;

    public SlowLead(LeadSource source, IReadOnlyList<LeadSource> group, Plan plan)
    {
        Source = source;
        facts = plan.Facts;
        reader = new(plan.Facts, plan.Zone, plan.DefaultCurrency);
        foreach (var said in group.SelectMany(lead => lead.Said.Where(said => lead == source || facts.All[said.Fact].Of != FactOwner.Person)))
        {
            var text = said.Text.Trim();
            if (said.Saying == Saying.Value && text.Length == 0) continue;
            var value = said.Saying == Saying.Value && reader.TryRead(said.Fact, text, out var read, out _) ? read : (FactValue?)null;
            told.Add(new(facts.All[said.Fact].Name, said.Saying == Saying.Forgotten, value, text, said.At, said.Origin, said.Order));
        }
    }

    /// <summary>A null value: it did not fit, or was taken back.</summary>
    private sealed record Told(string Fact, bool IsForgotten, FactValue? Value, string Text, Instant At, Origin Origin, int Order);

    public LeadSource Source { get; }

    /// <summary>The values of a fact that count at an instant: one, or for a fact of several any number.</summary>
    public List<FactValue> Values(Fact fact, Instant at, Func<Instant, bool> isGood)
    {
        if (!fact.Several) return Current(fact.Name, at) is { } one && isGood(one.At) ? [one.Value] : [];
        var said = Sorted(fact.Name, at);
        return [.. said.Skip(said.FindLastIndex(one => one.IsForgotten) + 1).Where(one => one.Value is not null && isGood(one.At)).Select(one => one.Value!.Value)];
    }

    private (FactValue Value, Instant At)? Current(string fact, Instant at)
    {
        if (Sorted(fact, at) is [.., var last]) return last.Value is { } value ? (value, last.At) : null;
        return fact switch
        {
            "email_domain" => Derived("email", at, fact, text => text.Contains('@', StringComparison.Ordinal) ? text[(text.LastIndexOf('@') + 1)..] : null),
            "seniority" => Derived("job_title", at, fact, JobTitles.SeniorityOf),
            "function" => Derived("job_title", at, fact, JobTitles.FunctionOf),
            _ => null,
        };
    }

    private (FactValue Value, Instant At)? Derived(string from, Instant at, string to, Func<string, string?> derive)
    {
        if (Sorted(from, at) is not [.., { Value: not null } last] || derive(last.Text) is not { Length: > 0 } text) return null;
        return reader.TryRead(facts.PlaceOf(to), text, out var value, out _) ? (value, last.At) : null;
    }

    // In the order in which one supersedes the other.
    private List<Told> Sorted(string fact, Instant at) =>
        [.. told.Where(one => one.Fact == fact && one.At <= at).OrderBy(one => one.At).ThenBy(one => one.Origin).ThenBy(one => one.Order)];
}
