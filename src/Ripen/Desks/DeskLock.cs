using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ripen.Storage;

namespace Ripen.Desks;

/// <summary>Where the server of a desk listens, and the key by which a program on this machine may hand it work.</summary>
internal sealed record ServerAddress(string Url, string Key, int Process);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServerAddress))]
internal sealed partial class ServerAddressJson : JsonSerializerContext;

/// <summary>
/// One process writes an SQLite desk. Whoever has the lock does; a server leaves its address beside it, so that the command
/// line can hand its work over. The lock goes with the process, however that ends.
/// </summary>
internal sealed class DeskLock : IDisposable
{
    private readonly FileStream file;
    private readonly string folder;
    private bool hasAddress;

    private DeskLock(FileStream file, string folder) => (this.file, this.folder) = (file, folder);

    /// <summary>Takes the lock of a data folder, which is made if it is not there; null where another process has it.</summary>
    /// <exception cref="UnreachableException">The folder cannot be written to.</exception>
    public static DeskLock? TryTake(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var taken = new DeskLock(new FileStream(Path.Combine(folder, "desk.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), folder);
            // Of a server that was killed.
            File.Delete(AddressFile(folder));
            return taken;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new UnreachableException($"The data folder {folder} cannot be written to. Is it this user's? Name another with --data.", denied);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, "desk.lock")))
        {
            return null;
        }
        catch (IOException failed)
        {
            throw new UnreachableException($"The data folder {folder} cannot be made ({failed.Message}). Name another with --data.", failed);
        }
    }

    /// <summary>Leaves the address for the command line, readable by this user alone.</summary>
    public void Announce(ServerAddress address)
    {
        var path = AddressFile(folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        JsonSerializer.Serialize(stream, address, ServerAddressJson.Default.ServerAddress);
        hasAddress = true;
    }

    /// <summary>The server of the desk in a folder, or null where none has left its address.</summary>
    public static ServerAddress? ServerOf(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(AddressFile(folder)), ServerAddressJson.Default.ServerAddress);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Why the desk cannot be had, for whoever wanted it.</summary>
    public static UnreachableException Taken(string folder) => new(ServerOf(folder) is { } server
        ? string.Create(CultureInfo.InvariantCulture, $"The desk in {folder} is held by process {server.Process}, a server at {server.Url} that does not answer. Stop it, then try again.")
        : $"The desk in {folder} is held by another program. Wait until it is done, or stop it, then try again.");

    /// <summary>Why another server cannot serve the desk.</summary>
    public static UnreachableException Served(string folder) => ServerOf(folder) is { } server
        ? new(string.Create(CultureInfo.InvariantCulture, $"The desk in {folder} is served already, at {server.Url} by process {server.Process}. Use that one, or stop it first. To serve another desk, name its folder with --data."))
        : Taken(folder);

    /// <summary>Why something that wants the desk for itself alone cannot be done now.</summary>
    public static UnreachableException InUse(string folder) => new(ServerOf(folder) is { } server
        ? string.Create(CultureInfo.InvariantCulture, $"The desk in {folder} is being served by process {server.Process} at {server.Url}, and this needs it alone. Stop the server, then try again.")
        : $"The desk in {folder} is held by another program, and this needs it alone. Wait until it is done, or stop it, then try again.");

    public void Dispose()
    {
        if (hasAddress) File.Delete(AddressFile(folder));
        file.Dispose();
    }

    private static string AddressFile(string folder) => Path.Combine(folder, "server.json");
}
