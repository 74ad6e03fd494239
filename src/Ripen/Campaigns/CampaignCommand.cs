using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Campaigns;

/// <summary><c>ripen campaign list|show|set</c>.</summary>
internal static class CampaignCommand
{
    private const int Most = 10_000;
    private static readonly string[] Formats = ["table", "json", "ndjson", "csv"];
    private static readonly string[] Columns = ["campaign", "name", "source", "starts", "ends", "audience", "prize_draw", "inquiries", "qualified", "accepted", "opportunities", "won", "revenue", "cost"];

    public static Command Create(TimeProvider clock) => new("campaign", "What we did and paid for, and what came of it.") { ListOf(clock), ShowOf(clock), SetOf(clock) };

    private static Command ListOf(TimeProvider clock)
    {
        var format = Format();
        return new Command("list", "Every campaign, the latest first.") { format }.OnDesk(clock, (parsed, context) =>
        {
            using var session = context.Desk.Database.Read();
            Write(parsed.GetRequiredValue(format), CampaignStore.List(context.Desk, session, null, int.MaxValue, Most), context.Out);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static Command ShowOf(TimeProvider clock)
    {
        var (name, format) = (Name(), Format());
        return new Command("show", "One campaign.") { name, format }.OnDesk(clock, (parsed, context) =>
        {
            using var session = context.Desk.Database.Read();
            Write(parsed.GetRequiredValue(format), [Find(context, session, parsed.GetRequiredValue(name))], context.Out);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static Command SetOf(TimeProvider clock)
    {
        var name = Name();
        var source = new Option<string?>("--source") { Description = "Its source, by name; empty: none." };
        var starts = new Option<string?>("--starts") { Description = "Its first day, YYYY-MM-DD; empty: not known." };
        var ends = new Option<string?>("--ends") { Description = "Its last day, YYYY-MM-DD; empty: not known." };
        var audience = new Option<long?>("--audience") { Description = "How many people it reaches; 0: not known." };
        var prizeDraw = new Option<bool?>("--prize-draw") { Description = "Whether names are dropped for a prize: true or false." };
        return new Command("set", "Change what is said of a campaign; what is left out stays.") { name, source, starts, ends, audience, prizeDraw }.OnDesk(clock, async (parsed, context) =>
        {
            var given = new GivenCampaign(parsed.GetValue(source), parsed.GetValue(starts), parsed.GetValue(ends), parsed.GetValue(audience), parsed.GetValue(prizeDraw));
            await context.Desk.Writer.DoAsync(write =>
            {
                var (campaign, errors) = (Find(context, write, parsed.GetRequiredValue(name)), new FieldErrors());
                var terms = CampaignsApi.TermsOf(campaign, given, errors);
                if (errors.Any) throw new InputRefusedException(errors.ToProblem().Detail);
                CampaignStore.Save(context.Desk, write, campaign, terms);
            }, context.Stop);
            using var session = context.Desk.Database.Read();
            Write("table", [Find(context, session, parsed.GetRequiredValue(name))], context.Out);
            return CommandLine.Done;
        });
    }

    private static Argument<string> Name() => new("NAME") { Description = "The campaign, by name." };

    private static Option<string> Format()
    {
        var format = new Option<string>("--format") { Description = "table, json, ndjson or csv.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong(Formats);
        return format;
    }

    private static ShownCampaign Find(DeskContext context, Storage.Session session, string name) => context.Desk.Campaigns.Find(session, name) is { } number
        ? CampaignStore.Find(context.Desk, session, number.ToString(CultureInfo.InvariantCulture))! : throw new InputRefusedException($"There is no campaign '{Reports.Harmless(name)}'. `ripen campaign list` names them.");

    private static void Write(string format, List<ShownCampaign> all, TextWriter to)
    {
        if (format == "json") to.WriteLine(JsonSerializer.Serialize(all, ApiJson.Options));
        else if (format == "ndjson") all.ForEach(campaign => to.WriteLine(JsonSerializer.Serialize(campaign, ApiJson.Options)));
        else if (format == "csv") WriteCsv(all, to);
        else all.ForEach(campaign => to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Reports.Harmless(campaign.Name),-32} {campaign.Starts ?? "–",10} {campaign.Ends ?? "–",10} {campaign.Worth.Inquiries,8} inquiries {campaign.Worth.Qualified,6} qualified {campaign.Worth.Won,5} won  {CampaignWorth.Told(campaign.Worth.Revenue)} of {CampaignWorth.Told(campaign.Worth.Cost)} paid{(campaign.PrizeDraw ? "  prize draw" : "")}{(campaign.Source is { } source ? $"  from {Reports.Harmless(source)}" : "")}")));
    }

    private static void WriteCsv(List<ShownCampaign> all, TextWriter to)
    {
        using var bytes = new MemoryStream();
        using (var csv = new CsvExport(bytes))
        {
            csv.Row(Columns);
            foreach (var campaign in all)
            {
                var worth = campaign.Worth;
                csv.Row(
                    Text(campaign.Campaign), campaign.Name, campaign.Source ?? "", campaign.Starts ?? "", campaign.Ends ?? "", campaign.Audience is { } audience ? Text(audience) : "", campaign.PrizeDraw ? "yes" : "no",
                    Text(worth.Inquiries), Text(worth.Qualified), Text(worth.Accepted), Text(worth.Opportunities), Text(worth.Won), CampaignWorth.Told(worth.Revenue), CampaignWorth.Told(worth.Cost));
            }
        }
        to.Write(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
