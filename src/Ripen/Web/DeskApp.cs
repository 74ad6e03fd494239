using System.CommandLine;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Work;

namespace Ripen.Web;

/// <summary>What the server is made of.</summary>
internal static class DeskApp
{
    /// <param name="key">By which the command line on this machine hands over its work.</param>
    /// <param name="claimLength">How long what the background work claims is its own; null: as long as is usual.</param>
    public static WebApplication Build(Desk desk, RootCommand root, string key, Action<WebApplicationBuilder>? configure = null, TimeSpan? claimLength = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(desk);
        builder.Services.AddHostedService(services => new BackgroundWork(desk, services.GetRequiredService<ILogger<Worker>>(), claimLength));
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapGet("/health/live", () => "live");
        app.MapGet("/health/ready", () => "ready");
        app.MapPost(HandedOver.Path, (HttpContext http) => CommandEndpoint.RunAsync(http, desk, root, key));
        return app;
    }
}
