using System.Globalization;
using MailKit.Security;
using MimeKit;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;

namespace Ripen.Telling;

/// <summary>The server by which the desk sends mail, as it is set.</summary>
/// <param name="User">Null where it wants no login.</param>
internal sealed record Smtp(string Host, int Port, SecureSocketOptions Security, string? User, string? Password, MailboxAddress From)
{
    /// <summary>Whether mail can be sent at all.</summary>
    public static bool IsSet(Session session, Desk desk) => desk.Settings.Of(session, KnownSettings.SmtpHost).Length > 0 && desk.Settings.Of(session, KnownSettings.SmtpFrom).Length > 0;

    /// <summary>Null while it is not set.</summary>
    public static Smtp? Of(Session session, Desk desk)
    {
        if (!IsSet(session, desk)) return null;
        var user = desk.Settings.Of(session, KnownSettings.SmtpUser);
        return new(
            desk.Settings.Of(session, KnownSettings.SmtpHost),
            int.Parse(desk.Settings.Of(session, KnownSettings.SmtpPort), CultureInfo.InvariantCulture),
            desk.Settings.Of(session, KnownSettings.SmtpSecurity) switch { "tls" => SecureSocketOptions.SslOnConnect, "start_tls" => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None },
            user.Length > 0 ? user : null,
            user.Length > 0 ? DeskSecrets.Find(desk, session, KnownSettings.SmtpPassword) : null,
            AddressOf(desk.Settings.Of(session, KnownSettings.SmtpFrom))!);
    }

    /// <summary>With or without a name before it; null where it is no address of somebody at a domain.</summary>
    public static MailboxAddress? AddressOf(string text) =>
        !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var address) && address.LocalPart.Length > 0 && address.Domain.Length > 0 ? address : null;
}
