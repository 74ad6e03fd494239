using Ripen.Forms;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Forms;

/// <summary>Robots, from the simplest to one that reads the page.</summary>
public sealed class RobotTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_robot_that_sends_a_thousand_forms_without_looking_makes_no_lead(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("Guide");
        for (var i = 0; i < 1_000; i++) Assert.Equal(400, (await server.SendFormAsync(form, ("email", $"x{i}@spam.com"), ("name", "Buy now"))).Status);
        Assert.Equal((0, 0, 0), (server.Desk.Count("select count(*) from persons"), server.Desk.Count("select count(*) from form_answers"), server.Desk.Count("select count(*) from form_views")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_robot_that_reads_the_page_gets_no_further_than_a_few_and_the_rest_waits_for_a_look(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("Guide");
        var page = (await server.OpenAsync($"/f/{form}")).Body;
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 30; i++) await server.SendFormAsync(form, ("ticket", FormDesk.TicketIn(page)), ("email", $"one{i}@spam.com"));
        Assert.Equal(1, server.Desk.Count("select count(*) from persons"));
        for (var i = 0; i < 30; i++)
        {
            var next = (await server.OpenAsync($"/f/{form}")).Body;
            server.Desk.Clock.Advance(TimeSpan.FromSeconds(3));
            Assert.Equal(200, (await server.SendFormAsync(form, ("ticket", FormDesk.TicketIn(next)), ("email", $"x{i}@spam.com"))).Status);
        }
        Assert.Equal((5, 26), (server.Desk.Count("select count(*) from persons"), server.Desk.Count("select count(*) from form_answers")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_fills_in_the_field_that_nobody_sees_waits_and_is_taken_or_put_away_by_hand(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var form = await server.FormAsync("Guide");
        foreach (var who in (string[])["good@firm.com", "bad@spam.com"]) Assert.Equal(200, (await server.FillInProvenAsync(form, (await server.OpenAsync($"/f/{form}")).Body, ("email", who), (FormGuard.Honeypot, "https://spam.example"))).Status);
        var page = await server.PageAsync($"/forms/{form}");
        Assert.Contains("good@firm.com", page.Body, StringComparison.Ordinal);
        Assert.Equal(0, server.Desk.Count("select count(*) from persons"));
        var sent = server.Desk.Desk.Now;
        server.Desk.Clock.Advance(TimeSpan.FromDays(3));
        var ids = server.Desk.Texts(kind == DatabaseKinds.Sqlite ? "select lower(hex(answer_id)) from form_answers order by answer_id" : "select replace(answer_id::text, '-', '') from form_answers order by answer_id");
        await server.FormAsync($"/forms/{form}/held", ("answer", Guid.Parse(ids[0]).ToString()), ("act", "take"));
        await server.FormAsync($"/forms/{form}/held", ("answer", Guid.Parse(ids[1]).ToString()), ("act", "discard"));
        Assert.Equal((1, 0), (server.Desk.Count("select count(*) from persons"), server.Desk.Count("select count(*) from form_answers")));
        // It counts when it was sent, not when somebody looked at it.
        Assert.Equal(1, server.Desk.Count(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"select count(*) from touches where at <= {(kind == DatabaseKinds.Sqlite ? $"{sent.ToUnixTimeMilliseconds() * 1000}" : $"'{sent:O}'")}")));
        Assert.Equal(["1", "4"], server.Desk.Texts("select cast(outcome as text) from form_views order by outcome"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_ticket_of_another_form_or_desk_or_day_and_one_sent_at_once_are_shown_again(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var (form, other) = (await server.FormAsync("Guide"), await server.FormAsync("Demo"));
        var ticket = FormDesk.TicketIn((await server.OpenAsync($"/f/{form}")).Body);
        Assert.Equal(400, (await server.SendFormAsync(form, ("ticket", ticket), ("email", "quick@firm.com"))).Status);
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(20));
        foreach (var wrong in (string[])[ticket[..^2] + "AA", "", "x", new string('A', 3_000), FormDesk.TicketIn((await server.OpenAsync($"/f/{other}")).Body)])
        {
            Assert.Equal(400, (await server.SendFormAsync(form, ("ticket", wrong), ("email", "a@firm.com"))).Status);
        }
        server.Desk.Clock.Advance(FormTicket.GoodFor);
        Assert.Equal(400, (await server.SendFormAsync(form, ("ticket", ticket), ("email", "late@firm.com"))).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from persons"));
    }
}
