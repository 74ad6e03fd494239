using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Agreements;

/// <summary><c>/api/v1/agreements</c>: check, propose, list, show, in words, compare, put in force.</summary>
internal static class AgreementsApi
{
    private static readonly QueryWord Line = new("line", "The product line; main where left out.", "main");

    public static void Map(RouteGroupBuilder api)
    {
        var agreements = api.MapGroup("/agreements").WithTags("Agreements");
        agreements.MapGet("", List).WithName("ListAgreements").WithSummary("All versions of all lines, and how they stand");
        agreements.MapPost("", ProposeAsync).WithName("ProposeAgreement").WithSummary("Propose a version: the YAML text as body")
            .WithDescription("It gets the line's next number; the same text again is the version that is there (200). With errors nothing is kept, and remarks say what is wrong, by line and column.").TakesQuery(Line).Produces<ShownAgreement>(StatusCodes.Status201Created);
        agreements.MapPost("/check", Check).WithName("CheckAgreement").WithSummary("Say what is wrong with an agreement, or read it out in plain words").WithDescription("Changes nothing.");
        agreements.MapGet("/{line}/{version}", Get).WithName("GetAgreement").WithSummary("One version").Fails(404);
        agreements.MapGet("/{line}/{version}/text", Text).WithName("GetAgreementText").WithSummary("The YAML text as it was proposed").Produces<string>(StatusCodes.Status200OK, "application/yaml").Fails(404);
        agreements.MapGet("/{line}/{version}/words", InWords).WithName("GetAgreementWords").WithSummary("One version in plain words").Fails(404);
        agreements.MapGet("/{line}/{version}/differences", Differences).WithName("GetAgreementDifferences").WithSummary("What a version says otherwise than another, the weightiest first").Fails(404)
            .TakesQuery(new QueryWord("from", "The other version; the one before where left out.", "1") { IsNumber = true });
        agreements.MapPost("/{line}/{version}/activation", ActivateAsync).WithName("ActivateAgreement").WithSummary("Put a version in force")
            .WithDescription("From now, or from the day it names if that is to come. Every open lead of the line is then judged under it.").Fails(404, 409);
    }

    private static Answer<Page<ShownAgreement>> List(Desk desk)
    {
        using var session = desk.Database.Read();
        return new Page<ShownAgreement>(ShownAgreement.Of(AgreementStore.All(session), desk.Now), Next: null);
    }

    private static Answer<ShownCheck> Check(TextBody body)
    {
        if (body.Problem is not null) return body.Problem;
        var reading = AgreementReader.Read(body.Text);
        return new ShownCheck(reading.Agreement is not null, ShownRemark.Of(reading), reading.Agreement is { } agreement ? AgreementWords.Of(agreement) : null);
    }

    private static async Task<Answer<ShownAgreement>> ProposeAsync(TextBody body, ListQuery query, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        var line = query.Text("line") ?? Desk.MainLine;
        if (!Proposing.IsLine(line)) query.Errors.Add("line", "It may have 1 to 50 small letters, digits, hyphens and underscores.");
        if (query.Errors.Any) return query.Errors.ToProblem();
        var reading = AgreementReader.Read(body.Text);
        if (reading.Agreement is null) return Wrong(reading);
        return await request.DoAsync<ShownAgreement>(write =>
        {
            var (kept, isNew) = Proposing.Propose(request.Desk, write, line, reading, body.Text, request.Caller);
            var shown = Proposing.Shown(write, line, kept.Version, request.Desk.Now)!;
            return isNew ? Answer<ShownAgreement>.Created(shown, string.Create(CultureInfo.InvariantCulture, $"/api/v1/agreements/{line}/{kept.Version}")) : shown;
        });
    }

    private static Answer<ShownAgreement> Get(string line, string version, Desk desk)
    {
        using var session = desk.Database.Read();
        return Number(version) is { } number && Proposing.Shown(session, line, number, desk.Now) is { } shown ? shown : HttpProblem.NotFound("agreement");
    }

    private static IResult Text(string line, string version, Desk desk)
    {
        using var session = desk.Database.Read();
        return Find(session, line, version) is { } kept ? Results.Text(kept.Text, "application/yaml", System.Text.Encoding.UTF8) : HttpProblem.NotFound("agreement");
    }

    private static Answer<ShownWords> InWords(string line, string version, Desk desk)
    {
        using var session = desk.Database.Read();
        return Find(session, line, version) is { } kept ? new ShownWords(kept.Line, kept.Version, AgreementWords.Of(desk.Agreements.Compiled(session, kept.Line, kept.Version).Agreement)) : HttpProblem.NotFound("agreement");
    }

    private static Answer<ShownDifferences> Differences(string line, string version, ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        if (Find(session, line, version) is not { } after) return HttpProblem.NotFound("agreement");
        var from = query.Number("from", 1, int.MaxValue) ?? after.Version - 1;
        if (from >= 1 && AgreementStore.Find(session, line, from) is null) query.Errors.Add("from", "There is no such version of this line.");
        else if (from < 1) query.Errors.Add("from", "This is the first version. Say with which other one to compare it.");
        if (query.Errors.Any) return query.Errors.ToProblem();
        var (before, now) = (desk.Agreements.Compiled(session, line, from), desk.Agreements.Compiled(session, line, after.Version));
        return new ShownDifferences(line, from, after.Version, AgreementDifference.Between(before.Agreement with { Version = null }, now.Agreement with { Version = null }));
    }

    private static async Task<Answer<ShownAgreement>> ActivateAsync(string line, string version, WriteRequest request)
    {
        return await request.DoAsync<ShownAgreement>(write =>
        {
            if (Find(write, line, version) is not { } kept) return HttpProblem.NotFound("agreement");
            if (kept.InForceAt is null && Signatures.MissingOf(write, kept) is { Count: > 0 } missing)
                return HttpProblem.Refused("not_signed", $"It is not signed by {string.Join(" and ", missing)} yet. Whoever signs for them does so at /agreement; the second signature puts it in force.");
            if (Proposing.Activate(request.Desk, write, kept, request.Caller) is null)
                return HttpProblem.Refused("already_activated", "This version has been put in force before. Propose its text with a change to get a new one.");
            return Proposing.Shown(write, kept.Line, kept.Version, request.Desk.Now)!;
        });
    }

    private static KeptAgreement? Find(Session session, string line, string version) => Number(version) is { } number ? AgreementStore.Find(session, line, number) : null;

    private static int? Number(string version) => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static HttpProblem Wrong(AgreementReading reading)
    {
        var first = reading.Errors.First();
        return HttpProblem.Validation($"The agreement has {reading.Errors.Count()} errors; the first is in line {first.Line}, column {first.Column}: {first.Message}") with { Remarks = ShownRemark.Of(reading) };
    }
}
