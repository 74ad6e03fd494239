using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Puts what is kept as <see cref="FactsJson"/>, in UTF-8, into dossiers, read as one agreement reads it. Not for several threads at once.</summary>
internal sealed class KnownFacts(Plan plan)
{
    private readonly StatementReader reader = new(plan);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> places =
        plan.Facts.All.Select((fact, place) => (fact.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private Dossier? lead;
    private Instant at;
    private Origin origin;
    private int order;

    /// <summary>Adds what was said together. What is no fact of the agreement stays out; of later calls the statements count as recorded later.</summary>
    public void AddTo(Dossier dossier, ReadOnlySpan<byte> facts, DateTimeOffset learnedAt, Origin from)
    {
        (lead, at, origin) = (dossier, Instant.From(learnedAt), from);
        FactsJson.Each(facts, this, static (known, fact, value) => known.Add(fact, value));
    }

    /// <summary>The same of what is not yet written.</summary>
    public void AddTo(Dossier dossier, IReadOnlyList<SaidFact> facts, DateTimeOffset learnedAt, Origin from)
    {
        (lead, at, origin) = (dossier, Instant.From(learnedAt), from);
        foreach (var said in facts) Add(said.Fact, said.Value);
    }

    private void Add(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (!places.TryGetValue(name, out var fact)) return;
        if (value.IsEmpty) StatementReader.AddForgotten(lead!, fact, at, origin, order++);
        else reader.Add(lead!, fact, value, at, origin, order++);
    }
}
