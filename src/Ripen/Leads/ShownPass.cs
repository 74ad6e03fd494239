using Ripen.Life;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Money, in minor units of its currency: cents of EUR.</summary>
public sealed record ShownMoney(long MinorUnits, string Currency);

/// <summary>One pass as the API shows it. Stages have the instant they were reached.</summary>
/// <param name="Temperature">At its first judgement in the pass.</param>
/// <param name="Assumed">Something in it was not stated but follows from imported history.</param>
public sealed record ShownPass(
    int Pass,
    Instant BeganAt,
    string? Source,
    string? Campaign,
    int? Agreement,
    string? Temperature,
    Instant? QualifiedAt,
    Instant? HandedOverAt,
    Instant? AcceptedAt,
    Instant? OpportunityAt,
    PassEnd? Ended,
    string? EndReason,
    Instant? EndedAt,
    string? Owner,
    ShownMoney? Won,
    bool Assumed)
{
    internal static ShownPass Of(PassRow pass, LeadWording words) => new(
        pass.Pass, pass.BeganAt, words.SourceOf(pass.Source), words.CampaignOf(pass.Campaign), pass.AgreementVersion,
        pass is { Temperature: { } place, AgreementVersion: { } version } ? words.TemperatureOf(pass.Line, version, place) : null,
        pass.QualifiedAt, pass.HandedOverAt, pass.AcceptedAt, pass.OpportunityAt, pass.Ended, pass.EndReason, pass.EndedAt, pass.Owner,
        pass.Won is { } won ? new(won.MinorUnits, won.Currency) : null, pass.IsAssumed);
}
