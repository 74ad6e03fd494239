using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.SalesDesk;

/// <summary>A lead that rests.</summary>
/// <param name="Reason">For which it was given back or lost, in words.</param>
/// <param name="Owner">Who had it last, and gets it first again.</param>
/// <param name="Budget">As it was said; null where nobody did, or it is known no more.</param>
public sealed record AsleepRow(ShownLead Lead, string Reason, string? Owner, string? Budget);

/// <summary>Leads that wake in one month.</summary>
/// <param name="Month">Null: without a date.</param>
public sealed record AsleepMonth(DateOnly? Month, long Leads);

/// <summary>What sleeps: who was given back too early or lost, by the date on which each wakes, and what they are worth.</summary>
/// <param name="Worth">The budgets that the sleepers have named, in sentences, one a currency.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record AsleepView(IReadOnlyList<AsleepRow> Rows, IReadOnlyList<AsleepMonth> Months, string Count, IReadOnlyList<string> Worth, string? Next, bool IsFurther)
{
    private const int OnPage = 50;
    private const int MostCounted = 10_000;

    internal static AsleepView? Of(Desk desk, Session session, string? cursor)
    {
        var (zone, words) = (desk.Settings.ZoneOf(session), new LeadWording(desk, session));
        var after = cursor is null ? null : Web.Cursor.Read("/asleep", cursor, 2);
        if (cursor is not null && after is null) return null;
        var leads = Page(session, after);
        var rows = RowsOf(desk, session, [.. leads.Take(OnPage)], words);
        var next = leads.Count > OnPage ? Web.Cursor.Write("/asleep", $"{Key(leads[OnPage - 1])}", leads[OnPage - 1].Id.ToString()) : null;
        return new(rows, MonthsOf(session, zone), PageCount.Of(session.Count($"select count(*) from (select 1 from leads where is_resting and ended is null limit {MostCounted + 1}) resting")).Shown, WorthOf(session), next, cursor is not null);
    }

    // Those without a date come last.
    private static long Key(LeadRecord lead) => lead.State.RestsUntil is { } until ? DbValues.Microseconds(until.ToDateTimeOffset()) : long.MaxValue;

    private static List<LeadRecord> Page(Session session, string[]? after)
    {
        var place = after is not null && long.TryParse(after[0], System.Globalization.CultureInfo.InvariantCulture, out var at) && (at == long.MaxValue || DbValues.TryAt(after[0], out _)) && LeadId.TryParse(after[1], out var id) ? (at, id) : ((long, LeadId)?)null;
        var dated = place is { Item1: long.MaxValue } ? [] : LeadStore.Select(
            session,
            $"where is_resting and ended is null and rests_until is not null{(place is null ? "" : " and (rests_until, person_id) > (@at, @person)")} order by rests_until, person_id limit @most",
            [("@most", OnPage + 1), .. place is { } behind ? new (string, object?)[] { ("@at", DbValues.At(behind.Item1)), ("@person", behind.Item2.Person) } : []]);
        if (dated.Count > OnPage) return dated;
        var undated = LeadStore.Select(
            session,
            $"where is_resting and ended is null and rests_until is null{(place is { Item1: long.MaxValue } ? " and person_id > @person" : "")} order by person_id limit @most",
            [("@most", OnPage + 1 - dated.Count), .. place is { Item1: long.MaxValue } last ? new (string, object?)[] { ("@person", last.Item2.Person) } : []]);
        return [.. dated, .. undated];
    }

    // What is known is read for all leads of a line at once.
    private static List<AsleepRow> RowsOf(Desk desk, Session session, List<LeadRecord> leads, LeadWording words)
    {
        var rows = new Dictionary<LeadId, AsleepRow>();
        foreach (var line in leads.GroupBy(lead => lead.State.Line ?? Desk.MainLine))
        {
            var (agreement, some) = (desk.Agreements.InForce(session, line.Key, desk.Now), line.ToList());
            var dossiers = agreement is null ? null : new DossierLoader(agreement).Load(session, some, desk.Now);
            foreach (var (i, lead) in some.Index()) rows[lead.Id] = RowOf(desk, session, lead, words, agreement, dossiers?[i]);
        }
        return leads.ConvertAll(lead => rows[lead.Id]);
    }

    private static AsleepRow RowOf(Desk desk, Session session, LeadRecord lead, LeadWording words, AgreementInForce? agreement, Dossier? dossier)
    {
        var reason = agreement?.Policy.ReasonOf(lead.State.LastRejection)?.Says ?? (lead.State.LastRejection is { } id ? FactWords.Capital(FactWords.Spaced(id)) : "No reason is on record");
        var budget = dossier is null ? null : new KnownFactList(words, agreement!.Agreement).Of(dossier, "budget", Instant.From(desk.Now))?.Value;
        return new(words.Of(lead), reason, lead.State.LastOwner is { } owner ? desk.Users.Named(session, owner)?.Name ?? owner : null, budget);
    }

    private static List<AsleepMonth> MonthsOf(Session session, Zone zone)
    {
        var months = new SortedDictionary<DateOnly, long>();
        session.Read($"select rests_until from leads where is_resting and ended is null and rests_until is not null order by rests_until limit {MostCounted}", row =>
        {
            var day = zone.DateOf(row.GetInstant(0));
            var month = new DateOnly(day.Year, day.Month, 1);
            months[month] = months.GetValueOrDefault(month) + 1;
        });
        return [.. months.Select(month => new AsleepMonth(month.Key, month.Value))];
    }

    // What they hoped to spend when they were last in an opportunity: one a lead.
    private static List<string> WorthOf(Session session)
    {
        var worth = new List<string>();
        session.Read(
            "select o.currency, sum(o.amount), count(*) from opportunities o join leads l on l.person_id = o.person_id and l.lead = o.lead where l.is_resting and l.ended is null and o.is_won = @no and o.amount is not null and not exists (select 1 from opportunities later where later.person_id = o.person_id and later.lead = o.lead and later.pass > o.pass) group by o.currency order by o.currency",
            row => worth.Add($"{Handovers.Deals.Said(new Amount(Convert.ToInt64(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture), row.GetString(0)))} in {Spoken.Counted(row.GetInt64(2), "lost opportunity", "lost opportunities")}"),
            ("@no", false));
        return worth;
    }
}
