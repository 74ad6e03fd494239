namespace Ripen.Agreements;

/// <summary>The keys of the agreement's maps, in the order in which people read them.</summary>
internal static class AgreementKeys
{
    public static readonly string[] Top =
    [
        "agreement", "version", "in_force_from", "review_by", "time_zone", "currency", "rates", "signatures", "facts",
        "ideal_prospect", "problems", "criteria", "interest", "temperature", "buying_stage", "required", "qualified_when",
        "handover", "moments", "nurture", "targets", "promises",
    ];

    public static readonly string[] Signature = ["side", "name", "on"];
    public static readonly string[] Fact = ["of", "type", "options", "several", "ask"];
    public static readonly string[] IdealProspect = ["organisation", "role", "never"];
    public static readonly string[] Problem = ["says", "better_because", "proof", "say"];
    public static readonly string[] Criterion = ["met_when", "good_for", "met_by", "ask"];
    public static readonly string[] Interest = ["half_life", "high_from", "daily_limit", "points"];
    public static readonly string[] Handover = ["when", "route", "accept_within", "respond_within", "work_within", "attempts", "when_late", "calendar", "reject_reasons"];
    public static readonly string[] Route = ["when", "to"];
    public static readonly string[] WhenLate = ["notify", "reassign_after"];
    public static readonly string[] Calendar = ["open", "closed"];
    public static readonly string[] Reason = ["says", "then", "wake", "forget"];
    public static readonly string[] Moment = ["when", "says", "again_after"];
    public static readonly string[] Nurture = ["when", "programme"];
    public static readonly string[] Targets = ["period", "revenue", "average_deal", "win_rate", "marketing_share", "opportunities"];
    public static readonly string[] Promises = ["sales", "marketing"];

    /// <summary>What is listed here are names, days or hours, which stand on one line; elsewhere conditions and sentences.</summary>
    public static bool IsOfNames(string key) => key is "ask" or "options" or "required" or "to" or "notify" or "forget" or "closed" or "open";

    /// <summary>Those of the map at a place; empty where it holds things with names of their own.</summary>
    public static string[] At(IReadOnlyList<string> path) => path switch
    {
        [] => Top,
        ["facts", _] => Fact,
        ["ideal_prospect"] => IdealProspect,
        ["problems", _] => Problem,
        ["criteria", _] => Criterion,
        ["interest"] => Interest,
        ["temperature"] => Words.Temperatures,
        ["buying_stage"] => Words.BuyingStages,
        ["handover"] => Handover,
        ["handover", "route", _] => Route,
        ["handover", "when_late"] => WhenLate,
        ["handover", "calendar"] => Calendar,
        ["handover", "reject_reasons", _] => Reason,
        ["moments", _] => Moment,
        ["nurture", _] => Nurture,
        ["signatures", _] => Signature,
        ["targets"] => Targets,
        ["promises"] => Promises,
        _ => [],
    };
}
