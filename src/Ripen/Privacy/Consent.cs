namespace Ripen.Privacy;

public enum ConsentWord : byte
{
    Given = 1,
    Withdrawn = 2,
    Objected = 3,
}

/// <summary>What somebody says to a purpose, as it comes in. A box that was not ticked says nothing and is not recorded.</summary>
/// <param name="IsGiven">No: consent is withdrawn, or he objects, by the basis.</param>
/// <param name="Basis">Of the purpose when he was asked.</param>
/// <param name="WordingVersion">Of the wording that he saw, with its language.</param>
/// <param name="Form">Where it was said: the name of a form, <c>preferences</c>.</param>
/// <param name="Email">His address at the time.</param>
/// <param name="Address">The network address that it came from.</param>
/// <param name="At">When it was said; of two the later one counts.</param>
internal sealed record ConsentStatement(string Purpose, bool IsGiven, LawfulBasis Basis, int? WordingVersion, string? Language, string? Form, string? Email, string? Address, DateTimeOffset At)
{
    /// <summary>Who recorded it; null: the person himself.</summary>
    public string? By { get; init; }

    public string? Note { get; init; }

    /// <summary>
    /// He came by a link that was sent to his address, so that it is he who says it. Only then does a yes lift what his
    /// address is suppressed for: a form may hold anybody's address.
    /// </summary>
    public bool IsConfirmed { get; init; }

    /// <summary>As what his addresses are suppressed; null: by the basis.</summary>
    public SuppressionReason? Because { get; init; }

    public int? Import { get; init; }

    public ConsentWord Word => IsGiven ? ConsentWord.Given : Basis == LawfulBasis.Consent ? ConsentWord.Withdrawn : ConsentWord.Objected;
}

/// <summary>What was said, as it is kept.</summary>
/// <param name="Wording">The version; null where he saw none.</param>
/// <param name="By">Who recorded it; null: the person himself.</param>
public sealed record KeptConsent(DateTimeOffset At, DateTimeOffset KnownAt, string Purpose, ConsentWord Word, LawfulBasis Basis, int? Wording, string? Language, string? Form, string? Email, string? Address, string? By, string? Note)
{
    public bool IsGiven => Word == ConsentWord.Given;
}

/// <summary>What holds for one purpose.</summary>
/// <param name="Said">What was said last; null: nothing was.</param>
public sealed record HeldConsent(Purpose Purpose, bool Holds, KeptConsent? Said);
