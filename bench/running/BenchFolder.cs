namespace Ripen.Bench;

/// <summary>
/// Where measurements keep their files: on the disk of the repository, because the folder for temporary files is memory on
/// some machines, and writing to memory measures nothing.
/// </summary>
internal sealed class BenchFolder : IDisposable
{
    private BenchFolder(string path) => Path = path;

    public static string Repository { get; } = FindRepository();

    /// <summary>What is kept from one run to the next.</summary>
    public static string Kept { get; } = System.IO.Path.Combine(Repository, "artifacts", "bench");

    public string Path { get; }

    /// <summary>A new folder, gone afterwards.</summary>
    public static BenchFolder New() => new(Directory.CreateDirectory(System.IO.Path.Combine(Kept, "run", Guid.NewGuid().ToString("n"))).FullName);

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Ripen.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Benchmarks run from within the repository.");
    }
}
