using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Ripen.Desks;

namespace Ripen.Tests;

/// <summary>The real program serving, in a process of its own, on a free port of this machine.</summary>
internal sealed partial class Server : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    // Of a desk that is served again it is the same: ids and keys are a token's.
    private static readonly ConcurrentDictionary<string, string> Tokens = new(StringComparer.Ordinal);

    private readonly RunningProgram program;

    private Server(RunningProgram program, Uri address, string? token)
    {
        this.program = program;
        Client = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null) Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    public Uri BaseAddress => Client.BaseAddress!;

    /// <summary>Sends the token of an administrator with every request; not to a demo, which asks for none.</summary>
    public HttpClient Client { get; }

    /// <summary>What it has said so far, for the message of a failed test.</summary>
    public string Story => program.Story;

    public int Id => program.Id;

    /// <summary>Starts it and waits until it says where it listens.</summary>
    /// <param name="args">What else stands on the command line, such as <c>--database</c>.</param>
    public static async Task<Server> StartAsync(string data, params string[] args)
    {
        // Before it starts, because one process has a desk in a file.
        var token = await TokenAsync(data, args);
        return await OfAsync(Cli.Start(["serve", "--data", data, "--urls", "http://127.0.0.1:0", .. args]), token);
    }

    /// <summary>Waits until a program that was started says where it listens.</summary>
    public static async Task<Server> OfAsync(RunningProgram started, string? token = null)
    {
        try
        {
            return new(started, await AddressAsync(started), token);
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    /// <summary>As a power cut would.</summary>
    public void Kill() => program.Kill();

    /// <summary>As a service manager would; gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        program.Terminate();
        try
        {
            return await program.EndAsync(StopLimit);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Told to stop, and {StopLimit} later: {Story}", late);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        program.Dispose();
    }

    private static async Task<string> TokenAsync(string data, string[] args)
    {
        var database = Array.IndexOf(args, "--database") is >= 0 and var at ? args[at + 1] : null;
        if (Tokens.TryGetValue(database ?? data, out var known)) return known;
        Directory.CreateDirectory(data);
        await using var desk = await Desk.OpenAsync(new(data, database), TimeProvider.System);
        return Tokens[database ?? data] = await SignedIn.TokenAsync(desk, await SignedIn.AdministratorAsync(desk));
    }

    private static async Task<Uri> AddressAsync(RunningProgram started)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            // Asked first: what it says before its end is then all there.
            var ended = started.HasEnded;
            var address = Address().Match(started.Errors);
            if (!address.Success) address = Address().Match(started.Output);
            if (ended || (!address.Success && watch.Elapsed > StartLimit)) throw new InvalidOperationException($"It does not serve: {started.Story}");
            if (address.Success) return new(address.Value);
            await Task.Delay(20);
        }
    }

    /// <summary>With what follows the port, because a line may have arrived in part.</summary>
    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*(?=[^0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Address();
}
