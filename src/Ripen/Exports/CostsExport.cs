using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Exports;

/// <summary>What campaigns and programmes cost, in the order in which it became known.</summary>
internal sealed class CostsExport(Desk desk)
{
    private const int Piece = 1_000;

    public static readonly string[] Columns = ["campaign", "programme", "from", "to", "amount", "currency"];

    public void Write(Session session, ExportSheet sheet, Action<long> progress, CancellationToken stop)
    {
        var names = new ExportNames(desk, session);
        var costs = new List<(Guid Id, int? Campaign, string? Programme, string From, string To, Amount Amount)>();
        for (var after = Guid.Empty; ; after = costs[^1].Id)
        {
            stop.ThrowIfCancellationRequested();
            costs.Clear();
            session.Read(
                "select cost_id, campaign, programme, starts, ends, amount, currency from costs where cost_id > @after order by cost_id limit @most",
                row => costs.Add((row.GetId(0), row.GetIntOrNull(1), row.GetTextOrNull(2), row.GetString(3), row.GetString(4), new(row.GetInt64(5), row.GetString(6)))),
                ("@after", after),
                ("@most", Piece));
            if (costs.Count == 0) return;
            foreach (var cost in costs) sheet.Row([names.Campaign(cost.Campaign), cost.Programme, cost.From, cost.To, EndsExport.Decimal(cost.Amount), cost.Amount.Currency]);
            progress(sheet.Rows);
        }
    }
}
