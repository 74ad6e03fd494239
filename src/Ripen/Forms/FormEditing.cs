using System.Globalization;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Languages;
using Ripen.Leads;
using Ripen.Privacy;
using Ripen.Storage;
using Ripen.Tracking;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Forms;

/// <summary>Where a fact stands on a form that is being built.</summary>
/// <param name="Place">always, optional, ask, or empty: not on it.</param>
/// <param name="Order">Among those that always stand there, from 1.</param>
/// <param name="When">The condition as it is chosen: <c>fact=option</c>; empty: none.</param>
public sealed record FactRow(string Fact, string Label, string Question, FactOwner Of, string Place, int Order, string When);

/// <summary>A form as it is being built: what is typed, what is wrong with it, and how it looks.</summary>
/// <param name="Languages">Those of the desk; the words of each stand in the form.</param>
/// <param name="Conditions">What a field can depend on.</param>
public sealed record FormEditView(KnownForm Form, string Name, FormDefinition Definition, IReadOnlyList<FactRow> Rows, IReadOnlyList<string> Languages, IReadOnlyList<Option> Kinds, IReadOnlyList<Option> Sources, IReadOnlyList<Option> Campaigns, IReadOnlyList<Option> Offers, IReadOnlyList<Option> Conditions, IReadOnlyList<Option> Purposes, IReadOnlyDictionary<string, string> Errors, FormPreviewView Preview, bool CanMail)
{
    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    public FormWords WordsOf(string language) => Definition.Words.GetValueOrDefault(language) ?? new();

    public FormWords SecondWordsOf(string language) => Definition.Second?.Words.GetValueOrDefault(language) ?? new();
}

/// <summary>How a form looks to somebody.</summary>
/// <param name="SeenBy">In a sentence: who sees it so.</param>
public sealed record FormPreviewView(FormView Form, Texts Texts, string SeenBy);

/// <summary>Reads a form as it was built in its page, and shows it there.</summary>
internal static class FormEditing
{
    private const int LongestTitle = 120;
    private const int LongestText = 1_000;
    private const int LongestLink = 1_000;
    private static readonly string[] Usual = ["form_sent", "information_requested", "demo_requested", "trial_requested", "quote_requested", "contact_requested", "webinar_registered", "document_downloaded", "story_downloaded", FormDefinition.PrizeDraw];

    /// <summary>What was typed as a definition; what is wrong is among the form's errors.</summary>
    public static FormDefinition Read(PageForm form, AgreementInForce agreement, IReadOnlyList<string> languages, FormDefinition before)
    {
        var fields = new List<(int Order, FormField Field)>();
        var ask = new List<string>();
        foreach (var (place, fact) in agreement.Plan.Facts.All.Index())
        {
            var where = form.Text($"place_{fact.Name}") ?? "";
            if (where == "ask") ask.Add(fact.Name);
            if (where is not ("always" or "optional")) continue;
            var order = int.TryParse(form.Text($"order_{fact.Name}"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1_000;
            fields.Add(((order * 1_000) + place, new(fact.Name, where == "always", ConditionOf(form.Text($"when_{fact.Name}"), fact.Name))));
        }
        var ordered = fields.OrderBy(pair => pair.Order).Select(pair => pair.Field).ToList();
        Check(form, ordered);
        var kind = Folded.From(form.Text("kind", NameTable.LongestName) ?? "").Replace(' ', '_');
        if (kind.Length == 0) form.Errors.Add("kind", "Say what it means to send it: form_sent, demo_requested, …");
        else if (Unsubscribing.IsGrave(kind)) form.Errors.Add("kind", "That is nothing that somebody does by sending a form.");
        var link = form.Text("link", LongestLink);
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps)) form.Errors.Add("link", "Give a whole address of https, such as https://www.example.com/guide.pdf");
        return before with
        {
            Kind = kind,
            Source = form.Text("source", NameTable.LongestName),
            Campaign = form.Text("campaign", NameTable.LongestName),
            Offer = form.Text("offer", NameTable.LongestName),
            Fields = ordered,
            MostQuestions = Number(form, "most", 0, FormDefinition.MostAsked, before.MostQuestions),
            MayAsk = form.Text("among") == "these" ? ask : [],
            Words = WordsIn(form, languages, ""),
            WantsBusinessMail = form.IsSet("business_mail"),
            NeedsConfirmation = form.IsSet("confirmation"),
            Purposes = form.All("purposes"),
            Link = link,
            IsMailed = form.IsSet("mailed"),
            Second = form.IsSet("second") ? new(Number(form, "share", 1, 99, 50), Number(form, "second_most", 0, FormDefinition.MostAsked, before.MostQuestions), WordsIn(form, languages, "second_")) : null,
        };
    }

    /// <summary>The page of a form with what was typed.</summary>
    /// <param name="seenBy">An address of somebody on the desk; null: somebody new sees the preview.</param>
    public static FormEditView View(Desk desk, Session session, KnownForm form, string name, FormDefinition definition, AgreementInForce agreement, string? seenBy, string language, IReadOnlyDictionary<string, string> errors)
    {
        var (texts, choices) = (desk.Texts.Of(session, language), LeadChoices.Of(session, agreement: null));
        var wording = new FormWording(agreement.Agreement, desk.Texts.Of(session, TextBook.English));
        var rows = agreement.Plan.Facts.All.Where(fact => fact.Name is not ("email_domain" or "language")).Select(fact => RowOf(fact, definition, wording)).ToList();
        var conditions = agreement.Plan.Facts.All.Where(fact => fact.Type is FactType.YesNo or FactType.Choice or FactType.OrderedChoice && fact.Options.Count <= 20)
            .SelectMany(fact => (fact.Type == FactType.YesNo ? ["yes", "no"] : fact.Options.AsEnumerable()).Select(option => new Option($"{fact.Name}={option}", $"{FactWords.NounAtStart(fact)}: {FactWords.Option(fact, option)}")));
        return new(
            form, name, definition, rows, desk.Texts.Languages(session), KindsOf(session), choices.Sources, NamesOf(session, "campaigns"), NamesOf(session, "offers"),
            [new("", "Always shown"), .. conditions], [.. desk.Purposes.All(session).Where(purpose => purpose.IsChosen).Select(purpose => new Option(purpose.Name, purpose.Label))], errors, Preview(desk, session, form with { Name = name, Definition = definition }, agreement, texts, seenBy), Telling.Smtp.IsSet(session, desk));
    }

    public static FormPreviewView Preview(Desk desk, Session session, KnownForm form, AgreementInForce agreement, Texts texts, string? seenBy)
    {
        var person = seenBy is not null && Identity.EmailAddress.TryRead(seenBy) is { IsShared: false } address ? session.IdOf("select person_id from contact_keys where kind = 2 and value = @email", ("@email", address.Text)) : null;
        var showing = new FormShowing(desk, session, form, agreement, texts);
        var ticket = showing.Ticket(Guid.Empty, person, null, null, null, isFramed: false);
        var says = seenBy is null ? "Somebody new sees it so." : person is null ? $"Nobody of this desk has the address {seenBy}: somebody new sees it so." : $"{seenBy} sees it so: what is known and still good is not asked again.";
        return new(showing.View(ticket, null, FormFields.None), texts, says);
    }

    private static void Check(PageForm form, List<FormField> fields)
    {
        if (!fields.Exists(field => field is { Fact: "email", IsRequired: true, When: null })) form.Errors.Add("place_email", "The e-mail address is always needed: by it somebody is known again, and answered.");
        if (fields.Count > FormDefinition.MostFields) form.Errors.Add("fields", string.Create(CultureInfo.InvariantCulture, $"A form has at most {FormDefinition.MostFields} fields that always stand there. Two or three work best."));
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].When is { } when && !fields.Take(i).Any(field => field.Fact == when.Fact)) form.Errors.Add($"when_{fields[i].Fact}", "It depends on a field that does not stand before it. Put that on the form, with a smaller number.");
        }
    }

    private static FieldCondition? ConditionOf(string? typed, string own) =>
        typed?.Split('=', 2) is [var fact, var option] && fact != own ? new(fact, option) : null;

    private static int Number(PageForm form, string field, int least, int most, int usual)
    {
        if (form.Text(field) is not { } typed) return usual;
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        form.Errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"Write a number from {least} to {most}."));
        return usual;
    }

    private static Dictionary<string, FormWords> WordsIn(PageForm form, IReadOnlyList<string> languages, string before)
    {
        var all = new Dictionary<string, FormWords>(StringComparer.Ordinal);
        foreach (var language in languages)
        {
            var words = new FormWords(form.Text($"{before}title_{language}", LongestTitle), form.Text($"{before}intro_{language}", LongestText), form.Text($"{before}button_{language}", LongestTitle), form.Text($"{before}thanks_{language}", LongestText));
            if (words != new FormWords()) all[language] = words;
        }
        return all;
    }

    private static FactRow RowOf(Fact fact, FormDefinition definition, FormWording wording)
    {
        var place = definition.Fields.Index().FirstOrDefault(pair => pair.Item.Fact == fact.Name, (-1, new("")));
        var where = place.Index >= 0 ? place.Item.IsRequired ? "always" : "optional" : definition.MayAsk.Contains(fact.Name) ? "ask" : "";
        return new(fact.Name, FactWords.NounAtStart(fact), wording.LabelOf(fact), fact.Of, where, place.Index + 1, place.Item.When is { } when ? $"{when.Fact}={when.Is}" : "");
    }

    private static IReadOnlyList<Option> KindsOf(Session session)
    {
        var met = new List<string>();
        session.Read("select name from kinds order by name limit 200", row => met.Add(row.GetString(0)));
        return [.. Usual.Concat(met.Where(kind => StandardKinds.Find(kind) is not { IsOurs: true })).Distinct(StringComparer.Ordinal).Select(kind => new Option(kind, FactWords.Capital(StandardKinds.Find(kind)?.Label ?? FactWords.Spaced(kind))))];
    }

    private static List<Option> NamesOf(Session session, string table)
    {
        var names = new List<Option>();
        session.Read($"select name from {table} order by name limit 200", row => names.Add(new(row.GetString(0), "")));
        return names;
    }
}
