using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Writes an agreement as YAML in block style, in the order in which people read it; it reads back as an equal one.</summary>
public sealed class AgreementWriter
{
    private readonly Agreement agreement;
    private readonly YamlPage page = new();

    private AgreementWriter(Agreement agreement) => this.agreement = agreement;

    public static string Write(Agreement agreement)
    {
        var writer = new AgreementWriter(agreement);
        writer.Head();
        writer.WhomWeWant();
        writer.HowItIsJudged();
        writer.Section(() => new HandoverWriter(agreement.Handover, writer.page).Write());
        writer.WhatFollows();
        return writer.page.ToString();
    }

    internal static string? Text(DateOnly? date) => date is { } day ? Dates.Write(day) : null;

    internal static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    internal static string? Text(decimal? number) => number is { } known ? Numbers.Write(known) : null;

    private void Head()
    {
        page.Text("agreement", agreement.Name);
        page.Text("version", Text(agreement.Version));
        page.Text("in_force_from", Text(agreement.InForceFrom));
        page.Text("review_by", Text(agreement.ReviewBy));
        page.Text("time_zone", agreement.TimeZone);
        page.Text("currency", agreement.Currency);
        page.Entries("rates", agreement.Rates, rate => page.Text(rate.Currency, Text(rate.Value)));
        page.Items("signatures", agreement.Signatures, signature =>
        {
            page.Text("side", signature.Side == Side.Sales ? "sales" : "marketing");
            page.Text("name", signature.Name);
            page.Text("on", Text(signature.On));
        });
    }

    private void WhomWeWant()
    {
        Section(agreement.Facts.Count > 0, () => page.Entries("facts", agreement.Facts, fact => page.Map(fact.Name, () => WriteFact(fact))));
        if (agreement.IdealProspect is { } ideal)
        {
            Section(() => page.Map("ideal_prospect", () =>
            {
                page.Conditions("organisation", ideal.Organisation);
                page.Conditions("role", ideal.Role);
                page.Conditions("never", ideal.Never);
            }));
        }
        Section(agreement.Problems.Count > 0, () => page.Entries("problems", agreement.Problems, WriteProblem));
    }

    private void WriteFact(Fact fact)
    {
        page.Text("of", fact.Of.ToString().ToLowerInvariant());
        page.Text("type", fact.Type switch
        {
            FactType.YesNo => "yes_no",
            FactType.OrderedChoice => "ordered_choice",
            var type => type.ToString().ToLowerInvariant(),
        });
        page.Texts("options", fact.Options, evenEmpty: fact.Type is FactType.Choice or FactType.OrderedChoice);
        if (fact.Several) page.Text("several", "yes");
        page.Text("ask", fact.Ask);
    }

    private void WriteProblem(Problem problem)
    {
        if (problem is { BetterBecause: null, Proof: null, Say: null })
        {
            page.Text(problem.Id, problem.Says);
            return;
        }
        page.Map(problem.Id, () =>
        {
            page.Text("says", problem.Says);
            page.Text("better_because", problem.BetterBecause);
            page.Text("proof", problem.Proof);
            page.Text("say", problem.Say);
        });
    }

    private void HowItIsJudged()
    {
        Section(() => page.Entries("criteria", agreement.Criteria, criterion => page.Map(criterion.Name, () =>
        {
            page.Condition("met_when", criterion.MetWhen);
            page.Text("good_for", criterion.GoodFor?.ToString());
            if (criterion.MetByAnyone) page.Text("met_by", "anyone");
            page.Texts("ask", criterion.Ask);
        })));
        if (agreement.Interest is { } interest) Section(() => page.Map("interest", () => WriteInterest(interest)));
        Section(() => page.Entries("temperature", agreement.Temperature, band => page.Condition(band.Word, band.When)));
        Section(agreement.BuyingStage.Count > 0, () => page.Entries("buying_stage", agreement.BuyingStage, band => page.Condition(band.Word, band.When)));
        page.Gap();
        page.Texts("required", agreement.Required);
        page.Condition("qualified_when", agreement.QualifiedWhen);
    }

    private void WriteInterest(Interest interest)
    {
        page.Text("half_life", interest.HalfLife?.ToString());
        page.Text("high_from", Text(interest.HighFrom));
        page.Text("daily_limit", Text(interest.DailyLimit));
        // A kind is kept folded: its spaces were underscores.
        page.Entries("points", interest.Points, kind => page.Text(kind.Kind.Replace(' ', '_'), Text(kind.Points)));
    }

    private void WhatFollows()
    {
        Section(agreement.Moments.Count > 0, () => page.Entries("moments", agreement.Moments, moment => page.Map(moment.Id, () =>
        {
            page.Condition("when", moment.When);
            page.Text("says", moment.Says);
            page.Text("again_after", moment.AgainAfter?.ToString());
        })));
        Section(agreement.Nurture.Count > 0, () => page.Items("nurture", agreement.Nurture, rule =>
        {
            page.Condition("when", rule.When);
            page.Text("programme", rule.Programme);
        }));
        if (agreement.Targets is { } targets) Section(() => page.Map("targets", () => WriteTargets(targets)));
        Section(agreement.SalesPromises.Count + agreement.MarketingPromises.Count > 0, () => page.Map("promises", () =>
        {
            page.Items("sales", agreement.SalesPromises, promise => page.Item(promise));
            page.Items("marketing", agreement.MarketingPromises, promise => page.Item(promise));
        }));
    }

    private void WriteTargets(Targets targets)
    {
        page.Text("period", Text(targets.Period));
        page.Text("revenue", targets.Revenue?.ToString());
        page.Text("average_deal", targets.AverageDeal?.ToString() ?? "measured");
        page.Text("win_rate", targets.WinRate is { } rate ? $"{Numbers.Write(rate)} %" : "measured");
        page.Text("marketing_share", targets.MarketingShare is { } share ? $"{Numbers.Write(share)} %" : null);
        if (targets.Opportunities is { } number) page.Text("opportunities", Numbers.Write(number) + (targets.OpportunitiesPer is { } per ? $" per {Text(per)}" : ""));
    }

    private static string Text(TargetPeriod period) => period.ToString().ToLowerInvariant();

    private void Section(bool isThere, Action write)
    {
        if (isThere) Section(write);
    }

    private void Section(Action write)
    {
        page.Gap();
        write();
    }
}
