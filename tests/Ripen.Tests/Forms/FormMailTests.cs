using Ripen.Forms;
using Ripen.Tests.Databases;
using Ripen.Tests.Telling;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Forms;

/// <summary>What comes by mail about a form, by a real mail server: the question whether it was he, and what he wanted.</summary>
public sealed class FormMailTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_wants_confirming_counts_once_the_button_behind_the_link_was_pressed(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await using var sink = new SmtpSink();
        await server.Desk.Desk.MailByAsync(sink);
        var form = await server.FormAsync("Guide", form => form with { NeedsConfirmation = true });
        var page = (await server.OpenAsync($"/f/{form}?lang=de")).Body;
        var sent = await server.FillInAsync(form, page, ("email", "ann@firm.com"), ("name", "Ann"));
        Assert.Contains("ann@firm.com", sent.Body, StringComparison.Ordinal);
        Assert.Equal((0, "Noch ein Schritt"), (server.Desk.Count("select count(*) from persons"), FormDesk.HeadingOf(sent.Body)));
        await server.Desk.Desk.Postman().SendDueAsync(TestContext.Current.CancellationToken);
        var link = LinkIn(Assert.Single(sink.Mails).Text, "/confirm/");
        // A program that looks into mails follows the link; nothing happens.
        var asked = await server.OpenAsync(link);
        Assert.Equal((200, 0), (asked.Status, server.Desk.Count("select count(*) from persons")));
        Assert.Contains("Ja, das habe ich geschickt", asked.Body, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++) Assert.Equal(200, (await server.PostAsync(link, "", ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "text/html"))).Status);
        Assert.Equal((1, 1, 0), (server.Desk.Count("select count(*) from persons"), server.Desk.Count("select count(*) from touches"), server.Desk.Count("select count(*) from form_answers")));
        Assert.Equal(404, (await server.OpenAsync(link[..^3] + "AAA")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Nobody_is_flooded_by_what_others_type_and_without_a_mail_server_it_waits_for_a_look(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await using var sink = new SmtpSink();
        var form = await server.FormAsync("Guide", form => form with { NeedsConfirmation = true });
        await server.FillInProvenAsync(form, (await server.OpenAsync($"/f/{form}")).Body, ("email", "ann@firm.com"));
        Assert.Equal((short)FormOutcome.Held, server.Desk.Count("select why from form_answers"));
        await server.Desk.Desk.MailByAsync(sink);
        for (var i = 0; i < 6; i++) await server.FillInProvenAsync(form, (await server.OpenAsync($"/f/{form}")).Body, ("email", "Ann@firm.com"));
        await server.Desk.Desk.Postman().SendDueAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, sink.Mails.Count);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whoever_sends_it_gets_the_file_on_the_page_and_by_mail_and_nobody_else_does(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await using var sink = new SmtpSink();
        await server.Desk.Desk.MailByAsync(sink);
        byte[] content = [1, 2, 3, 0, 255];
        var file = await server.DoAsync(write => FormFiles.Add(write, server.Desk.Desk, "guide.pdf", content, "mira@example.com"));
        var form = await server.FormAsync("Guide", form => form with { File = file, IsMailed = true });
        var thanks = await server.FillInAsync(form, (await server.OpenAsync($"/f/{form}")).Body, ("email", "ann@firm.com"));
        await server.Desk.Desk.Postman().SendDueAsync(TestContext.Current.CancellationToken);
        foreach (var link in (string[])[LinkIn(thanks.Body, "/d/"), LinkIn(Assert.Single(sink.Mails).Text, "/d/")])
        {
            using var answer = await server.Client.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal(("attachment", "guide.pdf"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileName));
        }
        foreach (var forged in (string[])["/d/x", $"/d/{new string('A', 60)}"]) Assert.Equal(404, (await server.OpenAsync(forged)).Status);
    }

    private static string LinkIn(string text, string part)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0, $"There is no {part} in: {text}");
        var start = part == "/d/" ? at : text.LastIndexOf("/f/", at, StringComparison.Ordinal);
        var end = text.IndexOfAny([' ', '"', '\r', '\n', '<'], start);
        return end < 0 ? text[start..] : text[start..end];
    }
}
