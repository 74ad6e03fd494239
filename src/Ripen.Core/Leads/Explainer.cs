using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Judges leads and says why. Not for several threads at once: each has its own.</summary>
public sealed class Explainer
{
    private readonly Plan plan;
    private readonly Judge judge;
    private readonly StandsUntil standsUntil;
    private readonly Supposing supposing;
    private readonly NextQuestion nextQuestion;
    private readonly HotPath hotPath;
    private readonly FindingWords words;

    public Explainer(Plan plan)
    {
        this.plan = plan;
        judge = new(plan);
        standsUntil = new(plan);
        supposing = new(plan, judge);
        nextQuestion = new(plan, judge, supposing);
        hotPath = new(plan, supposing);
        words = new(plan);
    }

    public Plan Plan => plan;

    /// <summary>The whole verdict on a sealed lead.</summary>
    /// <param name="lead">Sealed; its organisation and purchase facts shared with its group's.</param>
    /// <param name="asOf">What is dated later does not exist.</param>
    /// <param name="colleagues">The other leads of its buying group.</param>
    public Verdict Of(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues = default)
    {
        var agreement = plan.Agreement;
        var outcome = judge.Of(lead, asOf, colleagues);
        var ask = nextQuestion.Of(lead, asOf, colleagues, outcome);
        var criteria = new CriterionFinding[agreement.Criteria.Count];
        for (var i = 0; i < criteria.Length; i++) criteria[i] = new(agreement.Criteria[i].Name, judge.Criterion(i));
        return new()
        {
            Id = lead.Id,
            Agreement = agreement.Name,
            Version = agreement.Version,
            AsOf = asOf,
            StandsUntil = standsUntil.Of(lead, asOf, colleagues),
            Temperature = agreement.Temperature[outcome.Temperature].Word,
            CouldBe = agreement.Temperature[outcome.CouldBe].Word,
            BuyingStage = outcome.BuyingStage < 0 ? null : agreement.BuyingStage[outcome.BuyingStage].Word,
            Fits = outcome.Fits,
            Interest = outcome.Tenths * 0.1m,
            IsComplete = outcome.IsComplete,
            Qualified = outcome.Qualified,
            IsHandover = outcome.IsHandover,
            Criteria = ValueList.Create<CriterionFinding>(criteria),
            Missing = judge.Missing().ToValueList(),
            Ask = ask < 0 ? null : plan.Facts.All[ask].Name,
            Programme = outcome.Programme < 0 ? null : agreement.Nurture[outcome.Programme].Programme,
            Route = Route(outcome),
            Moments = Moments(lead, asOf),
            Findings = Findings(lead, asOf, colleagues, outcome),
        };
    }

    /// <summary>What would make the lead hot: a smallest set of facts and values; leaving out any one, it is not.</summary>
    public HotAnswers WhatWouldMakeItHot(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues = default)
    {
        var outcome = judge.Of(lead, asOf, colleagues);
        if (hotPath.Of(lead, asOf, colleagues, outcome) is not { } answers) return new(false, null);
        var told = answers.Select(answer => new HotAnswer(plan.Facts.All[answer.Fact].Name, answer.Shown, words.WhatItTakes(answer, hotPath.Tests, asOf), supposing.IsUnknown(answer.Fact, lead, asOf) ? null : words.Today(answer.Fact, lead, asOf)));
        return new(answers.Count == 0, told.ToValueList());
    }

    // To whom the first line of the route that holds gives it.
    private ValueList<string> Route(in Outcome outcome)
    {
        if (!outcome.IsHandover) return [];
        var place = Array.FindIndex(plan.Roots.Routes, node => judge.Truths[node] == Truth.True);
        return place < 0 ? [] : plan.Agreement.Handover.Route[place].To;
    }

    private ValueList<MomentFinding> Moments(Dossier lead, Instant asOf)
    {
        var holding = new List<MomentFinding>();
        for (var i = 0; i < plan.Roots.Moments.Length; i++)
        {
            var moment = plan.Agreement.Moments[i];
            if (judge.Truths[plan.Roots.Moments[i]] == Truth.True) holding.Add(new(moment.Id, Fillings.Of(moment, plan, lead, asOf)));
        }
        return holding.ToValueList();
    }

    private ValueList<Finding> Findings(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome outcome)
    {
        var evidence = plan.Parts.Evidence;
        var findings = new List<Finding>(evidence.Length);
        foreach (var piece in evidence) findings.Add(words.Of(piece, judge.Truths[piece.Node], lead, asOf, outcome));
        if (plan.HasGroupCriteria && !colleagues.IsEmpty) AddColleagues(findings, colleagues, asOf, outcome);
        return findings.ToValueList();
    }

    private string NameOf(Dossier colleague, Instant asOf) => words.Today(FactCatalogue.Name, colleague, asOf) is { } name ? $"{name} ({colleague.Id})" : colleague.Id;

    // Where a colleague meets a criterion that anyone may meet, what is true of the colleague is evidence too.
    private void AddColleagues(List<Finding> findings, ReadOnlySpan<Dossier> colleagues, Instant asOf, in Outcome outcome)
    {
        for (var i = 0; i < plan.Agreement.Criteria.Count; i++)
        {
            var criterion = plan.Agreement.Criteria[i];
            if (!criterion.MetByAnyone || judge.Truths[plan.Roots.OwnCriteria[i]] == Truth.True || judge.Criterion(i) != Truth.True) continue;
            foreach (var colleague in colleagues)
            {
                var met = new List<Finding>();
                foreach (var piece in plan.Parts.Evidence)
                {
                    if (piece.In != $"criteria.{criterion.Name}" || piece.Test < 0 || plan.Tests[piece.Test] is not { } test) continue;
                    if (plan.Facts.All.ElementAtOrDefault(test.Fact)?.Of is FactOwner.Purchase or FactOwner.Organisation) continue;
                    var truth = new TestRun(plan, colleague, asOf, default).Of(test, InterestSum.TenthsAt(plan, colleague, asOf));
                    if (truth == Truth.True) met.Add(words.Of(piece, truth, colleague, asOf, outcome, NameOf(colleague, asOf)));
                }
                findings.AddRange(met);
                if (met.Count > 0) break;
            }
        }
    }
}
