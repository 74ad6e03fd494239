using System.Data.Common;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Telling;

/// <summary>Something that somebody was told.</summary>
/// <param name="Path">The page of this desk that it opens.</param>
public sealed record ToldNotice(Guid Id, NoticeKind Kind, LeadId? Lead, string Says, string Path, DateTimeOffset At, DateTimeOffset? ReadAt);

/// <summary>What users are told, in the app and by mail, as each has chosen.</summary>
internal static class Notices
{
    /// <summary>More than so many are not counted.</summary>
    public const int MostCounted = 99;

    private const string Columns = "notice_id, kind, person_id, lead, says, path, at, read_at";
    private const string Own = "user_id = @user and notice_id = @notice";

    /// <summary>Tells somebody, in the transaction in which it happens.</summary>
    /// <param name="says">A plain sentence.</param>
    /// <param name="path">Of the page that shows what it is about.</param>
    public static void Tell(Write write, Desk desk, User user, NoticeKind kind, string says, string path, LeadId? lead = null)
    {
        var (chosen, local, now) = (NoticeSwitches.Of(write, user.Id, kind), LocalPath.Of(path), desk.Now);
        var mail = chosen.ByMail ? UserMails.Put(write, desk, user, chosen.Known.Label, says, local, lead?.Person) : null;
        if (!chosen.InApp) return;
        write.Execute(
            "insert into notices (user_id, notice_id, kind, person_id, lead, says, path, at, mail_id) values (@user, @notice, @kind, @person, @lead, @says, @path, @at, @mail)",
            ("@user", user.Id),
            ("@notice", desk.Ids.Next(now)),
            ("@kind", kind),
            ("@person", lead?.Person),
            ("@lead", lead?.Number),
            ("@says", says),
            ("@path", local),
            ("@at", now),
            ("@mail", mail));
    }

    /// <summary>Tells everybody who keeps the desk.</summary>
    public static void TellAdministrators(Write write, Desk desk, NoticeKind kind, string says, string path)
    {
        foreach (var user in desk.Users.All(write).Where(user => user.IsActive && user.Roles.HasFlag(Role.Administrator))) Tell(write, desk, user, kind, says, path);
    }

    /// <summary>The latest first, from before one on.</summary>
    public static List<ToldNotice> Page(Session session, Guid user, Guid? before, int most, bool isUnreadOnly = false)
    {
        var found = new List<ToldNotice>();
        var unread = isUnreadOnly ? " and read_at is null" : "";
        if (before is { } last) session.Read($"select {Columns} from notices where user_id = @user and notice_id < @before{unread} order by notice_id desc limit @most", row => found.Add(Of(row)), ("@user", user), ("@before", last), ("@most", most));
        else session.Read($"select {Columns} from notices where user_id = @user{unread} order by notice_id desc limit @most", row => found.Add(Of(row)), ("@user", user), ("@most", most));
        return found;
    }

    public static ToldNotice? Find(Session session, Guid user, Guid notice)
    {
        ToldNotice? found = null;
        session.Read($"select {Columns} from notices where {Own}", row => found = Of(row), ("@user", user), ("@notice", notice));
        return found;
    }

    /// <summary>How many he has not read, counted up to one more than <see cref="MostCounted"/>.</summary>
    public static int Unread(Session session, Guid user) => (int)session.Count("select count(*) from (select 1 from notices where user_id = @user and read_at is null limit @most) unread", ("@user", user), ("@most", MostCounted + 1));

    /// <summary>Another value after each notice that comes or is read.</summary>
    public static string Stamp(Session session, Guid user)
    {
        DateTimeOffset? latest = null;
        session.Read("select at from notices where user_id = @user order by notice_id desc limit 1", row => latest = row.GetAt(0), ("@user", user));
        return FormattableString.Invariant($"{Unread(session, user)} {latest?.UtcTicks}");
    }

    /// <returns>Null where he has no such notice.</returns>
    public static ToldNotice? Read(Write write, Desk desk, Guid user, Guid notice)
    {
        write.Execute($"update notices set read_at = @now where {Own} and read_at is null", ("@now", desk.Now), ("@user", user), ("@notice", notice));
        return Find(write, user, notice);
    }

    /// <param name="last">The latest that he has seen: what came since stays unread.</param>
    public static int ReadAll(Write write, Desk desk, Guid user, Guid last) =>
        write.Execute("update notices set read_at = @now where user_id = @user and notice_id <= @last and read_at is null", ("@now", desk.Now), ("@user", user), ("@last", last));

    private static ToldNotice Of(DbDataReader row) => new(
        row.GetId(0), (NoticeKind)row.GetInt16(1), row.GetIdOrNull(2) is { } person ? new LeadId(person, row.GetInt16(3)) : null, row.GetString(4), row.GetString(5), row.GetAt(6), row.GetAtOrNull(7));
}
