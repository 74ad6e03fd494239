using Ripen.Accounts;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Telling;

namespace Ripen.Web;

/// <summary>Something that pages show and that changes: a value that is another one after every change, read from the database.</summary>
/// <param name="Name">As pages name it: <c>leads</c>, <c>lead:0198f3c2…-1</c>.</param>
/// <param name="Read">Cheap: it is asked for twice a second while somebody looks.</param>
/// <param name="Settles">How much later all of the change can be read.</param>
internal sealed record LiveTopic(string Name, Func<Session, string> Read, TimeSpan Settles)
{
    private const string Imports = "select count(*) * 1000000 + coalesce(sum(rows_read), 0) + count(ended_at) + count(undone_at) from imports";
    private const string Work = "select count(*) + sum(attempts) + count(claimed_by) + count(place) from desk_work";

    /// <summary>Of single leads: of a row for every open lead, an index has those that failed.</summary>
    public const string Failed = "select count(*) from due_work where attempts > 0";

    /// <summary>Null where there is no such topic, or it is of somebody else's notices.</summary>
    public static LiveTopic? Of(string name, Caller caller) => name switch
    {
        // Said at most once a second, so what was written within that second is told with it.
        Changes.Leads or Changes.Mails or Changes.Webhooks or Changes.Visits => new(name, session => Versions.Of(session, name).ToString(System.Globalization.CultureInfo.InvariantCulture), Changes.Apart),
        "imports" => new(name, session => $"{session.Single(Imports)}", TimeSpan.Zero),
        "work" => new(name, session => $"{session.Single(Work)} {session.Single(Failed)}", TimeSpan.Zero),
        _ when name == (caller.User is { } user ? NoticePages.TopicOf(user.Id) : null) => new(name, session => Notices.Stamp(session, caller.User!.Id), TimeSpan.Zero),
        _ => name.StartsWith("lead:", StringComparison.Ordinal) && LeadId.TryParse(name.AsSpan("lead:".Length), out var lead) ? OfLead(name, lead) : null,
    };

    private static LiveTopic OfLead(string name, LeadId lead) => new(
        name, session => $"{session.Single("select row_version from leads where person_id = @person and lead = @lead", ("@person", lead.Person), ("@lead", lead.Number))}", TimeSpan.Zero);
}
