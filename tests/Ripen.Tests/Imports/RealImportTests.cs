using System.Globalization;
using System.Text;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>Real exports through the real program, on both databases. The data lie beside the repository or are absent.</summary>
public sealed class RealImportTests : IDisposable
{
    private static readonly string Examples = Path.Combine(Repository.Root, "docs", "examples");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Olist_has_8000_leads_and_842_won_with_664858_in_revenue(string kind)
    {
        var (leads, deals, sellers) = (RealData("olist/olist_marketing_qualified_leads_dataset.csv"), RealData("olist/olist_closed_deals_dataset.csv"), RealData("olist"));
        using var database = new TestDatabase(kind);
        var first = Import(database, "leads", leads, "--map", Path.Combine(Examples, "olist.import.map.yaml"));
        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith("Import 1: 8,000 of 8,000 rows taken as leads", first.Output, StringComparison.Ordinal);

        var outcomes = Import(database, "outcomes", Joined(deals, sellers), "--map", Path.Combine(Examples, "olist.outcomes.map.yaml"));
        Assert.True(outcomes.ExitCode == 0, outcomes.Errors);
        Assert.StartsWith("Import 2: 842 of 842 rows taken as outcomes", outcomes.Output, StringComparison.Ordinal);
        Assert.Contains("ended before its first touch, which is odd", outcomes.Errors, StringComparison.Ordinal);

        await using var desk = await TestDesk.OverAsync(database);
        Assert.Equal((8000L, 8000L, 8000L, 842L), (desk.Count("select count(*) from persons"), desk.Count("select count(*) from leads"), desk.Count("select count(*) from touches"), desk.Count($"select count(*) from passes where ended = {(int)PassEnd.Won}")));
        Assert.Equal(664_858, Math.Round(desk.Count("select sum(amount) from passes where currency = 'BRL'") / 100m));
        Assert.Equal(1, desk.Count("select count(*) from passes p join leads l on l.person_id = p.person_id and l.lead = p.lead where p.ended_at < l.first_touch_at"));
        Assert.Equal(
            ["271/2296 organic_search", "195/1586 paid_search", "75/1350 social", "179/1099 unknown", "56/499 direct_traffic", "15/493 email", "24/284 referral", "4/150 other", "6/118 display", "3/65 other_publicities", "14/60 "],
            ByOrigin(desk.Desk));

        Funnel(database);
        var before = DeskContents.Exactly(desk.Desk);
        var again = Import(database, "leads", leads, "--map", Path.Combine(Examples, "olist.import.map.yaml"));
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("0 of 8,000 rows taken", again.Output, StringComparison.Ordinal);
        Assert.Contains("8,000 had come before and changed nothing.", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, DeskContents.Exactly(desk.Desk));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task X_Education_has_9240_leads_and_none_is_handed_back(string kind)
    {
        var leads = RealData("xeducation/Leads.csv");
        using var database = new TestDatabase(kind);
        var done = Import(database, "leads", leads, "--map", Path.Combine(Examples, "xeducation.import.map.yaml"));
        Assert.True(done.ExitCode == 0, done.Errors);
        Assert.StartsWith("Import 1: 9,240 of 9,240 rows taken", done.Output, StringComparison.Ordinal);
        await using var desk = await TestDesk.OverAsync(database);
        Assert.Equal((9240L, 9240L), (desk.Count("select count(*) from leads"), desk.Count("select count(*) from touches where is_assumed")));
        Assert.Equal((1L, 0L), (desk.Count("select count(*) from sources where folded = 'google'"), desk.Count("select count(*) from sources where folded = 'select'")));
    }

    [Theory]
    [InlineData(DatabaseKinds.Sqlite, "hubspot.csv")]
    [InlineData(DatabaseKinds.Sqlite, "salesforce.csv")]
    [InlineData(DatabaseKinds.Postgres, "hubspot.csv")]
    [InlineData(DatabaseKinds.Postgres, "salesforce.csv")]
    public async Task An_export_of_20000_with_300_bad_rows_is_whole_once_they_are_mended(string kind, string name)
    {
        using var database = new TestDatabase(kind);
        var file = folder.Write(name, name == "hubspot.csv" ? CrmExport.HubSpot() : CrmExport.Salesforce());
        var done = Import(database, "leads", file);
        Assert.Equal(1, done.ExitCode);
        Assert.StartsWith("Import 1: 19,700 of 20,000 rows taken", done.Output, StringComparison.Ordinal);
        Assert.Contains("300 handed back.", done.Output, StringComparison.Ordinal);
        var rejected = Path.ChangeExtension(file, ".rejected.csv");
        Assert.Contains(rejected, done.Errors, StringComparison.Ordinal);

        File.WriteAllText(rejected, Mended(File.ReadAllText(rejected)), Encoding.UTF8);
        var mended = Import(database, "leads", rejected);
        Assert.True(mended.ExitCode == 0, mended.Errors);
        Assert.StartsWith("Import 2: 300 of 300 rows taken", mended.Output, StringComparison.Ordinal);
        await using var desk = await TestDesk.OverAsync(database);
        Assert.Equal((20_000L, 20_000L), (desk.Count("select count(*) from leads"), desk.Count("select count(*) from import_keys")));
    }

    // By the funnel's own command: velocity, cohorts by month, the young ones still on their way.
    private static void Funnel(TestDatabase database)
    {
        Assert.Equal(0, Cli.Run(["settings", "set", "currency", "BRL", .. Cli.At(database)]).ExitCode);
        var report = System.Text.Json.Nodes.JsonNode.Parse(Cli.Run(["funnel", "--from", "2017-06-01", "--to", "2018-05-31", "--format", "json", .. Cli.At(database)]).Output)!;
        var (first, months) = (report["cohort"]!["first"]!, report["months"]!.AsArray());
        Assert.Equal((8000L, 842L, 842L), ((long)first["steps"]![0]!["reached"]!, (long)first["won"]!, (long)report["cohort"]!["won_in_the_end"]!));
        Assert.Equal((14.7, 841L), ((double)first["days_to_won"]!["median"]!, (long)first["days_to_won"]!["counted"]!));
        Assert.Equal(664_858, Math.Round((long)first["revenue"]!["minor_units"]! / 100m));
        Assert.Equal(12, months.Count);
        Assert.Equal(8000L, months.Sum(month => (long)month!["reached"]![0]!["count"]!));
        Assert.Equal(842L, months.Sum(month => (long)month!["reached"]![5]!["count"]!));
        Assert.Equal(8000L - 842, (long)first["on_the_way"]!);
        Assert.Contains("1 pass came to a step before it had begun", report["notes"]!.ToJsonString(), StringComparison.Ordinal);
        // Nobody is ever said to be lost: of those still on their way few are won later.
        Assert.InRange((double)report["cohort"]!["outlook"]!["won"]!["value"]!, 0, 0.05);

        var sources = System.Text.Json.Nodes.JsonNode.Parse(Cli.Run(["sources", "--from", "2017-06-01", "--to", "2018-05-31", "--format", "json", .. Cli.At(database)]).Output)!["items"]!.AsArray();
        var (unknown, social) = (sources.First(item => (string)item!["name"]! == "unknown")!, sources.First(item => (string)item!["name"]! == "social")!);
        Assert.Equal((4, 1), ((int)unknown["rank_by_count"]!, 1 + sources.Count(item => Revenue(item) > Revenue(unknown))));
        Assert.Equal((3, 7), ((int)social["rank_by_count"]!, 1 + sources.Count(item => PerInquiry(item) > PerInquiry(social))));
        Assert.Equal("271/2296", $"{sources.Single(item => (string)item!["name"]! == "organic_search")!["won"]}/{sources.Single(item => (string)item!["name"]! == "organic_search")!["inquiries"]}");

        static long Revenue(System.Text.Json.Nodes.JsonNode? item) => (long)item!["revenue"]!["minor_units"]!;
        static double PerInquiry(System.Text.Json.Nodes.JsonNode? item) => (double)item!["revenue_per_inquiry"]!["value"]!;
    }

    // As somebody would mend them by hand: an id where nothing named the row, an address, a date, and the cell too many gone.
    private static string Mended(string text)
    {
        var rows = Reading.Table.Read(Encoding.UTF8.GetBytes(text), "rejected.csv");
        var mended = new StringBuilder().AppendLine(string.Join(',', rows.Columns.Select(Quoted)));
        foreach (var (row, n) in rows.Rows.Select((row, n) => (row, n)))
        {
            var cells = row.Take(rows.Columns.Length).Select((cell, i) => rows.Columns[i] switch
            {
                "Id" or "Record ID" when cell.Length == 0 => string.Create(CultureInfo.InvariantCulture, $"mended {n}"),
                "Email" => cell.Replace(" at example.com", "@example.com", StringComparison.Ordinal),
                "CreatedDate" or "Create Date" when !cell.StartsWith("20", StringComparison.Ordinal) || cell.StartsWith("2199", StringComparison.Ordinal) || cell.Contains('/') => "2023-12-31",
                _ => cell,
            });
            mended.AppendLine(string.Join(',', cells.Select(Quoted)));
        }
        return mended.ToString();
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string[] ByOrigin(Desk desk)
    {
        using var session = desk.Database.Read();
        var rows = new List<string>();
        session.Read(
            "select count(p.ended), count(*), s.name from leads l join passes p on p.person_id = l.person_id and p.lead = l.lead left join sources s on s.source = l.source group by s.name order by count(*) desc",
            row => rows.Add(string.Create(CultureInfo.InvariantCulture, $"{row.GetInt64(0)}/{row.GetInt64(1)} {(row.IsDBNull(2) ? "" : row.GetString(2))}")));
        return [.. rows];
    }

    // The delivered revenue of each seller, which another file has, beside his deal.
    private string Joined(string deals, string sellers)
    {
        var (deal, revenue) = (Reading.Table.Read(File.ReadAllBytes(deals)), Reading.Table.Read(File.ReadAllBytes(Path.Combine(sellers, "derived_seller_performance_delivered.csv"))));
        var of = revenue.Rows.ToDictionary(row => row[Array.IndexOf(revenue.Columns, "seller_id")], row => row[Array.IndexOf(revenue.Columns, "product_revenue")]);
        var own = Array.IndexOf(deal.Columns, "seller_id");
        var rows = deal.Rows.Select(row => row.Append(of.GetValueOrDefault(row[own], ""))).Prepend(deal.Columns.Append("delivered_revenue"));
        return folder.Write("deals.csv", string.Join('\n', rows.Select(row => string.Join(',', row.Select(Quoted)))) + "\n");
    }

    private static string RealData(string name)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "data", name);
        if (!Path.Exists(path)) Assert.Skip($"The real data are not here: {name}");
        return path;
    }

    private static CliResult Import(TestDatabase database, string what, string file, params string[] more) => Cli.Run(["import", what, file, .. Cli.At(database), .. more]);
}
