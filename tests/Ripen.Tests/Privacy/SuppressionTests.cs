using CsCheck;
using Ripen.Privacy;
using Ripen.Tests.Databases;
using Ripen.Tests.Imports;
using Ripen.Tests.Storage;
using Ripen.Verifying;
using Xunit;

namespace Ripen.Tests.Privacy;

/// <summary>Addresses to which nothing is sent, by whatever way they came to be suppressed.</summary>
public sealed class SuppressionTests
{
    private static readonly string[] Does = ["yes by form", "yes by link", "no by link", "unsubscribe", "suppress by hand", "remove by hand", "bounce", "complain", "wait", "again"];

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_address_is_suppressed_however_it_is_written_and_for_whoever_comes_with_it(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        await team.Server.DoAsync(write => Suppressions.Add(write, team.Desk, "Eve+News@THREE.com", SuppressionReason.ByHand, "ann"));
        Assert.True(team.IsSuppressed("eve+news@three.com") && team.IsSuppressed(" <EVE+NEWS@three.COM> "));
        // What stands behind a plus somebody chose: it is another address.
        Assert.False(team.IsSuppressed("eve@three.com"));
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve.Replace("eve@three.com", "EVE+news@Three.com", StringComparison.Ordinal));
        await team.RunAsync();
        Assert.Equal(0, team.Count("select count(*) from mails"));
        Assert.Equal(1, team.Count("select count(*) from events where events like '%somebody of this desk suppressed the address%'"));
        Assert.NotNull(team.WhyNot(lead, "eve+news@three.com"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_touch_that_says_so_suppresses_and_only_then(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        foreach (var (touch, why) in ((string, string?)[])[("unsubscribed", "they unsubscribed"), ("Unsubscribed", "they unsubscribed"), ("complained", "they complained about a mail"), ("mail_bounced", "mail to this address came back for good"), ("mail_opened", null)])
        {
            var email = $"{touch}@{Guid.NewGuid():N}.com";
            var lead = await team.Server.LeadAsync($$"""{"email":"{{email}}"}""");
            var reply = await team.Server.PostLinesAsync($$"""{"email":"{{email}}","kind":"{{touch}}","at":"{{team.Desk.Now:yyyy-MM-ddTHH:mm:ssZ}}"}""");
            Assert.Equal("taken", (string?)reply.Lines[0]["status"]);
            Assert.Equal((touch, why), (touch, team.WhyNot(lead, email.ToLowerInvariant())));
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_an_import_suppressed_goes_with_it_and_what_he_said_himself_stays(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("email,name\nann@one.com,Ann\nbob@two.com,Bob\n");
        var done = await desk.TouchesAsync("email,kind,at\nann@one.com,unsubscribed,2026-07-01\nbob@two.com,unsubscribed,2026-07-01\ncid@three.com,mail_bounced,2026-07-01\n");
        Assert.Equal((3, 2), (desk.Count("select count(*) from suppressions"), desk.Count("select count(*) from consents")));
        await desk.Desk.Writer.DoAsync(write => Suppressions.Add(write, desk.Desk, "bob@two.com", SuppressionReason.Unsubscribed, by: null), TestContext.Current.CancellationToken);
        await desk.UndoAsync(done.Import);
        Assert.Equal((1, 0), (desk.Count("select count(*) from suppressions"), desk.Count("select count(*) from consents")));
        using var session = desk.Desk.Database.Read();
        Assert.True(Suppressions.Holds(session, desk.Desk, "bob@two.com"));
        Assert.Equal(0, new Verification(desk.Desk, judgesAll: true, _ => { }).Run(TestContext.Current.CancellationToken).Faults.Count);
    }

    [Fact]
    public async Task With_another_key_nobody_is_written_to_and_verify_says_why()
    {
        await using var team = await PrivacyDesk.StartAsync(DatabaseKinds.Sqlite);
        await team.Server.DoAsync(write => Suppressions.Add(write, team.Desk, "somebody@else.com", SuppressionReason.ByHand, "ann"));
        await team.Server.DoAsync(write => write.Execute("update desk_secrets set sealed = 'another' where name = 'suppression_key'"));
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        await team.RunAsync();
        Assert.Equal((0, 1), (team.Count("select count(*) from mails"), team.Count("select count(*) from due_work where attempts > 0")));
        Assert.Contains("hashed with another key", (await team.Server.SendAsync("GET", "/privacy")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await team.Server.SendAsync("GET", $"/leads/{lead}")).Status);
        var found = Assert.Single(new Verification(team.Desk, judgesAll: false, _ => { }).Run(TestContext.Current.CancellationToken).Faults.Groups, group => group.Check == Checks.SuppressionsAreRecognised);
        Assert.Contains("secret.key", found.First[0].What, StringComparison.Ordinal);
        // Who says no is heard all the same.
        Assert.Equal(200, (await team.OneClickAsync(team.UnsubscribeLink(lead))).Status);
        Assert.Equal(1, team.Count("select count(*) from consents"));
        Assert.Equal(503, (await team.Server.PostAsync("/api/v1/suppressions", """{"emails":["bob@two.com"]}""")).Status);
    }

    // Whatever happens in whatever order: while he has said no last, or his address is suppressed, nothing is written, and
    // what waits is withheld. Held against a plain account of what happened.
    [Theory]
    [InlineData(DatabaseKinds.Sqlite, 30)]
    [InlineData(DatabaseKinds.Postgres, 5)]
    public void No_sequence_of_statements_lets_a_mail_be_written_against_his_will(string kind, int samples) => Gen.Int[0, Does.Length - 1].Select(place => Does[place]).Array[1, 12].Sample(does => PlayAsync(kind, does).GetAwaiter().GetResult(), iter: samples, threads: 1);

    private static async Task PlayAsync(string kind, string[] does)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        var (saidNo, suppressed, written) = (false, (SuppressionReason?)null, 0L);
        foreach (var what in does)
        {
            team.Server.Desk.Clock.Advance(TimeSpan.FromSeconds(1));
            switch (what)
            {
                case "yes by form": await team.RecordAsync(lead, team.Says(yes: true)); saidNo = false; break;
                case "yes by link":
                    await team.RecordAsync(lead, team.Says(yes: true, isConfirmed: true));
                    (saidNo, suppressed) = (false, suppressed == SuppressionReason.Bounced ? suppressed : null);
                    break;
                case "no by link": await team.RecordAsync(lead, team.Says(yes: false)); (saidNo, suppressed) = (true, suppressed ?? SuppressionReason.Objected); break;
                case "unsubscribe": await team.OneClickAsync(team.UnsubscribeLink(lead)); (saidNo, suppressed) = (true, suppressed ?? SuppressionReason.Unsubscribed); break;
                case "suppress by hand": await team.Server.DoAsync(write => Suppressions.Add(write, team.Desk, "EVE@three.com", SuppressionReason.ByHand, "ann")); suppressed ??= SuppressionReason.ByHand; break;
                case "remove by hand": await team.Server.DoAsync(write => Suppressions.Remove(write, team.Desk, "eve@three.com")); suppressed = null; break;
                case "bounce": await TouchAsync("mail_bounced"); suppressed ??= SuppressionReason.Bounced; break;
                case "complain": await TouchAsync("complained"); (saidNo, suppressed) = (true, suppressed ?? SuppressionReason.Complained); break;
                case "wait": await team.LaterAsync(TimeSpan.FromDays(6)); break;
                default: await team.RunAsync(); break;
            }
            var isClosed = saidNo || suppressed is not null;
            Assert.Equal((what, isClosed), (what, team.WhyNot(lead) is not null));
            if (isClosed) Assert.Equal((what, 0L), (what, team.Count("select count(*) from mails where withheld_at is null and sent_at is null")));
            var now = team.Count("select count(*) from mails");
            Assert.True(!isClosed || now == written, $"A mail was written at {what} of {string.Join(", ", does)}.");
            written = now;
        }
        Assert.Equal(0, team.Count("select count(*) from due_work where attempts > 0"));

        Task TouchAsync(string touch) => team.Server.PostLinesAsync($$"""{"email":"eve@three.com","kind":"{{touch}}","at":"{{team.Desk.Now:yyyy-MM-ddTHH:mm:ssZ}}"}""");
    }
}
