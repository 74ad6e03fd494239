using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Privacy;

/// <summary>What holds for one purpose.</summary>
/// <param name="Since">When it was said; null where nothing was.</param>
internal sealed record ShownHeld(string Purpose, bool Holds, LawfulBasis Basis, DateTimeOffset? Since);

/// <param name="MayBeMailed">Whether a programme may write to him.</param>
/// <param name="WhyNot">Why it may not, in a few words.</param>
/// <param name="Preferences">The path of the page where he chooses.</param>
/// <param name="Unsubscribe">The path by which he ends all mail.</param>
/// <param name="Said">All that was said, the latest first.</param>
internal sealed record ShownConsents(Guid Person, IReadOnlyList<ShownHeld> Holds, bool MayBeMailed, string? WhyNot, string Preferences, string Unsubscribe, IReadOnlyList<KeptConsent> Said);

/// <param name="Purpose">By its name.</param>
/// <param name="Given">No: consent is withdrawn, or the person objects.</param>
/// <param name="At">When it was said; now where left out.</param>
/// <param name="Language">In which he was asked.</param>
/// <param name="Wording">The version of the wording that he saw, in that language.</param>
/// <param name="Form">Where it was said.</param>
/// <param name="Address">The network address that he said it from.</param>
internal sealed record GivenConsent(string Purpose, bool Given, DateTimeOffset? At = null, string? Language = null, int? Wording = null, string? Form = null, string? Email = null, string? Address = null, string? Note = null);

/// <summary><c>/api/v1/persons/{person}/consents</c>.</summary>
internal static class ConsentsApi
{
    public const int LongestNote = 500;
    private const int LongestWord = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var consents = api.MapGroup("/persons/{person}/consents").WithTags("Privacy");
        consents.MapGet("", Get).WithName("ListConsents").WithSummary("What a person said to each purpose, what holds, and whether programmes may write").Fails(404);
        consents.MapPost("", AddAsync).WithName("RecordConsent").WithSummary("Record that a person said yes or no to a purpose")
            .WithDescription("Of two statements the later one counts; nothing is overwritten. A no to marketing_mail suppresses the person's addresses at once. A yes does not lift a suppression: that does the person himself, by the page of his preferences.")
            .Fails(404).WithExample("""{"purpose":"marketing_mail","given":true,"at":"2026-07-15T09:00:00Z","language":"en","wording":1,"form":"trade fair","note":"Signed on paper."}""");
    }

    private static Answer<ShownConsents> Get(string person, Desk desk)
    {
        using var session = desk.Database.Read();
        return Guid.TryParse(person, out var id) && PersonIdentity.Survivor(session, id) is { } found ? Shown(desk, session, found) : HttpProblem.NotFound("person");
    }

    private static async Task<Answer<ShownConsents>> AddAsync(string person, Body<GivenConsent> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        if (!Guid.TryParse(person, out var id)) return HttpProblem.NotFound("person");
        return await request.DoAsync<ShownConsents>(write =>
        {
            if (PersonIdentity.Survivor(write, id) is not { } found) return HttpProblem.NotFound("person");
            var errors = new FieldErrors();
            var statement = Read(request.Desk, write, body.Value!, request.By, errors);
            if (errors.Any) return errors.ToProblem();
            Consents.Record(write, request.Desk, found, statement!);
            return Shown(request.Desk, write, found);
        });
    }

    private static ConsentStatement? Read(Desk desk, Session session, GivenConsent given, string by, FieldErrors errors)
    {
        var purpose = desk.Purposes.Find(session, given.Purpose);
        if (purpose is null) errors.Add("purpose", $"There is no purpose {HttpProblem.Shown(given.Purpose)}. There are: {string.Join(", ", desk.Purposes.All(session).Select(one => one.Name))}.");
        else if (!purpose.IsChosen) errors.Add("purpose", "Its lawful basis is no matter of choice, so nobody says yes or no to it.");
        if (given.Wording is { } version && purpose is not null && !Purposes.WordingsOf(session, purpose.Name).Exists(wording => wording.Version == version && wording.Language == given.Language))
            errors.Add("wording", "There is no such version in that language. GET /api/v1/purposes has those in force.");
        var (form, address, note, at) = (Given.Text(given.Form, "form", LongestWord, errors), Given.Text(given.Address, "address", LongestWord, errors), Given.Text(given.Note, "note", LongestNote, errors), Given.At(given.At, "at", desk.Now, errors));
        var (email, language) = (LeadArrivals.EmailOf(given.Email, errors)?.Text, Given.Text(given.Language, "language", 20, errors));
        return errors.Any ? null : new(purpose!.Name, given.Given, purpose.Basis, given.Wording, language, form, email, address, at) { By = by, Note = note };
    }

    private static ShownConsents Shown(Desk desk, Session session, Guid person)
    {
        var why = PersonIdentity.Addresses(session, PersonIdentity.AllOf(session, person)) is [var address, ..] ? LawfulMail.WhyNot(session, desk, person, address) : "no e-mail address is known";
        return new(
            person, [.. Consents.Of(session, person).Select(held => new ShownHeld(held.Purpose.Name, held.Holds, held.Purpose.Basis, held.Said?.At))], why is null, why,
            PrivacyLinks.Preferences(desk, person), PrivacyLinks.Unsubscribe(desk, person), Consents.History(session, person));
    }
}
