using System.Text.Json;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Public;

namespace Ripen.Tracking;

/// <summary>A touch as it is sent.</summary>
/// <param name="Kind">form_sent, page_viewed, webinar_attended, …; other words are met and kept.</param>
/// <param name="Id">The sender's own id of it: sent again within 90 days it is answered as before, and nothing is recorded.</param>
/// <param name="At">When it happened; now where left out.</param>
/// <param name="Lead">Whose it is: one of lead, person, external_id and email.</param>
/// <param name="Url">The address of the page: source and campaign are read off it where they are left out (utm_source, utm_campaign, ids of clicks), and of its site and path the page.</param>
/// <param name="Referrer">From which page he came: search, social network, mail or another site is the source where nothing else says it.</param>
/// <param name="Facts">What was said with it; by the person where by says nothing else.</param>
internal sealed record GivenTouch(
    string Kind,
    string? Id = null,
    DateTimeOffset? At = null,
    LeadId? Lead = null,
    Guid? Person = null,
    string? ExternalId = null,
    string? Email = null,
    string? Line = null,
    string? Source = null,
    string? Campaign = null,
    string? Offer = null,
    string? Page = null,
    string? Url = null,
    string? Referrer = null,
    Dictionary<string, JsonElement>? Facts = null,
    Stated? By = null);

/// <summary>Turns touches as they are sent into arrivals.</summary>
/// <param name="scope">Within which the sender's ids are unique.</param>
internal sealed class TouchArrivals(Desk desk, Session session, string scope)
{
    private const int LongestId = 200;
    private const int LongestPage = 2_000;
    private const int LongestAddress = 4_000;
    private readonly LeadArrivals leads = new(desk, session);
    private readonly Dictionary<LeadId, string?> lines = [];
    private readonly DateTimeOffset now = desk.Now;
    private readonly IReadOnlyList<string> sites = Sites.Of(desk, session);

    /// <summary>Null where something is wrong, which is then among the errors.</summary>
    /// <param name="usualId">Its id where the sender gave none: a repeated request repeats it.</param>
    public Arrival? Of(GivenTouch given, string? usualId, FieldErrors errors)
    {
        CheckWho(given, errors);
        var line = given.Lead is { } lead ? LineOf(lead, errors) : Given.Text(given.Line, "line", LeadArrivals.LongestName, errors) ?? Desk.MainLine;
        var arrival = new Arrival
        {
            Line = line,
            Person = given.Lead?.Person ?? given.Person,
            MustBeKnown = given.Lead is not null || given.Person is not null,
            ExternalId = Given.Text(given.ExternalId, "external_id", LeadArrivals.LongestName, errors)?.Trim(),
            Email = LeadArrivals.EmailOf(given.Email, errors),
        };
        var at = Given.At(given.At, "at", now, errors);
        var kind = Given.Text(given.Kind, "kind", LeadArrivals.LongestName, errors);
        if (string.IsNullOrWhiteSpace(kind)) errors.Add("kind", "Say what happened: form_sent, page_viewed, call, …");
        var id = Given.Text(given.Id, "id", LongestId, errors);
        var from = CameFrom.Of(Given.Text(given.Url, "url", LongestAddress, errors), Given.Text(given.Referrer, "referrer", LongestAddress, errors), sites);
        arrival.Touches.Add(new(kind!, at)
        {
            Source = Given.Text(given.Source, "source", LeadArrivals.LongestName, errors) ?? from.Source,
            Campaign = Given.Text(given.Campaign, "campaign", LeadArrivals.LongestName, errors) ?? from.Campaign,
            Offer = Given.Text(given.Offer, "offer", LeadArrivals.LongestName, errors),
            Page = Given.Text(given.Page, "page", LongestPage, errors) ?? PageAddress.Of(given.Url),
            ClientId = id ?? usualId,
            Scope = id is null ? $"request {scope}" : scope,
        });
        if (leads.FactsOf(line) is not { } facts) errors.Add("line", $"No agreement is in force in line {HttpProblem.Shown(line)}.");
        else if (given.Facts is not null) facts.Read(given.Facts, "facts", about: null, at, Given.OriginOf(given.By, Origin.Person), arrival.Facts, errors);
        return errors.Any ? null : arrival;
    }

    private static void CheckWho(GivenTouch given, FieldErrors errors)
    {
        var byId = (given.Lead is null ? 0 : 1) + (given.Person is null ? 0 : 1);
        if (byId + (given.ExternalId is null && given.Email is null ? 0 : 1) != 1) errors.Add("lead", "Say whose it is: lead, or person, or external_id and email (either or both).");
        if (given is { Lead: not null, Line: not null }) errors.Add("line", "The lead says which line it is in. Leave this out.");
    }

    private string LineOf(LeadId lead, FieldErrors errors)
    {
        if (!lines.TryGetValue(lead, out var line))
        {
            session.Read("select line from leads where person_id = @person and lead = @lead", row => line = row.GetString(0), ("@person", lead.Person), ("@lead", lead.Number));
            lines[lead] = line;
        }
        if (line is null) errors.Add("lead", "There is no such lead.");
        return line ?? Desk.MainLine;
    }
}
