using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>
/// Whether a programme may write to somebody: nothing goes to a suppressed address, and under a basis of consent only to who
/// gave it. Under legitimate interest it holds until he objects.
/// </summary>
internal static class LawfulMail
{
    private const string OtherKey = "the desk has another key than the one by which addresses were suppressed";

    /// <summary>Why nothing may be written, in a few words; null where it may. While suppressed addresses cannot be recognised nobody is written to.</summary>
    public static string? WhyNot(Session session, Desk desk, Guid person, string address)
    {
        if (!Suppressions.HasKey(session, desk)) return OtherKey;
        if (Suppressions.Find(session, desk, address) is { } suppressed) return Suppressions.WordsOf(suppressed.Reason);
        return Consents.Latest(session, person, Purpose.MarketingMail)?.Word switch
        {
            ConsentWord.Given => null,
            ConsentWord.Withdrawn => "they withdrew their consent to mail",
            ConsentWord.Objected => "they objected to mail",
            _ => desk.Purposes.Find(session, Purpose.MarketingMail) is { HoldsUnasked: true, RetiredAt: null } ? null : "there is no consent to mail from them",
        };
    }
}
