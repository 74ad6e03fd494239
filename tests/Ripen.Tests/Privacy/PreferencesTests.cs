using Ripen.Privacy;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Privacy;

/// <summary>The page where a person chooses what may be done with what is known of him.</summary>
public sealed class PreferencesTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task He_sees_what_holds_in_his_language_and_switches_each_with_evidence(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync("""{"email":"eve@three.com","facts":{"name":"Eve","language":"German"}}""");
        var link = team.PreferencesLink(lead);
        var page = await team.VisitAsync(link);
        foreach (var said in (string[])["<html lang=\"de\"", "Ihre Einstellungen", "E-Mails zu unseren Angeboten", "Auf der Website wiedererkennen", "e…@three.com", "berechtigtes Interesse"]) Assert.Contains(said, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("eve@three.com", page.Body, StringComparison.Ordinal);
        Assert.Matches("name=\"marketing_mail\" checked", page.Body);
        Assert.DoesNotMatch("name=\"tracking\" checked", page.Body);
        // What is as it was is not said again.
        await team.ChooseAsync(link, Purpose.MarketingMail);
        Assert.Equal(0, team.Count("select count(*) from consents"));
        var saved = await team.ChooseAsync(link, Purpose.Tracking, Purpose.MarketingMail);
        Assert.Contains("Gespeichert", saved.Body, StringComparison.Ordinal);
        Assert.Contains("Ja zu „Auf der Website wiedererkennen“", saved.Body, StringComparison.Ordinal);
        Assert.Equal(1, team.Count($"select count(*) from consents where purpose = 'tracking' and said = {(int)ConsentWord.Given} and basis = 1 and wording = 1 and language = 'de' and form = 'preferences' and address = '127.0.0.1' and email = 'eve@three.com'"));
        await team.ChooseAsync(link, Purpose.MarketingMail);
        Assert.Equal(1, team.Count($"select count(*) from consents where purpose = 'tracking' and said = {(int)ConsentWord.Withdrawn}"));
        Assert.Null(team.WhyNot(lead));
        Assert.Contains("Your preferences", (await team.VisitAsync($"{link}?lang=en")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task No_mail_at_all_ends_mail_and_leaves_the_rest_and_there_is_a_way_back(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        var link = team.PreferencesLink(lead);
        await team.ChooseAsync(link, Purpose.Tracking, Purpose.MarketingMail);
        Assert.Equal(303, (await team.Server.SendAsync("POST", link, "none=true", PrivacyDesk.Stranger, ("Content-Type", "application/x-www-form-urlencoded"))).Status);
        Assert.Equal("they unsubscribed", team.WhyNot(lead));
        Assert.Matches("name=\"tracking\" checked", (await team.VisitAsync(link)).Body);
        Assert.Contains("You are unsubscribed", (await team.VisitAsync(team.UnsubscribeLink(lead))).Body, StringComparison.Ordinal);
        team.Server.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await team.ChooseAsync(link, Purpose.Tracking, Purpose.MarketingMail);
        Assert.Null(team.WhyNot(lead));
        Assert.False(team.IsSuppressed("eve@three.com"));
        // And off once more.
        team.Server.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await team.ChooseAsync(link, Purpose.Tracking);
        Assert.NotNull(team.WhyNot(lead));
        Assert.True(team.IsSuppressed("eve@three.com"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_yes_that_anybody_could_have_typed_lifts_no_suppression_and_his_own_lifts_no_bounce(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        await team.OneClickAsync(team.UnsubscribeLink(lead));
        team.Server.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await team.RecordAsync(lead, team.Says(yes: true));
        Assert.Equal("they unsubscribed", team.WhyNot(lead));
        await team.RecordAsync(lead, team.Says(yes: true, isConfirmed: true));
        Assert.Null(team.WhyNot(lead));
        await team.Server.DoAsync(write => Suppressions.Add(write, team.Desk, "eve@three.com", SuppressionReason.Bounced, by: null));
        await team.RecordAsync(lead, team.Says(yes: true, isConfirmed: true));
        Assert.Equal("mail to this address came back for good", team.WhyNot(lead));
        Assert.Contains("earlier mail came back", (await team.VisitAsync(team.PreferencesLink(lead))).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Of_two_statements_the_later_one_counts_in_whatever_order_they_come(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        await team.RecordAsync(lead, team.Says(yes: true));
        await team.RecordAsync(lead, team.Says(yes: false) with { At = team.Desk.Now.AddDays(-10) });
        Assert.Null(team.WhyNot(lead));
        Assert.False(team.IsSuppressed("eve@three.com"));
        // One that is to come counts from now on.
        await team.RecordAsync(lead, team.Says(yes: false) with { At = team.Desk.Now.AddDays(10) });
        Assert.NotNull(team.WhyNot(lead));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Under_consent_nobody_is_written_to_who_did_not_say_yes(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        await team.RunAsync();
        await team.BasisAsync(LawfulBasis.Consent);
        Assert.Equal(1, team.Count("select count(*) from mails where withheld_because = 'there is no consent to mail from them'"));
        await team.LaterAsync(TimeSpan.FromDays(5));
        Assert.Equal(1, team.Count("select count(*) from mails"));
        Assert.Equal("there is no consent to mail from them", team.WhyNot(lead));
        await team.RecordAsync(lead, team.Says(yes: true, basis: LawfulBasis.Consent));
        Assert.Null(team.WhyNot(lead));
        await team.RecordAsync(lead, team.Says(yes: false, basis: LawfulBasis.Consent));
        Assert.Equal("they unsubscribed", team.WhyNot(lead));
        Assert.Equal(1, team.Count($"select count(*) from consents where said = {(int)ConsentWord.Withdrawn}"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whoever_changes_a_wording_makes_a_new_version_and_evidence_keeps_the_old(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        await team.ChooseAsync(team.PreferencesLink(lead), Purpose.Tracking, Purpose.MarketingMail);
        var page = await team.Server.FormAsync("/privacy/purposes/tracking/wordings", ("language", "en"), ("title", "Know me again"), ("says", "You may know me again."));
        Assert.Contains("Know me again", page.Body, StringComparison.Ordinal);
        Assert.Contains("Earlier versions, kept as evidence", page.Body, StringComparison.Ordinal);
        // The same again is no new version.
        await team.Server.FormAsync("/privacy/purposes/tracking/wordings", ("language", "en"), ("title", "Know me again"), ("says", "You may know me again."));
        Assert.Equal(2, team.Count("select count(*) from purpose_wordings where purpose = 'tracking' and language = 'en'"));
        Assert.Equal(1, team.Count("select count(*) from consents where wording = 1 and purpose = 'tracking'"));
        Assert.Contains("Know me again", (await team.VisitAsync(team.PreferencesLink(lead))).Body, StringComparison.Ordinal);
        Assert.Equal(1, team.Count("select count(*) from audit where action = 'purpose.worded'"));
    }
}
