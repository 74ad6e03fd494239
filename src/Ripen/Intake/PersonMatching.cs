using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Intake;

/// <summary>A person as matching found or made him.</summary>
internal sealed class MatchedPerson(Guid id, bool isNew)
{
    public Guid Id { get; } = id;

    public bool IsNew { get; } = isNew;

    public Guid? OrganisationId { get; set; }

    /// <summary>As it was loaded.</summary>
    public Guid? OrganisationBefore { get; init; }

    /// <summary>The organisation was found out by this batch.</summary>
    public bool HasMoved { get; set; }
}

/// <summary>
/// Finds out who came in: by external id, then by normalised e-mail. Where the two name different persons the arrival goes
/// to review. Mailboxes that several people read never identify a person.
/// </summary>
internal sealed class PersonMatching(Desk desk, Write write, DateTimeOffset now, int? import)
{
    private const string EmailFact = "email";
    private const int ExternalId = 1;
    private const int Email = 2;
    private readonly Dictionary<(int Kind, string Value), Guid> keys = [];
    private readonly Dictionary<Guid, MatchedPerson> persons = [];
    private readonly List<object?[]> newKeys = [];

    /// <summary>Persons by arrival, in their order; null where it is refused.</summary>
    public MatchedPerson?[] Match(IReadOnlyList<Arrival> arrivals)
    {
        Find(ExternalId, arrivals.Select(arrival => arrival.ExternalId));
        Find(Email, arrivals.Select(EmailKey));
        FindPersons([.. keys.Values.Concat(arrivals.Select(arrival => arrival.Person ?? OwnId(arrival)).OfType<Guid>()).Distinct()]);
        ForgetTheGone();
        var matched = new MatchedPerson?[arrivals.Count];
        for (var i = 0; i < matched.Length; i++) matched[i] = Of(arrivals[i]);
        write.Claim(Tables.ContactKeys, newKeys);
        return matched;
    }

    // What we call a lead ourselves stands in exports.
    private static Guid? OwnId(Arrival arrival) => LeadId.TryParse(arrival.ExternalId, out var lead) ? lead.Person : null;

    // While an import is taken back, and where that was broken off, keys may outlive their persons.
    private void ForgetTheGone()
    {
        foreach (var ((kind, value), person) in keys.ToList())
        {
            if (persons.ContainsKey(person)) continue;
            write.Execute("delete from contact_keys where kind = @kind and value = @value", ("@kind", kind), ("@value", value));
            keys.Remove((kind, value));
        }
    }

    private static string? EmailKey(Arrival arrival) => arrival.Email is { IsShared: false } email ? email.Text : null;

    private void Find(int kind, IEnumerable<string?> values)
    {
        var wanted = values.OfType<string>().Distinct().ToList();
        write.Find("select value, person_id from contact_keys where kind = @kind and value = any(@keys)", wanted, row => keys[(kind, row.GetString(0))] = row.GetId(1), ("@kind", kind));
    }

    private void FindPersons(List<Guid> wanted)
    {
        var into = new Dictionary<Guid, Guid>();
        write.Find("select person_id, organisation_id, merged_into from persons where person_id = any(@keys)", wanted, row =>
        {
            if (row.GetIdOrNull(2) is { } other) into[row.GetId(0)] = other;
            else persons[row.GetId(0)] = new(row.GetId(0), isNew: false) { OrganisationId = row.GetIdOrNull(1), OrganisationBefore = row.GetIdOrNull(1) };
        });
        if (into.Count == 0) return;
        // Who was merged is the one he was merged into.
        FindPersons([.. into.Values.Where(person => !persons.ContainsKey(person)).Distinct()]);
        foreach (var (person, other) in into) persons[person] = persons[other];
    }

    private MatchedPerson? Of(Arrival arrival)
    {
        var person = arrival.Person is { } known ? persons.GetValueOrDefault(known) ?? Unknown(arrival) : ByKeys(arrival);
        arrival.About = person?.Id;
        return person;
    }

    private MatchedPerson? ByKeys(Arrival arrival)
    {
        var email = EmailKey(arrival);
        var byId = arrival.ExternalId is { } id ? Person(ExternalId, id) : null;
        var isOwn = byId is null && OwnId(arrival) is { } own && persons.TryGetValue(own, out byId);
        var byEmail = email is not null ? Person(Email, email) : null;
        if (byId is not null && byEmail is not null && byId != byEmail)
        {
            arrival.Became = Became.Review;
            arrival.Reason = "The external id is one person's, the e-mail address another's.";
            return null;
        }
        if ((byId ?? byEmail) is null && arrival.MustBeKnown) return Unknown(arrival);
        var person = byId ?? byEmail ?? Make();
        if (byId is null && !isOwn && arrival.ExternalId is { } newId) Add(ExternalId, newId, person);
        if (byEmail is null && email is not null) Add(Email, email, person);
        if (byEmail is null && arrival.Email is not null && (email is not null || person.IsNew)) SayEmail(arrival);
        return person;
    }

    // An address that we did not know is also a fact, whether or not it was sent as one.
    private void SayEmail(Arrival arrival)
    {
        if (arrival.Facts.Exists(fact => fact.Fact == EmailFact)) return;
        var touch = arrival.Touches.Count > 0 ? arrival.Touches[0] : null;
        var at = touch?.At ?? (arrival.Facts.Count > 0 ? arrival.Facts[0].LearnedAt : now);
        arrival.Facts.Add(new(EmailFact, FactOwner.Person, arrival.Email!.Text, at, import is null ? Origin.Person : Origin.Import) { IsAssumed = touch?.IsAssumed ?? false });
    }

    private MatchedPerson? Person(int kind, string value) => keys.TryGetValue((kind, value), out var person) ? persons[person] : null;

    private static MatchedPerson? Unknown(Arrival arrival)
    {
        arrival.Became = Became.Unknown;
        arrival.Reason = "Nobody is known by this name.";
        return null;
    }

    private MatchedPerson Make()
    {
        var person = new MatchedPerson(desk.Ids.Next(now), isNew: true);
        persons[person.Id] = person;
        return person;
    }

    private void Add(int kind, string value, MatchedPerson person)
    {
        keys[(kind, value)] = person.Id;
        newKeys.Add([kind, value, person.Id, import]);
    }
}
