using System.Diagnostics;

namespace Ripen.Tests.House;

/// <summary>The source tree the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution, found upwards from the built tests.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with slashes: what git tracks, or everything but build output where there is no git.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. (AskGit() ?? Walk()).Where(f => File.Exists(At(f))).Order(StringComparer.Ordinal)];

    public static string At(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ripen.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException($"No Ripen.slnx above {AppContext.BaseDirectory}.");
    }

    private static string[]? AskGit()
    {
        try
        {
            var git = new ProcessStartInfo("git", ["ls-files", "-z"])
            {
                WorkingDirectory = Root,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(git)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var listed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && listed.Length > 0 ? listed.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no git on this machine
        }
    }

    private static IEnumerable<string> Walk() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(part => part is ".git" or "artifacts" or "bin" or "obj" or "node_modules" or "TestResults" or ".vs" or ".idea"))
            .Where(f => !f.StartsWith("data/", StringComparison.Ordinal));
}
