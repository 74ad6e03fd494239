using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ripen.Bench;

/// <summary>A web server in a process of its own, started and asked as a client would.</summary>
internal sealed class MeasuredServer : IDisposable
{
    private const string ReadyPath = "/health/ready";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <param name="file">An assembly for <c>dotnet</c>, or a program.</param>
    /// <param name="argsOf">Its arguments for an address.</param>
    /// <param name="readyPath">What is there once it is ready.</param>
    public MeasuredServer(string file, Func<string, string[]> argsOf, string readyPath = ReadyPath)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 64 }) { BaseAddress = new(url), Timeout = Limit };
        Process = new(file, argsOf(url));
        try
        {
            Ready = WaitUntilReady(readyPath);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public MeasuredProgram Process { get; }

    public HttpClient Client { get; }

    /// <summary>From the start of the process until it said it is ready.</summary>
    public TimeSpan Ready { get; }

    /// <summary>Chooses a password by a link that the server gave out; from then on the client holds the session.</summary>
    public void LogIn(string link)
    {
        const string Password = "measured in a fair way";
        Client.DefaultRequestHeaders.Add("Origin", Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var form = new FormUrlEncodedContent([new("password", Password), new("again", Password)]);
        using var response = Client.PostAsync(link, form).GetAwaiter().GetResult();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"POST {link}: {(int)response.StatusCode}");
    }

    /// <summary>Whether there is something at an address at all.</summary>
    public bool Has(string path)
    {
        using var response = Client.GetAsync(path).GetAwaiter().GetResult();
        return response.StatusCode != HttpStatusCode.NotFound;
    }

    public byte[] Get(string path, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        using var response = Client.SendAsync(request).GetAwaiter().GetResult();
        var body = response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
        return response.IsSuccessStatusCode ? body : throw new InvalidOperationException($"GET {path}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
    }

    public void Dispose()
    {
        if (!Process.HasEnded) Process.Stop();
        Process.Dispose();
        Client.Dispose();
    }

    private TimeSpan WaitUntilReady(string path)
    {
        while (Process.Age < Limit && !Process.HasEnded)
        {
            try
            {
                using var response = Client.GetAsync(path).GetAwaiter().GetResult();
                if (response.IsSuccessStatusCode) return Process.Age;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
            // Whoever is long about it is not to be slowed down by being asked.
            Thread.Sleep(Process.Age < TimeSpan.FromSeconds(2) ? 2 : 20);
        }
        throw new InvalidOperationException($"The server does not become ready: {Process.Story}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
