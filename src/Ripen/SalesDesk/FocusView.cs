using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Organisations;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.SalesDesk;

/// <summary>One reason to give a lead back, with what it demands.</summary>
/// <param name="Then">What happens with the lead, in a sentence.</param>
public sealed record ReasonView(string Id, string Says, string Then, bool WantsDate, bool WantsReferral);

/// <summary>What can be done with a lead by whoever looks at it.</summary>
/// <param name="Handover">Number of the handover that runs; null where none does.</param>
/// <param name="Reasons">For which it can be given back now; empty where it cannot.</param>
/// <param name="Attempts">Of tries to reach the prospect: how many are on record, and how many are agreed.</param>
/// <param name="Heard">Fields for what was heard: one a criterion.</param>
/// <param name="IsWaiting">The prospect waits for an answer.</param>
/// <param name="IsHis">It is with whoever looks, or with nobody, or he leads Sales.</param>
/// <param name="NextDay">The day that a next task is set on unless another is typed.</param>
public sealed record ActsView(
    ShownLead Lead, int? Handover, IReadOnlyList<ReasonView> Reasons, (int Made, int Agreed) Attempts, IReadOnlyList<FactFormView> Heard, IReadOnlyList<OpenTask> Tasks, bool IsWaiting, bool IsHis, string NextDay)
{
    /// <summary>An opportunity can be opened.</summary>
    public bool MayOpen { get; init; }

    /// <summary>What is hoped of its opportunity; null where it is in none.</summary>
    public Deal? Deal { get; init; }

    /// <summary>The desk's stages of a deal.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Those of which whoever looks may say what came.</summary>
    public IReadOnlyList<OpenTask> Finishable { get; init; } = [];

    /// <summary>In which an amount is meant that names none.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>An amount as people type it.</summary>
    public string? Typed => Deal?.Amount is { } amount ? Deals.Decimal(amount).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <param name="inForce">Null where no agreement is.</param>
    internal static ActsView Of(Desk desk, Session session, LeadRecord lead, ShownLead shown, AgreementInForce? inForce, Caller caller)
    {
        var state = lead.State;
        var held = desk.Agreements.FindHeldBy(session, state, desk.Now);
        var whose = new Whose(desk, session, caller);
        var next = held?.Policy.Calendar.Add(Instant.From(desk.Now), new(1, DurationUnit.BusinessDay)) ?? Instant.From(desk.Now);
        return new(
            shown, state.Handover?.Number, state.Handover is null && state.Stage != Stage.Opportunity ? [] : ReasonsOf(held), (state.Attempts, held?.Policy.Attempts ?? 0), inForce is null ? [] : HeardOf(lead.Id.ToString(), inForce),
            state.Tasks, state.RespondBy is not null, whose.NotHis(lead) is null, Dates.Write(desk.Settings.ZoneOf(session).DateOf(next)))
        {
            MayOpen = state.Stage is not (Stage.HandedOver or Stage.Opportunity),
            Deal = state.Stage == Stage.Opportunity ? state.Deal : null,
            Finishable = [.. state.Tasks.Where(task => whose.NotHis(lead, task) is null)],
            Currency = desk.Settings.Of(session, KnownSettings.Currency),
            Stages = Opportunities.OpportunityStore.Stages(desk, session),
        };
    }

    /// <summary>The reasons of the agreement that a lead is held under.</summary>
    internal static IReadOnlyList<ReasonView> ReasonsOf(AgreementInForce? agreement) => agreement is null ? []
        : [.. agreement.Policy.Reasons.Select(reason => new ReasonView(reason.Id, reason.Says, ThenOf(reason), reason.Then == AfterRejection.Recycle && (reason.WakeAsked || reason.WakeAfter is null), reason.Then == AfterRejection.AskReferral))];

    private static string ThenOf(RejectReason reason) => reason switch
    {
        { Then: AfterRejection.Disqualify } => "The lead is disqualified.",
        { Then: AfterRejection.AskReferral } => "Name the right person; the lead of this one is closed.",
        { WakeAsked: true } => "It rests until the day you name, then comes back to you.",
        { WakeAfter: { } after } => $"It rests for {after.ToString()}, then comes back.{(reason.Forget.Count == 0 ? "" : $" {FactWords.Capital(FactWords.Listed([.. reason.Forget.Select(FactWords.Spaced)], "and"))} {(reason.Forget.Count == 1 ? "is" : "are")} known no more.")}",
        _ => "It rests until the prospect does something, or the day you name.",
    };

    // The first fact that each criterion asks for, or tests.
    private static List<FactFormView> HeardOf(string lead, AgreementInForce agreement)
    {
        var heard = new List<FactFormView>();
        foreach (var criterion in agreement.Agreement.Criteria)
        {
            var name = criterion.Ask.Count > 0 ? criterion.Ask[0] : FactIn(criterion.MetWhen)?.Name;
            if (name is not null && agreement.Plan.Facts.Find(name) is { } fact && heard.TrueForAll(form => form.Fact != name)) heard.Add(Form(lead, fact, agreement) with { Label = $"{FactWords.Capital(FactWords.Spaced(criterion.Name))}: {FactWords.Noun(fact)}" });
        }
        return heard;
    }

    private static FactFormView Form(string lead, Fact fact, AgreementInForce agreement) => fact.Name == "problem"
        ? FactFormView.Of(lead, fact, "heard") with { Options = [new("", "Choose"), .. agreement.Agreement.Problems.Select(problem => new Option(problem.Id, problem.Says))] }
        : FactFormView.Of(lead, fact, "heard");

    private static Fact? FactIn(Condition condition) => condition switch
    {
        FactTest test => test.Fact,
        All all => all.Of.Select(FactIn).FirstOrDefault(found => found is not null),
        Any any => any.Of.Select(FactIn).FirstOrDefault(found => found is not null),
        AtLeast some => some.Of.Select(FactIn).FirstOrDefault(found => found is not null),
        Not not => FactIn(not.Of),
        _ => null,
    };
}

/// <summary>The lead that is open on a desk: why it is here, what is known, what to ask and to say, and what can be done.</summary>
/// <param name="Phone">As it was said; null where it is not known.</param>
/// <param name="Why">Why it went to this salesperson, and what happened with it before.</param>
public sealed record FocusView(LeadView Lead, string? Phone, IReadOnlyList<string> Why, IReadOnlyList<ProblemWords> Problems, ActsView Acts)
{
    /// <summary>Whose desk it is on, where that is not the reader's own.</summary>
    public string? For { get; init; }

    /// <summary>Who considers the purchase together; null where it is no opportunity, or of no group.</summary>
    public BuyingRoles? Buyers { get; init; }

    internal static FocusView Of(Desk desk, Session session, LeadRecord lead, Caller caller)
    {
        var judged = JudgedLead.Of(desk, session, lead);
        var (view, zone) = (LeadView.Of(desk, session, lead, judged), desk.Settings.ZoneOf(session));
        return new(
            view,
            view.Facts.FirstOrDefault(fact => fact.Name == "phone")?.Value,
            WhyOf(lead.State, new(desk, session, zone, Instant.From(desk.Now)), zone),
            judged is null ? [] : ProblemWords.Of(judged.Agreement.Plan, judged.Dossier, Instant.From(desk.Now)),
            ActsView.Of(desk, session, lead, view.Lead, judged?.Agreement, caller))
        {
            Buyers = lead.State.Stage == Stage.Opportunity && lead.GroupId is { } group ? BuyingRoles.Of(session, judged?.Agreement, [group], desk.Now).GetValueOrDefault(group) : null,
        };
    }

    private static List<string> WhyOf(LeadState state, DeskWords words, Zone zone)
    {
        var why = new List<string>();
        if (state is { Pass: > 1, LastRejection: { } reason }) why.Add($"{words.NameOf(state.LastOwner)} gave it back before: {FactWords.Spaced(reason)}. This is pass {state.Pass}, which began on {FactWords.Day(zone.DateOf(state.PassBegan), zone.DateOf(state.StageSince))}.");
        if (state.Handover is { } handover)
        {
            if (handover.IsWithManager) why.Add("It has expired with Sales twice; you decide where it goes.");
            else if (handover.Try > 1) why.Add("Somebody else let it expire.");
            if (handover.Because is { } because) why.Add($"{FactWords.Capital(because)}.");
        }
        return why;
    }
}
