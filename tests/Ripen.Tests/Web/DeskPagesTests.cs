using Ripen.Life;
using Ripen.Settings;
using Ripen.Tests.Databases;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>The first day of a desk, its settings, its work.</summary>
public sealed class DeskPagesTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Settings_are_changed_and_what_does_not_fit_is_said_beside_its_field(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var page = await server.PageAsync("/settings");
        Assert.Contains("0 of 7 done", page.Body, StringComparison.Ordinal);
        Assert.Contains(server.Desk.Desk.Place.Folder, page.Body, StringComparison.Ordinal);
        var wrong = await server.FormAsync("/settings", ("desk_name", "<b>Halden</b>"), ("currency", "EURO"), ("zone", "Europe/Berlin"));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("id=\"field-currency-error\"", wrong.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"EURO\"", wrong.Body, StringComparison.Ordinal);
        Assert.Equal("Ripen", Chosen(server, KnownSettings.DeskName));

        var saved = await server.FormAsync("/settings", ("desk_name", "<b>Halden</b>"), ("currency", "sek"), ("zone", "Europe/Berlin"), ("fiscal_year_start", ""));
        Assert.Contains("The settings are saved", saved.Body, StringComparison.Ordinal);
        Assert.Contains("3 of 7 done", saved.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Halden", saved.Body, StringComparison.Ordinal);
        Assert.Equal(("<b>Halden</b>", "SEK", "Europe/Berlin"), (Chosen(server, KnownSettings.DeskName), Chosen(server, KnownSettings.Currency), Chosen(server, KnownSettings.Zone)));
        await server.FormAsync("/settings", ("desk_name", ""));
        Assert.Equal(("Ripen", "SEK"), (Chosen(server, KnownSettings.DeskName), Chosen(server, KnownSettings.Currency)));
        Assert.Equal(403, (await server.SendAsync("POST", "/settings", "currency=EUR", ("Content-Type", "application/x-www-form-urlencoded"))).Status);
        Assert.Equal(400, (await server.FormAsync("/settings", ("desk_name", new string('x', 10_000)))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_failed_is_said_without_names_and_tried_again_when_asked(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("Nothing has failed", (await server.PageAsync("/work")).Body, StringComparison.Ordinal);
        var lead = await server.LeadAsync("""{"email":"secret@orbis.com","facts":{"name":"Secret Name"}}""");
        await FailAsync(server, lead);
        var page = await server.PageAsync("/work");
        Assert.Contains($"/leads/{lead}", page.Body, StringComparison.Ordinal);
        Assert.Contains("JsonException in Ripen.Leads.FactsJson.Read", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("ecret", page.Body, StringComparison.Ordinal);

        Assert.Equal(200, (await server.FormAsync("/retries", ("key", $"lead {lead}"))).Status);
        Assert.Equal(1, Due(server));
        await FailAsync(server, lead);
        Assert.Equal(0, Due(server));
        Assert.Equal(200, (await server.FormAsync("/retries")).Status);
        Assert.Equal(1, Due(server));
        foreach (var key in (string[])["lead x", "desk 1 x", "nonsense", $"lead {Guid.Empty:N}-1"]) Assert.Equal(404, (await server.FormAsync("/retries", ("key", key))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_new_desk_shows_three_ways_to_begin_and_takes_the_agreement_that_is_chosen(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var page = await server.PageAsync("/welcome");
        foreach (var part in (string[])["Start from an agreement", "ripen demo", "/imports", "In force until you choose", "0 of 7 done"]) Assert.Contains(part, page.Body, StringComparison.Ordinal);
        foreach (var (name, title) in ((string, string)[])[("interest", "By interest"), ("bant", "By budget, authority, need and timeline"), ("interest", "By interest")])
        {
            server.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
            var chosen = await server.FormAsync("/welcome/agreement", ("agreement", name));
            Assert.Contains($"In force: <b>{title}</b>", chosen.Body, StringComparison.Ordinal);
            Assert.Contains("1 of 7 done", chosen.Body, StringComparison.Ordinal);
        }
        await server.LeadAsync("""{"external_id":"a"}""");
        Assert.Equal(409, (await server.FormAsync("/welcome/agreement", ("agreement", "bant"))).Status);
        Assert.Equal(400, (await server.FormAsync("/welcome/agreement", ("agreement", "<b>"))).Status);
    }

    [Fact]
    public async Task The_demo_year_is_loaded_into_an_empty_desk_from_its_first_page_and_into_no_other()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        Assert.Contains("Load the demo year", (await server.PageAsync("/")).Body, StringComparison.Ordinal);
        Assert.Contains("A year is on its way", (await server.FormAsync("/welcome/year")).Body, StringComparison.Ordinal);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var part = await server.SendAsync("GET", "/welcome/year", null, DeskForms.Reader, ("HX-Request", "true"));
            if (part.Headers.TryGetValues("HX-Redirect", out var to) && to.Single() == "/leads") break;
            Assert.Contains("A year is on its way", part.Body, StringComparison.Ordinal);
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), "It takes too long.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.InRange(server.Desk.Count("select count(*) from leads"), 1_500, 2_500);
        Assert.Equal("Torfeld Systems", Chosen(server, KnownSettings.DeskName));
        Assert.Contains("Torfeld Systems", (await server.PageAsync("/leads")).Body, StringComparison.Ordinal);
        Assert.Equal(409, (await server.FormAsync("/welcome/year")).Status);
    }

    private static Task FailAsync(ApiServer server, string id)
    {
        Assert.True(LeadId.TryParse(id, out var lead));
        return server.Desk.Desk.Writer.DoAsync(write => DueWork.PushAhead(write, lead, DueKind.Judge, server.Desk.Desk.Now, "JsonException in Ripen.Leads.FactsJson.Read"), TestContext.Current.CancellationToken);
    }

    private static long Due(ApiServer server)
    {
        using var session = server.Desk.Desk.Database.Read();
        return session.Count("select count(*) from due_work where due_at <= @now", ("@now", server.Desk.Desk.Now));
    }

    private static string Chosen(ApiServer server, Setting setting)
    {
        using var session = server.Desk.Desk.Database.Read();
        return server.Desk.Desk.Settings.Of(session, setting);
    }
}
