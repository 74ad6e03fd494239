namespace Ripen.Agreements;

/// <summary>What there is to say about the text of an agreement or a programme.</summary>
/// <param name="Text">The piece that is meant.</param>
/// <param name="Suggestion">What to write instead.</param>
internal sealed record ShownRemark(Severity Severity, int Line, int Column, string Text, string Message, string? Suggestion)
{
    public static IReadOnlyList<ShownRemark> Of(AgreementReading reading) => Of(reading.Remarks);

    public static IReadOnlyList<ShownRemark> Of(IReadOnlyList<Remark> remarks) =>
        [.. remarks.Select(remark => new ShownRemark(remark.Severity, remark.Line, remark.Column, remark.Offending, remark.Message, remark.Suggestion))];
}

/// <param name="Valid">Whether it could be proposed: warnings do not stand in the way.</param>
/// <param name="Words">Read aloud; null where it is not valid.</param>
internal sealed record ShownCheck(bool Valid, IReadOnlyList<ShownRemark> Remarks, IReadOnlyList<WordedSection>? Words);

/// <summary>How it stands with a version.</summary>
internal enum AgreementStanding { Proposed, Coming, InForce, Past }

/// <summary>A version as the API shows it.</summary>
/// <param name="Hash">SHA-256 of what is signed.</param>
/// <param name="InForceFrom">The day it names, as an instant.</param>
/// <param name="InForceAt">From when it holds; null while it is only proposed.</param>
internal sealed record ShownAgreement(
    string Line,
    int Version,
    string Name,
    AgreementStanding Standing,
    string Hash,
    DateTimeOffset InForceFrom,
    DateTimeOffset ProposedAt,
    string ProposedBy,
    DateTimeOffset? InForceAt,
    string? ActivatedBy)
{
    /// <summary>Versions of several lines, with how each stands at an instant.</summary>
    public static IReadOnlyList<ShownAgreement> Of(IReadOnlyList<KeptAgreement> all, DateTimeOffset now)
    {
        var inForce = all.Where(kept => kept.InForceAt <= now).GroupBy(kept => kept.Line).Select(line => line.MaxBy(kept => (kept.InForceAt, kept.Version))!).ToHashSet();
        return [.. all.Select(kept => Of(kept, inForce.Contains(kept), now))];
    }

    private static ShownAgreement Of(KeptAgreement kept, bool isInForce, DateTimeOffset now)
    {
        var standing = kept.InForceAt is null ? AgreementStanding.Proposed : isInForce ? AgreementStanding.InForce : kept.InForceAt > now ? AgreementStanding.Coming : AgreementStanding.Past;
        return new(kept.Line, kept.Version, kept.Name, standing, kept.Hash, kept.InForceFrom, kept.ProposedAt, kept.ProposedBy, kept.InForceAt, kept.ActivatedBy);
    }
}

/// <summary>A version in plain words.</summary>
internal sealed record ShownWords(string Line, int Version, IReadOnlyList<WordedSection> Sections);

/// <summary>What one version says otherwise than another, the weightiest first.</summary>
internal sealed record ShownDifferences(string Line, int From, int To, IReadOnlyList<string> Sentences);
