using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Telling;

/// <summary>What the tests of mail do to a desk.</summary>
internal static class MailDesk
{
    public const string Address = "https://ripen.example.com";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>From now on the desk sends by this server.</summary>
    public static Task MailByAsync(this Desk desk, SmtpSink sink, string security = "none") => desk.Writer.DoAsync(
        write =>
        {
            Set(write, desk, KnownSettings.SmtpHost, "127.0.0.1");
            Set(write, desk, KnownSettings.SmtpPort, $"{sink.Port}");
            Set(write, desk, KnownSettings.SmtpSecurity, security);
            Set(write, desk, KnownSettings.SmtpFrom, "Ripen <desk@ripen.example.com>");
        },
        Stop);

    public static Task SetAsync(this Desk desk, Setting setting, string value) => desk.Writer.DoAsync(write => Set(write, desk, setting, value), Stop);

    public static void Set(Write write, Desk desk, Setting setting, string value) => SettingStore.Change(write, desk, Caller.OnThisMachine, setting, setting.Read(value)!);

    public static Task TellAsync(this Desk desk, User user, NoticeKind kind, string says, string path = "/leads") => desk.Writer.DoAsync(write => Notices.Tell(write, desk, user, kind, says, path), Stop);

    public static Postman Postman(this Desk desk) => new(desk, () => Address) { Patience = TimeSpan.FromSeconds(10) };

    public static UserMail OnlyMail(this TestDesk desk)
    {
        using var session = desk.Desk.Database.Read();
        return Assert.Single(UserMails.Page(session, null, null, 10));
    }
}
