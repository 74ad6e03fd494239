using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What can be changed in each sentence of an agreement, by the sentence's key.</summary>
internal sealed class SentenceFields(Agreement agreement)
{
    private readonly Dictionary<string, (TextPath? Thing, List<EditableField> Fields)> all = new(StringComparer.Ordinal);
    private readonly ValueList<WordedChoice> facts = [.. agreement.Catalogue().All.Select(fact => new WordedChoice(fact.Name, FactWords.Noun(fact)))];

    public IReadOnlyDictionary<string, (TextPath? Thing, List<EditableField> Fields)> Whole()
    {
        Head();
        Facts();
        WhomWeWant();
        Criteria();
        Interest();
        foreach (var band in agreement.Temperature) Put($"temperature.{band.Word}", Of("temperature", band.Word), Condition("When", "temperature", band.Word));
        foreach (var band in agreement.BuyingStage) Put($"buying_stage.{band.Word}", Of("buying_stage", band.Word), Condition("When", "buying_stage", band.Word));
        Put("required", null, Names("Required information", facts, "required"));
        Put("qualified_when", null, Condition("When", "qualified_when"));
        Handover();
        Reasons();
        WhatFollows();
        Targets();
        return all;
    }

    private void Head()
    {
        Put("agreement", null, Field(FieldKind.Line, "Name", "agreement"));
        Put("in_force_from", null, Field(FieldKind.Date, "In force from", "in_force_from"), Optional(FieldKind.Date, "Reviewed by", "review_by"));
        Put("review_by", Of("review_by"), Field(FieldKind.Date, "Reviewed by", "review_by"));
        Put("time_zone", null, Field(FieldKind.Line, "Time zone", "time_zone"));
        Put("currency", null, Field(FieldKind.Line, "Currency", "currency"));
        foreach (var rate in agreement.Rates) Put($"rates.{rate.Currency}", Of("rates", rate.Currency), Field(FieldKind.Number, $"One {rate.Currency} in {agreement.Currency}", "rates", rate.Currency));
    }

    private void Facts()
    {
        foreach (var fact in agreement.Facts)
        {
            Put(
                $"facts.{fact.Name}",
                Of("facts", fact.Name),
                Choice("Of", ["person", "organisation", "purchase"], "facts", fact.Name, "of"),
                Choice("Type", ["text", "number", "money", "date", "yes_no", "choice", "ordered_choice"], "facts", fact.Name, "type"),
                Optional(FieldKind.Lines, "Options", "facts", fact.Name, "options"),
                Choice("Several at once", ["yes", "no"], "facts", fact.Name, "several") with { IsOptional = true },
                Optional(FieldKind.Sentence, "Question", "facts", fact.Name, "ask"));
            Put($"facts.{fact.Name}.ask", Of("facts", fact.Name, "ask"), Field(FieldKind.Sentence, "Question", "facts", fact.Name, "ask"));
        }
    }

    private void WhomWeWant()
    {
        foreach (var (key, label) in new[] { ("organisation", "All of"), ("role", "All of"), ("never", "Any of") }) Put($"ideal_prospect.{key}", null, Condition(label, "ideal_prospect", key));
        foreach (var problem in agreement.Problems)
        {
            var further = new[] { ("better_because", "Why we are better"), ("proof", "Proof to send"), ("say", "What we say") };
            Put($"problems.{problem.Id}", Of("problems", problem.Id), [Field(FieldKind.Sentence, "The problem", "problems", problem.Id, "says"), .. further.Select(one => Optional(FieldKind.Sentence, one.Item2, "problems", problem.Id, one.Item1))]);
            foreach (var (key, label) in further) Put($"problems.{problem.Id}.{key}", Of("problems", problem.Id, key), Field(FieldKind.Sentence, label, "problems", problem.Id, key));
        }
    }

    private void Criteria()
    {
        foreach (var criterion in agreement.Criteria)
        {
            EditableField[] further =
            [
                Optional(FieldKind.Time, "An answer counts for", "criteria", criterion.Name, "good_for"),
                Choice("Whose answer counts", ["lead", "anyone"], "criteria", criterion.Name, "met_by") with { IsOptional = true },
                Names("What we ask for, first things first", facts, "criteria", criterion.Name, "ask"),
            ];
            Put($"criteria.{criterion.Name}", Of("criteria", criterion.Name), [Condition("Met when", "criteria", criterion.Name, "met_when"), .. further]);
            foreach (var field in further) Put($"criteria.{criterion.Name}.{field.At.Last}", field.At, field);
        }
    }

    private void Interest()
    {
        foreach (var points in agreement.Interest?.Points ?? [])
        {
            var key = points.Kind.Replace(' ', '_');
            Put($"interest.points.{key}", Of("interest", "points", key), Field(FieldKind.Number, "Points", "interest", "points", key));
        }
        Put("interest.daily_limit", Of("interest", "daily_limit"), Field(FieldKind.Number, "Points a day at most", "interest", "daily_limit"));
        Put("interest.half_life", Of("interest", "half_life"), Field(FieldKind.Time, "Worth half after", "interest", "half_life"), Optional(FieldKind.Number, "Points a day at most", "interest", "daily_limit"), Optional(FieldKind.Number, "Interest is high from", "interest", "high_from"));
        Put("interest.high_from", Of("interest", "high_from"), Field(FieldKind.Number, "High from", "interest", "high_from"));
    }

    private void Handover()
    {
        EditableField[] clocks =
        [
            Optional(FieldKind.BusinessTime, "Time to accept", "handover", "accept_within"), Optional(FieldKind.BusinessTime, "Time to answer", "handover", "respond_within"), Optional(FieldKind.BusinessTime, "May lie for", "handover", "work_within"),
            Optional(FieldKind.Whole, "Attempts", "handover", "attempts"), Optional(FieldKind.Lines, "When late we tell", "handover", "when_late", "notify"),
            Optional(FieldKind.BusinessTime, "When late goes to somebody else after", "handover", "when_late", "reassign_after"),
        ];
        Put("handover.when", null, [Condition("When", "handover", "when"), .. clocks]);
        for (var i = 0; i < agreement.Handover.Route.Count; i++)
        {
            var at = Of("handover", "route").Then(i);
            EditableField to = new(at.Then("to"), FieldKind.Lines, "Goes to, in turn");
            Put($"handover.route.{Number(i + 1)}", at, agreement.Handover.Route[i].When is null ? [to] : [new(at.Then("when"), FieldKind.Conditions, "When"), to]);
        }
        foreach (var clock in clocks) Put($"handover.{string.Join('.', clock.At.Steps.Skip(1))}", clock.At, clock);
        Put("handover.calendar", Of("handover", "calendar"), Field(FieldKind.Lines, "Open", "handover", "calendar", "open"), Optional(FieldKind.Lines, "Closed on", "handover", "calendar", "closed"));
    }

    private void Reasons()
    {
        foreach (var reason in agreement.Handover.RejectReasons)
        {
            var at = Of("handover", "reject_reasons", reason.Id);
            Put(
                $"reject_reasons.{reason.Id}",
                at,
                new(at.Then("says"), FieldKind.Sentence, "The reason"),
                new EditableField(at.Then("then"), FieldKind.Choice, "What happens then")
                {
                    Options = [new("recycle", "the lead rests and comes back"), new("ask_referral", "we ask for the right person"), new("disqualify", "the lead is disqualified")],
                },
                new EditableField(at.Then("wake"), FieldKind.Line, "It rests for (a time like 90 days, or asked: Sales gives the date)") { IsOptional = true },
                new EditableField(at.Then("forget"), FieldKind.Names, "What we forget, because it is no longer true") { Options = facts, IsOptional = true });
        }
    }

    private void WhatFollows()
    {
        foreach (var moment in agreement.Moments)
        {
            var at = Of("moments", moment.Id);
            EditableField again = new(at.Then("again_after"), FieldKind.Time, "Told again after") { IsOptional = true };
            Put($"moments.{moment.Id}", at, new(at.Then("when"), FieldKind.Conditions, "When"), new(at.Then("says"), FieldKind.Sentence, "What Sales is told"), again);
            Put($"moments.{moment.Id}.again_after", again.At, again);
        }
        for (var i = 0; i < agreement.Nurture.Count; i++)
        {
            var at = Of("nurture").Then(i);
            Put($"nurture.{Number(i + 1)}", at, new(at.Then("when"), FieldKind.Conditions, "When"), new(at.Then("programme"), FieldKind.Line, "Programme"));
        }
        foreach (var (side, promises) in new[] { ("sales", agreement.SalesPromises), ("marketing", agreement.MarketingPromises) })
        {
            for (var i = 0; i < promises.Count; i++) Put($"promises.{side}.{Number(i + 1)}", Of("promises", side).Then(i), new EditableField(Of("promises", side).Then(i), FieldKind.Sentence, "The promise"));
        }
    }

    private void Targets()
    {
        Put("targets.period", null, Choice("Period", ["month", "quarter", "year"], "targets", "period"), Optional(FieldKind.Money, "Revenue to win", "targets", "revenue"), Optional(FieldKind.Percent, "Marketing's share", "targets", "marketing_share"), Optional(FieldKind.Line, "Opportunities", "targets", "opportunities"));
        Put("targets.revenue", Of("targets", "revenue"), Field(FieldKind.Money, "Revenue to win", "targets", "revenue"));
        Put("targets.average_deal", Of("targets", "average_deal"), Optional(FieldKind.Line, "Average deal (an amount, or measured)", "targets", "average_deal"));
        Put("targets.win_rate", Of("targets", "win_rate"), Optional(FieldKind.Line, "Share won (a share, or measured)", "targets", "win_rate"));
        Put("targets.marketing_share", Of("targets", "marketing_share"), Field(FieldKind.Percent, "Marketing's share", "targets", "marketing_share"));
        Put("targets.opportunities", Of("targets", "opportunities"), Field(FieldKind.Line, "Opportunities (like 16 per month)", "targets", "opportunities"));
    }

    private void Put(string key, TextPath? thing, params EditableField[] fields) => all[key] = (thing, [.. fields]);

    private static TextPath Of(params ReadOnlySpan<string> steps) => TextPath.Of(steps);

    private static EditableField Field(FieldKind kind, string label, params ReadOnlySpan<string> at) => new(Of(at), kind, label);

    private static EditableField Optional(FieldKind kind, string label, params ReadOnlySpan<string> at) => new(Of(at), kind, label) { IsOptional = true };

    private static EditableField Condition(string label, params ReadOnlySpan<string> at) => new(Of(at), FieldKind.Conditions, label);

    private static EditableField Names(string label, ValueList<WordedChoice> options, params ReadOnlySpan<string> at) => new(Of(at), FieldKind.Names, label) { Options = options, IsOptional = true };

    private static EditableField Choice(string label, string[] options, params ReadOnlySpan<string> at) => new(Of(at), FieldKind.Choice, label) { Options = [.. options.Select(option => new WordedChoice(option, FactWords.Spaced(option)))] };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
