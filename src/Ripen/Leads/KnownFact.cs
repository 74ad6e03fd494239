using System.Data.Common;
using Ripen.Agreements;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.Leads;

/// <summary>One thing that is known of a lead, with who said so and both times.</summary>
/// <param name="From">Who said it, in words: "said by the person, in a form sent".</param>
/// <param name="Value">Null: nothing is known of it.</param>
public sealed record KnownFact(string Name, string Label, FactOwner Of, string? Value, string From, DateTimeOffset LearnedAt, DateTimeOffset? KnownAt, bool IsDerived, bool IsAssumed);

/// <summary>How a value that was said is written where people read it.</summary>
internal static class FactValueWords
{
    /// <summary>An option by its words, a problem of the agreement by its sentence, anything else as it was said.</summary>
    public static string Of(Fact fact, string value, Agreement? agreement) => fact.Type switch
    {
        FactType.Choice or FactType.OrderedChoice when fact.PlaceOf(Folded.From(value)) is >= 0 and var place => FactWords.Option(fact, fact.Options[place]),
        FactType.Text when fact.Name == "problem" => agreement?.Problems.FirstOrDefault(problem => Folded.From(problem.Id) == Folded.From(value))?.Says ?? value,
        _ => value,
    };
}

/// <summary>Finds what is known of a lead as it counts now.</summary>
internal sealed class KnownFactList(LeadWording words, Agreement agreement)
{
    private readonly Dictionary<(string Fact, Instant At), (DateTimeOffset KnownAt, int? SaidIn, bool IsAssumed)> rows = [];

    /// <summary>In the order of the catalogue: of the person, the organisation, the purchase.</summary>
    public IReadOnlyList<KnownFact> Of(Session session, LeadRecord lead, Dossier dossier, Instant asOf)
    {
        Read(session, "person", lead.Id.Person);
        Read(session, "organisation", lead.OrganisationId);
        Read(session, "group", lead.GroupId);
        return All(dossier, asOf);
    }

    /// <summary>Of an organisation alone.</summary>
    public IReadOnlyList<KnownFact> OfOrganisation(Session session, Guid organisation, Dossier dossier, Instant asOf)
    {
        Read(session, "organisation", organisation);
        return All(dossier, asOf);
    }

    /// <summary>One of them, without when it came to be known.</summary>
    /// <returns>Null where nothing is known.</returns>
    public KnownFact? Of(Dossier dossier, string name, Instant asOf) => All(dossier, asOf).FirstOrDefault(fact => fact.Name == name);

    private IReadOnlyList<KnownFact> All(Dossier dossier, Instant asOf)
    {
        var known = new List<KnownFact>();
        foreach (var (place, fact) in dossier.Facts.All.Index())
        {
            if (dossier.Current(place, asOf) is >= 0 and var index && Known(fact, dossier, place, index, asOf) is { } one) known.Add(one);
        }
        return [.. known.OrderBy(fact => fact.Of)];
    }

    private void Read(Session session, string owner, Guid? id)
    {
        if (id is null) return;
        session.Read($"select at, known_at, said_in, is_assumed, facts from {owner}_facts where {owner}_id = @id order by at, seq", Keep, ("@id", id));
    }

    // Of several said at one instant the last recorded is as good as any: they came to be known together.
    private void Keep(DbDataReader row)
    {
        var (at, told) = (row.GetInstant(0), (row.GetAt(1), row.GetIntOrNull(2), row.GetYes(3)));
        foreach (var said in FactsJson.Read(row.GetString(4))) rows[(said.Fact, at)] = told;
    }

    private const int LongestValue = 500;

    private KnownFact? Known(Fact fact, Dossier dossier, int place, int index, Instant asOf)
    {
        var said = dossier.Statements[index];
        if (said.Saying == Saying.Forgotten) return null;
        var isFound = rows.TryGetValue((fact.Name, said.LearnedAt), out var row);
        var from = OriginOf(said) + (isFound && !said.IsDerived && words.KindOf(row.SaidIn) is { Length: > 0 } kind ? $", {FactWords.Spaced(kind)}" : "");
        return new(fact.Name, FactWords.NounAtStart(fact), fact.Of, Spoken.Short(fact.Several ? Several(fact, dossier, place, asOf) : Shown(fact, said), LongestValue), from, said.LearnedAt.ToDateTimeOffset(), isFound ? row.KnownAt : null, said.IsDerived, isFound && row.IsAssumed);
    }

    private string Several(Fact fact, Dossier dossier, int place, Instant asOf)
    {
        var values = new List<string>();
        foreach (ref readonly var said in dossier.Of(place))
        {
            if (said.LearnedAt > asOf) continue;
            if (said.Saying == Saying.Forgotten) values.Clear();
            else if (Shown(fact, said) is var shown && !values.Contains(shown)) values.Add(shown);
        }
        return string.Join(", ", values);
    }

    private string Shown(Fact fact, in Statement said) => said.Saying == Saying.Unfit ? $"{said.Shown} (not understood)" : fact.Type == FactType.Text && said.Shown is { } text ? FactValueWords.Of(fact, text, agreement) : FactWords.Show(fact, said.Value, said.Shown);

    private static string OriginOf(in Statement said) => said.Origin switch
    {
        Origin.Sales => "noted by Sales",
        Origin.Person => "said by the person",
        Origin.Import => "from an import",
        Origin.Enrichment => "from enrichment",
        _ => "read off what was said",
    };
}
