using System.Globalization;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Languages;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Public;

namespace Ripen.Privacy;

/// <summary>
/// <c>/p/{token}</c>, where a person chooses what we may do, and <c>/u/{token}</c>, by which he ends all mail. Reading either
/// changes nothing: mail scanners and link checkers follow every link.
/// </summary>
internal static class PreferencePages
{
    public const string PreferencesForm = "preferences";
    public const string UnsubscribeForm = "unsubscribe";
    private const int MostFields = 200;
    private const int MostBytes = 20_000;

    public static void Map(WebApplication app)
    {
        app.MapGet("/p/{token}", Choose).ExcludeFromDescription();
        app.MapPost("/p/{token}", SaveAsync).ExcludeFromDescription();
        app.MapGet("/u/{token}", Ask).ExcludeFromDescription();
        app.MapPost("/u/{token}", EndAsync).ExcludeFromDescription();
    }

    private static IResult Choose(string token, PublicRequest request) =>
        PrivacyLinks.OfPreferences(request.Desk, token) is { } person ? Show<PreferencesPage>(request, person, "privacy.preferences", isSaved: request.Word("saved") == "true") : request.Nothing();

    private static IResult Ask(string token, PublicRequest request) =>
        PrivacyLinks.OfUnsubscribe(request.Desk, token) is { } person ? Show<UnsubscribePage>(request, person, "privacy.unsubscribe") : request.Nothing();

    // One click (RFC 8058): whatever the body is, and whoever sends it, and answered without a redirect.
    private static async Task<IResult> EndAsync(string token, PublicRequest request)
    {
        if (PrivacyLinks.OfUnsubscribe(request.Desk, token) is not { } person) return request.Nothing();
        var desk = request.Desk;
        var language = LanguageOf(request, person);
        await desk.Writer.DoAsync(write => Unsubscribing.ByHimself(write, desk, person, new(UnsubscribeForm, language, Identification.AddressOf(request.Http), desk.Now)), CancellationToken.None);
        return Show<UnsubscribePage>(request, person, "privacy.unsubscribe");
    }

    private static async Task<IResult> SaveAsync(string token, PublicRequest request, HttpContext http)
    {
        if (PrivacyLinks.OfPreferences(request.Desk, token) is not { } person) return request.Nothing();
        var form = await PageForm.OfAnybodyAsync(http, MostFields, MostBytes);
        if (form.Problem is not null) return form.Problem;
        var (desk, from) = (request.Desk, Identification.AddressOf(http));
        var language = LanguageOf(request, person);
        await desk.Writer.DoAsync(
            write =>
            {
                if (form.IsSet("none")) Unsubscribing.ByHimself(write, desk, person, new(PreferencesForm, language, from, desk.Now));
                else Save(write, desk, person, form, language, from);
            },
            CancellationToken.None);
        var lang = request.Word("lang", 20) is { } chosen ? $"&lang={Uri.EscapeDataString(chosen)}" : "";
        return PublicRequest.GoTo($"/p/{token}?saved=true{lang}");
    }

    // Only what he changed is said; under the wording that he saw, be it another by now.
    private static void Save(Write write, Desk desk, Guid person, PageForm form, string language, string? from)
    {
        if (PersonIdentity.Survivor(write, person) is not { } survivor) return;
        LeadStore.Hold(write, [survivor]);
        var shown = PreferencesView.Of(desk, write, survivor, desk.Texts.Of(write, language));
        var email = PersonIdentity.Addresses(write, PersonIdentity.AllOf(write, survivor)).FirstOrDefault();
        foreach (var choice in shown.Choices.Where(choice => choice.IsChosen && form.IsSet($"shown-{choice.Name}") && form.IsSet(choice.Name) != choice.IsOn))
        {
            var purpose = desk.Purposes.Find(write, choice.Name)!;
            var version = int.TryParse(form.Text($"shown-{choice.Name}"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) && seen > 0 && seen <= choice.Version ? seen : choice.Version;
            if (purpose.Name == Purpose.MarketingMail && choice.IsOn) Unsubscribing.ByHimself(write, desk, survivor, new(PreferencesForm, language, from, desk.Now), only: purpose.Name);
            else Consents.Record(write, desk, survivor, new(purpose.Name, form.IsSet(choice.Name), purpose.Basis, version, choice.Language, PreferencesForm, email, from, desk.Now) { IsConfirmed = true });
        }
    }

    private static string LanguageOf(PublicRequest request, Guid person)
    {
        using var session = request.Desk.Database.Read();
        return TextsOf(request, session, PersonIdentity.Survivor(session, person)).Language;
    }

    private static Texts TextsOf(PublicRequest request, Session session, Guid? person) =>
        request.TextsOf(session, person is { } known ? PersonIdentity.Language(session, PersonIdentity.AllOf(session, known)) : null);

    private static IResult Show<TPage>(PublicRequest request, Guid person, string title, bool isSaved = false)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        using var session = request.Desk.Database.Read();
        var survivor = PersonIdentity.Survivor(session, person);
        var texts = TextsOf(request, session, survivor);
        var view = survivor is { } there ? PreferencesView.Of(request.Desk, session, there, texts) with { IsSaved = isSaved } : PreferencesView.Unknown;
        return request.Page<TPage>(session, texts, texts[title], view);
    }
}
