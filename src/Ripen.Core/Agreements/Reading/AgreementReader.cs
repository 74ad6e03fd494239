using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What came of reading an agreement: the agreement if there is no error, and everything there is to say about the text, in its order.</summary>
public sealed record AgreementReading(Agreement? Agreement, IReadOnlyList<Remark> Remarks)
{
    public IEnumerable<Remark> Errors => Remarks.Where(remark => remark.Severity == Severity.Error);

    public IEnumerable<Remark> Warnings => Remarks.Where(remark => remark.Severity == Severity.Warning);
}

/// <summary>An agreement's text with what stands where in it.</summary>
/// <param name="Root">Null where the text is no YAML, or only with repairs.</param>
/// <param name="Conditions">What was read without errors, by the scalar that holds it.</param>
internal sealed record AgreementSource(string Text, AgreementReading Reading, YamlMap? Root, ConditionScope? Scope, Dictionary<YamlScalar, (Condition Condition, Section Section)> Conditions);

/// <summary>Reads an agreement's text: all errors at once, each with its place. Never throws, whatever the text.</summary>
public sealed class AgreementReader
{
    private readonly Remarks remarks;
    private readonly Fields top;
    private readonly ConditionScope scope;
    private readonly ConditionFields conditions;
    private readonly ValueList<Fact> facts;

    private AgreementReader(YamlMap root, Remarks remarks)
    {
        this.remarks = remarks;
        top = new(root, remarks, "", AgreementKeys.Top);
        facts = top.Map("facts") is { } map ? new CustomFactReader(map, remarks).Whole() : [];
        scope = new()
        {
            Facts = FactCatalogue.With(facts),
            Criteria = NamesIn(top.Find("criteria")).ToHashSet(StringComparer.Ordinal),
            RejectReasons = NamesIn(FindIn("handover", "reject_reasons")),
            HasBuyingStage = top.Has("buying_stage"),
            HasProblems = top.Has("problems"),
            HighFrom = FindIn("interest", "high_from") is YamlScalar high ? Fields.AsNumber(high.Text) ?? 0 : null,
        };
        conditions = new(scope, remarks);
    }

    public static AgreementReading Read(string text) => Source(text, withWarnings: true).Reading;

    /// <summary>The same, and where everything stands. Warnings take longer than the rest.</summary>
    internal static AgreementSource Source(string text, bool withWarnings = false)
    {
        var told = new Remarks();
        Agreement? agreement = null;
        AgreementReader? reader = null;
        var root = YamlTree.Read(text, told);
        var isYaml = told.Errors == 0;
        switch (root)
        {
            case YamlMap map:
                reader = new(map, told);
                agreement = reader.Whole();
                if (withWarnings && agreement is not null) AgreementWarnings.Look(agreement, map, told);
                break;
            case not null and not YamlScalar { IsBroken: true }:
                told.Error(root.At, root.Shown, "This is no agreement: it has no keys.", "It starts with a line like: agreement: Our lead agreement");
                break;
        }
        if (told.Errors > 0) agreement = null;
        return new(text, new(agreement, told.InOrder()), isYaml ? root as YamlMap : null, reader?.scope, reader?.conditions.Read ?? []);
    }

    private Agreement? Whole()
    {
        top.Needs("agreement", "agreement: Our lead agreement");
        top.Needs("in_force_from", "in_force_from: 2026-07-01");
        top.Needs("criteria", "criteria: with budget, authority, need and timeline");
        top.Needs("temperature", "temperature: with hot, warm and cold");
        top.Needs("qualified_when", "qualified_when: fits and temperature in [hot, warm] and complete");
        top.Needs("handover", "handover: with when: qualified");

        var problems = Problems();
        var criteria = top.Map("criteria") is { } named ? new CriterionReader(named, conditions, remarks).Whole() : [];
        var ideal = IdealProspect();
        var interest = top.Map("interest") is { } points ? new InterestReader(points, remarks).Whole() : null;
        var temperature = Bands("temperature", Words.Temperatures, Section.Temperature);
        var stages = Bands("buying_stage", Words.BuyingStages, Section.BuyingStage);
        var required = conditions.FactNames(top, "required");
        var qualified = conditions.Condition(top.Find("qualified_when"), "qualified_when", Section.QualifiedWhen);
        var head = new HeadReader(top, conditions, remarks);
        var zone = head.TimeZone();
        var handover = top.Map("handover") is { } map ? new HandoverReader(map, conditions, zone, remarks).Whole() : null;
        var name = top.Text("agreement");
        var inForce = top.Date("in_force_from");
        var (sales, marketing) = Promises();
        var agreement = new Agreement
        {
            Name = name ?? "",
            Version = top.Whole("version", 1, 1_000_000),
            InForceFrom = inForce ?? default,
            ReviewBy = top.Date("review_by"),
            TimeZone = zone.Id,
            Currency = head.DefaultCurrency() ?? "EUR",
            Rates = head.Rates(),
            Signatures = head.Signatures(),
            Facts = facts,
            IdealProspect = ideal,
            Problems = problems,
            Criteria = criteria,
            Interest = interest,
            Temperature = temperature,
            BuyingStage = stages,
            Required = required,
            QualifiedWhen = qualified ?? new Otherwise(),
            Handover = handover ?? new(new Otherwise()),
            Moments = Moments(),
            Nurture = Nurture(),
            Targets = top.Map("targets") is { } targets ? new TargetsReader(targets, remarks).Whole() : null,
            SalesPromises = sales,
            MarketingPromises = marketing,
        };
        return remarks.Errors == 0 ? agreement : null;
    }

    private YamlNode? FindIn(string section, string key) => (top.Find(section) as YamlMap)?.Entries.Find(entry => entry.Key.Text == key).Value;

    private static string[] NamesIn(YamlNode? node) => node is YamlMap map ? [.. map.Entries.Where(entry => !entry.Key.IsBroken).Select(entry => entry.Key.Text)] : [];

    private ValueList<Problem> Problems()
    {
        if (top.Map("problems") is not { } map) return [];
        var problems = new List<Problem>();
        foreach (var (id, _, value) in Fields.Named(map, remarks, "problem"))
        {
            if (value is YamlMap entry)
            {
                var fields = new Fields(entry, remarks, $"the problem '{id}'", AgreementKeys.Problem);
                if (fields.Needs("says", "says: The month-end close takes more than five working days") && fields.Text("says") is { } says)
                {
                    problems.Add(new(id, says) { BetterBecause = fields.Text("better_because"), Proof = fields.Text("proof"), Say = fields.Text("say") });
                }
            }
            else if (top.TextOf(value, id) is { } says) problems.Add(new(id, says));
        }
        return problems.ToValueList();
    }

    private IdealProspect? IdealProspect()
    {
        if (top.Map("ideal_prospect") is not { } map) return null;
        var fields = new Fields(map, remarks, "ideal_prospect", AgreementKeys.IdealProspect);
        return new()
        {
            Organisation = conditions.List(fields.Find("organisation"), "organisation", Section.IdealProspect),
            Role = conditions.List(fields.Find("role"), "role", Section.IdealProspect),
            Never = conditions.List(fields.Find("never"), "never", Section.IdealProspect),
        };
    }

    private ValueList<Band> Bands(string key, string[] words, Section section)
    {
        if (top.Map(key) is not { } map) return [];
        var fields = new Fields(map, remarks, key, words);
        var bands = new List<Band>();
        foreach (var (word, node) in map.Entries)
        {
            if (conditions.Condition(node, word.Text, section, mayBeOtherwise: true) is { } when) bands.Add(new(word.Text, when));
        }
        conditions.OtherwiseIsLast([.. map.Entries.Select(entry => (YamlNode?)entry.Value)], key);
        foreach (var word in words) fields.Needs(word, word == words[^1] ? $"{word}: otherwise" : $"{word}: at least 2 of (budget, authority, need)");
        return bands.ToValueList();
    }

    private ValueList<Moment> Moments()
    {
        if (top.Map("moments") is not { } map) return [];
        var moments = new List<Moment>();
        foreach (var (id, _, value) in Fields.Named(map, remarks, "moment"))
        {
            if (value is not YamlMap entry)
            {
                remarks.Error(value.At, value.Shown, $"The moment '{id}' needs when and says.", $"For example: {id}: {{ when: touched demo_requested, says: Asked for a demo }}");
                continue;
            }
            var fields = new Fields(entry, remarks, $"the moment '{id}'", AgreementKeys.Moment);
            fields.Needs("when", "when: count of pricing_viewed in the last 24 hours >= 3");
            fields.Needs("says", "says: Looked at pricing {count} times in a day");
            var (when, says) = (conditions.Condition(fields.Find("when"), $"{id}.when", Section.Last), fields.Text("says"));
            if (when is not null && says is not null) moments.Add(new(id, when, says) { AgainAfter = fields.Duration("again_after") });
        }
        return moments.ToValueList();
    }

    private ValueList<NurtureRule> Nurture()
    {
        if (top.Find("nurture") is not { } node) return [];
        var rules = new List<NurtureRule>();
        var conditionNodes = new List<YamlNode?>();
        foreach (var map in conditions.Maps(node, "nurture"))
        {
            var fields = new Fields(map, remarks, "a line of nurture", AgreementKeys.Nurture);
            fields.Needs("when", "when: temperature is warm");
            fields.Needs("programme", "programme: warm-evaluate");
            conditionNodes.Add(fields.Find("when"));
            var (when, programme) = (conditions.Condition(fields.Find("when"), "nurture.when", Section.Last, mayBeOtherwise: true), fields.Text("programme"));
            if (when is not null && programme is not null) rules.Add(new(when, programme));
        }
        conditions.OtherwiseIsLast(conditionNodes, "nurture");
        return rules.ToValueList();
    }

    private (ValueList<string> Sales, ValueList<string> Marketing) Promises()
    {
        if (top.Map("promises") is not { } map) return ([], []);
        var fields = new Fields(map, remarks, "promises", AgreementKeys.Promises);
        return (fields.Texts("sales"), fields.Texts("marketing"));
    }
}
