using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ripen.Accounts;
using Ripen.Accounts.Oidc;
using Ripen.Agreements;
using Ripen.Campaigns;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Forms;
using Ripen.Funnel;
using Ripen.Handovers;
using Ripen.Imports;
using Ripen.Languages;
using Ripen.Leads;
using Ripen.Nurture;
using Ripen.Opportunities;
using Ripen.Organisations;
using Ripen.Persons;
using Ripen.Privacy;
using Ripen.SalesDesk;
using Ripen.Search;
using Ripen.Settings;
using Ripen.Telling;
using Ripen.Tracking;
using Ripen.Views;
using Ripen.Webhooks;
using Ripen.Welcome;
using Ripen.Work;

namespace Ripen.Web;

/// <summary>What the server is made of.</summary>
internal static class DeskApp
{
    /// <param name="key">By which the command line on this machine hands over its work.</param>
    /// <param name="reach">By which names it is reached; null: on this machine.</param>
    /// <param name="claimLength">How long what the background work claims is its own; null: as long as is usual.</param>
    public static WebApplication Build(Desk desk, RootCommand root, string key, Action<WebApplicationBuilder>? configure = null, TimeSpan? claimLength = null, Reach? reach = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(Limits.Set);
        builder.Services.AddSingleton(desk);
        builder.Services.AddSingleton(reach ??= Reach.ThisMachine);
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton<WaitingFiles>();
        builder.Services.AddSingleton<ImportRuns>();
        builder.Services.AddSingleton<YearLoad>();
        builder.Services.AddSingleton<VisitTally>();
        builder.Services.AddSingleton<KindCounts>();
        builder.Services.AddSingleton(_ => new VisitDoor(desk));
        builder.Services.AddSingleton(new AddressLimit(TrackerEndpoints.MostOfAddress, TrackerEndpoints.Window));
        builder.Services.AddHostedService<VisitWork>();
        builder.Services.AddHostedService(_ => new OldKeys(desk));
        builder.Services.AddHostedService<PassWarmUp>();
        builder.Services.AddHostedService<MailWork>();
        builder.Services.AddHostedService<WebhookWork>();
        builder.Services.AddHostedService(services => new BackgroundWork(desk, services.GetRequiredService<ILogger<Worker>>(), claimLength));
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Set(json.SerializerOptions));
        builder.Services.AddApiDocument();
        builder.Services.AddRazorComponents();
        ProtectionKeys.Add(builder.Services, desk);
        builder.Services.AddSingleton<OidcClient>();
        // Pages are UTF-8: only what HTML itself reads is written otherwise.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        configure?.Invoke(builder);
        var app = builder.Build();
        reach.UseProxies(app);
        app.UseFence(desk, reach);
        app.UseRouting();
        app.UseIdentification(desk);
        app.Use(next => http => Roles.CheckAsync(http, next, desk));
        app.MapHealth();
        app.MapOpenApi();
        app.MapDocsPage();
        app.MapPost(HandedOver.Path, (HttpContext http) => CommandEndpoint.RunAsync(http, desk, root, key));
        MapApi(app);
        MapPages(app);
        return app;
    }

    private static void MapPages(WebApplication app)
    {
        app.MapFrontEnd();
        TrackerEndpoints.Map(app);
        LoginPages.Map(app);
        OidcPages.Map(app);
        BeginPages.Map(app);
        AccountPages.Map(app);
        PasskeyPages.Map(app);
        PeoplePages.Map(app);
        AbsencePages.Map(app);
        TeamPages.Map(app);
        TokenPages.Map(app);
        AuditPages.Map(app);
        RolesPages.Map(app);
        LeadsPages.Map(app);
        BulkPages.Map(app);
        NewLeadPages.Map(app);
        LeadPages.Map(app);
        LeadActPages.Map(app);
        LeadConsentPages.Map(app);
        WelcomePages.Map(app);
        ImportsPages.Map(app);
        WaitingPages.Map(app);
        WorkPages.Map(app);
        SettingsPages.Map(app);
        PrivacyPages.Map(app);
        PreferencePages.Map(app);
        NoticePages.Map(app);
        NoticeSwitchPages.Map(app);
        OutboxPages.Map(app);
        WebhookPages.Map(app);
        LivePages.Map(app);
        SearchPages.Map(app);
        SalesDeskPages.Map(app);
        TasksPages.Map(app);
        SalesTeamPages.Map(app);
        OpportunitiesPages.Map(app);
        OrganisationsPages.Map(app);
        OrganisationPages.Map(app);
        CampaignPages.Map(app);
        SourcesPages.Map(app);
        KindPages.Map(app);
        TrackerPages.Map(app);
        FunnelPages.Map(app);
        ScorecardPages.Map(app);
        BoardPages.Map(app);
        ViewPages.Map(app);
        StartPage.Map(app);
        ProgrammesPages.Map(app);
        ProgrammePages.Map(app);
        ComponentsPages.Map(app);
        AgreementPages.Map(app);
        PublicFormPages.Map(app);
        FormsPages.Map(app);
        TextPages.Map(app);
    }

    private static void MapApi(WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.AddEndpointFilter(ListQuery.CheckAsync);
        LeadsApi.Map(api);
        PurchaseApi.Map(api);
        HandoversApi.Map(api);
        TasksApi.Map(api);
        SalesDesk.DeskApi.Map(api);
        OpportunitiesApi.Map(api);
        SalesTeamPages.Map(api);
        PersonsApi.Map(api);
        ConsentsApi.Map(api);
        PurposesApi.Map(api);
        OrganisationsApi.Map(api);
        CampaignsApi.Map(api);
        SourcesApi.Map(api);
        FunnelApi.Map(api);
        ScorecardPages.Map(api);
        BoardPages.Map(api);
        ViewsApi.Map(api);
        ProgrammesApi.Map(api);
        ProgrammeMailsApi.Map(api);
        TouchesApi.Map(api);
        KindsApi.Map(api);
        AgreementsApi.Map(api);
        ImportsApi.Map(api);
        UsersApi.Map(api);
        NoticesApi.Map(api);
        WebhooksApi.Map(api);
    }
}
