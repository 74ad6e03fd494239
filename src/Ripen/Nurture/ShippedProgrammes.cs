using Ripen.Storage;

namespace Ripen.Nurture;

/// <summary>A programme that comes with Ripen, to begin with.</summary>
internal sealed record ShippedProgramme(string Name, string Text, Programme Programme);

internal static class ShippedProgrammes
{
    /// <summary>Who has saved those that came with the desk.</summary>
    public const string SavedBy = "Ripen";

    public static IReadOnlyList<ShippedProgramme> All { get; } = [Of("warm-evaluate"), Of("cold-stay-useful"), Of("recycled-not-now"), Of("wrong-contact")];

    public static ShippedProgramme? Find(string? name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>
    /// A desk begins with them, because the agreement that comes with it names them. One that is there stays as it is,
    /// whatever people have made of it.
    /// </summary>
    public static void Ensure(Write write, DateTimeOffset now)
    {
        var there = ProgrammeStore.Names(write);
        foreach (var shipped in All.Where(shipped => !there.Contains(shipped.Name))) ProgrammeStore.Save(write, shipped.Name, shipped.Text, SavedBy, now);
    }

    private static ShippedProgramme Of(string name)
    {
        using var reader = new StreamReader(typeof(ShippedProgrammes).Assembly.GetManifestResourceStream($"programmes/{name}.yaml")!);
        var text = reader.ReadToEnd();
        return new(name, text, ProgrammeText.Read(text).Programme!);
    }
}
