using System.Globalization;
using Ripen.Agreements;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Verifying;

/// <summary>Which agreement version was in force when, and whether its text is still the one that was signed.</summary>
internal sealed class AgreementHistory
{
    // A judgement may have begun a moment before another version came into force.
    private static readonly TimeSpan Handful = TimeSpan.FromMinutes(1);
    private readonly Dictionary<(string Line, int Version), KeptAgreement> kept;
    private readonly Dictionary<(string Line, int Version), AgreementInForce> readable = [];

    private readonly IReadOnlyList<string> ourKinds;

    public AgreementHistory(Session session, FaultList faults)
    {
        ourKinds = Tracking.OurKinds.Of(session);
        kept = AgreementStore.All(session).ToDictionary(agreement => (agreement.Line, agreement.Version));
        foreach (var agreement in kept.Values) Check(agreement, faults);
    }

    /// <summary>A version whose text is as it was signed; null for any other.</summary>
    public AgreementInForce? Find(string? line, int version) => readable.GetValueOrDefault((line ?? "", version));

    public Policy? PolicyOf(string? line, int version) => Find(line, version)?.Policy;

    /// <summary>Why a verdict cannot be by a version; null where it can.</summary>
    public string? WhyNotThere(string? line, int version) => kept.ContainsKey((line ?? "", version)) ? null : string.Create(CultureInfo.InvariantCulture, $"There is no version {version} of the agreement of line {line}.");

    /// <summary>Why a verdict given at an instant cannot be by a version; null where it can.</summary>
    public string? WhyNot(string? line, int version, DateTimeOffset at)
    {
        if (WhyNotThere(line, version) is { } missing) return missing;
        if (kept[(line!, version)].InForceAt is not { } from || from > at) return string.Create(CultureInfo.InvariantCulture, $"It was judged at {at:u} under version {version}, which was not in force yet.");
        var later = kept.Values.Where(other => other.Line == line && other.InForceAt is { } since && (since, other.Version).CompareTo((from, version)) > 0).Min(other => other.InForceAt);
        return later + Handful < at ? string.Create(CultureInfo.InvariantCulture, $"It was judged at {at:u} under version {version}, which another had replaced at {later:u}.") : null;
    }

    private void Check(KeptAgreement agreement, FaultList faults)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"agreement of line {agreement.Line}, version {agreement.Version}");
        if (SignedText.HashOf(agreement.Text) != agreement.Hash) faults.Add(Checks.AgreementIsAsSigned, where, "Its text is not the one that was signed.");
        else if (AgreementReader.Read(agreement.Text).Agreement is null) faults.Add(Checks.AgreementIsAsSigned, where, "Its text can no longer be read.");
        else readable[(agreement.Line, agreement.Version)] = AgreementInForce.Of(agreement.Line, agreement.Version, agreement.Text, agreement.Hash, ourKinds);
    }
}
