using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Storage;
using Ripen.Tests.Storage;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>What came back.</summary>
internal sealed record Reply(int Status, string? ContentType, string Body, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Text(string name) => Json[name]!.ToString();

    /// <summary>Of NDJSON.</summary>
    public IReadOnlyList<JsonNode> Lines => [.. Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
}

/// <summary>The server of a desk in this process, on a free port of this machine, with the desk's own clock.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly TestDesk desk;
    private readonly WebApplication app;

    private ApiServer(TestDesk desk, WebApplication app, List<string> log)
    {
        (this.desk, this.app, Log) = (desk, app, log);
        Client = new(new SignedInHandler(desk.Desk)) { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public TestDesk Desk => desk;

    public HttpClient Client { get; }

    public WebApplication App => app;

    /// <summary>What the server logged.</summary>
    public List<string> Log { get; }

    public static async Task<ApiServer> StartAsync(string kind)
    {
        var (opened, log) = (await TestDesk.OpenAsync(kind), new List<string>());
        var built = DeskApp.Build(opened.Desk, new RootCommand(), "key", builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.RemoveAll<IHostedService>(); // what is asked to be done later stays to be seen
            builder.Logging.ClearProviders().AddProvider(new Ear(log));
        });
        await built.StartAsync();
        return new(opened, built, log);
    }

    /// <summary>Writes something to the desk, past the server.</summary>
    public Task<T> DoAsync<T>(Func<Write, T> work) => Desk.Desk.Writer.DoAsync(work, TestContext.Current.CancellationToken);

    public Task DoAsync(Action<Write> work) => Desk.Desk.Writer.DoAsync(work, TestContext.Current.CancellationToken);

    /// <summary>Both sides sign a version, which puts it in force.</summary>
    public async Task SignAsync(int version, string line = "main")
    {
        var by = Identification.Of(await SignedIn.AdministratorAsync(Desk.Desk), null);
        await DoAsync(write => new[] { Side.Sales, Side.Marketing }.Count(side => Signatures.Sign(Desk.Desk, write, AgreementStore.Find(write, line, version)!, side, by)));
    }

    public Task<Reply> GetAsync(string url) => SendAsync("GET", url);

    public Task<Reply> PostAsync(string url, string body, params (string Name, string Value)[] headers) => SendAsync("POST", url, body, headers);

    /// <param name="headers">Content-Type among them; JSON where it is not.</param>
    public async Task<Reply> SendAsync(string method, string url, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), url);
        if (body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new("application/json") } };
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type") request.Content!.Headers.ContentType = value.Length == 0 ? null : MediaTypeHeaderValue.Parse(value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await Client.SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public Task<Reply> PostLinesAsync(string lines, params (string Name, string Value)[] headers) => PostAsync("/api/v1/touches", lines, [("Content-Type", "application/x-ndjson"), .. headers]);

    /// <summary>Records a lead and gives its id.</summary>
    public async Task<string> LeadAsync(string body) => (await PostAsync("/api/v1/leads", body)).Text("id");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await desk.DisposeAsync();
    }

    private sealed class Ear(List<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log) log.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
