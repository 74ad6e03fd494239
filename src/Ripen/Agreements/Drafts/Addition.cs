using System.Globalization;
using System.Text;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Agreements;

/// <summary>A field of something that is to be added.</summary>
/// <param name="Options">To choose from; null where anything may be written.</param>
public sealed record AdditionField(string Name, string Label, FieldKind Kind, ValueList<WordedChoice>? Options = null)
{
    public bool IsOptional { get; init; }

    public string? Help { get; init; }
}

/// <summary>Something that can be added to an agreement without a look at its text.</summary>
/// <param name="Section">Under which of the sections in plain words.</param>
/// <param name="HasTest">Whether it needs a condition.</param>
/// <param name="Make">The edit, of what was typed; the test's text is in it under <see cref="Test"/>.</param>
public sealed record Addition(string Id, string Section, string Label, ValueList<AdditionField> Fields, bool HasTest, Func<Agreement, IReadOnlyDictionary<string, string>, AgreementEdit> Make)
{
    public const string Test = "test";

    private static readonly ValueList<WordedChoice> Thens = [new("recycle", "the lead rests and comes back"), new("ask_referral", "we ask for the right person"), new("disqualify", "the lead is disqualified")];
    private static readonly ValueList<WordedChoice> Owners = [new("person", "a person"), new("organisation", "a company"), new("purchase", "the purchase")];
    private static readonly ValueList<WordedChoice> Types = [new("text", "words"), new("number", "a number"), new("money", "money"), new("date", "a date"), new("yes_no", "yes or no"), new("choice", "one of several"), new("ordered_choice", "one of several, from low to high")];
    private static readonly ValueList<WordedChoice> NoYes = [new("", "the lead only"), new("anyone", "anyone in the buying group")];

    public static ValueList<Addition> All { get; } =
    [
        new("rate", "This agreement", "Add a rate", [new("currency", "Currency", FieldKind.Line) { Help = "Three letters, like USD." }, new("rate", "One of it is worth, in the agreement's currency", FieldKind.Number)], false, (_, typed) =>
            new AddEntry(TextPath.Of("rates"), typed["currency"].ToUpperInvariant(), typed["rate"])),
        new("fact", "Facts of our own", "Add a fact", [new("name", "What is it called?", FieldKind.Line), new("of", "Of whom?", FieldKind.Choice, Owners), new("type", "What is it?", FieldKind.Choice, Types), new("options", "If one of several: which?", FieldKind.Lines) { IsOptional = true, Help = "One a line." }, new("ask", "How do we ask for it?", FieldKind.Sentence) { IsOptional = true }], false, Fact),
        Clause("company", "Add a line about the company", "organisation"),
        Clause("role", "Add a line about the person", "role"),
        Clause("never", "Add an exclusion", "never"),
        new("problem", "The problems we solve better", "Add a problem", [new("says", "The problem, as a prospect would say it", FieldKind.Sentence), new("better_because", "Why we are better", FieldKind.Sentence) { IsOptional = true }], false, (agreement, typed) =>
            new AddEntry(TextPath.Of("problems"), Name(typed["says"], agreement.Problems.Select(problem => problem.Id)), typed["better_because"].Length == 0 ? typed["says"] : Keys(typed, "says", "better_because"))),
        new("criterion", "The criteria", "Add a criterion", [new("name", "Name", FieldKind.Line), new("good_for", "An answer counts for", FieldKind.Time) { IsOptional = true }, new("met_by", "Whose answer counts", FieldKind.Choice, NoYes) { IsOptional = true }], true, (agreement, typed) =>
            new AddEntry(TextPath.Of("criteria"), Name(typed["name"], agreement.Criteria.Select(criterion => criterion.Name)), Keys(typed, "met_when=test", "good_for", "met_by"))),
        new("points", "Interest", "Add points for something they do", [new("kind", "What they do", FieldKind.Line) { Help = "As touches are recorded: demo_requested, webinar_attended." }, new("points", "Points", FieldKind.Number)], false, (_, typed) =>
            new AddEntry(TextPath.Of("interest", "points"), Folded.From(typed["kind"]).Replace(' ', '_'), typed["points"])),
        new("route", "Handover", "Add a line of route", [new("to", "To whom, in turn", FieldKind.Lines) { Help = "One a line." }], true, (agreement, typed) =>
            new AddItem(TextPath.Of("handover", "route"), new KeysContent([new("when", typed[Test]), new("to", Lines(typed["to"]))]), BeforeOthers(agreement.Handover.Route.Select(route => route.When)))),
        new("reason", "Reasons to reject", "Add a reason", [new("says", "The reason, as Sales says it", FieldKind.Sentence), new("then", "What happens then", FieldKind.Choice, Thens), new("wake", "If it rests: for how long", FieldKind.Time) { IsOptional = true, Help = "Left empty, it comes back at once." }], false, (agreement, typed) =>
            new AddEntry(TextPath.Of("handover", "reject_reasons"), Name(typed["says"], agreement.Handover.RejectReasons.Select(reason => reason.Id)), Keys(typed, "says", "then", "wake"))),
        new("moment", "Moments of interest", "Add a moment", [new("says", "What Sales is told", FieldKind.Sentence), new("again_after", "Told again after", FieldKind.Time) { IsOptional = true }], true, (agreement, typed) =>
            new AddEntry(TextPath.Of("moments"), Name(typed["says"], agreement.Moments.Select(moment => moment.Id)), Keys(typed, "when=test", "says", "again_after"))),
        new("programme", "Nurture", "Add a line of nurture", [new("programme", "Programme", FieldKind.Line)], true, (agreement, typed) =>
            new AddItem(TextPath.Of("nurture"), Keys(typed, "when=test", "programme"), BeforeOthers(agreement.Nurture.Select(rule => rule.When)))),
        Promise("sales", "Add a promise of Sales"),
        Promise("marketing", "Add a promise of Marketing"),
    ];

    public static Addition? Find(string? id) => All.FirstOrDefault(addition => addition.Id == id);

    private static Addition Clause(string id, string label, string key) => new(id, "The ideal prospect", label, [], true, (_, typed) => new AddItem(TextPath.Of("ideal_prospect", key), typed[Test]));

    private static Addition Promise(string side, string label) => new($"promise_{side}", "Promises", label, [new("says", "The promise", FieldKind.Sentence)], false, (_, typed) => new AddItem(TextPath.Of("promises", side), typed["says"]));

    private static AddEntry Fact(Agreement agreement, IReadOnlyDictionary<string, string> typed)
    {
        List<KeyContent> keys = [new("of", typed["of"]), new("type", typed["type"])];
        if (typed["options"].Length > 0) keys.Add(new("options", Lines(typed["options"])));
        if (typed["ask"].Length > 0) keys.Add(new("ask", typed["ask"]));
        return new(TextPath.Of("facts"), Name(typed["name"], agreement.Catalogue().All.Select(fact => fact.Name)), new KeysContent(keys.ToValueList()));
    }

    private static ListContent Lines(string text) => new([.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Content.FromString)]);

    // "key", or "key=name of the field"; what is empty is left out.
    private static KeysContent Keys(IReadOnlyDictionary<string, string> typed, params string[] keys) =>
        new([.. keys.Select(key => key.Split('=')).Where(key => typed[key[^1]].Length > 0).Select(key => new KeyContent(key[0], typed[key[^1]]))]);

    // What is for everybody else comes last.
    private static int? BeforeOthers(IEnumerable<Condition?> whens) => whens.ToList() is [.., null or Otherwise] all ? all.Count - 1 : null;

    /// <summary>A name of one word, made of what people wrote: <c>bought_by_somebody_else</c>; unlike all those there are.</summary>
    private static string Name(string said, IEnumerable<string> taken)
    {
        const int Longest = 30;
        var word = new StringBuilder();
        foreach (var c in said.Normalize().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c)) word.Append(c);
            else if (word.Length > 0 && word[^1] != '_') word.Append('_');
        }
        var name = word.ToString();
        if (name.Length > Longest) name = name.LastIndexOf('_', Longest) is > 0 and var end ? name[..end] : name[..Longest];
        name = name.Trim('_') is { Length: > 0 } kept ? kept : "new";
        var others = taken.ToHashSet(StringComparer.Ordinal);
        var free = name;
        for (var i = 2; others.Contains(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        return free;
    }
}

/// <summary>Something that somebody is adding, as it stands in the form.</summary>
public sealed record AdditionInput(Addition Addition, Agreement Agreement, IReadOnlyDictionary<string, string> Typed, TestInput Input)
{
    public static AdditionInput Empty(Addition addition, Agreement agreement) => new(addition, agreement, addition.Fields.ToDictionary(field => field.Name, _ => "", StringComparer.Ordinal), TestInput.Empty(Addition.Test));

    internal static AdditionInput Read(Addition addition, Agreement agreement, PageForm form)
    {
        var typed = addition.Fields.ToDictionary(field => field.Name, field => Read(field, form), StringComparer.Ordinal);
        return new(addition, agreement, typed, addition.HasTest ? TestInput.Read(form, Addition.Test, agreement) : TestInput.Empty(Addition.Test));
    }

    /// <summary>The edit; null where something is missing, which is then among the errors.</summary>
    internal AgreementEdit? Edit(FieldErrors errors)
    {
        foreach (var field in Addition.Fields.Where(field => !field.IsOptional && Typed[field.Name].Length == 0)) errors.Add(field.Name, "Something has to stand here.");
        if (Addition.HasTest && Input.Draft.Subject.Length == 0) errors.Add(Addition.Test, "Choose what is looked at.");
        return errors.Any ? null : Addition.Make(Agreement, new Dictionary<string, string>(Typed, StringComparer.Ordinal) { [Addition.Test] = Input.Draft.Text });
    }

    private static string Read(AdditionField field, PageForm form)
    {
        if (field.Kind == FieldKind.Time) return TimeInput.Read(form, field.Name);
        var typed = form.Text(field.Name, 2_000) ?? "";
        return field.Kind == FieldKind.Number ? NumberText.Plain(typed) : typed;
    }
}
