using Ripen.Desks;
using Ripen.Identity;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Web;

namespace Ripen.Privacy;

/// <param name="Mail">It is mail to the person.</param>
/// <param name="RetiredAt">Since when nobody is asked any more.</param>
internal sealed record ShownPurpose(string Name, string Label, LawfulBasis Basis, bool Mail, DateTimeOffset? RetiredAt, IReadOnlyList<Wording> Wordings);

/// <summary>Whether nothing is sent to an address.</summary>
/// <param name="Reason">unsubscribed, objected, complained, bounced or by_hand.</param>
internal sealed record ShownSuppression(bool Suppressed, SuppressionReason? Reason, DateTimeOffset? At, string? By);

/// <param name="Emails">At most 10,000.</param>
internal sealed record GivenSuppressions(List<string> Emails);

/// <param name="Reason">Why mail may go there again; it stands in the audit.</param>
internal sealed record GivenRemoval(string Email, string Reason);

/// <summary><c>/api/v1/purposes</c> and <c>/api/v1/suppressions</c>.</summary>
internal static class PurposesApi
{
    private static readonly QueryWord[] FindWords = [new("email", "The address, however it is written.", "ann@orbis-freight.com")];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/purposes", List).WithTags("Privacy").WithName("ListPurposes").WithSummary("What people are asked for, with its lawful basis and the wordings in force");
        var suppressions = api.MapGroup("/suppressions").WithTags("Privacy");
        suppressions.MapGet("", Find).WithName("FindSuppression").WithSummary("Whether nothing is sent to an address, since when and why")
            .WithDescription("The desk keeps a keyed hash of each suppressed address: it can tell whether one is among them, and cannot list them.").TakesQuery(FindWords);
        suppressions.MapPost("", AddAsync).WithName("AddSuppressions").WithSummary("Suppress addresses, at most 10,000")
            .WithDescription("Nothing is sent to them from now on, and mails that were written and not sent are withheld. Suppressing one again changes nothing.").WithExample("""{"emails":["ann@orbis-freight.com"]}""");
        suppressions.MapPost("/removal", RemoveAsync).WithName("RemoveSuppression").WithSummary("Let mail go to an address again").Fails(404)
            .WithExample("""{"email":"ann@orbis-freight.com","reason":"She asked for it on the phone."}""");
    }

    private static Page<ShownPurpose> List(Desk desk)
    {
        using var session = desk.Database.Read();
        return new([.. Purposes.Read(session).Select(purpose => new ShownPurpose(purpose.Name, purpose.Label, purpose.Basis, purpose.IsMail, purpose.RetiredAt, purpose.Wordings))], Next: null);
    }

    private static Answer<ShownSuppression> Find(ListQuery query, Desk desk)
    {
        var email = query.Text("email");
        if (email is null && !query.Errors.Any) query.Errors.Add("email", "Say which address.");
        var address = LeadArrivals.EmailOf(email, query.Errors);
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        return Shown(Suppressions.Find(session, desk, address!.Text));
    }

    private static async Task<Answer<SuppressedList>> AddAsync(Body<GivenSuppressions> body, WriteRequest request, HttpContext http)
    {
        if (body.Problem is not null) return body.Problem;
        var emails = body.Value!.Emails;
        if (emails.Count is 0 or > SuppressionList.Most) return HttpProblem.Field("emails", "Send 1 to 10,000 addresses.");
        return await SuppressionList.AddAsync(request.Desk, request.Caller, emails, http.RequestAborted);
    }

    private static async Task<Answer<ShownSuppression>> RemoveAsync(Body<GivenRemoval> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        var (errors, reason) = (new FieldErrors(), body.Value!.Reason.Trim());
        if (EmailAddress.TryRead(body.Value.Email) is not { } email) return HttpProblem.Field("email", "It should be an e-mail address.");
        if (Given.Text(reason, "reason", ConsentsApi.LongestNote, errors) is not { Length: > 0 }) errors.Add("reason", "Say why mail may go there again.");
        if (errors.Any) return errors.ToProblem();
        return await request.DoAsync<ShownSuppression>(write => SuppressionList.Remove(write, request.Desk, request.Caller, email, reason) ? Shown(null) : HttpProblem.NotFound("suppressed address"));
    }

    private static ShownSuppression Shown(Suppression? found) => new(found is not null, found?.Reason, found?.At, found?.By);
}
