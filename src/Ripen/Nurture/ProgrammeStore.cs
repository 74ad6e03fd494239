using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Ripen.Storage;

namespace Ripen.Nurture;

/// <summary>Open: leads enter. Paused: nobody enters, runs go on. Retired: the same, and it is out of sight.</summary>
internal enum ProgrammeStanding { Open, Paused, Retired }

/// <summary>A programme as it is kept, without its text.</summary>
/// <param name="Version">The one by which runs begin.</param>
/// <param name="RowVersion">Grows with every change.</param>
internal sealed record KeptProgramme(string Name, int Version, ProgrammeStanding Standing, int RowVersion, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>One of its versions.</summary>
internal sealed record KeptVersion(string Name, int Version, string Text, DateTimeOffset SavedAt, string SavedBy);

/// <summary>A version, ready to be run. Shared between threads.</summary>
/// <param name="Mails">By the ids of their steps.</param>
internal sealed record CompiledProgramme(string Name, int Version, Programme Programme, IReadOnlyDictionary<string, MailTemplate> Mails)
{
    public static CompiledProgramme Of(KeptVersion kept)
    {
        var programme = ProgrammeReader.Read(kept.Text).Programme ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Version {kept.Version} of the programme {kept.Name} can no longer be read."));
        return new(kept.Name, kept.Version, programme, programme.Steps.OfType<MailStep>().ToDictionary(mail => mail.Id, MailTemplate.Of, StringComparer.Ordinal));
    }
}

/// <summary>The programmes of the desk. They are kept compiled; a number that every transaction reads says whether they still are those.</summary>
internal sealed class ProgrammeStore
{
    private const string Cache = "programmes";
    private const string VersionColumns = "name, version, text, saved_at, saved_by";
    private readonly ConcurrentDictionary<(string Name, int Version), CompiledProgramme> compiled = new();
    private readonly Cached<Dictionary<string, KeptProgramme>> kept = new(Cache, Read);
    private readonly Cached<ProgrammeBook> book;

    public ProgrammeStore() => book = new(Cache, ReadBook);

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<KeptProgramme> All(Session session) => [.. kept.Of(session).Values.OrderBy(each => each.Name, StringComparer.Ordinal)];

    /// <summary>How it stands; null where the desk has none of that name.</summary>
    public KeptProgramme? Kept(Session session, string name) => kept.Of(session).GetValueOrDefault(name);

    /// <summary>The version by which runs begin, whether or not anybody may enter now; null where the desk has none of that name.</summary>
    public CompiledProgramme? Current(Session session, string name) => Kept(session, name) is { } kept ? Find(session, name, kept.Version) : null;

    /// <summary>The version by which a lead enters now; null where there is none, or nobody enters.</summary>
    public CompiledProgramme? Open(Session session, string name) => Kept(session, name) is { Standing: ProgrammeStanding.Open } kept ? Find(session, name, kept.Version) : null;

    /// <summary>Any version: a run keeps the one it began under.</summary>
    public CompiledProgramme? Find(Session session, string name, int version)
    {
        // A transaction that has changed programmes sees what may never come to be: it is not kept, and not taken from here.
        var maySee = Storage.Versions.IsSettled(session, Cache);
        if (maySee && compiled.TryGetValue((name, version), out var ready)) return ready;
        if (TextOf(session, name, version) is not { } text) return null;
        var made = CompiledProgramme.Of(text);
        return maySee ? compiled.GetOrAdd((name, version), made) : made;
    }

    /// <summary>All of them as the life of leads goes by them.</summary>
    public ProgrammeBook Book(Session session) => book.Of(session);

    public static KeptVersion? TextOf(Session session, string name, int version)
    {
        KeptVersion? found = null;
        session.Read($"select {VersionColumns} from programme_versions where name = @name and version = @version", row => found = Of(row), ("@name", name), ("@version", version));
        return found;
    }

    /// <summary>The newest first.</summary>
    public static List<KeptVersion> Versions(Session session, string name)
    {
        var versions = new List<KeptVersion>();
        session.Read($"select {VersionColumns} from programme_versions where name = @name order by version desc", row => versions.Add(Of(row)), ("@name", name));
        return versions;
    }

    /// <summary>Of all that are kept, as this transaction sees them.</summary>
    public static HashSet<string> Names(Session session)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        session.Read("select name from programmes", row => names.Add(row.GetString(0)));
        return names;
    }

    /// <summary>Keeps a text that was read without errors as the next version, by which runs begin from now on. The text that is the current one already is that.</summary>
    /// <returns>The version.</returns>
    public static int Save(Write write, string name, string text, string by, DateTimeOffset now)
    {
        var current = (int)write.Count("select coalesce(max(version), 0) from programmes where name = @name", ("@name", name));
        if (current > 0 && TextOf(write, name, current)!.Text == text) return current;
        write.Execute(
            "insert into programme_versions (name, version, text, saved_at, saved_by) values (@name, @version, @text, @at, @by)",
            ("@name", name), ("@version", current + 1), ("@text", text), ("@at", now), ("@by", by));
        write.Execute(
            """
            insert into programmes (name, version, standing, row_version, changed_at, changed_by) values (@name, @version, 0, 1, @at, @by)
            on conflict (name) do update set version = @version, row_version = programmes.row_version + 1, changed_at = @at, changed_by = @by
            """,
            ("@name", name), ("@version", current + 1), ("@at", now), ("@by", by));
        Storage.Versions.Raise(write, Cache);
        return current + 1;
    }

    /// <returns>False where it stands so already, or there is none.</returns>
    public static bool SetStanding(Write write, string name, ProgrammeStanding standing, string by, DateTimeOffset now)
    {
        var changed = write.Execute(
            "update programmes set standing = @standing, row_version = row_version + 1, changed_at = @at, changed_by = @by where name = @name and standing <> @standing",
            ("@standing", (int)standing), ("@at", now), ("@by", by), ("@name", name));
        if (changed > 0) Storage.Versions.Raise(write, Cache);
        return changed > 0;
    }

    private ProgrammeBook ReadBook(Session session)
    {
        var (open, all) = (kept.Of(session), new List<(string Name, int Version)>());
        session.Read("select name, version from programme_versions", row => all.Add((row.GetString(0), row.GetInt32(1))));
        return new([.. all.Select(each => new ProgrammeVersion(Find(session, each.Name, each.Version)!.Programme, each.Version, open.TryGetValue(each.Name, out var one) && one.Version == each.Version && one.Standing == ProgrammeStanding.Open))]);
    }

    private static Dictionary<string, KeptProgramme> Read(Session session)
    {
        var all = new Dictionary<string, KeptProgramme>(StringComparer.Ordinal);
        session.Read(
            "select name, version, standing, row_version, changed_at, changed_by from programmes",
            row => all[row.GetString(0)] = new(row.GetString(0), row.GetInt32(1), (ProgrammeStanding)row.GetInt16(2), row.GetInt32(3), row.GetAt(4), row.GetString(5)));
        return all;
    }

    private static KeptVersion Of(DbDataReader row) => new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetAt(3), row.GetString(4));
}
