using System.Data.Common;
using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>What is written down of what people do: of every kind its word.</summary>
internal static class Actions
{
    public const string LoggedIn = "login";
    public const string LoginRefused = "login.refused";
    public const string LoggedOut = "logout";
    public const string SessionEnded = "session.ended";
    public const string UserAdded = "user.added";
    public const string UserChanged = "user.changed";
    public const string RolesChanged = "user.roles";
    public const string UserDeactivated = "user.deactivated";
    public const string UserReactivated = "user.reactivated";
    public const string LinkMade = "user.link";
    public const string PasswordChosen = "password.chosen";
    public const string PasskeyAdded = "passkey.added";
    public const string PasskeyRemoved = "passkey.removed";
    public const string TwoStepsBegun = "two_steps.on";
    public const string TwoStepsEnded = "two_steps.off";
    public const string TeamChanged = "team.changed";
    public const string TokenCreated = "token.created";
    public const string TokenRevoked = "token.revoked";
    public const string SettingChanged = "setting.changed";
    public const string AgreementEdited = "agreement.edited";
    public const string AgreementProposed = "agreement.proposed";
    public const string AgreementSigned = "agreement.signed";
    public const string AgreementInForce = "agreement.in_force";
    public const string ProgrammeSaved = "programme.saved";
    public const string ProgrammePaused = "programme.paused";
    public const string ProgrammeResumed = "programme.resumed";
    public const string ProgrammeRetired = "programme.retired";
    public const string OrganisationSellerChanged = "organisation.seller";
    public const string MailTested = "mail.tested";
    public const string MailRetried = "mail.retried";
    public const string WebhookAdded = "webhook.added";
    public const string WebhookChanged = "webhook.changed";
    public const string WebhookDisabled = "webhook.disabled";
    public const string WebhookEnabled = "webhook.enabled";
    public const string WebhookRemoved = "webhook.removed";
    public const string WebhookReplayed = "webhook.replayed";
    public const string WebhookSecretChanged = "webhook.secret";
    public const string WebhookTested = "webhook.tested";
    public const string PurposeAdded = "purpose.added";
    public const string PurposeChanged = "purpose.changed";
    public const string PurposeWorded = "purpose.worded";
    public const string SuppressionAdded = "suppression.added";
    public const string SuppressionRemoved = "suppression.removed";
    public const string KindChanged = "kind.changed";
    public const string Exported = "export";
    public const string Refused = "refused";

    public static IReadOnlyList<string> All { get; } =
    [
        LoggedIn, LoginRefused, LoggedOut, SessionEnded, UserAdded, UserChanged, RolesChanged, UserDeactivated, UserReactivated, LinkMade, PasswordChosen, PasskeyAdded, PasskeyRemoved, TwoStepsBegun,
        TwoStepsEnded, TeamChanged, TokenCreated, TokenRevoked, SettingChanged, AgreementEdited, AgreementProposed, AgreementSigned, AgreementInForce, ProgrammeSaved, ProgrammePaused, ProgrammeResumed, ProgrammeRetired,
        OrganisationSellerChanged, MailTested, MailRetried, WebhookAdded, WebhookChanged, WebhookDisabled, WebhookEnabled, WebhookRemoved, WebhookReplayed, WebhookSecretChanged, WebhookTested,
        PurposeAdded, PurposeChanged, PurposeWorded, SuppressionAdded, SuppressionRemoved, KindChanged, Exported, Refused,
    ];
}

/// <param name="Subject">What it was done to.</param>
/// <param name="Detail">In words; empty where the action says all.</param>
public sealed record AuditEntry(Guid Id, DateTimeOffset At, string By, string Via, string? Address, string Action, string Subject, string Detail, bool WasRefused);

/// <summary>What of the audit is asked for; null: all of it.</summary>
/// <param name="Text">In the subject, the detail or who did it.</param>
internal sealed record AuditFilter(string? By = null, string? Action = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Text = null, bool? WasRefused = null);

/// <summary>Who did what, when, from where. It only grows: the database refuses everything else.</summary>
internal static class Audit
{
    private const int LongestText = 500;
    private const string Columns = "audit_id, at, by, via, address, action, subject, detail, was_refused";

    /// <summary>Writes it down in the transaction that does it.</summary>
    public static void Note(Write write, Desk desk, Caller who, string action, string subject, string detail = "", bool wasRefused = false) => write.Execute(
        $"insert into audit ({Columns}) values (@id, @at, @by, @via, @address, @action, @subject, @detail, @refused)",
        ("@id", desk.Ids.Next(desk.Now)),
        ("@at", desk.Now),
        ("@by", Cut(who.By)),
        ("@via", Cut(who.Via)),
        ("@address", who.Address),
        ("@action", action),
        ("@subject", Cut(subject)),
        ("@detail", Cut(detail)),
        ("@refused", wasRefused));

    /// <summary>The latest first, from before an entry on.</summary>
    public static List<AuditEntry> Page(Session session, AuditFilter filter, Guid? before, int most)
    {
        var (where, values) = Where(filter);
        if (before is { } id)
        {
            where += " and audit_id < @before";
            values.Add(("@before", id));
        }
        var found = new List<AuditEntry>();
        session.Read(string.Create(CultureInfo.InvariantCulture, $"select {Columns} from audit where {where} order by audit_id desc limit {most}"), row => found.Add(Of(row)), [.. values]);
        return found;
    }

    private static (string Where, List<(string, object?)> Values) Where(AuditFilter filter)
    {
        var (where, values) = ("1 = 1", new List<(string, object?)>());
        Add("by = @by", "@by", filter.By);
        Add("action = @action", "@action", filter.Action);
        Add("at >= @from", "@from", filter.From);
        Add("at < @to", "@to", filter.To);
        Add("was_refused = @refused", "@refused", filter.WasRefused);
        Add("(lower(subject) like @text escape '\\' or lower(detail) like @text escape '\\' or lower(by) like @text escape '\\')", "@text", filter.Text is { } text ? $"%{Escaped(text)}%" : null);
        return (where, values);

        void Add(string condition, string name, object? value)
        {
            if (value is null) return;
            where += $" and {condition}";
            values.Add((name, value));
        }
    }

    private static string Escaped(string text) => text.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static string Cut(string text) => text.Length > LongestText ? text[..LongestText] : text;

    private static AuditEntry Of(DbDataReader row) => new(row.GetId(0), row.GetAt(1), row.GetString(2), row.GetString(3), row.GetTextOrNull(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetYes(8));
}
