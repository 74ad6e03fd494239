using System.Globalization;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Privacy;

/// <summary>What is typed of a purpose.</summary>
internal sealed record PurposeTerms(string Label, LawfulBasis Basis, bool IsMail, bool IsRetired);

/// <summary>Adds, changes and words purposes, on record.</summary>
internal static class PurposeChanges
{
    public const int LongestLabel = 100;
    public const int LongestTitle = 100;
    public const int LongestWording = 2_000;
    private const int LongestName = 60;
    private const int MostPurposes = 50;

    /// <summary>Null where something is wrong, which is then among the errors.</summary>
    public static PurposeTerms? Read(PageForm form, string? purpose)
    {
        var (label, basis) = (form.Text("label", LongestLabel)?.ReplaceLineEndings(" "), LawfulBases.Find(form.Text("basis")));
        if (label is null) form.Errors.Add("label", "Say what it is for, in a few words.");
        if (basis is null) form.Errors.Add("basis", $"Choose one of {LawfulBases.Words}.");
        else if (purpose is Purpose.MarketingMail or Purpose.Tracking && basis is not (LawfulBasis.Consent or LawfulBasis.LegitimateInterest)) form.Errors.Add("basis", "People must be able to say no to it: choose consent or legitimate interest.");
        return form.Errors.Any ? null : new(label!, basis!.Value, form.IsSet("mail"), form.IsSet("retired"));
    }

    /// <summary>Null where something is wrong, which is then among the errors.</summary>
    public static (string Language, string Title, string Says)? ReadWording(PageForm form, IReadOnlyList<string> languages)
    {
        var (language, title, says) = (form.Text("language"), form.Text("title", LongestTitle)?.ReplaceLineEndings(" "), form.Text("says", LongestWording)?.ReplaceLineEndings("\n"));
        if (language is null || !languages.Contains(language, StringComparer.Ordinal)) form.Errors.Add("language", "Choose a language of this desk.");
        if (title is null) form.Errors.Add("title", "Give it a title of a few words.");
        if (says is null) form.Errors.Add("says", "Word what people agree to, whole.");
        return form.Errors.Any ? null : (language!, title!, says!);
    }

    /// <summary>The name of the new one; null where there is one of that name, or too many.</summary>
    public static string? Add(Write write, Desk desk, Caller by, PurposeTerms terms, (string Language, string Title, string Says) wording)
    {
        var name = NameOf(terms.Label);
        if (name.Length == 0 || Purposes.Read(write).Count >= MostPurposes || !Purposes.Add(write, new(name, terms.Label, terms.Basis, terms.IsMail, null, []), by.By, desk.Now)) return null;
        Purposes.Word(write, name, wording.Language, wording.Title, wording.Says, by.By, desk.Now);
        Audit.Note(write, desk, by, Actions.PurposeAdded, name, $"{terms.Label}, {LawfulBases.WordOf(terms.Basis)}");
        return name;
    }

    public static void Change(Write write, Desk desk, Caller by, Purpose was, PurposeTerms terms)
    {
        var now = was with { Label = terms.Label, Basis = terms.Basis, IsMail = was.Name == Purpose.MarketingMail || terms.IsMail, RetiredAt = terms.IsRetired ? was.RetiredAt ?? desk.Now : null };
        if (now == was) return;
        Purposes.Save(write, now);
        // What was written to people who never said yes may not be sent any more.
        if (now is { Name: Purpose.MarketingMail } && (!now.HoldsUnasked || now.RetiredAt is not null)) WithheldMails.WithholdWithoutConsent(write, desk.Now);
        Audit.Note(write, desk, by, Actions.PurposeChanged, was.Name, string.Create(CultureInfo.InvariantCulture, $"{now.Label}, {LawfulBases.WordOf(was.Basis)} -> {LawfulBases.WordOf(now.Basis)}{(now.RetiredAt is null ? "" : ", retired")}"));
    }

    public static void Word(Write write, Desk desk, Caller by, string purpose, (string Language, string Title, string Says) wording)
    {
        if (Purposes.Word(write, purpose, wording.Language, wording.Title, wording.Says, by.By, desk.Now) is { } version)
            Audit.Note(write, desk, by, Actions.PurposeWorded, purpose, string.Create(CultureInfo.InvariantCulture, $"{wording.Language}, version {version}"));
    }

    // “News by post” is news_by_post.
    private static string NameOf(string label)
    {
        var name = string.Concat(Folded.From(label).Select(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' ? c : '_')).Trim('_');
        while (name.Contains("__", StringComparison.Ordinal)) name = name.Replace("__", "_", StringComparison.Ordinal);
        return name.Length > LongestName ? name[..LongestName].TrimEnd('_') : name;
    }
}
