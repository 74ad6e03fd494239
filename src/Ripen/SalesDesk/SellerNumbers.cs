using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.SalesDesk;

/// <summary>What one salesperson has now, and how he has decided lately.</summary>
/// <param name="User">His address.</param>
/// <param name="Open">Leads that are with him: handed over, accepted, opportunities.</param>
/// <param name="Running">Handovers on which he has not decided.</param>
/// <param name="Late">Of these, those whose clock has run out.</param>
/// <param name="TasksLate">Tasks of his that are overdue.</param>
/// <param name="Decided">Handovers of the last 90 days on which he has decided.</param>
/// <param name="Accepted">Of these, accepted.</param>
/// <param name="Expired">Handovers of that time that he let expire.</param>
/// <param name="MinutesToDecide">Median, in business minutes of the agreement; null where he has decided on none.</param>
/// <param name="MinutesToAnswer">Median, from the request on; null where nobody asked.</param>
/// <param name="AnsweredLate">Requests of that time that were not answered in time.</param>
/// <param name="AcceptsUnread">Nearly all are accepted, and faster than one could read them.</param>
public sealed record SellerNumbers(
    string User, string Name, Guid? Team, bool Away, int? Capacity, int Open, int Running, int Late, int TasksLate, int Decided, int Accepted, int Expired, int? MinutesToDecide, int? MinutesToAnswer, int AnsweredLate, bool AcceptsUnread)
{
    public static readonly TimeSpan Lately = TimeSpan.FromDays(90);

    /// <summary>So many decisions say something.</summary>
    public const int EnoughToTell = 10;
    private const double NearlyAll = 0.9;
    private const int MinutesToRead = 5;

    private sealed class Counts
    {
        public int Open, Running, Late, TasksLate, Accepted, Expired, AnsweredLate;
        public List<long> Decisions { get; } = [];
        public List<long> Answers { get; } = [];
    }

    internal static List<SellerNumbers> Of(Desk desk, Session session)
    {
        var now = desk.Now;
        var users = desk.Users.All(session).Where(user => user.IsInSales).ToList();
        var counts = users.ToDictionary(user => user.Email, _ => new Counts(), StringComparer.Ordinal);
        Now(desk, session, counts);
        Then(desk, session, counts, now - Lately);
        var away = Absences.On(session, desk.Settings.ZoneOf(session).DateOf(Instant.From(now))).Select(absence => absence.User).ToHashSet();
        return [.. users.Select(user => Of(user, counts[user.Email], away.Contains(user.Id)))];
    }

    private static SellerNumbers Of(User user, Counts counts, bool isAway)
    {
        var (decided, toDecide) = (counts.Decisions.Count, Median(counts.Decisions));
        return new(
            user.Email, user.Name, user.Team, isAway, user.Capacity, counts.Open, counts.Running, counts.Late, counts.TasksLate, decided, counts.Accepted, counts.Expired, toDecide, Median(counts.Answers), counts.AnsweredLate,
            decided >= EnoughToTell && counts.Accepted >= NearlyAll * decided && toDecide < MinutesToRead);
    }

    private static void Now(Desk desk, Session session, Dictionary<string, Counts> counts)
    {
        var rows = new List<(string Owner, int Count, Action<Counts, int> Add)>();
        session.Read("select owner, count(*) from leads where owner is not null and ended is null group by owner", row => rows.Add((row.GetString(0), (int)row.GetInt64(1), (one, count) => one.Open += count)));
        session.Read("select seller, count(*) from handovers where ended_at is null and seller is not null group by seller", row => rows.Add((row.GetString(0), (int)row.GetInt64(1), (one, count) => one.Running += count)));
        session.Read("select seller, count(*) from handovers where ended_at is null and late_at is not null and seller is not null group by seller", row => rows.Add((row.GetString(0), (int)row.GetInt64(1), (one, count) => one.Late += count)));
        session.Read("select seller, count(*) from tasks where ended_at is null and seller is not null and due_at < @now group by seller", row => rows.Add((row.GetString(0), (int)row.GetInt64(1), (one, count) => one.TasksLate += count)), ("@now", desk.Now));
        foreach (var (owner, count, add) in rows)
        {
            if (desk.Users.Named(session, owner) is { } user && counts.TryGetValue(user.Email, out var his)) add(his, count);
        }
    }

    // What history tells ran no clocks.
    private static void Then(Desk desk, Session session, Dictionary<string, Counts> all, DateTimeOffset since)
    {
        var rows = new List<HandoverRow>();
        session.Read($"select {HandoverRow.Columns} from handovers where opened_at > @since and not is_assumed and seller is not null and (ended_at is not null or answered_at is not null or response_late_at is not null)", row => rows.Add(HandoverRow.Of(row)), ("@since", since));
        var policies = rows.Where(row => row.Agreement is not null).Select(row => (row.Line, row.Agreement)).Distinct().ToDictionary(version => version, version => desk.Agreements.Compiled(session, version.Line, version.Agreement!.Value).Policy);
        foreach (var his in rows.GroupBy(row => row.Seller!, StringComparer.Ordinal))
        {
            if (desk.Users.Named(session, his.Key) is { } user && all.TryGetValue(user.Email, out var counts)) Add(his, counts, policies);
        }
    }

    private static void Add(IEnumerable<HandoverRow> rows, Counts counts, Dictionary<(string, int?), Policy> policies)
    {
        foreach (var row in rows)
        {
            if (row.Ended is HandoverEnd.Expired) counts.Expired++;
            if (row.ResponseLateAt is not null) counts.AnsweredLate++;
            if (!policies.TryGetValue((row.Line, row.Agreement), out var policy)) continue;
            if (row is { Ended: HandoverEnd.Accepted or HandoverEnd.Rejected, EndedAt: { } ended }) counts.Decisions.Add(policy.Calendar.OpenSecondsBetween(row.OpenedAt, ended));
            if (row.Ended is HandoverEnd.Accepted) counts.Accepted++;
            if (row is { AskedAt: { } asked, AnsweredAt: { } answered }) counts.Answers.Add(policy.Calendar.OpenSecondsBetween(asked, answered));
        }
    }

    private static int? Median(List<long> seconds)
    {
        if (seconds.Count == 0) return null;
        seconds.Sort();
        return (int)(seconds[seconds.Count / 2] / 60);
    }
}
