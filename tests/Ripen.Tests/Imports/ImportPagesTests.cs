using System.Text;
using System.Text.RegularExpressions;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>A file through the pages: sent, looked at, tried, imported, undone.</summary>
public sealed partial class ImportPagesTests
{
    private const string Hostile = "<script>alert(1)</script>\u202E\U0001F600";

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Of_twenty_thousand_rows_exactly_the_bad_ones_come_back(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var (page, path) = await server.UploadAsync("hubspot.csv", CrmExport.HubSpot());
        Has(page, "20,000 rows", "HubSpot calls it so", "Try it, changing nothing");
        Has(await server.FormAsync($"{path}/check", ("what", "leads"), ("line", "main")), "Import 19,700 rows", "Why rows would be handed back", "(60)");
        Assert.Equal(0, server.Desk.Count("select count(*) from imports"));

        var import = await ImportedAsync(server, path, await server.FormAsync($"{path}/start", ("what", "leads"), ("line", "main")));
        Has(import, "<dd>20,000</dd>", "<dd>19,700</dd>", "<b>300 rows came back</b>", "/imports/1/rejected");
        Assert.Equal(19_700, server.Desk.Count("select count(*) from leads"));
        Has(await server.PageAsync(path), "What became of the rows");

        var bytes = await server.Client.GetByteArrayAsync("/imports/1/rejected", TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, CrmExport.Rows).Where(CrmExport.IsBad).Select(n => $"{n + 2}"), FirstCells(bytes));
        Has((await server.UploadAsync("hubspot.rejected.csv", bytes)).Page, "300 rows");
        server.Desk.Clock.Advance(WaitingFiles.KeptFor);
        Assert.Equal(404, (await server.PageAsync("/imports/1/rejected")).Status);
        Has(await server.PageAsync("/imports/1"), "was kept for an hour");
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_import_is_undone_from_its_page(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var (page, path) = await server.UploadAsync("people.csv", "Mail,Wer\nann@orbis.com,Ann\nbob@orbis.com,Bob\n"u8.ToArray());
        Has(page, "A usual name for it");
        Has(await ImportedAsync(server, path, await server.FormAsync($"{path}/start", ("what", "leads"), ("column-0", "email"), ("column-1", "name"), ("campaign", "Spring"))), "Undo this import?");
        Assert.Equal(1, server.Desk.Count("select count(*) from leads where name = 'Ann' and email = 'ann@orbis.com' and campaign is not null"));
        Has(await server.PageAsync("/imports"), "people.csv", "Done");

        await server.FormAsync("/imports/1/undoing");
        await UntilAsync(async () => (await server.PageAsync("/imports/1")).Body.Contains("It was undone", StringComparison.Ordinal));
        Assert.Equal(0, server.Desk.Count("select count(*) from leads"));
        Assert.Equal(409, (await server.FormAsync("/imports/1/undoing")).Status);
    }

    [Theory]
    [InlineData("lead,at,outcome,amount\n1,2026-01-01,won,5 EUR\n", "outcomes")]
    [InlineData("email,kind,at\na@orbis.com,form_sent,2026-01-01\n", "touches")]
    [InlineData("campaign,from,to,amount\nSpring,2026-01-01,2026-02-01,5 EUR\n", "costs")]
    [InlineData("lead,at,decision\n1,2026-01-01,accepted\n", "decisions")]
    [InlineData("whatever\n1\n", "leads")]
    public async Task What_the_rows_are_is_guessed_and_can_be_chosen(string file, string guess)
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var (page, path) = await server.UploadAsync("file.csv", Encoding.UTF8.GetBytes(file));
        Has(page, $"<option value=\"{guess}\" selected>");
        Has(await server.PageAsync($"{path}?what=costs"), "<option value=\"costs\" selected>");
        Assert.Equal(400, (await server.PageAsync($"{path}?what=nonsense")).Status);
    }

    [Fact]
    public async Task What_stands_in_a_file_does_no_harm_on_its_pages()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var text = $"email,{Hostile},{new string('x', 10_000)}\nann@orbis.com,{Hostile},\0{Hostile}\nno address,{Hostile},{Hostile}\n";
        var (page, path) = await server.UploadAsync("<img src=x>.csv", Encoding.UTF8.GetBytes(text));
        var tried = await server.FormAsync($"{path}/check", ("what", "leads"), ("column-1", "organisation"), ("column-0", "nonsense"), ("empty", Hostile));
        var import = await ImportedAsync(server, path, await server.FormAsync($"{path}/start", ("what", "leads"), ("column-1", "organisation"), ("campaign", Hostile)));
        foreach (var shown in (Reply[])[page, tried, import, await server.PageAsync("/imports")])
        {
            Assert.Equal(200, shown.Status);
            Assert.DoesNotContain("<script>alert", shown.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", shown.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_no_file_is_refused_with_a_sentence()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        Has((await server.UploadAsync("cut.csv", "email,name\nann@orbis.com,\"An"u8.ToArray())).Page, 400, "in row 2 a quotation mark opens and is never closed", "Nothing was taken");
        Has((await server.UploadAsync("empty.csv", [])).Page, 400, "Nothing was taken");
        Has((await server.UploadAsync("picture.csv", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13])).Page, 400, "Nothing was taken");
        Assert.Equal(403, (await server.UploadAsync("a.csv", "email\n"u8.ToArray(), origin: null)).Page.Status);
        Assert.Equal(403, (await server.UploadAsync("a.csv", "email\n"u8.ToArray(), origin: "http://evil.example")).Page.Status);
        Assert.Equal(415, (await server.FormAsync("/imports", ("file", "a"))).Status);
        Assert.Equal(404, (await server.PageAsync("/imports/waiting/0123")).Status);
        Assert.Equal(404, (await server.PageAsync("/imports/7")).Status);

        var (_, path) = await server.UploadAsync("touches.csv", "email\nann@orbis.com\n"u8.ToArray());
        Has(await server.FormAsync($"{path}/check", ("what", "touches")), 400, "lacks the column kind");
        Has(await server.FormAsync($"{path}/check", ("what", "leads"), ("line", "nowhere")), 400, "No agreement is in force in line nowhere");
        server.Desk.Clock.Advance(WaitingFiles.KeptFor);
        Assert.Equal(404, (await server.PageAsync(path)).Status);
    }

    private static async Task<Reply> ImportedAsync(ApiServer server, string path, Reply page)
    {
        await UntilAsync(async () =>
        {
            if (!page.Body.Contains("What became of the rows", StringComparison.Ordinal)) page = await server.PageAsync(path);
            return page.Body.Contains("What became of the rows", StringComparison.Ordinal);
        });
        return page;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "It takes too long.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static List<string> FirstCells(byte[] bytes)
    {
        using var file = ImportFile.Spool(new MemoryStream(bytes), "rejected.csv");
        using var rows = file.Read(new Reports("rejected.csv"));
        var cells = new List<string>();
        while (rows.Read()) cells.Add(rows.Text(0).ToString());
        return cells;
    }

    private static void Has(Reply page, params string[] parts) => Has(page, 200, parts);

    private static void Has(Reply page, int status, params string[] parts)
    {
        var text = Blanks().Replace(page.Body, " ");
        Assert.True(page.Status == status, $"{page.Status}: {text}");
        Assert.All(parts, part => Assert.True(text.Contains(part, StringComparison.Ordinal), $"'{part}' is missing: {text}"));
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Blanks();
}
