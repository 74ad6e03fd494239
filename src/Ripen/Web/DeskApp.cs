using System.CommandLine;
using Ripen.Agreements;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Organisations;
using Ripen.Persons;
using Ripen.Tracking;
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
        builder.WebHost.ConfigureKestrel(Limits.Set);
        builder.Services.AddSingleton(desk);
        builder.Services.AddHostedService(_ => new OldKeys(desk));
        builder.Services.AddHostedService(services => new BackgroundWork(desk, services.GetRequiredService<ILogger<Worker>>(), claimLength));
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Set(json.SerializerOptions));
        builder.Services.AddApiDocument();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseFence(desk);
        app.UseRouting();
        app.Use(next => http => Roles.CheckAsync(http, next));
        app.MapHealth();
        app.MapOpenApi();
        app.MapDocsPage();
        app.MapPost(HandedOver.Path, (HttpContext http) => CommandEndpoint.RunAsync(http, desk, root, key));
        MapApi(app);
        return app;
    }

    private static void MapApi(WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.AddEndpointFilter(ListQuery.CheckAsync);
        LeadsApi.Map(api);
        PurchaseApi.Map(api);
        PersonsApi.Map(api);
        OrganisationsApi.Map(api);
        TouchesApi.Map(api);
        AgreementsApi.Map(api);
        ImportsApi.Map(api);
    }
}
