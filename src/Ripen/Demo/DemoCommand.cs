using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Reading;
using Ripen.Simulation;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Demo;

/// <summary><c>ripen demo</c>: a throw-away desk with a simulated year, served, with a clock that can be put forward.</summary>
internal static class DemoCommand
{
    private const long UsualLeads = 2_000;
    private const long MostLeads = 100_000;

    public static Command Create(TimeProvider clock, Func<RootCommand> root)
    {
        var at = new Option<string?>("--at") { Description = "What the demo's clock shows at first; else now. The year before it is simulated.", HelpName = "INSTANT" };
        var (leads, seed, urls) = (SimulateCommand.Leads(UsualLeads, MostLeads), SimulateCommand.Seed(), ServeCommand.Urls());
        var command = new Command("demo", "Try it: a throw-away desk filled with a simulated year, served, with a clock that can be put forward.") { at, leads, seed, urls };
        command.Validators.Add(result =>
        {
            if (result.GetValue(DeskCommand.Data) is not null || result.GetValue(DeskCommand.Database) is not null) result.AddError("A demo has a desk of its own, which is gone when it ends: leave out --data and --database.");
        });
        command.SetAction((parsed, stop) => RunAsync(new(parsed.GetValue(at), parsed.GetValue(leads), parsed.GetValue(seed), parsed.GetRequiredValue(urls)), clock, root(), stop));
        return command;
    }

    private sealed record Wanted(string? At, long Leads, long Seed, string Urls);

    private static async Task<int> RunAsync(Wanted wanted, TimeProvider real, RootCommand root, CancellationToken stop)
    {
        if (wanted.Urls.Split(';').FirstOrDefault(url => !Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) || !Fence.IsLoopback(address.Host)) is { } url)
            throw new InputRefusedException($"--urls {Reports.Harmless(url)}: in a demo nobody logs in, so it listens on this machine only. Write http://127.0.0.1:5080.");
        CheckFree(wanted.Urls);
        var clock = new DemoClock(real, StartOf(wanted.At, real));
        using var folder = new DemoFolder();
        using var held = DeskLock.TryTake(folder.Path) ?? throw DeskLock.Taken(folder.Path);
        await using var desk = await Desk.OpenAsync(new(folder.Path, ConnectionString: null), clock);
        CheckAgreement(desk);
        await desk.Writer.DoAsync(write => DemoUsers.Introduce(write, desk), stop);
        await new DemoYear(desk, Console.Error, !Console.IsErrorRedirected).FillAsync(wanted.Seed, wanted.Leads, System.IO.Path.Combine(folder.Path, "year"), stop);
        var key = ServeCommand.NewKey();
        var move = new ClockMove(desk, clock, new MoveProgress(Console.Error, !Console.IsErrorRedirected).Report);
        await using var app = DeskApp.Build(desk, root, key, builder =>
        {
            builder.WebHost.UseUrls(wanted.Urls);
            builder.Services.AddSingleton(move);
            builder.Services.AddSingleton<DemoUsers>();
        });
        DemoApi.Map(app);
        await ServeCommand.ServeAsync(app, wanted.Urls, held, key, address => string.Create(CultureInfo.InvariantCulture, $"Open {address} – a year of a fictional firm, {wanted.Leads:#,##0} leads. The desk lies in {folder.Path} and is gone when you stop it with Ctrl+C."), stop);
        return CommandLine.Done;
    }

    private static DateTimeOffset StartOf(string? at, TimeProvider real)
    {
        if (at is null) return real.GetUtcNow();
        Zone.TryFind(SimulatedYear.FirmZone, out var zone);
        return InstantText.TryParse(at.Trim(), zone ?? Zone.Utc, out var start, out _) && start.ToDateTimeOffset().Year is >= 1980 and <= 2100 ? start.ToDateTimeOffset()
            : throw new InputRefusedException($"--at {Reports.Harmless(at)} is no instant of this time. Write 2026-12-01T09:00:00Z, or a date such as 2026-12-01.");
    }

    // Found out before the year is simulated, not after.
    private static void CheckFree(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = new Uri(url);
            try
            {
                using var listener = new TcpListener(address.HostNameType == UriHostNameType.IPv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, address.Port);
                listener.Start();
            }
            catch (SocketException failed) when (failed.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                throw new UnreachableException($"{url} is taken by another program, perhaps another Ripen. Stop that, or name another with --urls http://127.0.0.1:5081.", failed);
            }
        }
    }

    private static void CheckAgreement(Desk desk)
    {
        using var session = desk.Database.Read();
        if (desk.Agreements.InForce(session, Desk.MainLine, desk.Now) is null)
            throw new InputRefusedException("--at lies before the demo's agreement is in force, so nothing could be judged. Name a later instant, or leave it out.");
    }
}

/// <summary>Where the demo's desk lies while it runs.</summary>
internal sealed class DemoFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ripen-demo-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Says how far the clock has come on a long way.</summary>
internal sealed class MoveProgress(TextWriter errors, bool isTerminal)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private long last;

    public void Report(TimeSpan moved)
    {
        var now = TimeProvider.System.GetTimestamp();
        if (last == 0) last = now;
        if (TimeProvider.System.GetElapsedTime(last, now) < Pause) return;
        last = now;
        errors.Write(string.Create(CultureInfo.InvariantCulture, $"{(isTerminal ? "\r\e[2K" : "")}The clock has come {moved.TotalDays:0.0} days.{(isTerminal ? "" : "\n")}"));
    }
}
