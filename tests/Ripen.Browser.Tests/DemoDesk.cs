using Ripen.Accounts;
using Ripen.Demo;
using Ripen.Imports;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Views;
using Ripen.Webhooks;
using Ripen.Work;

namespace Ripen.Tests;

/// <summary>What <c>ripen demo</c> shows, smaller, and leads whose every field is hostile.</summary>
public sealed class DemoDesk() : ServedDesk(new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero))
{
    private const int Leads = 400;

    private protected override bool IsDemo => true;

    private protected override async Task FillAsync()
    {
        await Desk.Writer.DoAsync(write => DemoUsers.Introduce(write, Desk));
        await new DemoYear(Desk, TextWriter.Null, isTerminal: false).FillAsync(seed: 7, Leads, Path.Combine(Folder, "year"), CancellationToken.None);
        await ImportAsync(ImportKind.Leads, System.Text.Encoding.UTF8.GetBytes(Hostile.Rows()));
        await ImportAsync(ImportKind.Leads, System.Text.Encoding.UTF8.GetBytes(Ripe()));
        await Desk.Writer.DoAsync(write =>
        {
            ImportQuiet.End(write, Desk.Now);
            Tell(write);
        });
        await Worker.RunDueAsync(Desk, CancellationToken.None);
    }

    // Enough that everybody in Sales has some to decide on.
    private static string Ripe() => "email,name,job_title,organisation,industry,employees,country,phone,budget,problem,purchase_by\n" + string.Concat(
        Enumerable.Range(1, 20).Select(i => $"ripe{i}@ripe-{i}.example,Rita Ripe {i},CFO,Ripe {i} Logistics,logistics,300,{(i % 2 == 0 ? "DE" : "NL")},+49 40 555 01{i:00},25000 EUR,slow_picking,2027-03-01\n"));

    // As it comes about in use: some notices, a mail, a webhook to which something did not get through.
    private void Tell(Write write)
    {
        var everybody = Desk.Users.All(write).Where(user => user.IsMadeUp).ToList();
        SettingStore.Set(write, KnownSettings.SmtpHost, "mail.example.com", Desk.Now);
        SettingStore.Set(write, KnownSettings.SmtpFrom, "Ripen <desk@example.com>", Desk.Now);
        foreach (var user in everybody)
        {
            Notices.Tell(write, Desk, user, NoticeKind.HandoverLate, "The handover of <script>hostile = 1</script> Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww GmbH is late.", "/leads");
            Notices.Tell(write, Desk, user, NoticeKind.HandoverOpened, "Torfeld Lagertechnik was handed over to you: accept it by noon.", "/leads");
        }
        UserMails.Put(write, Desk, everybody[0] with { IsMadeUp = false }, "A handover is late", "The handover of <script>hostile = 1</script> is late.", "/leads");
        SavedViews.Save(Desk, write, Identification.Of(everybody[0], null), new(ViewedPage.Find("/funnel")!, "Marketing’s <b>own</b>", "side=marketing", Shared: true));
        var (webhook, _) = WebhookChanges.Add(Desk, write, Caller.OnThisMachine, "CRM of the <b>Sales</b>", "https://hooks.example.com/a-rather-long-address/with-a-key-0123456789abcdef0123456789abcdef", ["lead.qualified", "handover.opened"])!.Value;
        WebhookMessages.Put(write, Desk, "lead.qualified", Desk.Now, new() { ["lead"] = "0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1", ["line"] = "main", ["pass"] = 1 });
        WebhookMessages.PutTest(write, Desk, webhook.Id);
        var claim = new Claim(Desk.Ids.Next(Desk.Now), Desk.Now, TimeSpan.FromMinutes(1));
        foreach (var (message, answer) in WebhookMessages.Take(write, webhook.Id, claim, 2).Zip([new WebhookAnswer(500, 1234, "It answered 500.", "<script>hostile = 1</script>"), new WebhookAnswer(204, 81, null, null)])) WebhookMessages.Tried(write, Desk, message, claim.By, answer);
    }
}
