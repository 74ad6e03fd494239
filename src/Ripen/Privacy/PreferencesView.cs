using System.Globalization;
using Ripen.Desks;
using Ripen.Languages;
using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>One purpose as a person sees it.</summary>
/// <param name="Version">Of the wording that he sees, in <paramref name="Language"/>.</param>
/// <param name="IsOn">As it holds for him.</param>
/// <param name="IsChosen">He can switch it.</param>
/// <param name="Basis">Why we may, in a sentence.</param>
public sealed record PreferenceChoice(string Name, string Title, string Says, int Version, string Language, bool IsOn, bool IsChosen, string Basis);

/// <summary>What somebody sees who came by his link to preferences or to unsubscribe.</summary>
/// <param name="Preferences">The path of his preferences.</param>
/// <param name="Unsubscribe">The path by which he unsubscribes.</param>
/// <param name="Address">His address, so that he knows it again and nobody else reads it; null where none is known.</param>
/// <param name="Record">What is stored about what he said, in sentences.</param>
public sealed record PreferencesView(string Preferences, string Unsubscribe, string? Address, IReadOnlyList<PreferenceChoice> Choices, IReadOnlyList<string> Record)
{
    /// <summary>He is not there any more, or never was.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Something was saved just now.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Mail to him came back: none is sent, whatever he wants.</summary>
    public bool HasBounced { get; init; }

    /// <summary>No mail is sent to him.</summary>
    public bool IsEnded { get; init; }

    public static PreferencesView Unknown { get; } = new("", "", null, [], []) { IsUnknown = true };

    internal static PreferencesView Of(Desk desk, Session session, Guid person, Texts texts)
    {
        var all = PersonIdentity.AllOf(session, person);
        var addresses = PersonIdentity.Addresses(session, all);
        var hasKey = Suppressions.HasKey(session, desk);
        var suppressed = addresses.ConvertAll(address => hasKey ? Suppressions.Find(session, desk, address) : null);
        var isSuppressed = suppressed.Count > 0 && suppressed.TrueForAll(one => one is not null);
        var held = Consents.Of(session, person);
        return new(
            PrivacyLinks.Preferences(desk, person), PrivacyLinks.Unsubscribe(desk, person), addresses.Count == 0 ? null : MaskedAddress.Of(addresses[0]),
            [.. held.Select(one => ChoiceOf(one, isSuppressed, texts)).OfType<PreferenceChoice>()],
            RecordOf(desk, session, person, held, texts))
        {
            HasBounced = isSuppressed && suppressed.Exists(one => one!.Reason == SuppressionReason.Bounced),
            IsEnded = held.All(one => one.Purpose is not { IsMail: true, IsChosen: true } || one.Said is { IsGiven: false } || (one.Purpose.Name == Purpose.MarketingMail && isSuppressed)),
        };
    }

    // An address that is suppressed gets no mail about offers, whatever was said.
    private static bool IsOff(HeldConsent held, bool isSuppressed) => !held.Holds || (held.Purpose.Name == Purpose.MarketingMail && isSuppressed);

    private static PreferenceChoice? ChoiceOf(HeldConsent held, bool isSuppressed, Texts texts) => held.Purpose.In(texts.Language) is { } wording
        ? new(held.Purpose.Name, wording.Title, wording.Says, wording.Version, wording.Language, !IsOff(held, isSuppressed), held.Purpose.IsChosen, texts[$"privacy.basis_{LawfulBases.WordOf(held.Purpose.Basis)}"])
        : null;

    private static List<string> RecordOf(Desk desk, Session session, Guid person, IReadOnlyList<HeldConsent> held, Texts texts)
    {
        var zone = desk.Settings.ZoneOf(session);
        var titles = held.ToDictionary(one => one.Purpose.Name, one => one.Purpose.In(texts.Language)?.Title ?? one.Purpose.Label, StringComparer.Ordinal);
        return Consents.History(session, person).ConvertAll(said =>
        {
            var day = zone.DateOf(Values.Instant.From(said.At)).ToString("D", CultureOf(texts.Language));
            var word = texts.Of($"privacy.said_{said.Word.ToString().ToLowerInvariant()}", ("date", day), ("purpose", titles.GetValueOrDefault(said.Purpose, said.Purpose)));
            var wording = said.Wording is { } version ? texts.Of("privacy.said_wording", ("version", string.Create(CultureInfo.InvariantCulture, $"{version} ({said.Language})"))) : null;
            return string.Join(" · ", new[] { word, said.Form, said.Email is { } email ? MaskedAddress.Of(email) : null, said.Address, wording }.OfType<string>());
        });
    }

    private static CultureInfo CultureOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
