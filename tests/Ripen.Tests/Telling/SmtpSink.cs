using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ripen.Tests.Telling;

/// <summary>A mail as the sink took it.</summary>
internal sealed record TakenMail(string From, IReadOnlyList<string> To, string Text)
{
    /// <summary>The value of a header that stands on one line.</summary>
    public string? Header(string name) => Text.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}

/// <summary>A mail server on a free port of this machine (RFC 5321, 4954), which takes every mail and can be told to do otherwise.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly List<TakenMail> taken = [];
    private readonly Task accepting;

    public SmtpSink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Who may send; null: anybody.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>It says that it can, and then cannot.</summary>
    public bool OffersStartTls { get; init; }

    /// <summary>It takes connections and says nothing.</summary>
    public bool Hangs { get; set; }

    /// <summary>What it says to a recipient, if not 250.</summary>
    public Func<string, string?> OnRecipient { get; set; } = _ => null;

    /// <summary>What it says to a whole mail, once each, if not 250; empty: it breaks the connection off.</summary>
    public Queue<string> OnData { get; } = new();

    public int Connections { get; private set; }

    public IReadOnlyList<TakenMail> Mails
    {
        get
        {
            lock (taken) return [.. taken];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Dispose();
        await accepting;
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token);
                Connections++;
                open.Add(ServeAsync(client));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (Hangs) await Task.Delay(Timeout.Infinite, ended.Token);
                await TalkAsync(client.GetStream());
            }
            catch (Exception over) when (over is OperationCanceledException or IOException)
            {
                // It has gone, or the test is over.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var (from, to, isIn) = ("", new List<string>(), Login is null);
        await SayAsync(stream, "220 sink.example.com ESMTP");
        while (await reader.ReadLineAsync(ended.Token) is { } line)
        {
            var (verb, rest) = (line.Split(' ')[0].ToUpperInvariant(), line);
            if (verb == "EHLO") await SayAsync(stream, $"250-sink.example.com\r\n{(OffersStartTls ? "250-STARTTLS\r\n" : "")}{(Login is null ? "" : "250-AUTH PLAIN\r\n")}250 8BITMIME");
            else if (verb == "STARTTLS") await SayAsync(stream, "454 4.7.0 TLS not available");
            else if (verb == "AUTH") await SayAsync(stream, (isIn = IsLogin(rest)) ? "235 2.7.0 in" : "535 5.7.8 wrong name or password");
            else if (verb == "MAIL" && !isIn) await SayAsync(stream, "530 5.7.0 who are you");
            else if (verb == "MAIL")
            {
                (from, to) = (Between(rest), []);
                await SayAsync(stream, "250 2.1.0 ok");
            }
            else if (verb == "RCPT")
            {
                var refusal = OnRecipient(Between(rest));
                if (refusal is null) to.Add(Between(rest));
                await SayAsync(stream, refusal ?? "250 2.1.5 ok");
            }
            else if (verb == "DATA" && to.Count == 0) await SayAsync(stream, "554 5.5.1 nobody to send to");
            else if (verb == "DATA")
            {
                await SayAsync(stream, "354 go on");
                var text = await DataAsync(reader);
                var answer = OnData.TryDequeue(out var other) ? other : "250 2.0.0 taken";
                if (answer.Length == 0) return;
                if (answer[0] == '2')
                {
                    lock (taken) taken.Add(new(from, [.. to], text));
                }
                await SayAsync(stream, answer);
            }
            else if (verb == "QUIT")
            {
                await SayAsync(stream, "221 2.0.0 bye");
                return;
            }
            else await SayAsync(stream, verb is "RSET" or "NOOP" ? "250 2.0.0 ok" : "502 5.5.2 not known here");
        }
    }

    private bool IsLogin(string line) =>
        Login is { } login && line.Split(' ') is [_, "PLAIN", var given] && Encoding.UTF8.GetString(Convert.FromBase64String(given)).Split('\0') is [_, var user, var password] && (user, password) == login;

    // A dot that begins a line was doubled on its way (RFC 5321, 4.5.2).
    private async Task<string> DataAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(ended.Token) is { } line && line != ".") text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return text.ToString();
    }

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private Task SayAsync(NetworkStream stream, string line) => stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"), ended.Token).AsTask();
}
