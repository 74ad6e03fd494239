using System.Collections.Frozen;

namespace Ripen.Nurture;

/// <summary>A version of a programme on the desk.</summary>
/// <param name="Version">From 1.</param>
/// <param name="IsOpen">Leads may enter it: it is the current version, and not paused.</param>
public sealed record ProgrammeVersion(Programme Programme, int Version, bool IsOpen);

/// <summary>The programmes of a desk: those that leads may enter, and the versions that runs keep.</summary>
public sealed class ProgrammeBook
{
    private readonly FrozenDictionary<(string, int), ProgrammeVersion> all;
    private readonly FrozenDictionary<string, ProgrammeVersion> open;

    /// <param name="versions">At most one open of a name.</param>
    public ProgrammeBook(IReadOnlyCollection<ProgrammeVersion> versions)
    {
        all = versions.ToFrozenDictionary(version => (version.Programme.Name, version.Version));
        open = versions.Where(version => version.IsOpen).ToFrozenDictionary(version => version.Programme.Name, StringComparer.Ordinal);
    }

    public static ProgrammeBook Empty { get; } = new([]);

    /// <summary>What a lead enters by that name; null where there is none, or it is paused.</summary>
    public ProgrammeVersion? Current(string name) => open.GetValueOrDefault(name);

    /// <summary>What a run goes through; null where the desk does not have it any more.</summary>
    public Programme? Of(string name, int version) => all.GetValueOrDefault((name, version))?.Programme;
}
