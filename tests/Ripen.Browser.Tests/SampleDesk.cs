using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Ripen.Desks;
using Ripen.Grading;
using Ripen.Imports;
using Ripen.Settings;
using Ripen.Tests.House;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests;

/// <summary>
/// A desk served in this process, filled with the sample's leads and touches as of the sample's day, and with leads whose
/// every field is hostile.
/// </summary>
public sealed class SampleDesk : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ripen-browser-");
    private Desk? desk;
    private WebApplication? app;

    /// <summary>What everything hostile does, if it is ever run: a test asks for it on every page.</summary>
    public const string Mark = "window.hostile=1";

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    internal Desk Desk => desk!;

    public async ValueTask InitializeAsync()
    {
        desk = await Desk.OpenAsync(new(folder.FullName, null), new ShiftedClock(Sample.AsOf.ToDateTimeOffset()));
        await desk.Writer.DoAsync(write => SettingStore.Set(write, KnownSettings.Zone, "Europe/Berlin", desk.Now));
        await ImportAsync(ImportKind.Leads, File.ReadAllBytes(Repository.At("src/Ripen/Grading/Sample/leads.csv")));
        await ImportAsync(ImportKind.Touches, File.ReadAllBytes(Repository.At("src/Ripen/Grading/Sample/touches.csv")));
        await ImportAsync(ImportKind.Leads, System.Text.Encoding.UTF8.GetBytes(Hostile.Rows()));
        app = DeskApp.Build(desk, new RootCommand(), "key", builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.RemoveAll<IHostedService>(); // nothing changes but by the tests
        });
        await app.StartAsync();
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (desk is not null) await desk.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>The address of the first lead of a list.</summary>
    internal string LeadOf(params (string, string)[] words)
    {
        using var session = Desk.Database.Read();
        return $"/leads/{Ripen.Leads.LeadList.Of(Desk, session, ListQuery.Of("/leads", words)).Value!.Items[0].Id}";
    }

    private async Task ImportAsync(ImportKind kind, byte[] rows)
    {
        using var file = ImportFile.Spool(new MemoryStream(rows), $"{kind}.csv");
        file.Check();
        await new Importer(desk!, new(kind, file, Mapping.None, Desk.MainLine, null, "test"), _ => { }).RunAsync(CancellationToken.None);
    }

    /// <summary>Goes on from an instant of our own choice.</summary>
    private sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
    {
        private readonly TimeSpan shift = start - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
