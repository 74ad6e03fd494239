using System.Data.Common;
using Microsoft.Data.Sqlite;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Verifying;

/// <param name="Judged">How many of them were judged again.</param>
internal sealed record Verified(FaultList Faults, long Leads, long Judged);

/// <summary>
/// Checks a desk as it is at one moment, while others go on working: the tables by queries, then the leads in the order of
/// their persons, some hundred at a time, so that memory does not grow with the desk.
/// </summary>
/// <param name="judgesAll">Judge every open lead again and look into every index; else some ten thousand leads, others each time.</param>
internal sealed class Verification(Desk desk, bool judgesAll, Action<long> progress)
{
    private const int Piece = 500;
    private const int Sample = 10_000;
    private readonly FaultList faults = new();
    private readonly DateTimeOffset now = desk.Now;

    public static long Leads(Session session) => session.Count("select count(*) from leads");

    public Verified Run(CancellationToken stop)
    {
        using var session = desk.Database.Still();
        return Run(session, stop);
    }

    /// <summary>As a session sees it.</summary>
    public Verified Run(Session session, CancellationToken stop)
    {
        foreach (var check in Steps())
        {
            stop.ThrowIfCancellationRequested();
            Readable(session, () => check(session));
        }
        var (leads, judged) = (0L, 0L);
        Readable(session, () => (leads, judged) = Walk(session, stop));
        return new(faults, leads, judged);
    }

    private IEnumerable<Action<Session>> Steps() =>
    [
        session => DatabaseChecks.Whole(session, judgesAll, faults),
        session => DatabaseChecks.AsMigrated(session, faults),
        .. RowChecks.All.Select<RowCheck, Action<Session>>(check => session => RowChecks.Run(check, session, now, faults)),
        session => KeyChecks.ContactKeys(session, faults),
        session => KeyChecks.TouchKeys(session, faults),
        session => KeyChecks.Merges(session, faults),
        session => KeyChecks.Facts(session, faults),
        session => MailChecks.Run(session, desk, faults),
    ];

    private (long Leads, long Judged) Walk(Session session, CancellationToken stop)
    {
        var agreements = new AgreementHistory(session, faults);
        var (checks, rejudging) = (new LeadChecks(agreements, faults, now), new Rejudging(agreements, faults, now));
        var share = judgesAll ? 1 : Math.Min(1, (double)Sample / Math.Max(1, Leads(session)));
        var (after, walked) = (new LeadId(Guid.Empty, 0), 0L);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var leads = LeadEvidence.After(session, after, Piece);
            if (leads.Count == 0) return (walked, rejudging.Judged);
            var told = leads.Select(lead => (Lead: lead, Told: checks.Check(lead))).Where(pair => pair.Told is not null).Select(pair => (pair.Lead, pair.Told!)).ToList();
            checks.Addresses(session, leads);
            rejudging.Check(session, [.. told.Where(_ => share >= 1 || Random.Shared.NextDouble() < share)]);
            (after, walked) = (leads[^1].Id, walked + leads.Count);
            progress(walked);
        }
    }

    // A damaged file or a table that lacks something cannot answer; the other checks still can.
    private void Readable(Session session, Action check)
    {
        try
        {
            check();
        }
        catch (Exception failure) when (failure is InvalidCastException or FormatException || (failure is DbException && !IsAway(failure)))
        {
            faults.Add(Checks.DatabaseIsWhole, desk.Database.Name, $"It cannot be read: {failure.Message.Split('\n')[0]}");
            session.Renew();
        }
    }

    private bool IsAway(Exception failure) => failure is not SqliteException { SqliteErrorCode: Sqlite.Damaged } && desk.Database.Explain(failure) is not null;
}
