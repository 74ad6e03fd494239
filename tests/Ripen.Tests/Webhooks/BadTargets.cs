using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ripen.Tests.Webhooks;

/// <summary>Targets on a free port of this machine that behave as targets do: a path for each way.</summary>
internal sealed class BadTargets : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> asked = new(StringComparer.Ordinal);

    private BadTargets(WebApplication app) => this.app = app;

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What <c>/status</c> answers.</summary>
    public int Status { get; set; } = 500;

    public static async Task<BadTargets> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var targets = new BadTargets(builder.Build());
        targets.app.Run(targets.AnswerAsync);
        await targets.app.StartAsync();
        return targets;
    }

    /// <summary>The ids of what came to a path, in order.</summary>
    public IReadOnlyList<string> Ids(string path) => asked.TryGetValue(path, out var ids) ? [.. ids] : [];

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        asked.GetOrAdd(http.Request.Path, _ => new()).Enqueue(http.Request.Headers["webhook-id"].ToString());
        var (response, gone) = (http.Response, http.RequestAborted);
        try
        {
            switch (http.Request.Path.Value)
            {
                case "/hang":
                    await Task.Delay(Timeout.Infinite, gone);
                    break;
                case "/loop":
                    response.Redirect("/loop", permanent: false, preserveMethod: true);
                    break;
                case "/redirect-inside":
                    response.Redirect($"{Address}/inside", permanent: false, preserveMethod: true);
                    break;
                case "/big":
                    await SendAsync(response, 64 * 1024 * 1024, gone);
                    break;
                case "/endless":
                    await SendAsync(response, long.MaxValue, gone);
                    break;
                case "/drip":
                    while (true)
                    {
                        await response.WriteAsync("x", gone);
                        await Task.Delay(20, gone);
                    }
                case "/status":
                    response.StatusCode = Status;
                    await response.WriteAsync($"It says <b>{Status}</b>.", gone);
                    break;
                default:
                    response.StatusCode = StatusCodes.Status204NoContent;
                    break;
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // Whoever asked has heard enough.
        }
    }

    private static async Task SendAsync(HttpResponse response, long most, CancellationToken gone)
    {
        var piece = Encoding.ASCII.GetBytes(new string('y', 16 * 1024));
        for (var sent = 0L; sent < most; sent += piece.Length) await response.Body.WriteAsync(piece, gone);
    }
}
