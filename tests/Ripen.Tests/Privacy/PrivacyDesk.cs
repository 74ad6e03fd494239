using Ripen.Life;
using Ripen.Privacy;
using Ripen.Tests.Handovers;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Privacy;

/// <summary>What the tests of privacy do to a desk.</summary>
internal static class PrivacyDesk
{
    /// <summary>Comes like any visitor: without a session.</summary>
    public static readonly (string Name, string Value) Stranger = ("No-Login", "1");

    /// <summary>A lead that is enrolled in a programme whose first step is a mail, due at once.</summary>
    public const string Eve = """{"email":"eve@three.com","source":"Website","facts":{"name":"Eve Moreau","job_title":"CFO","organisation":"Three","country":"DE","problem":"slow_picking"}}""";

    public static async Task<SalesTeam> StartAsync(string kind)
    {
        var team = await SalesTeam.StartAsync(kind);
        await team.Server.DoAsync(write => Ripen.Settings.SettingStore.Set(write, Ripen.Settings.KnownSettings.DeskName, "Torfeld Systems", team.Desk.Now));
        return team;
    }

    public static Guid PersonOf(string lead) => LeadId.TryParse(lead, out var id) ? id.Person : throw new ArgumentException($"{lead} is no lead.", nameof(lead));

    public static string UnsubscribeLink(this SalesTeam team, string lead) => PrivacyLinks.Unsubscribe(team.Desk, PersonOf(lead));

    public static string PreferencesLink(this SalesTeam team, string lead) => PrivacyLinks.Preferences(team.Desk, PersonOf(lead));

    public static Task<Reply> VisitAsync(this SalesTeam team, string path, string method = "GET", params (string Name, string Value)[] headers) => team.Server.SendAsync(method, path, null, [Stranger, DeskForms.Reader, .. headers]);

    /// <summary>As mail programs do it (RFC 8058).</summary>
    public static Task<Reply> OneClickAsync(this SalesTeam team, string path, params (string Name, string Value)[] headers) =>
        team.Server.SendAsync("POST", path, "List-Unsubscribe=One-Click", [Stranger, ("Content-Type", "application/x-www-form-urlencoded"), .. headers]);

    /// <summary>The form of the preferences as a browser sends it: what is ticked.</summary>
    public static async Task<Reply> ChooseAsync(this SalesTeam team, string path, params string[] ticked)
    {
        string[] fields = [.. new[] { Purpose.MarketingMail, Purpose.Tracking }.Select(purpose => $"shown-{purpose}=1"), .. ticked.Select(purpose => $"{purpose}=on")];
        var reply = await team.Server.SendAsync("POST", path, string.Join('&', fields), Stranger, DeskForms.Reader, ("Content-Type", "application/x-www-form-urlencoded"));
        Assert.Equal(303, reply.Status);
        return await team.VisitAsync(reply.Headers.Location!.ToString());
    }

    public static long Count(this SalesTeam team, string sql) => team.Server.Desk.Count(sql);

    public static bool IsSuppressed(this SalesTeam team, string email)
    {
        using var session = team.Desk.Database.Read();
        return Suppressions.Holds(session, team.Desk, email);
    }

    /// <summary>Why nothing may be written; null where it may.</summary>
    public static string? WhyNot(this SalesTeam team, string lead, string email = "eve@three.com")
    {
        using var session = team.Desk.Database.Read();
        return LawfulMail.WhyNot(session, team.Desk, PersonOf(lead), email);
    }

    public static ConsentStatement Says(this SalesTeam team, bool yes, bool isConfirmed = false, LawfulBasis basis = LawfulBasis.LegitimateInterest) =>
        new(Purpose.MarketingMail, yes, basis, 1, "en", "a form", "eve@three.com", "203.0.113.9", team.Desk.Now) { IsConfirmed = isConfirmed };

    public static Task RecordAsync(this SalesTeam team, string lead, ConsentStatement statement) => team.Server.DoAsync(write => Consents.Record(write, team.Desk, PersonOf(lead), statement));

    public static Task BasisAsync(this SalesTeam team, LawfulBasis basis) => team.Server.DoAsync(write =>
        PurposeChanges.Change(write, team.Desk, Ripen.Accounts.Caller.OnThisMachine, team.Desk.Purposes.Find(write, Purpose.MarketingMail)!, new("Mail about our offers", basis, true, false)));
}
