using Fluid;
using Fluid.Values;
using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>What a mail to one person can speak of. What anybody may have typed is made one line, and short.</summary>
internal sealed class MailValues
{
    private const int LongestValue = 500;
    private const int LongestName = 100;
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> facts = new(StringComparer.Ordinal);

    /// <param name="facts">Of the lead, as they count now and as people read them.</param>
    /// <param name="problem">The first of the agreement's that the lead has; null: none is known.</param>
    /// <param name="desk">What the desk is called; null while nobody has named it.</param>
    public static MailValues Of(IEnumerable<(string Name, string Value)> facts, Problem? problem, string? offer, string? sender, string? senderEmail, string? desk)
    {
        var values = new MailValues();
        foreach (var (name, value) in facts)
        {
            if (Clean(value, LongestValue) is { } clean) values.facts[name] = clean;
        }
        var person = NameIn(values.facts.GetValueOrDefault("name"));
        values.Set("person.name", person);
        values.Set("person.first_name", person is null ? null : FirstName.Of(person));
        values.Set("person.job_title", NameIn(values.facts.GetValueOrDefault("job_title")));
        values.Set("organisation.name", NameIn(values.facts.GetValueOrDefault("organisation")));
        values.Set("problem", problem?.Says);
        values.Set("proof", problem?.Proof);
        values.Set("offer", offer);
        values.Set("sender.name", sender);
        values.Set("sender.email", senderEmail);
        values.Set("desk.name", desk);
        return values;
    }

    /// <summary>Of a lead by what is known of it.</summary>
    /// <param name="lead">Sealed.</param>
    public static MailValues Of(Agreement agreement, Dossier lead, Instant asOf, string? offer, User? sender, string? desk) =>
        Of(FactsOf(agreement, lead, asOf), ProblemOf(agreement, lead, asOf), offer, sender?.Name, sender?.Email, desk);

    /// <summary>What the desk is called; null while nobody has named it, because no mail is to be signed by the name of a program.</summary>
    public static string? NameOf(Desk desk, Session session) => desk.Settings.Of(session, KnownSettings.DeskName) is var name && name != KnownSettings.DeskName.Default ? name : null;

    /// <summary>The same mail's values with another offer.</summary>
    public MailValues With(string? offer)
    {
        var values = new MailValues();
        foreach (var (name, value) in known) values.known[name] = value;
        foreach (var (name, value) in facts) values.facts[name] = value;
        values.known.Remove("offer");
        values.Set("offer", offer);
        return values;
    }

    /// <summary>For one rendering.</summary>
    /// <param name="missing">Takes the names of what was written out and is not known.</param>
    public TemplateContext Context(ISet<string> missing)
    {
        var context = new TemplateContext(MailLanguage.Options);
        foreach (var root in MailLanguage.Names.Select(name => name.Split('.')[0]).Distinct(StringComparer.Ordinal))
        {
            context.SetValue(root, MailLanguage.Names.Contains(root) ? ValueOf(root, known.GetValueOrDefault(root), missing) : new MemberValue(member => ValueOf($"{root}.{member}", known.GetValueOrDefault($"{root}.{member}"), missing)));
        }
        context.SetValue("facts", new MemberValue(fact => ValueOf(MailLanguage.Facts + fact, facts.GetValueOrDefault(fact), missing)));
        return context;
    }

    private static FluidValue ValueOf(string name, string? value, ISet<string> missing) => value is null ? new UnknownValue(name, missing) : new StringValue(value);

    private void Set(string name, string? value)
    {
        if (value is not null && Clean(value, LongestValue) is { } clean) known[name] = clean;
    }

    private static string? Clean(string value, int longest)
    {
        var line = MailTemplate.OneLine(value.Length > 4 * longest ? value[..(4 * longest)] : value);
        return line.Length == 0 ? null : line.Length > longest ? line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)].TrimEnd() : line;
    }

    // Forms are filled in by machines that hope to have their link mailed to somebody else under our name.
    private static string? NameIn(string? value) =>
        value is null || value.Length > LongestName || value.Contains("://", StringComparison.Ordinal) || value.Contains("www.", StringComparison.OrdinalIgnoreCase) || !value.Any(char.IsLetter) ? null : value;

    // What was said and does not fit its fact is not known to us.
    private static IEnumerable<(string, string)> FactsOf(Agreement agreement, Dossier lead, Instant asOf)
    {
        foreach (var (place, fact) in lead.Facts.All.Index())
        {
            if (lead.Current(place, asOf) is not (>= 0 and var index) || lead.Statements[index] is not { Saying: Saying.Value } said) continue;
            yield return (fact.Name, fact.Type == FactType.Text && said.Shown is { } text ? FactValueWords.Of(fact, text, agreement) : FactWords.Show(fact, said.Value, said.Shown));
        }
    }

    // The first of the problems that the lead has and we solve.
    private static Problem? ProblemOf(Agreement agreement, Dossier lead, Instant asOf)
    {
        if (lead.Facts.PlaceOf("problem") is not (>= 0 and var place)) return null;
        Problem? found = null;
        foreach (ref readonly var said in lead.Of(place))
        {
            if (said.LearnedAt > asOf) continue;
            if (said.Saying == Saying.Forgotten) found = null;
            else if ((said.Shown ?? said.Value.Text) is { } text) found ??= agreement.Problems.FirstOrDefault(problem => Folded.From(problem.Id) == Folded.From(text));
        }
        return found;
    }

    private sealed class MemberValue(Func<string, FluidValue> of) : FluidValue
    {
        public override FluidValues Type => FluidValues.Object;

        public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => ValueTask.FromResult(of(name));

        public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

        public override bool ToBooleanValue() => true;

        public override decimal ToNumberValue() => 0;

        public override string ToStringValue() => "";

        public override object ToObjectValue() => this;
    }
}
