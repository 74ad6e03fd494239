using System.Globalization;
using Ripen.Desks;
using Ripen.Forms;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Tracking;
using Ripen.Webhooks;

namespace Ripen.Privacy;

/// <summary>Something that is deleted by itself when its time is over.</summary>
/// <param name="name">For the log: <c>notices</c>.</param>
/// <param name="label">For people: “Notices in the app”.</param>
/// <param name="days">The setting that says for how many days it is kept.</param>
internal abstract class Kept(string name, string label, Setting days)
{
    public string Name => name;

    public string Label => label;

    public Setting Days => days;

    /// <summary>Deletes what is from then or before, in pieces, and says how many.</summary>
    public abstract Task<long> DeleteAsync(Desk desk, DateTimeOffset oldest, CancellationToken stop);

    public int DaysOf(Desk desk, Session session) => int.Parse(desk.Settings.Of(session, days), CultureInfo.InvariantCulture);
}

/// <summary>What was deleted by itself.</summary>
/// <param name="Name">Of what is kept.</param>
/// <param name="KeptDays">As the setting was then.</param>
public sealed record Deletion(DateTimeOffset At, string Name, int KeptDays, long Deleted);

/// <summary>
/// What is deleted by itself, after how long, and what was. Consents and suppressions are not among it: they are the evidence
/// of what people said, and the only way to keep to it.
/// </summary>
internal static class Retention
{
    /// <summary>A class for each thing that is kept for a time.</summary>
    public static IReadOnlyList<Kept> All { get; } = [new KeptNotices(), new KeptUserMails(), new KeptWebhookMessages(), new KeptVisits(), new KeptViews(), new KeptAnswers()];

    /// <summary>Deletes what is over by now, writes down what, and says how many.</summary>
    public static async Task<long> RunAsync(Desk desk, CancellationToken stop)
    {
        var (now, all) = (desk.Now, 0L);
        foreach (var kept in All)
        {
            int days;
            using (var session = desk.Database.Read()) days = kept.DaysOf(desk, session);
            var deleted = await kept.DeleteAsync(desk, now.AddDays(-days), stop);
            await desk.Writer.DoAsync(write => Note(write, new(now, kept.Name, days, deleted)), stop);
            all += deleted;
        }
        return all;
    }

    /// <summary>The latest first; a run that found nothing is told while it is the last one.</summary>
    public static List<Deletion> Log(Session session, int most)
    {
        var log = new List<Deletion>();
        session.Read("select at, what, kept_days, deleted from deletions order by at desc, what limit @most", row => log.Add(new(row.GetAt(0), row.GetString(1), row.GetInt32(2), row.GetInt64(3))), ("@most", most));
        return log;
    }

    public static DateTimeOffset? LastRun(Session session) => Log(session, 1) is [var last] ? last.At : null;

    private static void Note(Write write, Deletion deletion)
    {
        write.Execute("delete from deletions where what = @what and deleted = 0", ("@what", deletion.Name));
        write.Execute(
            "insert into deletions (at, what, kept_days, deleted) values (@at, @what, @days, @deleted) on conflict (at, what) do update set deleted = deletions.deleted + excluded.deleted",
            ("@at", deletion.At), ("@what", deletion.Name), ("@days", deletion.KeptDays), ("@deleted", deletion.Deleted));
    }
}
