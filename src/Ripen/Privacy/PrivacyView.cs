using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Privacy;

/// <summary>Something that is kept for a time.</summary>
/// <param name="Setting">By which its days are chosen.</param>
/// <param name="Last">What was deleted last; null: nothing yet.</param>
public sealed record ShownKept(string Label, int Days, string Setting, Deletion? Last);

/// <summary>An address that was looked up, and what holds for it.</summary>
public sealed record LookedUp(string Address, Suppression? Found, string? Why, string? By);

/// <summary>What <c>/privacy</c> shows: purposes, the suppression list, what is deleted by itself.</summary>
/// <param name="Suppressed">How many addresses, as it is shown.</param>
/// <param name="Typed">By field, as it stands in a form that came back.</param>
public sealed record PrivacyView(IReadOnlyList<Purpose> Purposes, string Suppressed, IReadOnlyList<ShownKept> Kept, IReadOnlyList<Deletion> Log, IReadOnlyList<Option> Languages, IReadOnlyDictionary<string, string> Typed, IReadOnlyDictionary<string, string[]> Errors)
{
    private const int MostLogged = 30;

    public LookedUp? LookedUp { get; init; }

    /// <summary>A list was suppressed just now.</summary>
    public SuppressedList? Added { get; init; }

    /// <summary>An address is no longer suppressed, since just now.</summary>
    public string? Removed { get; init; }

    /// <summary>The desk has another key than the one by which addresses were hashed: what to do.</summary>
    public string? WrongKey { get; init; }

    public string? At(string field) => Typed.GetValueOrDefault(field);

    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;

    internal static PrivacyView Of(Desk desk, Session session, PageForm? form = null)
    {
        var log = Retention.Log(session, MostLogged);
        return new(
            Privacy.Purposes.Read(session), PageCount.Of(Suppressions.Count(session)).Shown,
            [.. Retention.All.Select(kept => new ShownKept(kept.Label, kept.DaysOf(desk, session), kept.Days.Name, log.Find(one => one.Name == kept.Name)))],
            [.. log.Where(one => one.Deleted > 0)],
            PurposeView.LanguagesOf(desk, session),
            form?.Names.ToDictionary(name => name, name => form.Text(name, PurposeChanges.LongestWording) ?? "", StringComparer.Ordinal) ?? [],
            form?.Errors.BySentence ?? FieldErrors.None)
        {
            WrongKey = Suppressions.HasKey(session, desk) ? null : Suppressions.WrongKey(desk),
        };
    }

    internal static string LabelOf(string kept) => Retention.All.FirstOrDefault(one => one.Name == kept)?.Label ?? kept;
}

/// <summary>A purpose with every wording it ever had.</summary>
public sealed record PurposeView(Purpose Purpose, IReadOnlyList<Wording> Wordings, IReadOnlyList<Option> Languages, IReadOnlyDictionary<string, string> Typed, IReadOnlyDictionary<string, string[]> Errors)
{
    public string? At(string field) => Typed.GetValueOrDefault(field);

    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;

    /// <summary>Whose wording stands in the form.</summary>
    public string Language => At("language") is { Length: > 0 } typed ? typed : Ripen.Languages.TextBook.English;

    internal static PurposeView Of(Desk desk, Session session, Purpose purpose, PageForm? form = null, string? language = null)
    {
        var typed = form?.Names.ToDictionary(name => name, name => form.Text(name, PurposeChanges.LongestWording) ?? "", StringComparer.Ordinal) ?? [];
        if (form is null && LanguagesOf(desk, session).Any(one => one.Value == language)) typed["language"] = language!;
        return new(purpose, Purposes.WordingsOf(session, purpose.Name), LanguagesOf(desk, session), typed, form?.Errors.BySentence ?? FieldErrors.None);
    }

    internal static IReadOnlyList<Option> LanguagesOf(Desk desk, Session session) => [.. desk.Texts.Languages(session).Select(language => new Option(language, Ripen.Languages.LanguageNames.OwnNameOf(language)))];
}
