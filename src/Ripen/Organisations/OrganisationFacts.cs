using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Organisations;

/// <summary>What is known of an organisation as it counts now, and what is not.</summary>
public sealed record OrganisationFacts(IReadOnlyList<KnownFact> Known, IReadOnlyList<OrganisationFacts.Gap> Unknown)
{
    /// <summary>A fact of which nothing is known.</summary>
    public sealed record Gap(string Name, string Label);

    internal static OrganisationFacts Of(Session session, AgreementInForce agreement, Guid organisation, LeadWording words, DateTimeOffset now)
    {
        var (reader, dossier, asOf) = (new KnownFacts(agreement.Plan), new Dossier(agreement.Plan.Facts), Instant.From(now));
        session.Read(
            "select facts, at, origin from organisation_facts where organisation_id = @id order by at, seq",
            row => reader.AddTo(dossier, row.GetUtf8(0), row.GetAt(1), (Origin)row.GetInt16(2)),
            ("@id", organisation));
        dossier.Seal();
        var known = new KnownFactList(words, agreement.Agreement).OfOrganisation(session, organisation, dossier, asOf);
        var gaps = agreement.Plan.Facts.All.Where(fact => fact.Of == FactOwner.Organisation && known.All(one => one.Name != fact.Name));
        return new(known, [.. gaps.Select(fact => new Gap(fact.Name, FactWords.NounAtStart(fact)))]);
    }
}
