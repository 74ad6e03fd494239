using Ripen.Desks;
using Ripen.Privacy;
using Ripen.Settings;
using Ripen.Storage;

namespace Ripen.Telling;

internal sealed class KeptNotices() : Kept("notices", "Notices to users", KnownSettings.KeepNotices)
{
    private const int Piece = 1_000;

    // By time, which has an index; their key begins with the user.
    public override async Task<long> DeleteAsync(Desk desk, DateTimeOffset oldest, CancellationToken stop)
    {
        for (var deleted = 0L; ;)
        {
            DateTimeOffset? upTo = null;
            using (var session = desk.Database.Read()) session.Read("select at from (select at from notices where at <= @oldest order by at limit @most) old order by at desc limit 1", row => upTo = row.GetAt(0), ("@oldest", oldest), ("@most", Piece));
            if (upTo is not { } end) return deleted;
            deleted += await desk.Writer.DoAsync(write => write.Execute("delete from notices where at <= @end", ("@end", end)), stop);
        }
    }
}

internal sealed class KeptUserMails() : Kept("user_mails", "Mails to users", KnownSettings.KeepUserMails)
{
    public override Task<long> DeleteAsync(Desk desk, DateTimeOffset oldest, CancellationToken stop) =>
        KeptById.DeleteAsync(desk, oldest, "select mail_id from user_mails where at <= @oldest limit @most", stop, "delete from user_mails where mail_id = any(@keys) returning mail_id");
}
