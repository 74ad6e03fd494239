using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Campaigns;

/// <summary>Counts what came of sources or campaigns so far, in the main line: of their leads, their passes and their costs.</summary>
internal sealed class WorthOf
{
    private readonly Dictionary<int, Counted> counted = [];

    private sealed class Counted
    {
        public long Inquiries, Fits, Qualified, Accepted, Opportunities, Won;
        public Dictionary<string, long> Warmths { get; } = new(StringComparer.Ordinal);
        public List<ShownMoney> Revenue { get; } = [];
        public List<ShownMoney> Cost { get; } = [];
    }

    /// <param name="one">Of this one alone; null: of all.</param>
    public static WorthOf Sources(Desk desk, Session session, int? one = null) => Of(
        desk, session, "source", "select c.source, k.currency, cast(sum(k.amount) as bigint) from costs k join campaigns c on c.campaign = k.campaign where c.source is not null group by c.source, k.currency", one);

    /// <param name="one">Of this one alone; null: of all.</param>
    public static WorthOf Campaigns(Desk desk, Session session, int? one = null) => Of(
        desk, session, "campaign", "select campaign, currency, cast(sum(amount) as bigint) from costs where campaign is not null group by campaign, currency", one);

    public Worth Of(int number) => counted.TryGetValue(number, out var of)
        ? new(of.Inquiries, of.Fits, of.Warmths.GetValueOrDefault("hot"), of.Warmths.GetValueOrDefault("warm"), of.Warmths.GetValueOrDefault("cold"), of.Qualified, of.Accepted, of.Opportunities, of.Won, of.Revenue, of.Cost)
        : Worth.Nothing;

    private static WorthOf Of(Desk desk, Session session, string by, string costs, int? one)
    {
        var worth = new WorthOf();
        var only = one is null ? "is not null" : "= @one";
        (string, object?)[] values = one is null ? [("@line", Desk.MainLine)] : [("@line", Desk.MainLine), ("@one", one)];
        session.Read(
            $"select {by}, fits, case when ended is null then temperature end, agreement_version, count(*) from leads where line = @line and {by} {only} group by 1, 2, 3, 4",
            row => worth.Add(desk, session, row.GetInt32(0), row.GetIntOrNull(1), row.GetIntOrNull(2), row.GetIntOrNull(3), row.GetInt64(4)),
            values);
        session.Read(
            $"""
            select {by}, currency, count(qualified_at), count(accepted_at), count(opportunity_at), count(case when ended = {(int)PassEnd.Won} then 1 end), cast(sum(amount) as bigint)
            from passes where line = @line and {by} {only} group by 1, 2
            """,
            row => worth.Add(row.GetInt32(0), row.GetTextOrNull(1), (row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)), row.GetLongOrNull(6)),
            values);
        session.Read(costs, row => worth.At(row.GetInt32(0)).Cost.Add(new(row.GetInt64(2), row.GetString(1))));
        return worth;
    }

    private void Add(Desk desk, Session session, int number, int? fits, int? temperature, int? version, long leads)
    {
        var of = At(number);
        of.Inquiries += leads;
        if (fits == (int)Truth.True) of.Fits += leads;
        if (temperature is not { } place || version is not { } judgedUnder) return;
        var word = desk.Agreements.Compiled(session, Desk.MainLine, judgedUnder).Agreement.Temperature[place].Word;
        of.Warmths[word] = of.Warmths.GetValueOrDefault(word) + leads;
    }

    private void Add(int number, string? currency, (long Qualified, long Accepted, long Opportunities, long Won) passes, long? amount)
    {
        var of = At(number);
        of.Qualified += passes.Qualified;
        of.Accepted += passes.Accepted;
        of.Opportunities += passes.Opportunities;
        of.Won += passes.Won;
        if (amount is { } revenue && currency is not null) of.Revenue.Add(new(revenue, currency));
    }

    private Counted At(int number)
    {
        if (!counted.TryGetValue(number, out var of)) counted[number] = of = new();
        return of;
    }
}
