using System.Globalization;
using Ripen.Desks;
using Ripen.Nurture;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A version in the list of all.</summary>
/// <param name="Standing">proposed, coming, in force, past.</param>
/// <param name="Differences">From the version before; empty for the first.</param>
public sealed record ListedVersion(int Version, string Name, string Standing, DateTimeOffset ProposedAt, string ProposedBy, DateTimeOffset? InForceAt, string? ActivatedBy, ValueList<string> Differences);

/// <summary>A version of a line's agreement, for its pages.</summary>
/// <param name="Standing">proposed, coming, in force, past.</param>
/// <param name="Sections">In plain words.</param>
public sealed record AgreementView(string Line, int Version, string Name, string Standing, DateTimeOffset? InForceAt, string Text, Agreement Agreement, IReadOnlyList<WordedSection> Sections)
{
    public required DateTimeOffset ProposedAt { get; init; }
    public required string ProposedBy { get; init; }
    public required string? ActivatedBy { get; init; }

    /// <summary>In how many minutes it is read aloud.</summary>
    public required int Minutes { get; init; }

    /// <summary>Made on this desk.</summary>
    public required IReadOnlyList<DeskSignature> Signed { get; init; }

    /// <summary>What the sentences decide; null for a version that is not in force.</summary>
    public required FindingCounts? Counts { get; init; }

    /// <summary>Open ones, by sentence.</summary>
    public required ILookup<string, Comment> Comments { get; init; }

    /// <summary>How many changes a draft of the next version holds.</summary>
    public required int Drafted { get; init; }

    /// <summary>A newer version that waits to be put in force; null where there is none.</summary>
    public required int? Proposed { get; init; }

    /// <summary>Which is in force; null where none is.</summary>
    public required int? InForce { get; init; }

    /// <summary>What it says otherwise than the one in force, where it is to come.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Programmes that it names and into which nobody would come here, with why.</summary>
    public required IReadOnlyList<string> MissingProgrammes { get; init; }

    /// <summary>All lines that have an agreement.</summary>
    public required ValueList<string> Lines { get; init; }

    /// <summary>The sentence that somebody comments on.</summary>
    public string? Commenting { get; init; }

    /// <summary>For whom somebody tried to sign.</summary>
    public Side? Signing { get; init; }

    /// <summary>Whoever looks at it could sign by one.</summary>
    public bool HasPasskey { get; init; }

    /// <summary>By which the desk's seals are known; null while nothing was signed on it.</summary>
    public required string? Seal { get; init; }

    /// <summary>What was typed and not taken.</summary>
    public string? Typed { get; init; }

    public string? Problem { get; init; }

    public bool IsInForce => Standing == Word(AgreementStanding.InForce);

    public bool IsProposed => Standing == Word(AgreementStanding.Proposed);

    public bool IsSignedBy(Side side) => Signed.Any(signature => signature.Side == side);

    public string Path(string rest = "") => PathOf(Line, IsInForce ? null : Version, rest);

    /// <summary>An address of a version's pages; of the one in force where none is named.</summary>
    public static string PathOf(string line, int? version, string rest = "")
    {
        var words = new List<string>();
        if (line != Desk.MainLine) words.Add($"line={Uri.EscapeDataString(line)}");
        if (version is { } number) words.Add(string.Create(CultureInfo.InvariantCulture, $"version={number}"));
        return $"/agreement{rest}{(words.Count == 0 ? "" : "?" + string.Join('&', words))}";
    }

    /// <param name="version">Null: the one in force, else the newest.</param>
    /// <returns>Null where there is none.</returns>
    internal static AgreementView? Of(Desk desk, Session session, string line, int? version)
    {
        var all = ShownAgreement.Of(AgreementStore.All(session), desk.Now);
        var ofLine = all.Where(one => one.Line == line).ToList();
        var inForce = ofLine.Find(one => one.Standing == AgreementStanding.InForce);
        var shown = version is { } number ? ofLine.Find(one => one.Version == number) : inForce ?? ofLine.LastOrDefault();
        if (shown is null) return null;
        var agreement = desk.Agreements.Compiled(session, line, shown.Version).Agreement;
        return new(line, shown.Version, shown.Name, Word(shown.Standing), shown.InForceAt, AgreementStore.Find(session, line, shown.Version)!.Text, agreement, AgreementWords.Of(agreement with { Version = null, Signatures = [] }))
        {
            ProposedAt = shown.ProposedAt,
            ProposedBy = shown.ProposedBy,
            ActivatedBy = shown.ActivatedBy,
            Minutes = (int)Math.Ceiling(AgreementWords.ReadingTime(agreement).TotalMinutes),
            Signed = [.. Signatures.Of(session, line, shown.Version).Where(signature => signature.IsOf(AgreementStore.Find(session, line, shown.Version)!))],
            Seal = DeskSeal.PublicKey(desk, session) is { } key ? DeskSeal.FingerprintOf(key) : null,
            Counts = shown == inForce ? FindingCounts.Of(desk, session, line) : null,
            Comments = Agreements.Comments.Open(session, line),
            Drafted = DraftStore.Edits(session, line).Count,
            Proposed = ofLine.LastOrDefault(one => one.Standing == AgreementStanding.Proposed && one.Version > (inForce?.Version ?? 0))?.Version,
            InForce = inForce?.Version,
            Differences = inForce is null || shown.Standing is AgreementStanding.InForce or AgreementStanding.Past ? [] : Drafting.Differences(desk.Agreements.Compiled(session, line, inForce.Version).Agreement, agreement),
            MissingProgrammes = shown.Standing == AgreementStanding.Past ? [] : ProgrammeSaving.MissingOf(desk, session, agreement),
            Lines = [.. all.Select(one => one.Line).Distinct()],
        };
    }

    /// <summary>The versions of a line, the newest first.</summary>
    internal static IReadOnlyList<ListedVersion> Versions(Desk desk, Session session, string line)
    {
        var ofLine = ShownAgreement.Of(AgreementStore.All(session), desk.Now).Where(one => one.Line == line).ToList();
        Agreement Read(int place) => desk.Agreements.Compiled(session, line, ofLine[place].Version).Agreement;
        return [.. ofLine.Select((one, i) => new ListedVersion(
            one.Version, one.Name, Word(one.Standing), one.ProposedAt, one.ProposedBy, one.InForceAt, one.ActivatedBy, i == 0 ? [] : Drafting.Differences(Read(i - 1), Read(i)).ToValueList())).Reverse()];
    }

    private static string Word(AgreementStanding standing) => standing switch
    {
        AgreementStanding.InForce => "in force",
        AgreementStanding.Coming => "coming",
        AgreementStanding.Past => "past",
        _ => "proposed",
    };
}

/// <summary>The versions of a line.</summary>
public sealed record VersionsView(AgreementView Shown, IReadOnlyList<ListedVersion> All);
