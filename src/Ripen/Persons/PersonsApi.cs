using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Persons;

/// <summary>A person as the API shows him: by what he is known, and his leads.</summary>
internal sealed record ShownPerson(Guid Id, string? Name, IReadOnlyList<string> Emails, IReadOnlyList<string> ExternalIds, Guid? Organisation, DateTimeOffset KnownAt, IReadOnlyList<ShownLead> Leads);

/// <summary><c>/api/v1/persons</c>: find, get, and what is known of them.</summary>
internal static class PersonsApi
{
    private static readonly QueryWord[] FindWords = [new("email", "The address, however it is written.", "ann@orbis-freight.com"), new("external_id", "What another system calls the person.", "crm-4711")];

    public static void Map(RouteGroupBuilder api)
    {
        var persons = api.MapGroup("/persons").WithTags("Persons");
        persons.MapGet("", Search).WithName("FindPerson").WithSummary("Find a person by e-mail address or external id")
            .WithDescription("A list of one or none. Mailboxes that several people read, such as info@, never name a person.").TakesQuery(FindWords);
        persons.MapGet("/{person}", Get).WithName("GetPerson").WithSummary("One person with all leads").Fails(404);
        persons.MapGet("/{person}/facts", Facts).WithName("ListPersonFacts").WithSummary("What was said of a person, with both times and origins, the latest first").TakesQuery(LeadHistory.Words).Fails(404);
        persons.MapPost("/{person}/facts", AddFactsAsync).WithName("AddPersonFacts").WithSummary("Say what is known of a person by now")
            .WithDescription("Nothing is overwritten: of two statements the later one counts. null forgets. The person's leads are judged again.").Fails(404)
            .WithExample("""{"at":"2026-07-15T09:00:00Z","by":"sales","facts":{"job_title":"CFO","phone":null}}""");
    }

    private static Answer<Page<ShownPerson>> Search(ListQuery query, Desk desk)
    {
        var (email, externalId) = (query.Text("email"), query.Text("external_id"));
        if (email is null == externalId is null && !query.Errors.Any) query.Errors.Add("email", "Send either email or external_id.");
        var value = email is null ? externalId : LeadArrivals.EmailOf(email, query.Errors)?.Text;
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        var person = session.IdOf("select person_id from contact_keys where kind = @kind and value = @value", ("@kind", email is null ? 1 : 2), ("@value", value));
        return new Page<ShownPerson>(person is { } id && Find(desk, session, id) is { } found ? [found] : [], Next: null);
    }

    private static Answer<ShownPerson> Get(string person, Desk desk)
    {
        using var session = desk.Database.Read();
        return Guid.TryParse(person, out var id) && Find(desk, session, id) is { } found ? found : HttpProblem.NotFound("person");
    }

    private static Answer<Page<ShownEntry>> Facts(string person, ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return Guid.TryParse(person, out var id) && Survivor(session, id) is { } found ? LeadHistory.FactsOf(desk, session, "person", found, query) : HttpProblem.NotFound("person");
    }

    private static async Task<Answer<ShownPerson>> AddFactsAsync(string person, Body<GivenChange> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        if (!Guid.TryParse(person, out var id)) return HttpProblem.NotFound("person");
        return await request.TakeAsync<ShownPerson>((write, intake) =>
        {
            if (Survivor(write, id) is not { } found) return HttpProblem.NotFound("person");
            var errors = new FieldErrors();
            if (new LeadArrivals(request.Desk, write).Of(found, LineOf(write, found), body.Value!, FactOwner.Person, errors) is not { } arrival) return errors.ToProblem();
            intake.Take([arrival]);
            return Find(request.Desk, write, found)!;
        });
    }

    // Facts are read under the agreement of the line with the person's open lead; mostly there is one.
    private static string LineOf(Session session, Guid person) =>
        LeadStore.OfPersons(session, [person]).OrderByDescending(lead => lead.State.IsOpen).ThenByDescending(lead => lead.Id.Number).FirstOrDefault()?.State.Line ?? Desk.MainLine;

    /// <summary>The person, or the one it was merged into.</summary>
    private static Guid? Survivor(Session session, Guid person) => session.IdOf("select coalesce(merged_into, person_id) from persons where person_id = @person", ("@person", person));

    private static ShownPerson? Find(Desk desk, Session session, Guid person)
    {
        if (Survivor(session, person) is not { } id) return null;
        (Guid? Organisation, DateTimeOffset KnownAt) row = default;
        session.Read("select organisation_id, known_at from persons where person_id = @person", one => row = (one.GetIdOrNull(0), one.GetAt(1)), ("@person", id));
        var (leads, words) = (LeadStore.OfPersons(session, [id]), new LeadWording(desk, session));
        var externalIds = leads.Select(lead => lead.ExternalId).OfType<string>().Distinct(StringComparer.Ordinal);
        return new(id, leads.LastOrDefault(lead => lead.Name is not null)?.Name, EmailsOf(session, id), [.. externalIds], row.Organisation, row.KnownAt, leads.ConvertAll(words.Of));
    }

    // Keys lie by value, not by person; what was said of the person names them all.
    private static List<string> EmailsOf(Session session, Guid person)
    {
        var emails = new List<string>();
        session.Read("select facts from person_facts where person_id = @person order by at, seq", row => emails.AddRange(FactsJson.Read(row.GetString(0)).Where(said => said is { Fact: "email", Value: not null }).Select(said => said.Value!)), ("@person", person));
        return [.. emails.Distinct(StringComparer.Ordinal)];
    }
}
