using System.Globalization;
using Ripen.Agreements;
using Ripen.Measuring;
using Ripen.Storage;
using Rate = Ripen.Measuring.Rate;

namespace Ripen.Forms;

/// <summary>How often a form was shown, begun, sent, and what came of it.</summary>
/// <param name="Leads">To which what was sent went, each once.</param>
/// <param name="Accepted">Of those, the ones that Sales accepted afterwards.</param>
public sealed record FormNumbers(long Views, long Starts, long Sent, long Taken, long Held, long Leads, long Accepted)
{
    public static readonly FormNumbers None = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Of those who saw it, the share that sent it; null where nobody saw it.</summary>
    public Rate? Answers => Rate.Of(Math.Min(Sent, Views), Views);

    /// <summary>Accepted leads of those who saw it: what the form is for.</summary>
    public Rate? Worth => Rate.Of(Math.Min(Accepted, Views), Views);
}

/// <summary>What one question brought.</summary>
public sealed record QuestionNumbers(string Fact, string Question, long Asked, long Answered)
{
    public Rate? Share => Rate.Of(Answered, Asked);
}

/// <summary>Two versions of a form beside each other.</summary>
/// <param name="Difference">Of accepted leads a view: the second less the first; null while one of them was never shown.</param>
public sealed record FormTrial(FormNumbers First, FormNumbers Second, RateDifference? Difference);

/// <summary>Counts what forms bring.</summary>
internal static class FormResults
{
    private const int MostRead = 20_000;

    private static string CountsBy(string part, string where) => $"""
        select {part}, count(*), count(v.started_at), count(v.sent_at), sum(case when v.outcome = 1 then 1 else 0 end), sum(case when v.outcome = 2 then 1 else 0 end)
        from form_views v where {where} group by {part}
        """;

    private static string LeadsBy(string part, string where) => $"""
        select a.part, count(*), sum(case when exists (select 1 from passes p where p.person_id = a.person_id and p.lead = a.lead and p.accepted_at >= a.sent_at) then 1 else 0 end)
        from (select {part} as part, v.person_id, v.lead, min(v.sent_at) as sent_at from form_views v where v.person_id is not null and {where} group by {part}, v.person_id, v.lead) a
        group by a.part
        """;

    /// <summary>Of every form, by its address.</summary>
    public static Dictionary<string, FormNumbers> All(Session session) => Read(session, "v.form", "1 = 1", row => row.ToString() ?? "");

    /// <summary>Of one form, the first version of it and the second.</summary>
    public static FormTrial Of(Session session, string form)
    {
        var parts = Read(session, "v.variant", "v.form = @form", row => Convert.ToString(row, CultureInfo.InvariantCulture)!, ("@form", form));
        var (first, second) = (parts.GetValueOrDefault("0") ?? FormNumbers.None, parts.GetValueOrDefault("1") ?? FormNumbers.None);
        return new(first, second, first.Worth is { } one && second.Worth is { } other ? RateDifference.Of(other, one) : null);
    }

    /// <summary>What each question brought, of the last forms that were sent; the ones asked most often first.</summary>
    public static IReadOnlyList<QuestionNumbers> Questions(Session session, string form, FactCatalogue facts)
    {
        var (asked, answered) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        session.Read("select asked, answered from form_views where form = @form and sent_at is not null order by sent_at desc limit @most", row =>
        {
            foreach (var fact in row.GetString(0).Split(' ', StringSplitOptions.RemoveEmptyEntries)) asked[fact] = asked.GetValueOrDefault(fact) + 1;
            foreach (var fact in (row.GetTextOrNull(1) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)) answered[fact] = answered.GetValueOrDefault(fact) + 1;
        }, ("@form", form), ("@most", MostRead));
        return [.. asked.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new QuestionNumbers(pair.Key, facts.Find(pair.Key) is { } fact ? FactWords.NounAtStart(fact) : FactWords.Spaced(pair.Key), pair.Value, Math.Min(pair.Value, answered.GetValueOrDefault(pair.Key))))];
    }

    private static Dictionary<string, FormNumbers> Read(Session session, string part, string where, Func<object, string> name, params (string, object?)[] values)
    {
        var (all, leads) = (new Dictionary<string, FormNumbers>(StringComparer.Ordinal), new Dictionary<string, (long Leads, long Accepted)>(StringComparer.Ordinal));
        session.Read(LeadsBy(part, where), row => leads[name(row.GetValue(0))] = (row.GetInt64(1), Long(row.GetValue(2))), values);
        session.Read(CountsBy(part, where), row =>
        {
            var (found, accepted) = leads.GetValueOrDefault(name(row.GetValue(0)));
            all[name(row.GetValue(0))] = new(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Long(row.GetValue(4)), Long(row.GetValue(5)), found, accepted);
        }, values);
        return all;
    }

    // Sums are decimals on PostgreSQL.
    private static long Long(object value) => value is DBNull ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
