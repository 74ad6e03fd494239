using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ripen.Exports;
using Ripen.Funnel;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Sylvan.Data.Csv;
using Xunit;

namespace Ripen.Tests.Funnel;

/// <summary>Tables and charts of reports as files, over a year of the demo.</summary>
public sealed class ReportExportTests
{
    private const string Year = "from=2025-07-01&to=2026-07-31";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Every_table_as_CSV_and_in_a_workbook_is_that_of_the_API_to_the_last_digit(string kind)
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(kind, folder);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (report, words) in new[] { ("funnel", Year), ("funnel", $"{Year}&side=marketing&vs_side=sales"), ("funnel", $"{Year}&by=period"), ("funnel", $"{Year}&unit=groups"), ("sources", Year), ("sources", $"{Year}&by=campaign"), ("sources", $"{Year}&by=offer") })
        {
            var tables = (await server.GetAsync($"/api/v1/{report}/tables?{words}")).Json["tables"]!.AsArray();
            var sheets = SheetReader.Read(await FileAsync(server, $"/{report}/export?{words}&format=xlsx"));
            Assert.Equal(tables.Select(table => (string)table!["title"]!), sheets.Keys);
            foreach (var table in tables)
            {
                var name = (string)table!["name"]!;
                if (table["rows"]!.AsArray().Count > 0) shown.Add(name);
                AssertSheet(table, sheets[(string)table["title"]!]);
                AssertCsv(table, await FileAsync(server, $"/{report}/export?{words}&table={name}&format=csv"));
                // The API gives the same files.
                Assert.Equal(await FileAsync(server, $"/{report}/export?{words}&table={name}&format=csv"), await FileAsync(server, $"/api/v1/{report}/tables?{words}&table={name}&format=csv"));
                AssertSheet(table, SheetReader.Read(await FileAsync(server, $"/api/v1/{report}/tables?{words}&table={name}&format=xlsx")).Single().Value);
            }
        }
        Assert.Equal(FunnelTables.Names.Concat(WorthTables.Names).Distinct().Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Tables_hold_what_the_reports_say(string kind)
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(kind, folder);
        var words = $"{Year}&side=marketing&vs_side=sales";
        var (report, tables) = ((await server.GetAsync($"/api/v1/funnel?{words}")).Json, await TablesAsync(server, "funnel", words));
        foreach (var (which, pass) in new[] { ("funnel", "first"), ("funnel", "again"), ("compared_with", "first"), ("compared_with", "again") })
        {
            var passes = report[which]!["cohort"]![pass]!;
            var rows = tables[pass].Where(row => row["report"] == which).ToList();
            Assert.Equal(6, rows.Count);
            foreach (var (step, row) in passes["steps"]!.AsArray().Zip(rows))
            {
                Assert.Equal((pass, (string)step!["step"]!, Said(step["reached"]), Said(step["on_the_way"])), (row["pass"], row["step"], row["reached"], row["on_the_way"]));
                Assert.Equal((Said(step["of_all"]?["value"]), Said(step["of_all"]?["low"]), Said(step["of_previous"]?["high"])), (row["of_all"], row["of_all_low"], row["of_previous_high"]));
                Assert.Equal((Said(step["days"]?["median"]), Said(step["days"]?["nine_of_ten"])), (row["median_days"], row["nine_of_ten_days"]));
            }
            var ends = tables["became"].Where(row => row["report"] == which && row["pass"] == pass).ToDictionary(row => row["became"]!, StringComparer.Ordinal);
            foreach (var end in (string[])["won", "lost", "recycled", "referred", "disqualified", "on_the_way"])
            {
                Assert.Equal(Said(passes[end]), ends[end]["count"]);
                Assert.Equal((long)passes[end]!, ends[end].Where(cell => cell.Key.StartsWith("at_", StringComparison.Ordinal)).Sum(cell => long.Parse(cell.Value!, CultureInfo.InvariantCulture)));
            }
            Assert.Equal((Major(passes["revenue"]), "EUR"), (ends["won"]["revenue"], ends["won"]["currency"]));
            foreach (var (month, row) in report[which]!["months"]!.AsArray().Zip(tables["months"].Where(row => row["report"] == which)))
                Assert.Equal((Said(month!["from"]), Said(month["reached"]![3]!["count"]), Major(month["revenue"]), Said(month["on_the_way"])), (row["from"], row["accepted"], row["revenue"], row["on_the_way"]));
        }
        var outlook = report["funnel"]!["cohort"]!["outlook"]!;
        Assert.Equal((Said(outlook["won"]!["value"]), Said(outlook["lost"]!["high"]), Said(outlook["until"])), (tables["outlook"][0]["share"], tables["outlook"][1]["share_high"], tables["outlook"][0]["until_days"]));

        var period = (await server.GetAsync($"/api/v1/funnel?{Year}&by=period")).Json["funnel"]!["period"]!;
        var happened = (await TablesAsync(server, "funnel", $"{Year}&by=period"))["period"].ToDictionary(row => row["what"]!, StringComparer.Ordinal);
        foreach (var end in (string[])["won", "lost", "recycled", "referred", "disqualified", "came_again"]) Assert.Equal(Said(period[end]), happened[end]["count"]);
        Assert.Equal(Major(period["revenue"]), happened["won"]["revenue"]);

        foreach (var by in (string[])["source", "campaign", "offer"])
        {
            var worth = (await server.GetAsync($"/api/v1/sources?{Year}&by={by}")).Json;
            var ofWorth = await TablesAsync(server, "sources", $"{Year}&by={by}");
            Assert.Equal(worth["items"]!.AsArray().Count, ofWorth["worth"].Count);
            foreach (var (way, row) in worth["items"]!.AsArray().Zip(ofWorth["worth"]))
            {
                Assert.Equal(((string)way!["name"]!, Said(way["inquiries"]), Said(way["accepted"]?["low"]), Said(way["rank_by_worth"])), (row[by], row["inquiries"], row["accepted_low"], row["rank_by_worth"]));
                Assert.Equal((Major(way["revenue"]), Major(way["cost"]), Major(way["cost_per_accepted"])), (row["revenue"], row["cost"], row["cost_per_accepted"]));
                Assert.Equal(way["revenue_per_inquiry"] is { } mean ? (decimal)mean["value"]! / 100 : null, row["per_inquiry"] is { } per ? decimal.Parse(per, CultureInfo.InvariantCulture) : (decimal?)null);
            }
            Assert.Equal(worth["items"]!.AsArray().Sum(way => way!["rejections"]!.AsArray().Sum(reason => (long)reason!["count"]!)), ofWorth["rejections"].Sum(row => long.Parse(row["rejections"]!, CultureInfo.InvariantCulture)));
            Assert.Equal((Said(worth["bought"]!["passes"]), Major(worth["bought"]!["cost"]), Said(worth["recycled"]!["opportunities"])), (ofWorth["bought"][0]["began"], ofWorth["bought"][0]["cost"], ofWorth["bought"][1]["opportunities"]));
            Assert.Equal((Said(worth["sides"]!["of_marketing"]!["value"]), Major(worth["sides"]!["won_of_marketing"]), Said(worth["sides"]!["opportunities"])), (ofWorth["sides"][0]["share"], ofWorth["sides"][0]["won"], ofWorth["sides"][2]["opportunities"]));
            Assert.Contains(ofWorth["about"], row => row["what"] == "from" && row["says"] == "2025-07-01");
        }
    }

    [Fact]
    public async Task Commands_write_the_same_tables()
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(DatabaseKinds.Sqlite, folder);
        var clock = server.Desk.Desk.Clock;
        foreach (var table in (string[])["first", "became", "months"])
            Assert.Equal(Encoding.UTF8.GetString(await FileAsync(server, $"/funnel/export?{Year}&table={table}")).TrimStart('\uFEFF'), await ReportDesk.SaidAsync(server, $"{Year}&table={table}", FunnelCommand.Create(clock), "csv"));
        Assert.Equal(Encoding.UTF8.GetString(await FileAsync(server, $"/sources/export?{Year}&by=campaign&table=worth")).TrimStart('\uFEFF'), await ReportDesk.SaidAsync(server, $"{Year}&by=campaign", SourcesCommand.Create(clock), "csv"));
        var rows = JsonNode.Parse(await ReportDesk.SaidAsync(server, $"{Year}&table=months", FunnelCommand.Create(clock), "json"))!.AsArray();
        Assert.Equal((JsonValueKind.Number, JsonValueKind.Number, "2025-07-01"), (rows[0]!["inquiry"]!.GetValueKind(), rows[0]!["revenue"]!.GetValueKind(), (string)rows[0]!["from"]!));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_looks_like_a_formula_or_an_escape_stays_a_text(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        string[] names = ["=HYPERLINK(\"x\")", "_x0041_ & <b>", "+49 40"];
        foreach (var (name, i) in names.Select((name, i) => (name, i))) await server.LeadAsync(new JsonObject { ["external_id"] = $"lead-{i}", ["source"] = name }.ToJsonString());
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", Encoding.UTF8.GetString(await FileAsync(server, "/sources/export?table=worth")), StringComparison.Ordinal);
        var cells = SheetReader.Read(await FileAsync(server, "/sources/export?table=worth&format=xlsx")).Single().Value.Skip(1).Select(row => row[0]).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), cells.Select(cell => cell.Text!).Order(StringComparer.Ordinal));
        Assert.Equal(names.Where(name => name[0] is '=' or '+').Order(StringComparer.Ordinal), cells.Where(cell => cell.IsQuoted).Select(cell => cell.Text!).Order(StringComparer.Ordinal));
        Assert.Equal(names.Order(StringComparer.Ordinal), (await TablesAsync(server, "sources", "by=source"))["worth"].Select(row => row["source"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_report_does_not_have_is_refused_by_name()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        foreach (var (path, field) in new[] { ("funnel/tables?table=cellar", "table"), ("funnel/tables?table=period", "table"), ("funnel/tables?by=period&table=first", "table"), ("funnel/tables?format=csv", "table"), ("funnel/tables?format=pdf", "format"), ("funnel/tables?from=soon", "from"), ("funnel/tables?tabel=first", "tabel"), ("funnel/chart.svg?by=period", "by"), ("sources/tables?table=first", "table"), ("sources/tables?by=source&format=csv", "table"), ("sources/tables?by=moon", "by") })
        {
            var answer = await server.GetAsync($"/api/v1/{path}");
            Assert.Equal((400, "application/problem+json"), (answer.Status, answer.ContentType));
            Assert.NotNull(answer.Json["errors"]![field]);
            Assert.Equal(400, (await server.PageAsync($"/{path.Replace("/tables", "/export", StringComparison.Ordinal)}")).Status);
        }
        // JSON is the API’s; a page gives files.
        Assert.Equal(400, (await server.PageAsync("/funnel/export?table=first&format=json")).Status);
        foreach (var path in (string[])["/api/v1/funnel/tables", "/api/v1/funnel/chart.svg", "/api/v1/sources/tables"]) Assert.Equal(401, (await server.SendAsync("GET", path, null, ("No-Login", "1"))).Status);
        foreach (var path in (string[])["/funnel/export?table=first", "/funnel/chart.svg", "/sources/export?table=worth"]) Assert.NotEqual(200, (await server.SendAsync("GET", path, null, ("No-Login", "1"))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_chart_stands_alone_as_SVG_with_its_own_colours_and_no_script(string kind)
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(kind, folder);
        var answer = await server.GetAsync($"/funnel/chart.svg?{Year}");
        Assert.Equal((200, "image/svg+xml; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Equal(answer.Body, (await server.GetAsync($"/api/v1/funnel/chart.svg?{Year}")).Body);
        var svg = XDocument.Parse(answer.Body).Root!;
        XNamespace main = "http://www.w3.org/2000/svg";
        Assert.All(svg.DescendantsAndSelf(), element => Assert.Equal(main, element.Name.Namespace));
        Assert.All(svg.DescendantsAndSelf(), element => Assert.DoesNotContain(element.Attributes(), attribute => attribute.Name.LocalName is "style" or "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "style" or "foreignObject" or "image");
        Assert.All(svg.Descendants().Where(element => element.Name.LocalName is "rect" or "path" or "text"), shape => Assert.Matches("^#[0-9a-f]{6}$", (string?)shape.Attribute(shape.Attribute("stroke") is null ? "fill" : "stroke")));
        Assert.Equal(("1020", "430"), ((string)svg.Attribute("width")!, (string)svg.Attribute("height")!));
        var steps = (await server.GetAsync($"/api/v1/funnel?{Year}")).Json["funnel"]!["cohort"]!["first"]!["steps"]!.AsArray();
        Assert.Equal(steps.Select(step => $"{(long)step!["reached"]!:#,##0}"), svg.Descendants(main + "text").Where(text => (string?)text.Attribute("class") == "many").Select(text => text.Value));
        Assert.Contains($"Of {(long)steps[0]!["reached"]!:#,##0}:", svg.Element(main + "title")!.Value, StringComparison.Ordinal);

        // Whatever is asked for, it stays XML.
        var hostile = XDocument.Parse((await server.GetAsync($"/funnel/chart.svg?{Year}&owner={Uri.EscapeDataString("<script>x</script>&\"'\uFFFF")}")).Body).Root!;
        Assert.EndsWith("owner: <script>x</script>&\"'", hostile.Element(main + "desc")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(hostile.Descendants(), element => element.Name.LocalName == "script");
    }

    [Fact]
    public async Task Each_table_of_a_page_has_its_files_which_are_those_of_the_page_and_the_button_for_PNG_waits_for_its_script()
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(DatabaseKinds.Sqlite, folder);
        foreach (var (path, tables) in new[] { ($"/funnel?{Year}&side=marketing&vs_side=sales", FunnelTables.Names.Except(["period", "about"])), ($"/funnel?{Year}&by=period", ["period", "months"]), ($"/sources?{Year}&by=campaign", WorthTables.Names.Except(["about", "stages"])), ($"/sources?{Year}&by=offer", WorthTables.Names.Except(["about"])), ($"/scorecard?{Year}", ScoreTables.Names.Except(["about"])) })
        {
            var page = (await server.PageAsync(path)).Body;
            var links = Regex.Matches(page, "href=\"(?<path>/(funnel|sources|scorecard)/export[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(link => WebUtility.HtmlDecode(link.Groups["path"].Value)).ToList();
            Assert.Equal(tables.Order(StringComparer.Ordinal), links.Where(link => link.EndsWith("format=csv", StringComparison.Ordinal)).Select(link => Regex.Match(link, "(?<=table=)[a-z]+", RegexOptions.None, TimeSpan.FromSeconds(5)).Value).Order(StringComparer.Ordinal));
            foreach (var link in links)
            {
                Assert.Contains(path.Split('?')[1], link, StringComparison.Ordinal);
                Assert.NotEmpty(await FileAsync(server, link));
            }
            Assert.Contains(WebUtility.HtmlEncode(path.Split('?')[1]), page[page.IndexOf("class=\"printed", StringComparison.Ordinal)..], StringComparison.Ordinal);
            if (path.Contains("vs_side", StringComparison.Ordinal)) Assert.Matches("<button[^>]*data-png=\"/funnel/chart.svg[^>]* hidden", page);
        }
    }

    [Fact]
    public void Sheets_are_named_and_cells_filled_as_Excel_takes_them()
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string[] titles = ["What became of them", "WHAT became of them", "a/b:c?[d]*\\", "'quoted'", "history", "", new('x', 40), new('x', 41), "a\u0001b"];
        var names = titles.Select(title => ReportWorkbook.NameOf(title, taken)).ToList();
        Assert.Equal(["What became of them", "WHAT became of them 2", "a b c  d", "quoted", "Table history", "Table", new('x', 31), $"{new string('x', 29)} 2", "ab"], names);

        var table = new TableColumns<string>().Text("text", row => row).Day("day", _ => new DateOnly(2026, 3, 1)).Share("share", _ => 0.1234).Of("odd", "Odd", ["a\u0001b\uD800c\uFFFFd 😀", " spaces "]);
        var rows = SheetReader.Read(ReportWorkbook.Of([table])).Single().Value;
        Assert.Equal(["abcd 😀", " spaces "], rows.Skip(1).Select(row => row[0].Text!));
        Assert.All(rows[0], heading => Assert.True(heading.IsBold));
        Assert.Equal((46082m, 0.1234m, 10), (rows[1][1].Number, rows[1][2].Number, rows[1][2].Format));
    }

    // By name the rows, each cell as the JSON says it.
    private static async Task<Dictionary<string, List<Dictionary<string, string?>>>> TablesAsync(ApiServer server, string report, string words)
    {
        var tables = (await server.GetAsync($"/api/v1/{report}/tables?{words}")).Json["tables"]!.AsArray();
        return tables.ToDictionary(table => (string)table!["name"]!, table => table!["rows"]!.AsArray().Select(row => ColumnsOf(table!).Zip(row!.AsArray()).ToDictionary(cell => cell.First, cell => Said(cell.Second), StringComparer.Ordinal)).ToList(), StringComparer.Ordinal);
    }

    private static IEnumerable<string> ColumnsOf(JsonNode table) => table["columns"]!.AsArray().Select(column => (string)column!["name"]!);

    private static async Task<byte[]> FileAsync(ApiServer server, string path)
    {
        using var response = await server.Client.GetAsync(path, Stop);
        var bytes = await response.Content.ReadAsByteArrayAsync(Stop);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path} {response.StatusCode}: {Encoding.UTF8.GetString(bytes)}");
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        return bytes;
    }

    private static void AssertCsv(JsonNode table, byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes));
        using var csv = CsvDataReader.Create(reader);
        Assert.Equal(ColumnsOf(table), Enumerable.Range(0, csv.FieldCount).Select(csv.GetName));
        foreach (var row in table["rows"]!.AsArray())
        {
            Assert.True(csv.Read());
            Assert.Equal(row!.AsArray().Select(cell => Said(cell) ?? ""), Enumerable.Range(0, csv.FieldCount).Select(column => Formula(csv.GetString(column))));
        }
        Assert.False(csv.Read());
    }

    // What is before a formula keeps it a text.
    private static string Formula(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    private static void AssertSheet(JsonNode table, List<SheetReader.Cell[]> sheet)
    {
        var columns = table["columns"]!.AsArray();
        Assert.Equal(columns.Select(column => (string?)column!["title"]), sheet[0].Select(cell => cell.Text));
        Assert.All(sheet[0], cell => Assert.True(cell.IsBold));
        Assert.Equal(table["rows"]!.AsArray().Count, sheet.Count - 1);
        foreach (var (row, cells) in table["rows"]!.AsArray().Zip(sheet.Skip(1)))
        {
            foreach (var (cell, i) in cells.Select((cell, i) => (cell, i)))
            {
                var (said, kind) = (row![i], (string)columns[i]!["kind"]!);
                var shown = kind == "day" && cell.Number is { } day ? new DateOnly(1899, 12, 30).AddDays((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : cell.Text;
                if (said?.GetValueKind() == JsonValueKind.Number) Assert.Equal(((decimal)said, FormatOf(kind)), (cell.Number!.Value, cell.Format));
                else Assert.Equal(Said(said), shown);
            }
        }
    }

    private static int FormatOf(string kind) => kind switch { "whole" => 3, "share" => 10, _ => 4 };

    private static string? Said(JsonNode? node) => node is null ? null : node.GetValueKind() == JsonValueKind.String ? (string)node! : node.ToJsonString();

    // Money of the report in whole units, as tables have it.
    private static string? Major(JsonNode? money) => money is null ? null : ((decimal)money["minor_units"]! / 10 / 10).ToString(CultureInfo.InvariantCulture);
}
