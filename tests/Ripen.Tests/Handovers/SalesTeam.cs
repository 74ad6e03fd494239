using System.Text.Json.Nodes;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Tests.Storage;
using Ripen.Tests.Web;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Handovers;

/// <summary>A desk with people in Sales, who come by the API with tokens of their own, and a clock that the test moves.</summary>
internal sealed class SalesTeam : IAsyncDisposable
{
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);

    private SalesTeam(ApiServer server) => Server = server;

    public ApiServer Server { get; }

    public Desk Desk => Server.Desk.Desk;

    /// <summary>Lena and Markus sell, Mona leads them.</summary>
    public static async Task<SalesTeam> StartAsync(string kind, string? agreement = null)
    {
        var team = new SalesTeam(await ApiServer.OverAsync(await TestDesk.OpenAsync(kind, agreement)));
        await team.AddAsync("lena", Role.Salesperson);
        await team.AddAsync("markus", Role.Salesperson);
        await team.AddAsync("mona", Role.SalesManager);
        return team;
    }

    public async Task<User> AddAsync(string name, Role roles, int? capacity = null)
    {
        var user = await SignedIn.UserAsync(Desk, $"{name}@desk.example", roles);
        if (capacity is not null) await Server.DoAsync(write => Users.Save(write, user with { Capacity = capacity }));
        return user;
    }

    /// <summary>A lead that is hot, fits and is complete: the agreement hands it over.</summary>
    public async Task<string> RipeAsync(string email = "ann@orbis-freight.com", string country = "DE", int budget = 25_000) => await Server.LeadAsync(RipeBody(email, country, budget));

    public string RipeBody(string email, string country = "DE", int budget = 25_000) => $$"""
        {"email":"{{email}}","source":"Trade fair","facts":{"name":"Ann Lee","job_title":"CFO","organisation":"{{email.Split('@')[1]}}","industry":"logistics","employees":"300","country":"{{country}}",
         "budget":"{{budget}} EUR","problem":"slow_picking","purchase_by":"{{Desk.Now.AddDays(60):yyyy-MM-dd}}"} }
        """;

    /// <summary>Moves the clock and does what is due until nothing is.</summary>
    public async Task LaterAsync(TimeSpan by)
    {
        Server.Desk.Clock.Advance(by);
        await RunAsync();
    }

    public async Task AtAsync(DateTimeOffset at)
    {
        Server.Desk.Clock.SetUtcNow(at);
        await RunAsync();
    }

    public async Task RunAsync() => await Worker.RunDueAsync(Desk, TestContext.Current.CancellationToken);

    public async Task<Reply> AsAsync(string name, string method, string path, string? body = null)
    {
        if (!tokens.TryGetValue(name, out var token))
        {
            var user = await SignedIn.UserAsync(Desk, $"{name}@desk.example", Role.Salesperson);
            tokens[name] = token = await SignedIn.TokenAsync(Desk, user);
        }
        return await Server.SendAsync(method, path, body, ("Authorization", $"Bearer {token}"));
    }

    /// <summary>Of a browser in which somebody has just logged in.</summary>
    public async Task<string> CookieAsync(string name) => SignedIn.CookieOf(await SignedIn.SessionAsync(Desk, await SignedIn.UserAsync(Desk, $"{name}@desk.example", Role.Salesperson)));

    /// <summary>The handover that runs for a lead.</summary>
    public async Task<JsonNode> HandoverAsync(string lead)
    {
        var all = (await Server.GetAsync("/api/v1/handovers?limit=500")).Json["items"]!.AsArray();
        if (Server.Desk.Count("select count(*) from due_work where attempts > 0") > 0)
        {
            using var session = Desk.Database.Read();
            session.Read("select kind, error from due_work where attempts > 0", row => Assert.Fail($"What was due failed: {row.GetInt32(0)} {row.GetString(1)}"));
        }
        return Assert.Single(all, handover => (string?)handover!["lead"] == lead)!;
    }

    public async Task<JsonNode> LeadAsync(string lead) => (await Server.GetAsync($"/api/v1/leads/{lead}")).Json;

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
