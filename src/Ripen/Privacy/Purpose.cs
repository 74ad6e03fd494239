namespace Ripen.Privacy;

/// <summary>Why something may be done with what is known of a person (GDPR, article 6).</summary>
public enum LawfulBasis : byte
{
    /// <summary>Only who said yes.</summary>
    Consent = 1,

    /// <summary>Everybody until he objects.</summary>
    LegitimateInterest = 2,
    Contract = 3,
    LegalObligation = 4,
}

/// <summary>What people are asked, in one language.</summary>
/// <param name="Version">In this language, from 1; a changed wording is the next.</param>
/// <param name="Title">A few words.</param>
/// <param name="Says">What somebody agrees to, whole.</param>
public sealed record Wording(string Language, int Version, string Title, string Says, DateTimeOffset WordedAt, string WordedBy);

/// <summary>Something for which people are written to or recognised.</summary>
/// <param name="Name">For programs: <c>marketing_mail</c>.</param>
/// <param name="Label">For the people of the desk.</param>
/// <param name="IsMail">It is mail to the person: “no mail at all” ends it.</param>
/// <param name="RetiredAt">Since when nobody is asked any more.</param>
/// <param name="Wordings">The latest of each language.</param>
public sealed record Purpose(string Name, string Label, LawfulBasis Basis, bool IsMail, DateTimeOffset? RetiredAt, IReadOnlyList<Wording> Wordings)
{
    /// <summary>Under which programmes write.</summary>
    public const string MarketingMail = "marketing_mail";

    /// <summary>Under which visitors are recognised again.</summary>
    public const string Tracking = "tracking";

    /// <summary>It holds where nobody said anything.</summary>
    public bool HoldsUnasked => Basis != LawfulBasis.Consent;

    /// <summary>A person can say yes or no to it.</summary>
    public bool IsChosen => Basis is LawfulBasis.Consent or LawfulBasis.LegitimateInterest;

    /// <summary>In a language; in English where there is none, else in whatever there is; null where it has no wording.</summary>
    public Wording? In(string language) =>
        Wordings.FirstOrDefault(wording => wording.Language == language) ?? Wordings.FirstOrDefault(wording => wording.Language == Languages.TextBook.English) ?? (Wordings.Count > 0 ? Wordings[0] : null);
}

/// <summary>Bases by their words.</summary>
internal static class LawfulBases
{
    public static readonly IReadOnlyList<(LawfulBasis Basis, string Word, string Label, string Says)> All =
    [
        (LawfulBasis.Consent, "consent", "Consent", "Only for people who said yes."),
        (LawfulBasis.LegitimateInterest, "legitimate_interest", "Legitimate interest", "For everybody until he objects."),
        (LawfulBasis.Contract, "contract", "Contract", "Needed for a contract; nobody is asked."),
        (LawfulBasis.LegalObligation, "legal_obligation", "Legal obligation", "The law wants it; nobody is asked."),
    ];

    public const string Words = "consent, legitimate_interest, contract, legal_obligation";

    public static LawfulBasis? Find(string? word) => All.FirstOrDefault(one => one.Word == word) is { Word: not null } found ? found.Basis : null;

    public static string WordOf(LawfulBasis basis) => Of(basis).Word;

    public static string LabelOf(LawfulBasis basis) => Of(basis).Label;

    private static (LawfulBasis Basis, string Word, string Label, string Says) Of(LawfulBasis basis) => All.First(one => one.Basis == basis);
}
