using System.Text.Json;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Intake;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>A lead to be recorded: who it is, and what is known.</summary>
/// <param name="Facts">By name, of the person, the organisation and the purchase alike; null forgets.</param>
/// <param name="Group">Leads with the same one consider the same purchase, whatever their organisation is called.</param>
/// <param name="By">Who says all this; the person himself where left out.</param>
/// <param name="At">When it was said; now where left out.</param>
internal sealed record GivenLead(
    string? ExternalId = null,
    string? Email = null,
    string? Line = null,
    Dictionary<string, JsonElement>? Facts = null,
    string? Group = null,
    string? Source = null,
    string? Campaign = null,
    Stated? By = null,
    DateTimeOffset? At = null);

/// <summary>Several leads at once.</summary>
internal sealed record GivenLeads(IReadOnlyList<GivenLead> Leads)
{
    public const int Most = 500;
}

/// <summary>A change to a lead: what is known by now.</summary>
internal sealed record GivenChange(Dictionary<string, JsonElement> Facts, Stated? By = null, DateTimeOffset? At = null);

/// <summary>Turns what requests say of leads into arrivals.</summary>
internal sealed class LeadArrivals(Desk desk, Session session)
{
    public const int LongestName = 200;
    private readonly Dictionary<string, GivenFacts?> byLine = new(StringComparer.Ordinal);
    private readonly DateTimeOffset now = desk.Now;

    /// <summary>Null where something is wrong, which is then among the errors.</summary>
    public Arrival? Of(GivenLead given, FieldErrors errors)
    {
        var line = Given.Text(given.Line, "line", LongestName, errors) ?? Desk.MainLine;
        var externalId = Given.Text(given.ExternalId, "external_id", LongestName, errors)?.Trim();
        if (string.IsNullOrEmpty(externalId)) externalId = null;
        var email = EmailOf(given.Email, errors);
        if (externalId is null && given.Email is null && !errors.Any) errors.Add("external_id", "Say who it is: external_id, email, or both.");
        var arrival = new Arrival
        {
            Line = line,
            How = OpenedBy.Hand,
            ExternalId = externalId,
            Email = email,
            Group = Given.Text(given.Group, "group", LongestName, errors),
            Source = Given.Text(given.Source, "source", LongestName, errors),
            Campaign = Given.Text(given.Campaign, "campaign", LongestName, errors),
        };
        var at = Given.At(given.At, "at", now, errors);
        if (FactsOf(line) is not { } facts) errors.Add("line", $"No agreement is in force in line {HttpProblem.Shown(line)}.");
        else if (given.Facts is not null) facts.Read(given.Facts, "facts", about: null, at, Given.OriginOf(given.By, Origin.Person), arrival.Facts, errors);
        return errors.Any ? null : arrival;
    }

    /// <summary>What is known by now of somebody who is known.</summary>
    /// <param name="about">Only facts of this owner are taken; null: of all.</param>
    public Arrival? Of(Guid person, string line, GivenChange given, FactOwner? about, FieldErrors errors)
    {
        var arrival = new Arrival { Line = line, Person = person, MustBeKnown = true, OpensNoLead = true };
        var at = Given.At(given.At, "at", now, errors);
        if (given.Facts.Count == 0) errors.Add("facts", "There is nothing in it.");
        if (FactsOf(line) is not { } facts) errors.Add("line", $"No agreement is in force in line {HttpProblem.Shown(line)}.");
        else facts.Read(given.Facts, "facts", about, at, Given.OriginOf(given.By, Origin.Sales), arrival.Facts, errors);
        return errors.Any ? null : arrival;
    }

    /// <summary>How facts are read in a line; null where no agreement is in force there.</summary>
    public GivenFacts? FactsOf(string line)
    {
        if (!byLine.TryGetValue(line, out var facts)) byLine[line] = facts = desk.Agreements.InForce(session, line, now) is { } agreement ? new(agreement) : null;
        return facts;
    }

    public static EmailAddress? EmailOf(string? text, FieldErrors errors)
    {
        if (text is null) return null;
        var email = text.Length > LongestAddress ? null : EmailAddress.TryRead(text);
        if (email is null) errors.Add("email", "It is no e-mail address.");
        return email;
    }

    private const int LongestAddress = 320;
}
