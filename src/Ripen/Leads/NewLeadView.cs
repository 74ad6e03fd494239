using System.Text.Json;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Intake;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Leads;

/// <summary>The form for a lead by hand, with what was typed and what is wrong with it.</summary>
public sealed record NewLeadView(string? Name, string? Email, string? Organisation, string? Fact, string? Value, string? Source, IReadOnlyList<Option> Facts, IReadOnlyList<Option> Sources, IReadOnlyDictionary<string, string> Errors, LikelyLeads Likely)
{
    private static readonly string[] Given = ["name", "email", "organisation"];

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    internal static NewLeadView Of(Desk desk, Session session, PageForm? form = null, IReadOnlyDictionary<string, string>? errors = null)
    {
        var agreement = desk.Agreements.InForce(session, Desk.MainLine, desk.Now);
        List<Option> facts = agreement is null ? [] :
            [new("", "Nothing yet"), .. AskingOrder.Of(agreement.Plan).Select(place => agreement.Plan.Facts.All[place]).Where(fact => !Given.Contains(fact.Name)).Select(fact => new Option(fact.Name, FactWords.Capital(FactWords.Noun(fact))))];
        var (name, email, organisation) = (form?.Text("name"), form?.Text("email", 320), form?.Text("organisation"));
        return new(name, email, organisation, form?.Text("fact"), form?.Text("value", GivenFacts.LongestValue), form?.Text("source"), facts, LeadChoices.Of(session, agreement: null).Sources, errors ?? new Dictionary<string, string>(StringComparer.Ordinal), LikelyLeads.Of(desk, session, name, email, organisation));
    }

    /// <summary>As the API is given one; Sales says all of it.</summary>
    internal static GivenLead AsGiven(Desk desk, PageForm form)
    {
        var facts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in Given)
        {
            if (form.Text(field, GivenFacts.LongestValue) is { } typed) facts[field] = Text(typed);
        }
        if (form.Text("fact") is { } fact && form.Text("value", GivenFacts.LongestValue) is { } value) facts[fact] = Text(value);
        var email = form.Text("email", 320);
        // Without an address somebody is known by a name of ours alone.
        return new(email is null ? $"by-hand-{desk.Ids.Next(desk.Now):N}" : null, email, Facts: facts, Source: form.Text("source"), By: Stated.Sales);
    }

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, ApiJson.Options);
}

/// <summary>Who is on the desk already and may be the one who is typed.</summary>
/// <param name="Same">Has the very address: what is typed is added to this one.</param>
public sealed record LikelyLeads(ShownLead? Same, IReadOnlyList<ShownLead> Alike)
{
    private const int Most = 5;

    internal static LikelyLeads Of(Desk desk, Session session, string? name, string? email, string? organisation)
    {
        var wording = new LeadWording(desk, session);
        ShownLead? same = null;
        if (email is not null && EmailAddress.TryRead(email) is { IsShared: false } address && session.IdOf("select person_id from contact_keys where kind = 2 and value = @email", ("@email", address.Text)) is { } person)
            same = LeadStore.OfPersons(session, [person]).LastOrDefault() is { } known ? wording.Of(known) : null;
        var alike = Named(desk, session, name).Concat(Named(desk, session, organisation)).Where(lead => lead.Id != same?.Id).DistinctBy(lead => lead.Id).ToList();
        return new(same, [.. alike.OrderByDescending(lead => lead.OrganisationName is { } own && organisation is { } typed && OrganisationName.Key(own) == OrganisationName.Key(typed)).Take(Most)]);
    }

    // One letter finds half the desk.
    private static IReadOnlyList<ShownLead> Named(Desk desk, Session session, string? words) =>
        words is null || Folded.From(words).Length < 3 ? [] : LeadList.Of(desk, session, ListQuery.Of("/leads", ("q", words), ("limit", "10"))).Value?.Items ?? [];
}
