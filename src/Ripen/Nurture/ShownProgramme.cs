using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Nurture;

/// <summary>A programme in a list.</summary>
/// <param name="Version">The one by which runs begin.</param>
/// <param name="Standing">open, paused (nobody enters, runs go on), retired.</param>
/// <param name="Takes">How long at most: "4 weeks".</param>
/// <param name="Leads">How many are in it now; null: runs are not kept yet.</param>
public sealed record ShownProgramme(string Name, string Says, int Version, string Standing, int Steps, int Mails, int Tasks, string Takes, long? Leads, DateTimeOffset ChangedAt, string ChangedBy)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => Standing == "open";

    internal static IReadOnlyList<ShownProgramme> All(Desk desk, Session session)
    {
        var counts = ProgrammeCounts.Of(session);
        return [.. desk.Programmes.All(session).Select(kept => Of(desk, session, kept, counts))];
    }

    internal static ShownProgramme? Find(Desk desk, Session session, string name) => desk.Programmes.Kept(session, name) is { } kept ? Of(desk, session, kept, ProgrammeCounts.Of(session)) : null;

    private static ShownProgramme Of(Desk desk, Session session, KeptProgramme kept, IReadOnlyDictionary<string, long>? counts)
    {
        var programme = desk.Programmes.Find(session, kept.Name, kept.Version)!.Programme;
        return new(
            kept.Name, programme.Says, kept.Version, kept.Standing.ToString().ToLowerInvariant(), programme.Steps.Count, programme.Steps.Count(step => step is MailStep), programme.Steps.Count(step => step is TaskStep),
            ProgrammeWording.Length(programme), counts?.GetValueOrDefault(kept.Name), kept.ChangedAt, kept.ChangedBy);
    }
}

/// <summary>A version of a programme, without its text.</summary>
public sealed record ShownProgrammeVersion(int Version, DateTimeOffset SavedAt, string SavedBy);

/// <summary>A programme in plain words, with its versions, the newest first.</summary>
internal sealed record ShownProgrammeWords(ShownProgramme Programme, WordedProgramme Words, IReadOnlyList<ShownProgrammeVersion> Versions);

/// <param name="Valid">Whether it could be saved: warnings do not stand in the way.</param>
/// <param name="Words">In plain words; null where it is not valid.</param>
internal sealed record ShownProgrammeCheck(bool Valid, IReadOnlyList<Agreements.ShownRemark> Remarks, WordedProgramme? Words);
