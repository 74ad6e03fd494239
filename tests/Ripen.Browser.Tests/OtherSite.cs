using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ripen.Tests;

/// <summary>A website that is not the desk's, on a port of its own, with a strict policy: scripts and requests of the desk alone, no style in a page.</summary>
internal sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication app;

    private OtherSite(WebApplication app) => this.app = app;

    public string Origin { get; private set; } = "";

    /// <param name="desk">The origin of the desk.</param>
    /// <param name="consent">What the script is told about consent; null: nothing.</param>
    public static async Task<OtherSite> ServeAsync(string desk, string? consent, string language = "en")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var told = consent is null ? "" : $" data-consent=\"{consent}\"";
        built.MapGet("/{**path}", (string? path, HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src {desk}; connect-src {desk}; img-src data:";
            return Results.Content($"<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{path}</title><link rel=\"icon\" href=\"data:,\"><script src=\"{desk}/t.js\"{told} async></script></head><body><h1>Ours</h1><a id=\"next\" href=\"/pricing\">Prices</a> <a id=\"file\" href=\"/guide.pdf\" download>Guide</a></body></html>", "text/html");
        });
        await built.StartAsync();
        return new(built) { Origin = built.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() };
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
