using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>How many leads would be another thing: so many warm ones hot.</summary>
public sealed record Shift(string From, string To, int Leads);

/// <summary>
/// What another text of an agreement would have changed: of the leads opened or touched in the last quarter, those whose
/// temperature or qualification would be another. Both texts judge everything that is known by now, as of now, through the
/// one judge there is; how each lead stood on each day of the quarter is a backtest's business.
/// </summary>
/// <param name="Changed">Of those looked at.</param>
/// <param name="Looked">At most <see cref="MostLooked"/>: those touched last.</param>
/// <param name="Leads">All of the quarter.</param>
/// <param name="Shifts">The most frequent first.</param>
public sealed record Impact(int Changed, int Looked, long Leads, ValueList<Shift> Shifts)
{
    /// <summary>2,000 leads are loaded and judged twice in about a third of a second.</summary>
    public const int MostLooked = 2_000;

    private const int Months = 3;
    private const int Page = 500;

    public bool IsSample => Looked < Leads;

    /// <summary>Scaled up from the sample where it is one.</summary>
    public long Estimate => Looked == 0 ? 0 : (long)Math.Round((decimal)Changed * Leads / Looked, MidpointRounding.AwayFromZero);

    /// <param name="before">A text without errors.</param>
    /// <param name="after">Another one.</param>
    internal static Impact Of(Desk desk, Session session, string line, string before, string after)
    {
        var (now, since) = (desk.Now, desk.Now.AddMonths(-Months));
        var leads = LeadStore.Select(session, "where line = @line and last_touch_at >= @since order by last_touch_at desc, person_id desc limit @most", ("@line", line), ("@since", since), ("@most", MostLooked));
        if (leads.Count < MostLooked) leads.AddRange(LeadStore.Select(session, $"where {OpenedOnly} order by opened_at desc, person_id desc limit @most", ("@line", line), ("@since", since), ("@most", MostLooked - leads.Count)));
        var all = leads.Count < MostLooked ? leads.Count
            : session.Count("select count(*) from leads where line = @line and last_touch_at >= @since", ("@line", line), ("@since", since)) + session.Count($"select count(*) from leads where {OpenedOnly}", ("@line", line), ("@since", since));
        var ours = Tracking.OurKinds.Of(session);
        var (old, other) = (new Findings(before, line, ours), new Findings(after, line, ours));
        var shifts = new Dictionary<(string, string), int>();
        var changed = 0;
        foreach (var page in leads.Chunk(Page))
        {
            var (was, would) = (old.Of(session, page, now), other.Of(session, page, now));
            for (var i = 0; i < page.Length; i++)
            {
                if (was[i] == would[i]) continue;
                changed++;
                foreach (var shift in was[i].To(would[i])) shifts[shift] = shifts.GetValueOrDefault(shift) + 1;
            }
        }
        return new(changed, leads.Count, all, [.. shifts.OrderByDescending(shift => shift.Value).ThenBy(shift => shift.Key).Select(shift => new Shift(shift.Key.Item1, shift.Key.Item2, shift.Value))]);
    }

    private const string OpenedOnly = "line = @line and opened_at >= @since and (last_touch_at is null or last_touch_at < @since)";

    private readonly record struct Found(string Temperature, Truth Qualified)
    {
        public IEnumerable<(string From, string To)> To(Found other)
        {
            if (Temperature != other.Temperature) yield return (Temperature, other.Temperature);
            if (Qualified != other.Qualified) yield return (Words(Qualified), Words(other.Qualified));
        }

        private static string Words(Truth qualified) => qualified switch { Truth.True => "qualified", Truth.False => "not qualified", _ => "perhaps qualified" };
    }

    private sealed class Findings
    {
        private readonly Plan plan;
        private readonly DossierLoader loader;
        private readonly Judge judge;

        public Findings(string text, string line, IReadOnlyList<string> ours)
        {
            var agreement = AgreementInForce.Of(line, 0, text, "", ours);
            (plan, loader, judge) = (agreement.Plan, new(agreement), new(agreement.Plan));
        }

        public Found[] Of(Session session, LeadRecord[] leads, DateTimeOffset now)
        {
            var (dossiers, asOf) = (loader.Load(session, leads, now), Instant.From(now));
            return [.. leads.Select((lead, i) => Of(judge.Of(dossiers[i], asOf, plan.HasGroupCriteria ? loader.ColleaguesOf(lead, dossiers[i]) : [])))];
        }

        private Found Of(Outcome outcome) => new(plan.Agreement.Temperature[outcome.Temperature].Word, outcome.Qualified);
    }
}
