using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Storage;

namespace Ripen.Intake;

/// <summary>
/// Finds out which organisation somebody acts for: by domain, then by normalised name where one of the two has no domain.
/// The domain of a business address is the organisation's.
/// </summary>
internal sealed class OrganisationMatching(Desk desk, Write write, DateTimeOffset now, int? import)
{
    private const int ByDomain = 1;
    private const int ByName = 2;
    private const int ByGroup = 3;
    private readonly Dictionary<(int Kind, string Value), Guid> keys = [];
    private readonly Dictionary<Guid, string?> domains = [];
    private readonly List<object?[]> newKeys = [];
    private readonly List<object?[]> newOrganisations = [];
    private readonly List<(Guid Organisation, string Domain)> learnedDomains = [];

    private readonly record struct Named(string? Domain, string? Name, string? Key, string? Group)
    {
        public bool IsNobody => Domain is null && Key is null && Group is null;
    }

    /// <summary>Organisations that this batch made.</summary>
    public IEnumerable<Guid> New => newOrganisations.Select(row => (Guid)row[0]!);

    /// <summary>Settles each person's organisation; arrivals that name none leave it as it is.</summary>
    public void Match(IReadOnlyList<Arrival> arrivals, MatchedPerson?[] persons)
    {
        var named = new Named[arrivals.Count];
        for (var i = 0; i < named.Length; i++) named[i] = persons[i] is null ? default : NamedBy(arrivals[i]);
        Find(ByDomain, named.Select(one => one.Domain));
        Find(ByName, named.Select(one => one.Key));
        Find(ByGroup, named.Select(one => one.Group));
        FindDomains();
        for (var i = 0; i < named.Length; i++)
        {
            if (persons[i] is not { } person || named[i].IsNobody || Of(named[i]) is not { } organisation || person.OrganisationId == organisation) continue;
            (person.OrganisationId, person.HasMoved) = (organisation, true);
        }
        write.Insert(Tables.Organisations, newOrganisations);
        foreach (var (organisation, domain) in learnedDomains) write.Execute("update organisations set domain = @domain where organisation_id = @id", ("@domain", domain), ("@id", organisation));
        write.Claim(Tables.OrganisationKeys, newKeys);
    }

    private static Named NamedBy(Arrival arrival)
    {
        string? domain = null, name = null;
        foreach (var fact in arrival.Facts)
        {
            if (fact.Of != FactOwner.Organisation || fact.Value is null) continue;
            if (fact.Fact == "domain") domain = WebDomain.TryRead(fact.Value);
            else if (fact.Fact == "organisation") name = fact.Value.Trim();
        }
        domain ??= arrival.Email?.BusinessDomain;
        var key = name is { Length: > 0 } ? arrival.OrganisationKey ?? OrganisationName.Key(name) : null;
        var group = domain is null && key is null && !string.IsNullOrWhiteSpace(arrival.Group) ? arrival.Group.Trim() : null;
        return new(domain, name, key is { Length: > 0 } ? key : null, group);
    }

    private void Find(int kind, IEnumerable<string?> values) => write.Find(
        "select value, organisation_id from organisation_keys where kind = @kind and value = any(@keys)",
        values.OfType<string>().Distinct().ToList(),
        row => keys[(kind, row.GetString(0))] = row.GetId(1),
        ("@kind", kind));

    private void FindDomains() => write.Find(
        "select organisation_id, domain from organisations where organisation_id = any(@keys)",
        keys.Where(key => key.Key.Kind == ByName).Select(key => key.Value).Distinct().ToList(),
        row => domains[row.GetId(0)] = row.GetTextOrNull(1));

    private Guid? Of(Named named)
    {
        if (named.Domain is { } domain)
        {
            if (keys.TryGetValue((ByDomain, domain), out var byDomain)) return byDomain;
            if (named.Key is { } same && keys.TryGetValue((ByName, same), out var byName) && domains.GetValueOrDefault(byName) is null)
            {
                // Known by name alone until now.
                Add(ByDomain, domain, byName);
                domains[byName] = domain;
                learnedDomains.Add((byName, domain));
                return byName;
            }
            return Make(named);
        }
        if (named.Key is { } key && keys.TryGetValue((ByName, key), out var found)) return found;
        if (named.Group is { } group && keys.TryGetValue((ByGroup, group), out found)) return found;
        return Make(named);
    }

    private Guid Make(Named named)
    {
        var id = desk.Ids.Next(now);
        domains[id] = named.Domain;
        newOrganisations.Add([id, named.Name, named.Domain, now, null, import, null]);
        if (named.Domain is { } domain) Add(ByDomain, domain, id);
        if (named.Key is { } key && !keys.ContainsKey((ByName, key))) Add(ByName, key, id);
        if (named.Group is { } group) Add(ByGroup, group, id);
        return id;
    }

    private void Add(int kind, string value, Guid organisation)
    {
        keys[(kind, value)] = organisation;
        newKeys.Add([kind, value, organisation, import]);
    }
}
