using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>What a list says of a lead beside its temperature: the one thing to know next.</summary>
internal sealed class LeadTelling(FactCatalogue facts, Zone zone, DateTimeOffset now)
{
    private const int MostNamed = 3;

    public string Of(ShownLead lead)
    {
        if (lead.End is { } end) return $"{FactWords.Capital(FactWords.Spaced(end.How.ToString().ToLowerInvariant()))}{(end.Reason is { } reason ? $": {Web.Components.Spoken.Short(FactWords.Spaced(reason))}" : "")}";
        if (lead.Resting) return lead.RestsUntil is { } wake ? $"{(wake <= Instant.From(now) ? "Rested" : "Rests")} until {Day(wake)}" : "Rests";
        if (lead.Findings is not { } found) return "Not judged yet";
        if (found.OneAnswerAway is { } fact) return $"One answer from hot: the {Noun(fact)}";
        if (found.Fits == Truth.False) return "Does not fit our ideal prospect";
        if (found.Missing.Count > 0) return $"Not known: {Listed(found.Missing)}";
        if (found.Qualified == Truth.True) return found.Handover ? "Qualified, ready for Sales" : "Qualified";
        return found.StandsUntil is { } until ? $"Stands until {Day(until)}" : "Stands until something new is learned";
    }

    private string Listed(IReadOnlyList<string> names)
    {
        var nouns = names.Take(MostNamed).Select(Noun).ToList();
        return names.Count > MostNamed ? $"{string.Join(", ", nouns)} and {names.Count - MostNamed} more" : FactWords.Listed(nouns, "and");
    }

    private string Noun(string name) => facts.Find(name) is { } fact ? FactWords.Noun(fact) : FactWords.Spaced(name);

    private string Day(Instant at) => FactWords.Day(zone.DateOf(at), zone.DateOf(Instant.From(now)));
}
