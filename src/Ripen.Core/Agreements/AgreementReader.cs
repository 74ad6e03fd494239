using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What came of reading an agreement: the agreement if there is no error, and everything there is to say about the text, in its order.</summary>
public sealed record AgreementReading(Agreement? Agreement, IReadOnlyList<Remark> Remarks)
{
    public IEnumerable<Remark> Errors => Remarks.Where(remark => remark.Severity == Severity.Error);

    public IEnumerable<Remark> Warnings => Remarks.Where(remark => remark.Severity == Severity.Warning);
}

/// <summary>Reads an agreement's text: all errors at once, each with its place. Never throws, whatever the text.</summary>
public sealed class AgreementReader
{
    private static readonly string[] Sections =
    [
        "agreement", "version", "in_force_from", "review_by", "time_zone", "currency", "rates", "signatures", "facts",
        "ideal_prospect", "problems", "criteria", "interest", "temperature", "buying_stage", "required", "qualified_when",
        "handover", "moments", "nurture", "targets", "promises",
    ];

    private readonly Remarks remarks;
    private readonly Fields top;
    private readonly ConditionScope scope;
    private readonly ConditionFields conditions;

    private AgreementReader(YamlMap root, Remarks remarks)
    {
        this.remarks = remarks;
        top = new(root, remarks, "", Sections);
        var facts = CustomFacts();
        scope = new()
        {
            Facts = FactCatalogue.With(facts),
            Criteria = NamesUnder("criteria").ToHashSet(StringComparer.Ordinal),
            RejectReasons = NamesIn((top.Find("handover") as YamlMap)?.Entries.Find(entry => entry.Key.Text == "reject_reasons").Value),
            HasBuyingStage = top.Has("buying_stage"),
            HasProblems = top.Has("problems"),
            HighFrom = (top.Find("interest") as YamlMap)?.Entries.Find(entry => entry.Key.Text == "high_from").Value is YamlScalar high ? Fields.AsNumber(high.Text) ?? 0 : null,
        };
        Facts = facts;
        conditions = new(scope, remarks);
    }

    private ValueList<Fact> Facts { get; }

    public static AgreementReading Read(string text)
    {
        var told = new Remarks();
        Agreement? agreement = null;
        switch (YamlTree.Read(text, told))
        {
            case YamlMap map:
                agreement = new AgreementReader(map, told).Whole();
                if (agreement is not null) AgreementWarnings.Look(agreement, map, told);
                break;
            case { } root and not YamlScalar { IsBroken: true }:
                told.Error(root.At, root.Shown, "This is no agreement: it has no keys.", "It starts with a line like: agreement: Our lead agreement");
                break;
        }
        if (told.Errors > 0) agreement = null;
        return new(agreement, told.InOrder());
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
        var criteria = Criteria();
        var ideal = IdealProspect();
        var interest = Interest();
        var temperature = Bands("temperature", Words.Temperatures, Section.Temperature);
        var stages = Bands("buying_stage", Words.BuyingStages, Section.BuyingStage);
        var required = conditions.FactNames(top, "required");
        var qualified = conditions.Condition(top.Find("qualified_when"), "qualified_when", Section.QualifiedWhen);
        var zone = TimeZone();
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
            Currency = DefaultCurrency() ?? "EUR",
            Rates = Rates(),
            Signatures = Signatures(),
            Facts = Facts,
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
            Targets = Targets(),
            SalesPromises = sales,
            MarketingPromises = marketing,
        };
        return remarks.Errors == 0 ? agreement : null;
    }

    private string[] NamesUnder(string key) => NamesIn(top.Find(key));

    private static string[] NamesIn(YamlNode? node) => node is YamlMap map ? [.. map.Entries.Where(entry => !entry.Key.IsBroken).Select(entry => entry.Key.Text)] : [];

    private Zone TimeZone()
    {
        if (top.Text("time_zone") is not { } id || Zone.TryFind(id, out var zone)) return top.Text("time_zone") is { } known && Zone.TryFind(known, out var found) ? found : Zone.Utc;
        remarks.Error(top.Find("time_zone")!.At, id, $"There is no time zone '{Remarks.Shown(id)}'.", "Write a name of the IANA list, like Europe/Berlin or America/New_York.");
        return Zone.Utc;
    }

    private string? DefaultCurrency()
    {
        if (top.Text("currency") is not { } code || Currency.TryParse(code, out _)) return top.Text("currency");
        remarks.Error(top.Find("currency")!.At, code, $"'{Remarks.Shown(code)}' is no currency of ISO 4217.", remarks.Meant(code, Currency.Codes) is { } meant ? $"Did you mean {meant}?" : "For example: EUR");
        return null;
    }

    private ValueList<Rate> Rates()
    {
        if (top.Map("rates") is not { } map) return [];
        var rates = new List<Rate>();
        foreach (var (key, value) in map.Entries)
        {
            if (!Currency.TryParse(key.Text, out _)) remarks.Error(key.At, key.Text, $"'{Remarks.Shown(key.Text)}' is no currency of ISO 4217.", remarks.Meant(key.Text, Currency.Codes) is { } meant ? $"Did you mean {meant}?" : "For example: USD");
            else if (value is YamlScalar scalar && Fields.AsNumber(scalar.Text) is > 0 and var rate && CountDigits(scalar.Text) <= 10) rates.Add(new(key.Text, rate));
            else if (value is not YamlScalar { IsBroken: true })
            {
                remarks.Error(value.At, value.Shown, $"The rate of {key.Text} is a number above 0 with at most 10 digits.", "For example: { USD: 0.92 }");
            }
        }
        return rates.ToValueList();
    }

    // An amount of 18 digits times a rate of 10 is still exact in a decimal.
    private static int CountDigits(string text) => text.Count(char.IsAsciiDigit);

    private ValueList<Signature> Signatures()
    {
        if (top.Find("signatures") is not { } node) return [];
        var signatures = new List<Signature>();
        foreach (var map in conditions.Maps(node, "signatures"))
        {
            var fields = new Fields(map, remarks, "a signature", "side", "name", "on");
            var side = fields.Of("side", "sales or marketing", text => text switch { "sales" => Side.Sales, "marketing" => Side.Marketing, _ => (Side?)null });
            var (name, on) = (fields.Text("name"), fields.Date("on"));
            if (fields.Needs("side", "side: sales") & fields.Needs("name", "name: Dana Reyes") & fields.Needs("on", "on: 2026-06-24")
                && side is { } signed && name is not null && on is { } date) signatures.Add(new(signed, name, date));
        }
        return signatures.ToValueList();
    }

    private ValueList<Fact> CustomFacts()
    {
        if (top.Map("facts") is not { } map) return [];
        var facts = new List<Fact>();
        foreach (var (name, key, value) in Fields.Named(map, remarks, "fact"))
        {
            if (FactCatalogue.Standard.Find(name) is not null) remarks.Error(key.At, name, $"'{name}' is a standard fact; it needs no entry.", "Remove it, or choose another name.");
            else if (Words.Yielded.Contains(name)) remarks.Error(key.At, name, $"'{name}' is a name that the agreement itself defines; a fact cannot be named so.");
            else if (value is not YamlMap entry) remarks.Error(value.At, value.Shown, $"The fact '{name}' needs of and type.", $"For example: {name}: {{ of: person, type: text }}");
            else if (CustomFact(name, entry) is { } fact) facts.Add(fact);
        }
        return facts.ToValueList();
    }

    private Fact? CustomFact(string name, YamlMap map)
    {
        var fields = new Fields(map, remarks, $"the fact '{name}'", "of", "type", "options", "several", "ask");
        if (!(fields.Needs("of", "of: organisation") & fields.Needs("type", "type: text"))) return null;
        var of = fields.Of("of", "person, organisation or purchase", text => text switch
        {
            "person" => FactOwner.Person,
            "organisation" => FactOwner.Organisation,
            "purchase" => FactOwner.Purchase,
            _ => (FactOwner?)null,
        });
        var type = fields.Of("type", "text, number, money, date, yes_no, choice or ordered_choice", text => text switch
        {
            "text" => FactType.Text,
            "number" => FactType.Number,
            "money" => FactType.Money,
            "date" => FactType.Date,
            "yes_no" => FactType.YesNo,
            "choice" => FactType.Choice,
            "ordered_choice" => FactType.OrderedChoice,
            _ => (FactType?)null,
        });
        var options = fields.Texts("options");
        var several = fields.Of("several", "yes or no", text => text switch { "yes" or "true" => true, "no" or "false" => false, _ => (bool?)null });
        var isChoice = type is FactType.Choice or FactType.OrderedChoice;
        if (type is not null && isChoice != fields.Has("options"))
        {
            remarks.Error(fields.KeyOf("options")?.At ?? fields.At, isChoice ? name : "options", isChoice ? $"The choice '{name}' needs its options." : $"Only a choice has options; '{name}' is {OperandReader.Describe(type.Value)}.", isChoice ? "Add: options: [first, second]" : null);
            return null;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in isChoice ? fields.Scalars("options") : [])
        {
            if (!seen.Add(Folded.From(option.Text))) remarks.Error(option.At, option.Text, $"The option '{Remarks.Shown(option.Text)}' is there twice.", "Capitals, spaces, _ and - make no difference.");
        }
        return of is { } owner && type is { } kind ? new Fact(name, owner, kind) { Options = options, Several = several ?? false, Ask = fields.Text("ask") } : null;
    }

    private ValueList<Problem> Problems()
    {
        if (top.Map("problems") is not { } map) return [];
        var problems = new List<Problem>();
        foreach (var (id, _, value) in Fields.Named(map, remarks, "problem"))
        {
            if (value is YamlMap entry)
            {
                var fields = new Fields(entry, remarks, $"the problem '{id}'", "says", "better_because", "proof", "say");
                if (fields.Needs("says", "says: The month-end close takes more than five working days") && fields.Text("says") is { } says)
                {
                    problems.Add(new(id, says) { BetterBecause = fields.Text("better_because"), Proof = fields.Text("proof"), Say = fields.Text("say") });
                }
            }
            else if (top.TextOf(value, id) is { } says) problems.Add(new(id, says));
        }
        return problems.ToValueList();
    }

    private ValueList<Criterion> Criteria()
    {
        if (top.Map("criteria") is not { } map) return [];
        if (map.Entries.Count == 0) remarks.Error(map.At, "criteria", "An agreement has at least one criterion.", "For example: budget: { met_when: budget >= 20000 EUR }");
        var criteria = new List<Criterion>();
        foreach (var (name, key, value) in Fields.Named(map, remarks, "criterion"))
        {
            if (Words.Yielded.Contains(name))
            {
                remarks.Error(key.At, name, $"'{name}' is a name that the agreement itself defines; a criterion cannot be named so.");
                continue;
            }
            // A criterion may be just its condition.
            if (value is not YamlMap entry)
            {
                if (conditions.Condition(value, name, Section.Criteria) is { } alone) criteria.Add(new(name, alone));
                continue;
            }
            var fields = new Fields(entry, remarks, $"the criterion '{name}'", "met_when", "good_for", "met_by", "ask");
            fields.Needs("met_when", "met_when: budget >= 20000 EUR");
            var metBy = fields.Of("met_by", "anyone or lead", text => text switch { "anyone" => true, "lead" => false, _ => (bool?)null });
            if (conditions.Condition(fields.Find("met_when"), $"{name}.met_when", Section.Criteria) is not { } when) continue;
            criteria.Add(new(name, when)
            {
                GoodFor = fields.Duration("good_for"),
                MetByAnyone = metBy ?? false,
                Ask = conditions.FactNames(fields, "ask"),
            });
        }
        return criteria.ToValueList();
    }

    private IdealProspect? IdealProspect()
    {
        if (top.Map("ideal_prospect") is not { } map) return null;
        var fields = new Fields(map, remarks, "ideal_prospect", "organisation", "role", "never");
        return new()
        {
            Organisation = conditions.List(fields.Find("organisation"), "organisation", Section.IdealProspect),
            Role = conditions.List(fields.Find("role"), "role", Section.IdealProspect),
            Never = conditions.List(fields.Find("never"), "never", Section.IdealProspect),
        };
    }

    private Interest? Interest()
    {
        if (top.Map("interest") is not { } map) return null;
        var fields = new Fields(map, remarks, "interest", "half_life", "high_from", "daily_limit", "points");
        var halfLife = fields.Duration("half_life");
        if (halfLife is { FixedSeconds: null or 0 })
        {
            remarks.Error(fields.Find("half_life")!.At, halfLife.ToString()!, "A half-life is in minutes, hours, days or weeks.", "For example: 14 days");
        }
        var limit = fields.Number("daily_limit");
        if (limit < 0) remarks.Error(fields.Find("daily_limit")!.At, fields.Find("daily_limit")!.Shown, "A daily limit is 0 or more.");
        var points = new List<KindPoints>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (kind, key, value) in fields.Map("points") is { } kinds ? Fields.Named(kinds, remarks, "kind of touch") : [])
        {
            var folded = Folded.From(kind);
            if (value is not YamlScalar scalar || Fields.AsNumber(scalar.Text.Trim()) is not { } number || Math.Abs(number) > 1_000_000) remarks.Error(value.At, value.Shown, $"The points of '{kind}' are a number.", $"For example: {kind}: 10");
            else if (!seen.Add(folded)) remarks.Error(key.At, kind, $"'{kind}' has its points twice.");
            else points.Add(new(folded, number));
        }
        return new() { HalfLife = halfLife, HighFrom = fields.Number("high_from"), DailyLimit = limit, Points = points.ToValueList() };
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
            var fields = new Fields(entry, remarks, $"the moment '{id}'", "when", "says", "again_after");
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
            var fields = new Fields(map, remarks, "a line of nurture", "when", "programme");
            fields.Needs("when", "when: temperature is warm");
            fields.Needs("programme", "programme: warm-evaluate");
            conditionNodes.Add(fields.Find("when"));
            var (when, programme) = (conditions.Condition(fields.Find("when"), "nurture.when", Section.Last, mayBeOtherwise: true), fields.Text("programme"));
            if (when is not null && programme is not null) rules.Add(new(when, programme));
        }
        conditions.OtherwiseIsLast(conditionNodes, "nurture");
        return rules.ToValueList();
    }

    private Targets? Targets()
    {
        if (top.Map("targets") is not { } map) return null;
        var fields = new Fields(map, remarks, "targets", "period", "revenue", "average_deal", "win_rate", "marketing_share", "opportunities");
        var opportunities = fields.Text("opportunities")?.Split(" per ", 2);
        decimal? number = null;
        TargetPeriod? per = null;
        if (opportunities is [var count, ..] && (Fields.AsNumber(count) is not > 0m and var wanted || (opportunities is [_, var period] && AsPeriod(period) is null)))
        {
            remarks.Error(fields.Find("opportunities")!.At, string.Join(" per ", opportunities), "'opportunities' is a number, perhaps per month, quarter or year.", "For example: 16 per month");
        }
        else if (opportunities is not null) (number, per) = (Fields.AsNumber(opportunities[0]), opportunities is [_, var named] ? AsPeriod(named) : null);
        return new()
        {
            Period = fields.Of("period", "month, quarter or year", AsPeriod) ?? TargetPeriod.Quarter,
            Revenue = fields.Money("revenue"),
            AverageDeal = fields.Text("average_deal") == "measured" ? null : fields.Money("average_deal"),
            WinRate = fields.Text("win_rate") == "measured" ? null : fields.Percent("win_rate"),
            MarketingShare = fields.Percent("marketing_share"),
            Opportunities = number,
            OpportunitiesPer = per,
        };
    }

    private static TargetPeriod? AsPeriod(string text) => text.Trim() switch
    {
        "month" => TargetPeriod.Month,
        "quarter" => TargetPeriod.Quarter,
        "year" => TargetPeriod.Year,
        _ => null,
    };

    private (ValueList<string> Sales, ValueList<string> Marketing) Promises()
    {
        if (top.Map("promises") is not { } map) return ([], []);
        var fields = new Fields(map, remarks, "promises", "sales", "marketing");
        return (fields.Texts("sales"), fields.Texts("marketing"));
    }
}
