using System.Data.Common;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Telling;

/// <summary>A mail to a user, or to a visitor about a form that he sent, as it waits, was sent or could not be.</summary>
/// <param name="Path">The page it leads to; null where to none.</param>
/// <param name="Secret">Sealed: the path of a link that lets somebody in.</param>
/// <param name="DueAt">Null once it was sent or given up.</param>
/// <param name="Form">Of a visitor: what he sent.</param>
internal sealed record UserMail(Guid Id, Guid? User, string Address, string Subject, string Text, string? Path, string? Secret, DateTimeOffset At, DateTimeOffset? DueAt, int Attempts, string? Error, DateTimeOffset? SentAt, DateTimeOffset? FailedAt, string? Form);

/// <summary>
/// Mails to users, and to visitors about what they sent, that are to be sent: written in the transaction that makes them necessary, claimed by an update that only
/// one can win, tried for two days. One that was sent just before its server was killed is sent again, under the same
/// Message-ID.
/// </summary>
internal static class UserMails
{
    private const string Columns = "mail_id, user_id, address, subject, text, path, secret, at, due_at, attempts, error, sent_at, failed_at, form";
    private const string Purpose = "mailed link";
    private const string Mine = "mail_id = @mail and claimed_by = @by";

    /// <summary>Has a mail sent, where mail can be sent and he is one who gets any: active, and not made up.</summary>
    /// <returns>Null where there is none.</returns>
    public static Guid? Put(Write write, Desk desk, User user, string subject, string text, string? path, Guid? person = null) => Put(write, desk, user, subject, text, path, null, person);

    /// <summary>The same with a link that lets him in: it stands nowhere but in the mail.</summary>
    public static Guid? PutLink(Write write, Desk desk, User user, string subject, string text, string link) => Put(write, desk, user, subject, text, null, desk.Secrets.Seal(Purpose, link), null);

    /// <summary>Has a mail sent to a visitor about a form that he sent, where mail can be sent.</summary>
    /// <param name="path">Where its link leads.</param>
    /// <returns>Null where it cannot.</returns>
    public static Guid? PutToVisitor(Write write, Desk desk, string address, string subject, string text, string path, string form, Guid? person)
    {
        if (!Smtp.IsSet(write, desk)) return null;
        var (id, now) = (desk.Ids.Next(desk.Now), desk.Now);
        write.Execute(
            "insert into user_mails (mail_id, person_id, address, subject, text, path, at, due_at, attempts, form) values (@mail, @person, @address, @subject, @text, @path, @now, @now, 0, @form)",
            ("@mail", id), ("@person", person), ("@address", address), ("@subject", subject), ("@text", text), ("@path", path), ("@now", now), ("@form", form));
        write.Changed(Changes.Mails);
        return id;
    }

    /// <summary>What its link leads to.</summary>
    public static string? PathOf(Desk desk, UserMail mail) => mail.Secret is { } kept ? desk.Secrets.Open(Purpose, kept) : mail.Path;

    public static bool Any(Session session, DateTimeOffset now) => session.Single($"select 1 from user_mails where {Claim.IsFree} limit 1", ("@now", now)) is not null;

    /// <summary>Takes what has been due for longest; none where nothing is due, or others took it.</summary>
    public static List<UserMail> Take(Write write, Claim claim, int most)
    {
        var (due, taken) = (new List<Guid>(), new List<UserMail>());
        write.Read($"select mail_id from user_mails where {Claim.IsFree} order by due_at limit @most", row => due.Add(row.GetId(0)), ("@now", claim.At), ("@most", most));
        write.Find(
            $"update user_mails set claimed_by = @by, claimed_until = @until where mail_id = any(@keys) and {Claim.IsFree} returning {Columns}",
            due,
            row => taken.Add(Of(row)),
            ("@now", claim.At),
            ("@by", claim.By),
            ("@until", claim.Until));
        return [.. taken.OrderBy(mail => mail.Id)];
    }

    public static void Sent(Write write, UserMail mail, Guid by, DateTimeOffset now) =>
        write.Execute($"update user_mails set sent_at = @now, due_at = null, secret = null, error = null, attempts = attempts + 1, claimed_by = null, claimed_until = null where {Mine}", ("@mail", mail.Id), ("@by", by), ("@now", now));

    /// <summary>It did not get through: tried again, or given up after two days.</summary>
    /// <param name="isForGood">It never will.</param>
    public static void Failed(Write write, UserMail mail, Guid by, DateTimeOffset now, string error, bool isForGood = false)
    {
        var next = isForGood ? null : Backoff.Next(mail.Attempts + 1, mail.At, now);
        write.Execute(
            $"update user_mails set due_at = @next, failed_at = @failed, secret = case when @given_up then null else secret end, error = @error, attempts = attempts + 1, claimed_by = null, claimed_until = null where {Mine}",
            ("@mail", mail.Id),
            ("@by", by),
            ("@next", next),
            ("@failed", next is null ? now : null),
            ("@given_up", next is null),
            ("@error", error));
    }

    /// <summary>Leaves those that were not come to.</summary>
    public static void Release(Write write, Guid by, IReadOnlyCollection<Guid> mails) =>
        write.Find("update user_mails set claimed_by = null, claimed_until = null where mail_id = any(@keys) and claimed_by = @by returning mail_id", mails, _ => { }, ("@by", by));

    /// <summary>Has one that failed or waits sent now, and for two days from now on.</summary>
    /// <returns>False where there is none that could be: one with a link that lets somebody in is made anew instead.</returns>
    public static bool Retry(Write write, Guid mail, DateTimeOffset now) => write.Execute(
        "update user_mails set due_at = @now, at = @now, attempts = 0, failed_at = null, claimed_by = null, claimed_until = null where mail_id = @mail and sent_at is null and (path is not null or secret is not null)",
        ("@mail", mail),
        ("@now", now)) == 1;

    /// <summary>The latest first, from before one on.</summary>
    /// <param name="which">A condition on the columns, or null: all.</param>
    public static List<UserMail> Page(Session session, string? which, Guid? before, int most)
    {
        var found = new List<UserMail>();
        var where = $"{which ?? "true"}{(before is null ? "" : " and mail_id < @before")}";
        (string, object?)[] values = before is null ? [("@most", most)] : [("@most", most), ("@before", before)];
        session.Read($"select {Columns} from user_mails where {where} order by mail_id desc limit @most", row => found.Add(Of(row)), values);
        return found;
    }

    private static Guid? Put(Write write, Desk desk, User user, string subject, string text, string? path, string? secret, Guid? person)
    {
        if (user.IsMadeUp || !user.IsActive || !Smtp.IsSet(write, desk)) return null;
        var (id, now) = (desk.Ids.Next(desk.Now), desk.Now);
        write.Execute(
            "insert into user_mails (mail_id, user_id, person_id, address, subject, text, path, secret, at, due_at, attempts) values (@mail, @user, @person, @address, @subject, @text, @path, @secret, @now, @now, 0)",
            ("@mail", id),
            ("@user", user.Id),
            ("@person", person),
            ("@address", user.Email),
            ("@subject", subject),
            ("@text", text),
            ("@path", path),
            ("@secret", secret),
            ("@now", now));
        write.Changed(Changes.Mails);
        return id;
    }

    private static UserMail Of(DbDataReader row) => new(
        row.GetId(0), row.GetIdOrNull(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetTextOrNull(5), row.GetTextOrNull(6), row.GetAt(7), row.GetAtOrNull(8), row.GetInt32(9), row.GetTextOrNull(10), row.GetAtOrNull(11), row.GetAtOrNull(12), row.GetTextOrNull(13));
}
