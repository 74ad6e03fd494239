using System.CommandLine;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Cli;

/// <summary>What all commands promise scripts: results on standard output, everything else on standard error, and these exit codes.</summary>
internal static class CommandLine
{
    public const int Done = 0;

    /// <summary>Done, but something was refused or found wrong.</summary>
    public const int DoneWithFindings = 1;

    /// <summary>Bad usage or bad input.</summary>
    public const int BadInput = 2;

    /// <summary>What it needs cannot be reached.</summary>
    public const int Unreachable = 3;

    public static Task<int> RunAsync(RootCommand root, string[] args) => RunAsync(root, args, Console.Error, CancellationToken.None);

    /// <summary>The same with somebody else's standard error.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] args, TextWriter errors, CancellationToken stop)
    {
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await errors.WriteLineAsync(Reports.Harmless(error.Message, 300));
            await errors.WriteLineAsync($"See: ripen {parsed.CommandResult.Command.Name} --help".Replace("ripen ripen", "ripen", StringComparison.Ordinal));
            return BadInput;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Error = errors }, stop);
        }
        catch (InputRefusedException refused)
        {
            await errors.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
        catch (UnreachableException away)
        {
            await errors.WriteLineAsync(away.Message);
            return Unreachable;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Stopped.");
            return DoneWithFindings;
        }
    }

    /// <summary>Whether people look at a stream and want colour: a terminal, and NO_COLOR (no-color.org) unset.</summary>
    public static bool WantsColour(bool isRedirected) => !isRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
