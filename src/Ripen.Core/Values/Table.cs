using System.Text;

namespace Ripen.Values;

/// <summary>A versioned table that ships inside the core as a text file: the first line is <c># version X</c>.</summary>
internal sealed class Table
{
    private Table(string version, string[] lines) => (Version, Lines) = (version, lines);

    public string Version { get; }

    /// <summary>The lines that say something, trimmed, without comments.</summary>
    public IReadOnlyList<string> Lines { get; }

    public static Table Read(string name)
    {
        using var stream = typeof(Table).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name} is not part of this build.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var all = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.TrimEntries);
        var version = all[0].TrimStart('\uFEFF').Split(' ')[^1];
        return new(version, [.. all.Where(line => line.Length > 0 && line[0] != '#')]);
    }
}
