using System.CommandLine;
using System.Runtime.CompilerServices;
using Ripen.Desks;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Cli;

/// <summary>What a command that works on a desk is given. Its words go to these writers, because it may run in the server.</summary>
/// <param name="Folder">What paths are relative to.</param>
/// <param name="IsTerminal">Whether a person looks at <paramref name="Error"/> as it is written.</param>
internal sealed record DeskContext(Desk Desk, TextWriter Out, TextWriter Error, string Folder, bool IsTerminal, CancellationToken Stop)
{
    /// <summary>An absolute path.</summary>
    public string PathOf(string file) => Path.GetFullPath(file, Folder);
}

/// <summary>
/// Commands that work on a desk. Where a server holds the desk the very same command runs there, and its words come back;
/// otherwise this process takes the lock and does it itself.
/// </summary>
internal static class DeskCommand
{
    /// <summary>Set while a server runs a command for another process.</summary>
    private static readonly AsyncLocal<DeskContext?> Given = new();

    public static readonly Option<string?> Data = new("--data") { Description = "The data folder (else RIPEN_DATA, else ./data).", HelpName = "DIR", Recursive = true };

    public static readonly Option<string?> Database = new("--database") { Description = "A PostgreSQL connection string (else RIPEN_DATABASE, else SQLite in the data folder).", HelpName = "CONNECTION", Recursive = true };

    public static readonly Option<string?> Server = new("--server") { Description = "A desk elsewhere, by its address; see: ripen login --help", HelpName = "URL", Recursive = true };

    private static readonly ConditionalWeakTable<Command, Func<ParseResult, RemoteServer, CancellationToken, Task<int>>> Remote = [];

    public static DeskPlace PlaceOf(ParseResult parsed) => DeskPlace.From(parsed.GetValue(Data), parsed.GetValue(Database));

    /// <summary>Makes a command work on the desk that its options name.</summary>
    public static Command OnDesk(this Command command, TimeProvider clock, Func<ParseResult, DeskContext, Task<int>> run)
    {
        command.SetAction((parsed, stop) => Given.Value is { } given ? RunAsync(parsed, given with { Stop = stop }, run)
            : parsed.GetValue(Server) is { } url ? RunElsewhereAsync(command, parsed, url, stop)
            : RunAsync(parsed, clock, run, stop));
        return command;
    }

    /// <summary>Makes a command work on a desk elsewhere, too, by its API.</summary>
    public static Command OnServer(this Command command, Func<ParseResult, RemoteServer, CancellationToken, Task<int>> run)
    {
        Remote.Add(command, run);
        return command;
    }

    private static async Task<int> RunElsewhereAsync(Command command, ParseResult parsed, string url, CancellationToken stop)
    {
        if (parsed.GetValue(Data) is not null || parsed.GetValue(Database) is not null) throw new InputRefusedException("--server names a desk elsewhere: leave out --data and --database.");
        if (!Remote.TryGetValue(command, out var run)) throw new InputRefusedException($"ripen {command.Name} is done on the server's own machine. Elsewhere there are: import, agreement list, agreement show, agreement propose, user list.");
        using var server = RemoteServer.At(url);
        return await run(parsed, server, stop);
    }

    /// <summary>Runs a command line that another process hands over.</summary>
    public static async Task<int> RunGivenAsync(RootCommand root, string[] args, DeskContext context)
    {
        Given.Value = context;
        return await CommandLine.RunAsync(root, args, context.Error, context.Stop);
    }

    private static async Task<int> RunAsync(ParseResult parsed, TimeProvider clock, Func<ParseResult, DeskContext, Task<int>> run, CancellationToken stop)
    {
        var place = PlaceOf(parsed);
        using var held = place.IsPostgres ? null : DeskLock.TryTake(place.Folder);
        if (held is null && !place.IsPostgres) return await HandedOver.RunAsync(place.Folder, Words(parsed), stop);
        await using var desk = await Desk.OpenAsync(place, clock);
        return await RunAsync(parsed, new(desk, Console.Out, Console.Error, Directory.GetCurrentDirectory(), !Console.IsErrorRedirected, stop), run);
    }

    private static async Task<int> RunAsync(ParseResult parsed, DeskContext context, Func<ParseResult, DeskContext, Task<int>> run)
    {
        try
        {
            return await run(parsed, context);
        }
        catch (Exception failure) when (context.Desk.Database.Explain(failure) is { } explained)
        {
            throw explained;
        }
    }

    // As typed; where the desk is, the server knows.
    private static string[] Words(ParseResult parsed) => [.. parsed.Tokens.Select(token => token.Value)];
}
