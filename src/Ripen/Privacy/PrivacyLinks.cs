using Ripen.Desks;

namespace Ripen.Privacy;

/// <summary>The public addresses by which a person chooses what we may do. They hold his id and a signature, and are good for years.</summary>
internal static class PrivacyLinks
{
    private const string PreferencesPurpose = "preferences";
    private const string UnsubscribePurpose = "unsubscribe";

    /// <summary><c>/p/…</c>, without the desk's own address.</summary>
    public static string Preferences(Desk desk, Guid person) => $"/p/{SignedLink.Of(desk.Secrets, PreferencesPurpose, person.ToString("N"))}";

    /// <summary><c>/u/…</c>, without the desk's own address.</summary>
    public static string Unsubscribe(Desk desk, Guid person) => $"/u/{SignedLink.Of(desk.Secrets, UnsubscribePurpose, person.ToString("N"))}";

    /// <summary>Whose link it is; null where the desk did not make it.</summary>
    public static Guid? OfPreferences(Desk desk, string token) => SignedLink.ReadId(desk.Secrets, PreferencesPurpose, token);

    /// <summary>Whose link it is; null where the desk did not make it.</summary>
    public static Guid? OfUnsubscribe(Desk desk, string token) => SignedLink.ReadId(desk.Secrets, UnsubscribePurpose, token);
}
