using System.Globalization;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>What holds for one purpose, as the page of a lead shows it.</summary>
/// <param name="Says">How we know, in a few words.</param>
public sealed record ShownConsent(string Name, string Label, bool Holds, bool IsChosen, DateTimeOffset? Since, string Says);

/// <summary>What a person may be written to and recognised for.</summary>
/// <param name="WhyNot">Why no programme writes to him, in a few words; null where one may.</param>
/// <param name="Suppressed">Since when his address is; null: it is not.</param>
/// <param name="Preferences">The path of the page where he chooses.</param>
public sealed record LeadConsentView(IReadOnlyList<ShownConsent> Purposes, string? WhyNot, DateTimeOffset? Suppressed, string Preferences)
{
    /// <summary>What was wrong with what was typed.</summary>
    public string? Error { get; init; }

    /// <summary>Null where the person is not there.</summary>
    internal static LeadConsentView? Of(Desk desk, Session session, LeadRecord lead)
    {
        if (PersonIdentity.Survivor(session, lead.Id.Person) is not { } person) return null;
        var suppressed = lead.Email is { } email && Suppressions.HasKey(session, desk) ? Suppressions.Find(session, desk, email) : null;
        return new([.. Consents.Of(session, person).Select(Shown)], lead.Email is { } address ? LawfulMail.WhyNot(session, desk, person, address) : "no e-mail address is known", suppressed?.At, PrivacyLinks.Preferences(desk, person));
    }

    private static ShownConsent Shown(HeldConsent held) => new(held.Purpose.Name, held.Purpose.Label, held.Holds, held.Purpose.IsChosen, held.Said?.At, SaysOf(held));

    private static string SaysOf(HeldConsent held)
    {
        if (held.Said is not { } said) return held.Holds ? LawfulBases.LabelOf(held.Purpose.Basis).ToLowerInvariant() : "nobody asked yet, or nothing was said";
        var word = said.Word switch { ConsentWord.Given => "said yes", ConsentWord.Withdrawn => "withdrew consent", _ => "objected" };
        var wording = said.Wording is { } version ? string.Create(CultureInfo.InvariantCulture, $"wording {version}{(said.Language is { } language ? $" ({language})" : "")}") : null;
        return string.Join(", ", new[] { word, said.Form, wording, said.Note }.OfType<string>().Select(part => Web.Components.Spoken.Short(part)));
    }
}
