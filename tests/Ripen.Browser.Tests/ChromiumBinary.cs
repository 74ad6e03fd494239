namespace Ripen.Tests;

/// <summary>Where Chromium is: the file named in <c>RIPEN_TEST_CHROMIUM</c>, else what the PATH has. Nothing is downloaded.</summary>
internal static class ChromiumBinary
{
    private const string Variable = "RIPEN_TEST_CHROMIUM";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    public static string Path { get; } = Named() ?? Found() ?? throw new InvalidOperationException(
        $"Chromium is missing. Install it (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium), or name its program in {Variable}.");

    private static string? Named() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;

    private static string? Found() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from name in Names
         let file = System.IO.Path.Combine(folder, name)
         where File.Exists(file)
         select file).FirstOrDefault();
}
