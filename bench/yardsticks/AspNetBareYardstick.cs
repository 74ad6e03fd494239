using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Ripen.Bench;

/// <summary>An ASP.NET Core app that does nothing: how long one takes to start, and what memory it has after twenty pages.</summary>
internal static class AspNetBareYardstick
{
    public const string Name = "aspnet-bare";
    public const string MemoryName = "aspnet-bare-memory";

    /// <summary>The argument by which this program is that app.</summary>
    public const string AppArgument = "bare-app";

    private const int Starts = 5;
    private const int Pages = 20;

    public static IEnumerable<Measurement> Run()
    {
        var (ready, memory) = (TimeSpan.MaxValue, 0.0);
        for (var i = 0; i < Starts; i++)
        {
            using var server = new MeasuredServer(typeof(AspNetBareYardstick).Assembly.Location, url => [AppArgument, url]);
            for (var page = 0; page < Pages; page++) server.Get("/list");
            ready = server.Ready < ready ? server.Ready : ready;
            memory = server.Process.Megabytes;
        }
        yield return new(Name, ready.TotalMilliseconds, "ms", string.Create(CultureInfo.InvariantCulture, $"start of the process until it answers, best of {Starts}"));
        yield return new(MemoryName, memory, "MB", string.Create(CultureInfo.InvariantCulture, $"resident after {Pages} pages of 50 items"));
    }

    public static void Serve(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.MapGet("/health/ready", () => "ready");
        app.MapGet("/list", () => Enumerable.Range(0, 50).Select(i => new { Id = i, Name = "somebody", Email = "somebody@example.com" }));
        app.Run();
    }
}
