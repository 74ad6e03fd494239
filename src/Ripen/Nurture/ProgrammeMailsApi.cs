using Ripen.Desks;
using Ripen.Life;
using Ripen.Web;

namespace Ripen.Nurture;

/// <summary><c>/api/v1/mails</c>: what programmes wrote to prospects.</summary>
internal static class ProgrammeMailsApi
{
    private static readonly QueryWord[] Words = [new("lead", "The mails to one lead.", "0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1"), QueryWord.Limit, QueryWord.Cursor];

    public static void Map(RouteGroupBuilder api) => api.MapGet("/mails", List).WithTags("Programmes").WithName("ListProgrammeMails").WithSummary("Mails of programmes to prospects, the latest first")
        .WithDescription("As they were put into the outbox; this version does not send them yet.").TakesQuery(Words);

    private static Answer<Page<ProgrammeMail>> List(ListQuery query, Desk desk)
    {
        var (limit, whose, lead, before) = (query.Limit, query.Text("lead"), default(LeadId), Guid.Empty);
        if (whose is not null && !LeadId.TryParse(whose, out lead)) query.Errors.Add("lead", "It should be the id of a lead.");
        var after = query.After(1);
        if (after is not null && !Guid.TryParse(after[0], out before)) query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        var found = ProgrammeMails.Page(session, whose is null ? null : lead, after is null ? null : before, limit + 1);
        return new Page<ProgrammeMail>([.. found.Take(limit)], found.Count > limit ? Cursor.Write(query.List, found[limit - 1].Id.ToString()) : null);
    }
}
