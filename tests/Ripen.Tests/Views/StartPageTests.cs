using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Views;

/// <summary>With what the desk opens.</summary>
public sealed class StartPageTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_desk_opens_with_what_suits_whoever_comes_once_somebody_has_come_to_it(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("<title>Welcome", (await ReportViewsTests.GetAsync(server, "lena", "/")).Body, StringComparison.Ordinal);
        await server.LeadAsync("""{"external_id":"a"}""");
        foreach (var (who, role, path) in new[]
        {
            ("lena", Role.Salesperson, "/desk"), ("helen", Role.SalesManager, "/sales"), ("mira", Role.Marketer, "/sources"), ("ida", Role.Administrator, "/leads"), ("paul", Role.ReadOnly, "/board"),
            ("both", Role.Administrator | Role.Salesperson, "/desk"), ("all", Role.Marketer | Role.SalesManager | Role.Salesperson, "/sales"),
        })
        {
            Assert.Equal((303, path), await StartAsync(server, who, role));
            Assert.Equal(200, (await ReportViewsTests.GetAsync(server, who, path, role)).Status);
        }
        Assert.Equal(400, (await ReportViewsTests.GetAsync(server, "lena", "/?temperature=hot")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Everybody_may_begin_with_another_page_or_a_view_and_where_that_is_gone_with_what_suits_him(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a","source":"Fair"}""");
        var shared = (await server.PostAsync("/api/v1/views", """{"path":"/funnel","name":"Fair","query":"source=Fair","shared":true}""")).Text("id");
        var others = (await server.PostAsync("/api/v1/views", """{"path":"/funnel","name":"Not hers"}""")).Text("id");
        foreach (var (start, path) in new[] { ("/funnel", "/funnel"), (shared, "/funnel?source=Fair"), ("", "/desk"), ("/board", "/board"), (shared, "/funnel?source=Fair") })
        {
            Assert.Equal((303, "/account?done=start"), await ChooseAsync(server, start));
            Assert.Equal((303, path), await StartAsync(server, "lena", Role.Salesperson));
        }
        Assert.Contains($"<option value=\"{shared}\" selected", (await ReportViewsTests.GetAsync(server, "lena", "/account")).Body, StringComparison.Ordinal);
        foreach (var wrong in (string[])["/audit", "https://elsewhere.example", "//elsewhere.example", others, "/leads?temperature=hot"]) Assert.Equal((400, null), await ChooseAsync(server, wrong));
        Assert.Equal((303, "/funnel?source=Fair"), await StartAsync(server, "lena", Role.Salesperson));
        Assert.Equal(5, server.Desk.Count("select count(*) from audit where action = 'user.changed' and detail like 'start page %'"));
        await server.SendAsync("DELETE", $"/api/v1/views/{shared}");
        Assert.Equal((303, "/desk"), await StartAsync(server, "lena", Role.Salesperson));
        Assert.Equal((303, "/account?done=start"), await ChooseAsync(server, "/leads", "paul", Role.ReadOnly));
        Assert.Equal((303, "/leads"), await StartAsync(server, "paul", Role.ReadOnly));
    }

    private static async Task<(int, string?)> StartAsync(ApiServer server, string who, Role role) => To(await ReportViewsTests.GetAsync(server, who, "/", role));

    private static async Task<(int, string?)> ChooseAsync(ApiServer server, string start, string who = "lena", Role role = Role.Salesperson) => To(await ReportViewsTests.PostAsync(server, who, "/account/start", role, ("start", start)));

    private static (int, string?) To(Reply reply) => (reply.Status, reply.Headers.Location?.ToString());
}
