using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Tracking;
using Ripen.Values;
using Ripen.Work;

namespace Ripen.Agreements;

/// <summary>A version of an agreement as it is kept.</summary>
/// <param name="Hash">SHA-256 of what is signed: the text without <c>version</c> and <c>signatures</c>; lower-case hex.</param>
/// <param name="InForceAt">From when it holds; null while it is only proposed.</param>
internal sealed record KeptAgreement(string Line, int Version, string Name, string Text, string Hash, DateTimeOffset InForceFrom, DateTimeOffset ProposedAt, string ProposedBy, DateTimeOffset? InForceAt, string? ActivatedBy);

/// <summary>The agreements of the desk: proposed, numbered, in force. Those in force are kept compiled; a number that every transaction reads says whether they still are.</summary>
internal sealed class AgreementStore
{
    private const string Cache = "agreements";
    private const string Columns = "line, version, name, text, hash, in_force_from, proposed_at, proposed_by, in_force_at, activated_by";
    private readonly Cached<Book> book = new(Cache, Read);

    private sealed record Standing(string Line, int Version, DateTimeOffset InForceAt);

    /// <summary>What was read at one number: which hold when, the kinds that are ours, and what was compiled since.</summary>
    private sealed record Book(List<Standing> InForce, IReadOnlyList<string> OurKinds)
    {
        public ConcurrentDictionary<(string Line, int Version), AgreementInForce> Compiled { get; } = new();
    }

    /// <summary>Whose a kind of touch is, or what it counts as, has changed: everything is compiled anew.</summary>
    public static void KindsChanged(Write write) => Versions.Raise(write, Cache);

    /// <summary>The one that holds in a line at an instant.</summary>
    /// <returns>Null where none does.</returns>
    public AgreementInForce? InForce(Session session, string line, DateTimeOffset at)
    {
        Standing? best = null;
        var read = book.Of(session);
        foreach (var one in read.InForce)
        {
            if (one.Line == line && one.InForceAt <= at && (best is null || (one.InForceAt, one.Version).CompareTo((best.InForceAt, best.Version)) > 0)) best = one;
        }
        return best is { } found ? Compiled(session, read, found.Line, found.Version) : null;
    }

    /// <summary>The lines in which one holds, by name.</summary>
    public IReadOnlyList<string> LinesInForce(Session session, DateTimeOffset at) =>
        [.. book.Of(session).InForce.Where(one => one.InForceAt <= at).Select(one => one.Line).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What a lead is held by: the version its handover began under, else the one in force in its line.</summary>
    /// <exception cref="InvalidOperationException">None is in force.</exception>
    public AgreementInForce HeldBy(Session session, LeadState state, DateTimeOffset at) =>
        FindHeldBy(session, state, at) ?? throw new InvalidOperationException($"No agreement is in force in line {state.Line ?? Desk.MainLine}.");

    /// <returns>Null where none is in force.</returns>
    /// <inheritdoc cref="HeldBy" />
    public AgreementInForce? FindHeldBy(Session session, LeadState state, DateTimeOffset at)
    {
        var line = state.Line ?? Desk.MainLine;
        return state.Agreement is { } version ? Compiled(session, line, version) : InForce(session, line, at);
    }

    /// <summary>A version, whether or not it is in force.</summary>
    public AgreementInForce Compiled(Session session, string line, int version) => Compiled(session, book.Latest(session), line, version);

    private static AgreementInForce Compiled(Session session, Book read, string line, int version)
    {
        if (read.Compiled.TryGetValue((line, version), out var ready)) return ready;
        var kept = Find(session, line, version) ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Version {version} of the agreement of line {line} is missing."));
        return read.Compiled.GetOrAdd((line, version), AgreementInForce.Of(line, version, kept.Text, kept.Hash, read.OurKinds));
    }

    public static KeptAgreement? Find(Session session, string line, int version)
    {
        KeptAgreement? found = null;
        session.Read($"select {Columns} from agreements where line = @line and version = @version", row => found = Of(row), ("@line", line), ("@version", version));
        return found;
    }

    /// <summary>By line and version.</summary>
    public static List<KeptAgreement> All(Session session)
    {
        var all = new List<KeptAgreement>();
        session.Read($"select {Columns} from agreements order by line, version", row => all.Add(Of(row)));
        return all;
    }

    /// <summary>Keeps a version that was read without errors; the same text again is the version that is there.</summary>
    public static KeptAgreement Propose(Write write, string line, AgreementReading reading, string text, string by, DateTimeOffset now)
    {
        var agreement = reading.Agreement ?? throw new ArgumentException("An agreement with errors cannot be proposed.", nameof(reading));
        var hash = SignedText.HashOf(text);
        foreach (var there in All(write))
        {
            if (there.Line == line && there.Hash == hash) return there;
        }
        var version = (int)write.Count("select coalesce(max(version), 0) + 1 from agreements where line = @line", ("@line", line));
        var zone = Zone.TryFind(agreement.TimeZone, out var found) ? found : Zone.Utc;
        var kept = new KeptAgreement(line, version, agreement.Name, text, hash, zone.StartOf(agreement.InForceFrom).ToDateTimeOffset(), now, by, null, null);
        write.Insert(Tables.Agreements, [[kept.Line, kept.Version, kept.Name, kept.Text, kept.Hash, kept.InForceFrom, kept.ProposedAt, kept.ProposedBy, null, null]]);
        Versions.Raise(write, Cache);
        return kept;
    }

    /// <summary>Puts a proposed version in force, from the later of now and the day it names; then every lead of the line is judged under it.</summary>
    /// <returns>From when it holds; null where there is no such version, or it has been activated before.</returns>
    public static DateTimeOffset? Activate(Write write, string line, int version, string by, DateTimeOffset now)
    {
        if (Find(write, line, version) is not { InForceAt: null } kept) return null;
        var from = kept.InForceFrom > now ? kept.InForceFrom : now;
        write.Execute("update agreements set in_force_at = @at, activated_by = @by where line = @line and version = @version", ("@at", from), ("@by", by), ("@line", line), ("@version", version));
        Versions.Raise(write, Cache);
        DeskWork.AskLine(write, line, version, from);
        return from;
    }

    /// <summary>Says who stands for a version that is in force already.</summary>
    public static void Adopt(Write write, KeptAgreement kept, string by) =>
        write.Execute("update agreements set activated_by = @by where line = @line and version = @version", ("@by", by), ("@line", kept.Line), ("@version", kept.Version));

    /// <summary>Lets a version that held before hold again; only where nobody was judged under it.</summary>
    public static void PutBack(Write write, KeptAgreement kept, string by, DateTimeOffset now)
    {
        write.Execute("update agreements set in_force_at = @at, activated_by = @by where line = @line and version = @version", ("@at", now), ("@by", by), ("@line", kept.Line), ("@version", kept.Version));
        Versions.Raise(write, Cache);
    }

    private static Book Read(Session session)
    {
        var all = new List<Standing>();
        session.Read("select line, version, in_force_at from agreements where in_force_at is not null", row => all.Add(new(row.GetString(0), row.GetInt32(1), row.GetAt(2))));
        return new(all, OurKinds.Of(session));
    }

    private static KeptAgreement Of(DbDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetAt(5), row.GetAt(6), row.GetString(7), row.GetAtOrNull(8), row.GetTextOrNull(9));
}
