using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>Takes costs. A campaign nobody has heard of is made.</summary>
internal sealed class CostTaker(Desk desk, string line) : IRowTaker<CostImportRow>
{
    public RowResult[] Take(Write write, IReadOnlyList<CostImportRow> rows, int import)
    {
        var (now, results) = (desk.Now, new RowResult[rows.Count]);
        var currency = desk.Agreements.InForce(write, line, now)?.Plan.DefaultCurrency ?? new Values.Currency(0);
        var seen = new HashSet<Guid>();
        write.Find("select key from import_keys where key = any(@keys)", [.. rows.Select(row => ImportArrivals.KeyOf(row))], row => seen.Add(row.GetId(0)));
        var (costs, keys) = (new List<object?[]>(), new List<object?[]>());
        for (var i = 0; i < results.Length; i++)
        {
            var row = rows[i];
            if (!seen.Add(ImportArrivals.KeyOf(row)))
            {
                results[i] = new(RowBecame.Seen);
                continue;
            }
            var paid = row.Currency ?? currency;
            costs.Add([desk.Ids.Next(now), desk.Campaigns.NumberOf(write, row.Campaign, now), row.Programme, Day(row.From), Day(row.To), ImportedEnds.MinorUnits(row.Amount, paid), paid.Code, import]);
            keys.Add([ImportArrivals.KeyOf(row), import]);
        }
        write.Insert(Tables.Costs, costs);
        write.Claim(Tables.ImportKeys, keys);
        return results;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
