using System.Globalization;

namespace Ripen.Tests.Databases;

/// <summary>Where PostgreSQL is installed on this machine. The step of ./test looks in the same places.</summary>
internal static class PostgresBinaries
{
    public const string FolderVariable = "RIPEN_TEST_PG_BIN";

    private const string Debian = "/usr/lib/postgresql"; // where Debian and Ubuntu put a folder for each version, off the PATH

    public static string Folder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
            return Holds(named) ? named : throw new InvalidOperationException($"{FolderVariable} says {named}, but there is no postgres and initdb in it.");
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return path.Concat(Versions()).FirstOrDefault(Holds) ?? throw new InvalidOperationException(
            $"The tests need PostgreSQL 15 or later, which is not on this machine: install it (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: brew install postgresql). If it is somewhere unusual, name the folder of its programs in {FolderVariable}, or a running server in {PostgresCluster.ServerVariable}.");
    }

    private static IEnumerable<string> Versions() =>
        !Directory.Exists(Debian)
            ? []
            : Directory.EnumerateDirectories(Debian)
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"));

    private static bool Holds(string folder) => new[] { "postgres", "initdb" }.All(program => IsThere(Path.Combine(folder, program)));

    /// <summary>A link to nothing exists as a file, too, for .NET.</summary>
    private static bool IsThere(string file) => File.Exists(file) && File.ResolveLinkTarget(file, returnFinalTarget: true) is null or { Exists: true };
}
