using System.Text;
using System.Text.Json;
using Ripen.Reading;

namespace Ripen.Cli;

/// <summary>The tokens of this user for desks elsewhere, in a file of his own that nobody else can read.</summary>
internal static class KnownServers
{
    private static string FilePath => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder ? folder : Path.GetTempPath(), "ripen", "servers.json");

    public static string? TokenOf(Uri url) => Read().GetValueOrDefault(url.ToString());

    public static void Keep(Uri url, string token)
    {
        var known = Read();
        known[url.ToString()] = token;
        Write(known);
    }

    public static bool Forget(Uri url)
    {
        var known = Read();
        if (!known.Remove(url.ToString())) return false;
        Write(known);
        return true;
    }

    private static Dictionary<string, string> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(FilePath)) ?? [];
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InputRefusedException($"{FilePath} cannot be read ({InputFile.Sentence(failed)}). Mend it, or remove it and log in again.");
        }
    }

    private static void Write(Dictionary<string, string> known)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
            var temporary = $"{FilePath}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(temporary, options)) stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(known)));
            File.Move(temporary, FilePath, overwrite: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new InputRefusedException($"{FilePath} cannot be written ({InputFile.Sentence(failed)}). Set {RemoteServer.TokenVariable} instead.");
        }
    }
}
