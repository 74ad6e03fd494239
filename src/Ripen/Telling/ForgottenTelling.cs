using Ripen.Desks;
using Ripen.Storage;
using Ripen.Webhooks;

namespace Ripen.Telling;

/// <summary>Forgets what was told long ago: notices and mails to users, messages to webhooks with their tries.</summary>
internal static class ForgottenTelling
{
    private const int Piece = 1_000;

    /// <summary>Says how many.</summary>
    public static async Task<int> ForgetAsync(Desk desk, CancellationToken stop) =>
        await NoticesAsync(desk, stop)
        + await ForgetAsync(desk, UserMails.KeptFor, "select mail_id from user_mails where at <= @oldest limit @most", stop, "delete from user_mails where mail_id = any(@keys) returning mail_id")
        + await ForgetAsync(desk, WebhookMessages.KeptFor, "select message_id from webhook_messages where at <= @oldest limit @most", stop,
            "delete from webhook_tries where message_id = any(@keys) returning message_id", "delete from webhook_messages where message_id = any(@keys) returning message_id");

    // By time, which has an index; their key begins with the user.
    private static async Task<int> NoticesAsync(Desk desk, CancellationToken stop)
    {
        var (oldest, forgotten) = (desk.Now - Notices.KeptFor, 0);
        while (true)
        {
            DateTimeOffset? upTo = null;
            using (var session = desk.Database.Read()) session.Read("select at from (select at from notices where at <= @oldest order by at limit @most) old order by at desc limit 1", row => upTo = row.GetAt(0), ("@oldest", oldest), ("@most", Piece));
            if (upTo is not { } end) return forgotten;
            forgotten += await desk.Writer.DoAsync(write => write.Execute("delete from notices where at <= @end", ("@end", end)), stop);
        }
    }

    // Found by a reader, in pieces, so that the writer waits for none of it.
    private static async Task<int> ForgetAsync(Desk desk, TimeSpan keptFor, string find, CancellationToken stop, params string[] deletes)
    {
        var (oldest, forgotten) = (desk.Now - keptFor, 0);
        while (true)
        {
            var old = new HashSet<Guid>();
            using (var session = desk.Database.Read()) session.Read(find, row => old.Add(row.GetId(0)), ("@oldest", oldest), ("@most", Piece));
            if (old.Count == 0) return forgotten;
            await desk.Writer.DoAsync(write => Delete(write, deletes, old), stop);
            forgotten += old.Count;
        }
    }

    private static void Delete(Write write, string[] deletes, HashSet<Guid> keys)
    {
        foreach (var sql in deletes) write.Find(sql, keys, _ => { });
    }
}
