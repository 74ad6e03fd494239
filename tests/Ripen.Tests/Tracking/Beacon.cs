using Microsoft.Extensions.DependencyInjection;
using Ripen.Settings;
using Ripen.Tests.Web;
using Ripen.Tracking;

namespace Ripen.Tests.Tracking;

/// <summary>A browser on a site of the desk's, as the tracker in it sends.</summary>
internal sealed class Beacon(ApiServer server, Guid? visitor = null)
{
    public const string Site = "https://www.ours.example";
    public const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    public Guid Visitor { get; } = visitor ?? Guid.NewGuid();

    /// <summary>A server whose site may send.</summary>
    public static async Task<ApiServer> ServerAsync(string kind)
    {
        var server = await ApiServer.StartAsync(kind);
        await server.DoAsync(write => SettingStore.Set(write, KnownSettings.Sites, Site, server.Desk.Desk.Now));
        return server;
    }

    /// <summary>Looks at what has come, as the background work of a server does.</summary>
    public static Task<int> LookAsync(ApiServer server) => VisitWork.RunAsync(server.Desk.Desk, server.App.Services.GetRequiredService<VisitTally>());

    public Task<Reply> ViewAsync(string path, Guid? id = null, string? referrer = null, string? link = null, int? ago = null) =>
        SendAsync($$"""{"v":"{{Visitor}}","i":"{{id ?? Guid.NewGuid()}}","e":"view","u":"{{Site}}{{path}}","r":"{{referrer}}"{{(link is null ? "" : $",\"l\":\"{link}\"")}}{{(ago is null ? "" : $",\"a\":{ago}")}}}""");

    public Task<Reply> LeaveAsync(Guid view, int seconds) => SendAsync($$"""{"v":"{{Visitor}}","i":"{{view}}","e":"left","s":{{seconds}}}""");

    public Task<Reply> TouchAsync(string kind) => SendAsync($$"""{"v":"{{Visitor}}","i":"{{Guid.NewGuid()}}","e":"touch","u":"{{Site}}/","k":"{{kind}}"}""");

    public Task<Reply> FetchAsync(string path) => SendAsync($$"""{"v":"{{Visitor}}","i":"{{Guid.NewGuid()}}","e":"file","u":"{{Site}}{{path}}"}""");

    public Task<Reply> WithdrawAsync() => SendAsync($$"""{"v":"{{Visitor}}","i":"{{Guid.NewGuid()}}","e":"gone"}""");

    public Task<Reply> SendAsync(string body, params (string Name, string Value)[] headers) => server.SendAsync("POST", "/t", body, [.. Usual.Where(usual => !headers.Any(header => header.Name == usual.Name)), .. headers]);

    private static readonly (string Name, string Value)[] Usual = [("Content-Type", "text/plain;charset=UTF-8"), ("Origin", Site), ("User-Agent", Firefox), ("No-Login", "1")];

    /// <summary>He says who he is.</summary>
    public Task IdentifyAsync(Guid person) => server.DoAsync(write => { Visitors.Identify(write, server.Desk.Desk, Visitor, person); });

    /// <summary>Somebody who is known by his address.</summary>
    public static async Task<Guid> PersonAsync(ApiServer server, string email = "ann@orbis-freight.com") =>
        Guid.Parse((await server.PostAsync("/api/v1/touches", $$"""{"kind":"form_sent","email":"{{email}}"}""")).Text("person"));
}
