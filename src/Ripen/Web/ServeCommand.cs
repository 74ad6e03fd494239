using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Ripen.Accounts;
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
        var publicUrl = new Option<string?>("--public-url") { Description = "Where people reach the desk, by https; needed to listen anywhere but on this machine.", HelpName = "URL" };
        var proxies = new Option<string?>("--proxies") { Description = "The proxies before it that are believed, by address or network, with commas between.", HelpName = "LIST" };
        var command = new Command("serve", "Run the desk: pages, API and background work.") { urls, publicUrl, proxies, claims };
        command.SetAction((parsed, stop) => RunAsync(
            DeskCommand.PlaceOf(parsed), new(parsed.GetRequiredValue(urls), parsed.GetValue(publicUrl), parsed.GetValue(proxies), parsed.GetValue(claims)), clock, root(), stop));
        return command;
    }

    private sealed record Wanted(string Urls, string? PublicUrl, string? Proxies, int? ClaimSeconds);

    private static async Task<int> RunAsync(DeskPlace place, Wanted wanted, TimeProvider clock, RootCommand root, CancellationToken stop)
    {
        var reach = Reach.Of(wanted.Urls, wanted.PublicUrl, wanted.Proxies);
        using var held = place.IsPostgres ? null : DeskLock.TryTake(place.Folder) ?? throw DeskLock.Served(place.Folder);
        await using var desk = await Desk.OpenAsync(place, clock);
        var key = NewKey();
        await using var app = DeskApp.Build(desk, root, key, builder => builder.WebHost.UseUrls(wanted.Urls), wanted.ClaimSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, reach);
        var first = await desk.Writer.DoAsync(write => BeginPages.FirstLink(write, desk), stop);
        await ServeAsync(app, wanted.Urls, held, key, address => Greeting(desk, address, reach, first), stop);
        return CommandLine.Done;
    }

    private static string Greeting(Desk desk, string address, Reach reach, string? first)
    {
        var greeting = string.Create(CultureInfo.InvariantCulture, $"Ripen serves the desk in {desk.Database.Name} at {address}. Stop it with Ctrl+C.");
        return first is null ? greeting : $"{greeting}\nNobody has an account yet. Make the first one, within a day: {(reach.PublicUrl is { } known ? known.GetLeftPart(UriPartial.Authority) : address)}{first}";
    }

    public static Option<string> Urls() => new("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:5080", HelpName = "URL" };

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
}
