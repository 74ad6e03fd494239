using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Telling;

/// <summary>Takes mails to the mail server, some by one connection.</summary>
/// <param name="address">Where people reach the desk, without a slash at the end.</param>
internal sealed class Postman(Desk desk, Func<string> address)
{
    private const int MostTaken = 10;
    private readonly Guid id = desk.Ids.Next(desk.Now);

    /// <summary>How long the mail server may take for a mail, by the clock on the wall.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long what it has taken is its own: all of it at the slowest.</summary>
    private TimeSpan ClaimLength => (MostTaken + 2) * Patience;

    /// <summary>Sends what is due, and says how many were sent; nothing while there is no mail server.</summary>
    public async Task<int> SendDueAsync(CancellationToken stop = default)
    {
        var sent = 0;
        while (Due() is { } smtp)
        {
            var claim = new Claim(id, desk.Now, ClaimLength);
            var taken = await desk.Writer.DoAsync(write => UserMails.Take(write, claim, MostTaken), stop);
            if (taken.Count == 0) break;
            sent += await SendAsync(smtp, taken, stop);
        }
        return sent;
    }

    /// <summary>Sends one mail now.</summary>
    /// <returns>Why it was not, in a sentence; null where it was.</returns>
    public async Task<string?> TryAsync(Smtp smtp, string to, string subject, string text, CancellationToken stop)
    {
        using var client = new SmtpClient();
        try
        {
            await WithinAsync(limit => ConnectAsync(client, smtp, limit), stop);
            await WithinAsync(limit => client.SendAsync(MailText.Message(smtp.From, to, subject, text, desk.Ids.Next(desk.Now), desk.Now), limit), stop);
            await LeaveAsync(client);
            return null;
        }
        catch (Exception failure) when (IsOutside(failure, stop))
        {
            return Said(failure);
        }
    }

    private Smtp? Due()
    {
        using var session = desk.Database.Read();
        return UserMails.Any(session, desk.Now) ? Smtp.Of(session, desk) : null;
    }

    // What was not come to is let go of, whatever happens.
    private async Task<int> SendAsync(Smtp smtp, List<UserMail> mails, CancellationToken stop)
    {
        var (left, sent) = (new Queue<UserMail>(mails), 0);
        using var client = new SmtpClient();
        try
        {
            await WithinAsync(limit => ConnectAsync(client, smtp, limit), stop);
            for (; client.IsConnected && left.TryPeek(out var mail); left.Dequeue()) sent += await SendAsync(client, smtp, mail, stop) ? 1 : 0;
            await LeaveAsync(client);
        }
        catch (Exception failure) when (IsOutside(failure, stop))
        {
            for (; left.TryPeek(out var mail); left.Dequeue()) await FailAsync(mail, Said(failure));
        }
        finally
        {
            if (left.Count > 0) await desk.Writer.DoAsync(write => UserMails.Release(write, id, [.. left.Select(mail => mail.Id)]), CancellationToken.None);
        }
        return sent;
    }

    private async Task<bool> SendAsync(SmtpClient client, Smtp smtp, UserMail mail, CancellationToken stop)
    {
        if (desk.Now - mail.At > Backoff.InAll) return await FailAsync(mail, "It is older than two days and was not sent any more.", isForGood: true);
        if (IsGone(mail)) return await FailAsync(mail, "The account is deactivated.", isForGood: true);
        try
        {
            var text = MailText.Of(mail, UserMails.PathOf(desk, mail), address());
            var message = MailText.Message(smtp.From, mail.Address, mail.Subject, text, mail.Id, mail.At);
            await WithinAsync(limit => client.SendAsync(message, limit), stop);
        }
        catch (UnreachableException shut)
        {
            return await FailAsync(mail, shut.Message);
        }
        catch (Exception failure) when (IsOutside(failure, stop))
        {
            // What the server says after an answer that did not come, nobody knows what it belongs to.
            if (failure is not SmtpCommandException) await client.DisconnectAsync(quit: false, CancellationToken.None);
            return await FailAsync(mail, Said(failure), isForGood: IsForGood(failure));
        }
        await desk.Writer.DoAsync(write => Told(write, () => UserMails.Sent(write, mail, id, desk.Now)), CancellationToken.None);
        return true;
    }

    private bool IsGone(UserMail mail)
    {
        if (mail.User is not { } user) return false;
        using var session = desk.Database.Read();
        return desk.Users.Find(session, user) is not { IsActive: true };
    }

    private async Task<bool> FailAsync(UserMail mail, string why, bool isForGood = false)
    {
        await desk.Writer.DoAsync(write => Told(write, () => UserMails.Failed(write, mail, id, desk.Now, why, isForGood)), CancellationToken.None);
        return false;
    }

    private static void Told(Write write, Action act)
    {
        act();
        write.Changed(Changes.Mails);
    }

    private async Task WithinAsync(Func<CancellationToken, Task> act, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        await act(limit.Token);
    }

    private static async Task ConnectAsync(SmtpClient client, Smtp smtp, CancellationToken stop)
    {
        await client.ConnectAsync(smtp.Host, smtp.Port, smtp.Security, stop);
        if (smtp.User is not null) await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", stop);
    }

    // A farewell that fails changes nothing.
    private async Task LeaveAsync(SmtpClient client)
    {
        try
        {
            if (client.IsConnected) await WithinAsync(limit => client.DisconnectAsync(quit: true, limit), CancellationToken.None);
        }
        catch (Exception failure) when (IsOutside(failure, CancellationToken.None))
        {
            // It has the mails.
        }
    }

    private static bool IsOutside(Exception failure, CancellationToken stop) =>
        failure is CommandException or ProtocolException or AuthenticationException or SslHandshakeException or IOException or SocketException or TimeoutException or NotSupportedException or ServiceNotConnectedException or FormatException || (failure is OperationCanceledException && !stop.IsCancellationRequested);

    private static bool IsForGood(Exception failure) =>
        failure is FormatException || (failure is SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted } refused && (int)refused.StatusCode >= 500);

    private static string Said(Exception failure) => Reading.Reports.Harmless(failure switch
    {
        SmtpCommandException refused => FormattableString.Invariant($"The mail server answered {(int)refused.StatusCode}: {refused.Message}"),
        AuthenticationException refused => $"The mail server does not take the login: {refused.Message}",
        SslHandshakeException => "No encrypted connection came about: the certificate of the mail server does not stand for its name, or it does not encrypt at this port.",
        NotSupportedException when failure.Message.Contains("STARTTLS", StringComparison.OrdinalIgnoreCase) => "The mail server does not offer STARTTLS, and without it nothing is sent. If it is on your own network, set smtp_security to none.",
        NotSupportedException => $"The mail server cannot do what is wanted of it: {failure.Message}",
        SocketException => $"The mail server cannot be reached: {failure.Message}",
        TimeoutException or OperationCanceledException => "The mail server does not answer.",
        FormatException => "The address is none that mail can be sent to.",
        _ => $"The connection to the mail server broke off: {failure.Message}",
    }, 300);
}
