using System.Globalization;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Campaigns;

/// <summary>Reads and writes campaigns and their costs.</summary>
internal static class CampaignStore
{
    public const int MostCosts = 500;
    private const string Select = "select c.campaign, c.name, s.name, c.starts, c.ends, c.audience, c.is_prize_draw, c.met_at, c.row_version from campaigns c left join sources s on s.source = c.source";

    public static ShownCampaign? Find(Desk desk, Session session, string number)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var campaign)) return null;
        var found = Read(session, $"{Select} where c.campaign = @campaign", [("@campaign", campaign)], WorthOf.Campaigns(desk, session, campaign));
        return found.Count == 0 ? null : found[0] with { Costs = CostsOf(session, campaign) };
    }

    /// <summary>The latest first, without their costs one by one.</summary>
    /// <param name="prefix">Folded: how their names begin; null: all.</param>
    /// <param name="before">Only those with a smaller number.</param>
    public static List<ShownCampaign> List(Desk desk, Session session, string? prefix, int before, int most)
    {
        var where = prefix is null ? "" : " and c.folded >= @from and c.folded < @to";
        var values = new List<(string, object?)> { ("@before", before), ("@most", most) };
        if (prefix is not null) values.AddRange([("@from", prefix), ("@to", prefix + LeadFilter.LastOfAll)]);
        return Read(session, $"{Select} where c.campaign < @before{where} order by c.campaign desc limit @most", [.. values], WorthOf.Campaigns(desk, session));
    }

    /// <exception cref="WriteConflictException">Somebody was quicker.</exception>
    public static void Save(Desk desk, Write write, ShownCampaign campaign, CampaignTerms terms)
    {
        var changed = write.Execute(
            "update campaigns set source = @source, starts = @starts, ends = @ends, audience = @audience, is_prize_draw = @prize, row_version = row_version + 1 where campaign = @campaign and row_version = @version",
            ("@source", desk.Sources.NumberOf(write, terms.Source, desk.Now)),
            ("@starts", terms.Starts),
            ("@ends", terms.Ends),
            ("@audience", terms.Audience),
            ("@prize", terms.PrizeDraw),
            ("@campaign", campaign.Campaign),
            ("@version", campaign.RowVersion));
        if (changed != 1) throw new WriteConflictException("campaigns");
    }

    public static void AddCost(Desk desk, Write write, int campaign, CostTerms cost)
    {
        write.Insert(Tables.Costs, [[desk.Ids.Next(desk.Now), campaign, null, cost.Starts, cost.Ends, cost.Amount.MinorUnits, cost.Amount.Currency, null]]);
        Raise(write, campaign);
    }

    public static bool RemoveCost(Write write, int campaign, Guid cost)
    {
        if (write.Execute("delete from costs where cost_id = @cost and campaign = @campaign", ("@cost", cost), ("@campaign", campaign)) == 0) return false;
        Raise(write, campaign);
        return true;
    }

    private static void Raise(Write write, int campaign) => write.Execute("update campaigns set row_version = row_version + 1 where campaign = @campaign", ("@campaign", campaign));

    private static List<ShownCost> CostsOf(Session session, int campaign)
    {
        var costs = new List<ShownCost>();
        session.Read(
            "select cost_id, starts, ends, amount, currency from costs where campaign = @campaign order by starts, cost_id limit @most",
            row => costs.Add(new(row.GetId(0), row.GetString(1), row.GetString(2), new(row.GetInt64(3), row.GetString(4)))),
            ("@campaign", campaign),
            ("@most", MostCosts));
        return costs;
    }

    private static List<ShownCampaign> Read(Session session, string sql, (string, object?)[] values, WorthOf worth)
    {
        var found = new List<ShownCampaign>();
        session.Read(
            sql,
            row => found.Add(new(row.GetInt32(0), row.GetString(1), row.GetTextOrNull(2), row.GetTextOrNull(3), row.GetTextOrNull(4), row.GetLongOrNull(5), row.GetYes(6), row.GetAt(7), row.GetInt32(8), [], worth.Of(row.GetInt32(0)))),
            values);
        return found;
    }
}

/// <summary>Reads and writes sources.</summary>
internal static class SourceStore
{
    private const string Select = "select source, name, side, met_at, row_version from sources";

    public static readonly string[] Sides = ["marketing", "sales", "partner"];

    public static ShownSource? Find(Session session, string number)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var source)) return null;
        return Read(session, $"{Select} where source = @source", ("@source", source)).FirstOrDefault();
    }

    /// <summary>From A to Z.</summary>
    public static List<ShownSource> All(Session session, int most) => Read(session, $"{Select} order by folded limit @most", ("@most", most));

    /// <exception cref="WriteConflictException">Somebody was quicker.</exception>
    public static void Save(Write write, ShownSource source, string side)
    {
        if (write.Execute("update sources set side = @side, row_version = row_version + 1 where source = @source and row_version = @version", ("@side", side), ("@source", source.Source), ("@version", source.RowVersion)) != 1) throw new WriteConflictException("sources");
    }

    private static List<ShownSource> Read(Session session, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var found = new List<ShownSource>();
        session.Read(sql, row => found.Add(new(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetAt(3), row.GetInt32(4))), values);
        return found;
    }
}
