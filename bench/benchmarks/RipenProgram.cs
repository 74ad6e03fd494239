using System.Globalization;
using System.Net;

namespace Ripen.Bench;

/// <summary>This program cannot be measured so, because it does not have yet what would be.</summary>
internal sealed class NotThereException(string message) : Exception(message);

/// <summary>The real program, from outside.</summary>
internal static class RipenProgram
{
    /// <summary>The environment variable that names another build to measure: a published <c>ripen</c>, or a <c>ripen.dll</c>.</summary>
    public const string Variable = "RIPEN_BENCH_PROGRAM";

    public static string File { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? Path.GetFullPath(file) : Path.Combine(AppContext.BaseDirectory, "ripen.dll");

    /// <summary>Runs a command on a desk to its end; findings are no failure.</summary>
    public static MeasuredProgram Run(BenchDatabase desk, params string[] words) => Start(desk, words).Finish(0, 1);

    public static MeasuredProgram Start(BenchDatabase desk, params string[] words) => new(File, [.. words, .. Place(desk)]);

    /// <summary>Serves it, and logs in to it as a user made for that.</summary>
    public static MeasuredServer Serve(BenchDatabase desk)
    {
        using var added = Run(desk, "user", "add", $"bench-{Guid.NewGuid():N}@desk.example", "--name", "Bench", "--role", "administrator");
        var link = added.Output.Split('\n')[0].Trim();
        var server = new MeasuredServer(File, url => ["serve", "--urls", url, .. Place(desk)]);
        try
        {
            server.LogIn(link);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Somebody who sells.</summary>
    public static void AddSalesperson(BenchDatabase desk, int number) =>
        Run(desk, "user", "add", SalespersonsAddress(number), "--name", string.Create(CultureInfo.InvariantCulture, $"Seller {number}"), "--role", "salesperson").Dispose();

    public static string SalespersonsAddress(int number) => string.Create(CultureInfo.InvariantCulture, $"seller{number}@desk.example");

    /// <summary>Has done what is due by now, and what an import left to be done when its history is told.</summary>
    public static TimeSpan DoWhatIsDue(BenchDatabase desk)
    {
        var now = ("@now", (object?)DateTimeOffset.UtcNow);
        desk.Execute("update imports set told_at = @now where told_at is null", now);
        desk.Execute("update due_work set due_at = @now where kind = 2 and due_at > @now", now);
        using var server = Serve(desk);
        return desk.WaitUntilNothingIsDue();
    }

    public static MeasuredServer Demo() => new(File, url => ["demo", "--urls", url], readyPath: "/");

    /// <exception cref="NotThereException">It has no such command.</exception>
    public static void Demand(string command)
    {
        using var help = new MeasuredProgram(File, "--help").Finish(0);
        if (!help.Output.Contains($"\n  {command} ", StringComparison.Ordinal)) throw new NotThereException($"This program has no `ripen {command}`.");
    }

    /// <exception cref="NotThereException">It has no such address.</exception>
    public static void Demand(MeasuredServer server, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = server.Client.Send(request);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) throw new NotThereException($"This program has no {method} {path}.");
    }

    private static string[] Place(BenchDatabase desk) => desk.Connection is { } connection ? ["--data", desk.Folder, "--database", connection] : ["--data", desk.Folder];
}
