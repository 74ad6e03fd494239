using System.Text;

namespace Ripen.Tests;

/// <summary>What a run of the real program gave.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs the real program in a process of its own.</summary>
internal static class Cli
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static CliResult Run(params string[] args) => Ended(Start(args), args);

    /// <param name="variables">Of the environment, such as <c>RIPEN_TOKEN=…</c>.</param>
    public static CliResult RunIn(string[] variables, params string[] args) => Ended(RunningProgram.Start("env", [.. variables, "dotnet", Path.Combine(AppContext.BaseDirectory, "ripen.dll"), .. args]), args);

    private static CliResult Ended(RunningProgram started, string[] args)
    {
        using var program = started;
        return program.WaitForEnd(Longest)
            ? new(program.ExitCode, program.Output, program.Errors)
            : throw new TimeoutException($"{string.Join(' ', args)}: not done after {Longest}: {program.Story}");
    }

    /// <summary>The options that name a database's desk.</summary>
    public static string[] At(Databases.TestDatabase database) =>
        database.ConnectionString is { } connection ? ["--data", database.DataFolder, "--database", connection] : ["--data", database.DataFolder];

    /// <summary>Starts it and does not wait, so that it can be killed at any moment.</summary>
    public static RunningProgram Start(params string[] args) =>
        RunningProgram.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "ripen.dll"), .. args]);
}

/// <summary>A folder of its own for a test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ripen-test-");

    public string Write(string name, string text, Encoding? encoding = null)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
