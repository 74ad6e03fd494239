using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>A lead as the API shows it: its state, and what was found when it was last judged.</summary>
/// <param name="Next">What comes next for it; null where nothing is due.</param>
/// <param name="RowVersion">Grows with everything that becomes known of it; the ETag.</param>
public sealed record ShownLead(
    LeadId Id,
    Guid Person,
    string Line,
    string? ExternalId,
    string? Name,
    string? Email,
    string? JobTitle,
    string? Country,
    Guid? Organisation,
    string? OrganisationName,
    Guid? BuyingGroup,
    Stage Stage,
    Instant StageSince,
    int Pass,
    bool Open,
    ShownEnd? End,
    bool Resting,
    Instant? RestsUntil,
    string? Owner,
    ShownFindings? Findings,
    ShownNext? Next,
    string? Source,
    string? Campaign,
    DateTimeOffset? FirstTouchAt,
    DateTimeOffset? LastTouchAt,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ChangedAt,
    int RowVersion)
{
    /// <summary>By which source the person came last, where one lead is shown and it is known.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? LatestSource { get; init; }

    /// <summary>And by which campaign.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? LatestCampaign { get; init; }

    /// <summary>What it is called where it has no name.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Shown => Called(Name, Email, ExternalId);

    /// <summary>By the first of these that is known.</summary>
    internal static string Called(string? name, string? email, string? externalId) => Web.Components.Spoken.Short(name ?? email ?? externalId ?? "Somebody without a name");
}

/// <summary>How a closed lead ended.</summary>
public sealed record ShownEnd(PassEnd How, string? Reason, Instant? At);

/// <summary>What comes next for a lead, and when.</summary>
public sealed record ShownNext(NextKind What, Instant At);

/// <summary>What was found when it was last judged.</summary>
/// <param name="Agreement">The version of the line's agreement it was judged under.</param>
/// <param name="StandsUntil">Until when that holds; null: until something becomes known.</param>
/// <param name="Criteria">In the agreement's order.</param>
/// <param name="Missing">Required facts that are unknown.</param>
/// <param name="OneAnswerAway">The fact a single answer to which would make it hot; null where none would.</param>
public sealed record ShownFindings(
    int Agreement,
    string Temperature,
    string CouldBe,
    string? BuyingStage,
    Truth Fits,
    decimal Interest,
    bool Complete,
    Truth Qualified,
    bool Handover,
    string? Programme,
    DateTimeOffset? JudgedAt,
    Instant? StandsUntil,
    IReadOnlyList<CriterionFinding> Criteria,
    IReadOnlyList<string> Missing,
    string? OneAnswerAway);

/// <summary>Turns numbers of a lead's row into the words they stand for.</summary>
internal sealed class LeadWording(Desk desk, Session session)
{
    public ShownLead Of(LeadRecord lead)
    {
        var (state, next) = (lead.State, NextThing.Of(lead.State));
        return new(
            lead.Id, lead.Id.Person, state.Line ?? Desk.MainLine, lead.ExternalId, lead.Name, lead.Email, lead.JobTitle, lead.Country, lead.OrganisationId, lead.Organisation, lead.GroupId,
            state.Stage, state.StageSince, state.Pass, state.IsOpen, state.End is { } end ? new(end, state.EndReason, state.EndedAt) : null, state.IsResting, state.RestsUntil, state.Handover?.To ?? state.Owner,
            state.Findings is { } findings ? Of(findings, lead) : null, next.At is { } due ? new(next.Kind, due) : null,
            SourceOf(lead.Source), CampaignOf(lead.Campaign), lead.FirstTouchAt, lead.LastTouchAt, lead.OpenedAt, lead.ChangedAt, lead.RowVersion);
    }

    /// <summary>The same with the latest source and campaign, which stand in the person's touches.</summary>
    public ShownLead Whole(LeadRecord lead) => Of(lead) with { LatestSource = SourceOf(Latest("source", lead)), LatestCampaign = CampaignOf(Latest("campaign", lead)) };

    private int? Latest(string column, LeadRecord lead) =>
        session.Single($"select {column} from touches where person_id = @person and {column} is not null and discounted_at is null order by at desc, seq desc limit 1", ("@person", lead.Id.Person)) is { } number ? Convert.ToInt32(number, System.Globalization.CultureInfo.InvariantCulture) : null;

    public string? SourceOf(int? number) => number is { } source ? desk.Sources.NameOf(session, source) : null;

    public string? CampaignOf(int? number) => number is { } campaign ? desk.Campaigns.NameOf(session, campaign) : null;

    public string? OfferOf(int? number) => number is { } offer ? desk.Offers.NameOf(session, offer) : null;

    public string? KindOf(int? number) => number is { } kind ? desk.Kinds.NameOf(session, kind) : null;

    public string TemperatureOf(string line, int version, int place) => AgreementOf(line, version).Temperature[place].Word;

    /// <summary>The findings of an event in words.</summary>
    public void Word(System.Text.Json.Nodes.JsonObject findings, string line)
    {
        var version = findings["agreement"]!.GetValue<int>();
        var agreement = AgreementOf(line, version);
        foreach (var band in (string[])["temperature", "could_be"]) findings[band] = agreement.Temperature[findings[band]!.GetValue<int>()].Word;
        findings["buying_stage"] = findings["buying_stage"]!.GetValue<int>() is >= 0 and var stage ? agreement.BuyingStage[stage].Word : null;
        findings["programme"] = findings["programme"]!.GetValue<int>() is >= 0 and var programme ? agreement.Nurture[programme].Programme : null;
    }

    private ShownFindings Of(in Findings findings, LeadRecord lead)
    {
        var agreement = AgreementOf(lead.State.Line ?? Desk.MainLine, findings.Agreement);
        return new(
            lead.JudgedUnder ?? findings.Agreement, agreement.Temperature[findings.Temperature].Word, agreement.Temperature[findings.CouldBe].Word, findings.BuyingStage < 0 ? null : agreement.BuyingStage[findings.BuyingStage].Word,
            findings.Fits, lead.Tenths * 0.1m, findings.IsComplete, findings.Qualified, findings.IsHandover, findings.Programme < 0 ? null : agreement.Nurture[findings.Programme].Programme,
            lead.JudgedAt, lead.StandsUntil, lead.Gaps.CriteriaOf(agreement), lead.Gaps.MissingFacts, lead.Gaps.OneAnswerAway);
    }

    private Agreement AgreementOf(string line, int version) => desk.Agreements.Compiled(session, line, version).Agreement;
}
