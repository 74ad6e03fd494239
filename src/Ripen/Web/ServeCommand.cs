using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Web;

/// <summary><c>ripen serve</c>: the desk as a server: pages, API and background work.</summary>
internal static class ServeCommand
{
    public static Command Create(TimeProvider clock, Func<RootCommand> root)
    {
        var urls = Urls();
        // For tests: how soon the work of a server that was killed is another's.
        var claims = new Option<int?>("--claim-seconds") { Hidden = true };
        var command = new Command("serve", "Run the desk: pages, API and background work.") { urls, claims };
        command.SetAction((parsed, stop) => RunAsync(DeskCommand.PlaceOf(parsed), parsed.GetRequiredValue(urls), parsed.GetValue(claims), clock, root(), stop));
        return command;
    }

    private static async Task<int> RunAsync(DeskPlace place, string urls, int? claimSeconds, TimeProvider clock, RootCommand root, CancellationToken stop)
    {
        CheckUrls(urls);
        using var held = place.IsPostgres ? null : DeskLock.TryTake(place.Folder) ?? throw DeskLock.Served(place.Folder);
        await using var desk = await Desk.OpenAsync(place, clock);
        var key = NewKey();
        await using var app = DeskApp.Build(desk, root, key, builder => builder.WebHost.UseUrls(urls), claimSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        await ServeAsync(app, urls, held, key, address => string.Create(CultureInfo.InvariantCulture, $"Ripen serves the desk in {desk.Database.Name} at {address}. Stop it with Ctrl+C."), stop);
        return CommandLine.Done;
    }

    public static Option<string> Urls() => new("--urls") { Description = "Where to listen; loopback only.", DefaultValueFactory = _ => "http://127.0.0.1:5080", HelpName = "URL" };

    /// <summary>A key for the command line on this machine.</summary>
    public static string NewKey() => Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    /// <summary>Serves until told to stop.</summary>
    /// <param name="held">Where the command line finds the address; null on PostgreSQL.</param>
    /// <param name="greeting">What is said of the address once it answers.</param>
    public static async Task ServeAsync(WebApplication app, string urls, DeskLock? held, string key, Func<string, string> greeting, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException failed)
        {
            throw new UnreachableException($"Ripen cannot listen at {urls}: {InputFile.Sentence(failed)} Is another program there, perhaps a server of this desk? Stop it, or choose another port with --urls.", failed);
        }
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        held?.Announce(new(address, key, Environment.ProcessId));
        await Console.Error.WriteLineAsync(greeting(address));
        await app.WaitForShutdownAsync(stop);
    }

    // Without accounts whoever reaches the desk is its administrator.
    public static void CheckUrls(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || !Fence.IsLoopback(address.Host))
                throw new InputRefusedException($"--urls {Reports.Harmless(url)}: until accounts exist Ripen listens on this machine only. Write http://127.0.0.1:5080, http://localhost:5080 or http://[::1]:5080; to reach it from elsewhere, use an SSH tunnel.");
        }
    }
}
