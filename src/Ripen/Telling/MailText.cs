using System.Text;
using MimeKit;

namespace Ripen.Telling;

/// <summary>A mail to a user, word for word: plain text, with a link back to the desk.</summary>
internal static class MailText
{
    /// <summary>What the outbox shows in the place of a link that lets somebody in.</summary>
    public const string Hidden = "(the link stands in the mail alone)";

    /// <param name="link">Whole; null: none.</param>
    /// <param name="switches">Where he chooses what comes by mail; null: it comes whatever he chose.</param>
    public static string Of(string text, string? link, string? switches)
    {
        var whole = new StringBuilder(text).Append('\n');
        if (link is not null) whole.Append('\n').Append(link).Append('\n');
        if (switches is not null) whole.Append("\nWhich notices come by mail, you choose here:\n").Append(switches).Append('\n');
        return whole.ToString();
    }

    /// <summary>As it is sent.</summary>
    /// <param name="path">What its link leads to.</param>
    /// <param name="desk">The desk's address, such as <c>https://ripen.example.com</c>.</param>
    public static string Of(UserMail mail, string? path, string desk) => Of(mail.Text, path is null ? null : desk + path, mail.Path is null || mail.User is null ? null : desk + NoticeSwitchPages.Path);

    /// <summary>As it is shown.</summary>
    public static string Shown(UserMail mail, string desk) => mail.Path is null ? Of(mail.Text, Hidden, null) : Of(mail, mail.Path, desk);

    /// <param name="id">By it a mail that comes twice is recognised.</param>
    public static MimeMessage Message(MailboxAddress from, string address, string subject, string text, Guid id, DateTimeOffset at)
    {
        var message = new MimeMessage { Subject = subject, Date = at, MessageId = $"{id:N}@{from.Domain}", Body = new TextPart("plain") { Text = text } };
        message.From.Add(from);
        message.To.Add(new MailboxAddress("", address));
        // No answering machine is to answer (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
