using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Ripen.Demo;
using Ripen.Desks;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Settings;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests;

/// <summary>A desk served in this process at an instant of our own choice, filled before; nothing changes but by the tests.</summary>
public abstract class ServedDesk : IAsyncLifetime
{
    /// <summary>What everything hostile does, if it is ever run: a test asks for it on every page.</summary>
    public const string Mark = "window.hostile=1";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ripen-browser-");
    private readonly DemoClock clock;
    private Desk? desk;
    private WebApplication? app;

    private protected ServedDesk(DateTimeOffset start) => clock = new(TimeProvider.System, start);

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The same by the machine's name.</summary>
    internal Uri AtLocalhost => new UriBuilder(Address) { Host = "localhost" }.Uri;

    internal Desk Desk => desk!;

    /// <summary>Of an administrator; null in a demo, where nobody logs in.</summary>
    internal string? Session { get; private set; }

    internal string Folder => folder.FullName;

    public async ValueTask InitializeAsync()
    {
        desk = await Desk.OpenAsync(new(folder.FullName, null), clock);
        await desk.Writer.DoAsync(write => SettingStore.Set(write, KnownSettings.Zone, "Europe/Berlin", desk.Now));
        await FillAsync();
        if (IsDemo) await desk.Writer.DoAsync(write => DemoUsers.Introduce(write, desk));
        else Session = await SignedIn.SessionAsync(desk, await SignedIn.AdministratorAsync(desk));
        app = DeskApp.Build(desk, new RootCommand(), "key", builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.RemoveAll<IHostedService>();
            if (!IsDemo) return;
            builder.Services.AddSingleton(new ClockMove(desk, clock, _ => { }));
            builder.Services.AddSingleton<DemoUsers>();
        });
        if (IsDemo) DemoApi.Map(app);
        await app.StartAsync();
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (desk is not null) await desk.DisposeAsync();
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected virtual bool IsDemo => false;

    private protected abstract Task FillAsync();

    private protected async Task ImportAsync(ImportKind kind, byte[] rows)
    {
        using var file = ImportFile.Spool(new MemoryStream(rows), $"{kind}.csv");
        file.Check();
        await new Importer(Desk, new(kind, file, Mapping.None, Desk.MainLine, null, "test"), _ => { }).RunAsync(CancellationToken.None);
    }

    /// <summary>Time passes, as if somebody had taken it.</summary>
    internal void Pass(TimeSpan time) => clock.MoveTo(clock.GetUtcNow() + time);

    /// <summary>A program that uses the desk.</summary>
    internal HttpClient NewClient() => new(new SignedInHandler(Desk)) { BaseAddress = Address };

    /// <summary>The address of the first lead of a list.</summary>
    internal string LeadOf(params (string, string)[] words)
    {
        using var session = Desk.Database.Read();
        return $"/leads/{LeadList.Of(Desk, session, ListQuery.Of("/leads", words)).Value!.Items[0].Id}";
    }

    /// <summary>What a query finds first.</summary>
    internal string One(string sql)
    {
        using var session = Desk.Database.Read();
        return session.Single(sql) switch { Guid id => $"{id}", byte[] id => $"{new Guid(id, bigEndian: true)}", var other => $"{other}" };
    }
}
