using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>
/// The part of Liquid that mails are written in: values, conditions, a handful of filters. No loops, because nothing in a
/// mail is a list; nothing that sets, includes or calls anything.
/// </summary>
internal static partial class MailLanguage
{
    /// <summary>Everything a mail can speak of but facts by their names.</summary>
    public static readonly string[] Names = ["person.first_name", "person.name", "person.job_title", "organisation.name", "problem", "proof", "offer", "sender.name", "sender.email", "desk.name"];

    public const string Facts = "facts.";
    private const int MostSteps = 10_000;
    private static readonly string[] Tags = ["if", "unless", "case"];
    private static readonly string[] Filters = ["default", "upcase", "downcase", "capitalize", "append", "prepend", "truncate", "truncatewords"];
    private static readonly FluidParser Parser = NewParser();

    public static readonly TemplateOptions Options = NewOptions();

    /// <summary>Parses a template and holds it against what there is.</summary>
    /// <param name="facts">The facts that may be spoken of; null: any name.</param>
    /// <returns>Null where it has a fault.</returns>
    public static IFluidTemplate? Parse(string text, IReadOnlySet<string>? facts, Action<TemplateFault> tell)
    {
        if (TemplateTags.Look(text) is { } fault)
        {
            tell(fault);
            return null;
        }
        if (!Parser.TryParse(text, out var template, out var error))
        {
            tell(FaultOf(text, error));
            return null;
        }
        var visitor = new NamesVisitor(text, facts, tell);
        visitor.VisitTemplate(template);
        return visitor.Faults == 0 ? template : null;
    }

    private static FluidParser NewParser()
    {
        var parser = new FluidParser();
        foreach (var tag in parser.RegisteredTags.Keys.Except(Tags).ToList()) parser.RegisteredTags.Remove(tag);
        return parser;
    }

    // Names are held against what there is when a template is parsed; StrictVariables would throw at a question, too, whether
    // something is known. What is unknown stays unknown through every filter but one, so that it cannot become an empty text on the way.
    private static TemplateOptions NewOptions()
    {
        var options = new TemplateOptions { MaxSteps = MostSteps, MaxRecursion = 20, CultureInfo = CultureInfo.InvariantCulture, StrictFilters = true };
        var standard = options.Filters.Where(filter => Filters.Contains(filter.Key)).ToDictionary(filter => filter.Key, filter => filter.Value, StringComparer.Ordinal);
        options.Filters.Clear();
        foreach (var (name, filter) in standard)
        {
            options.Filters.AddFilter(name, name == "default"
                ? (input, arguments, _) => ValueTask.FromResult(input is UnknownValue ? arguments.At(0) : input)
                : (input, arguments, context) => UnknownOf(input, arguments) is { } unknown ? ValueTask.FromResult(unknown) : filter(input, arguments, context));
        }
        return options;
    }

    private static FluidValue? UnknownOf(FluidValue input, FilterArguments arguments)
    {
        if (input is UnknownValue) return input;
        for (var place = 0; place < arguments.Count; place++)
        {
            if (arguments.At(place) is UnknownValue unknown) return unknown;
        }
        return null;
    }

    private static TemplateFault FaultOf(string text, string error)
    {
        if (ErrorPlace().Match(error) is not { Success: true } match) return new(0, "", $"The template cannot be read: {Remarks.Shown(error)}.");
        var (line, column) = (int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture));
        var at = 0;
        for (; line > 1 && text.IndexOf('\n', at) is >= 0 and var next; line--) at = next + 1;
        at = Math.Clamp(at + column - 1, 0, text.Length);
        var message = match.Groups["message"].Value;
        if (message.StartsWith("Unknown tag", StringComparison.Ordinal)) return new(at, TagBefore(text, at), $"{message}.", $"A mail knows {string.Join(", ", Tags)}, each with its end.");
        return new(at, TagBefore(text, at), $"{message}.");
    }

    // The parser stops behind or inside what it does not understand.
    private static string TagBefore(string text, int at)
    {
        var from = at == 0 ? -1 : text.LastIndexOf('{', Math.Min(at, text.Length - 1));
        if (from > 0 && text[from - 1] == '{') from--;
        if (from < 0) return "";
        var to = text.IndexOf('}', from);
        while (to >= 0 && to + 1 < text.Length && text[to + 1] == '}') to++;
        return to < 0 ? text[from..].TrimEnd() : text[from..(to + 1)];
    }

    [GeneratedRegex(@"^(?<message>.*?) at \((?<line>\d+):(?<column>\d+)\)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorPlace();

    /// <summary>Holds every name and filter against what there is. The parser keeps no places: the text is searched for the name.</summary>
    private sealed class NamesVisitor(string text, IReadOnlySet<string>? facts, Action<TemplateFault> tell) : AstVisitor
    {
        public int Faults { get; private set; }

        protected override Expression VisitMemberExpression(MemberExpression memberExpression)
        {
            var name = string.Join('.', memberExpression.Segments.Select(segment => segment is IdentifierSegment named ? named.Identifier : "?"));
            if (IsKnown(name)) return memberExpression;
            var parts = Names.Where(one => one.StartsWith($"{name}.", StringComparison.Ordinal)).ToList();
            var meant = Nearest.To(name, facts is null ? Names : Names.Concat(facts.Select(fact => Facts + fact)));
            Tell(name, $"There is no value '{Remarks.Shown(name)}'.", parts.Count > 0 ? $"There is: {string.Join(", ", parts)}." : meant is null ? $"A mail knows {string.Join(", ", Names)}, and facts by name, like facts.industry." : $"Did you mean '{meant}'?");
            return memberExpression;
        }

        protected override Expression VisitFilterExpression(FilterExpression filterExpression)
        {
            if (!Filters.Contains(filterExpression.Name))
            {
                var meant = Nearest.To(filterExpression.Name, Filters);
                Tell(filterExpression.Name, $"There is no filter '{Remarks.Shown(filterExpression.Name)}'.", meant is null ? $"A mail knows {string.Join(", ", Filters)}." : $"Did you mean '{meant}'?");
            }
            else if (filterExpression.Parameters.Count == 0 && filterExpression.Name is "default" or "append" or "prepend")
            {
                Tell(filterExpression.Name, $"'{filterExpression.Name}' needs a text behind a colon.", "For example: default: \"there\"");
            }
            return base.VisitFilterExpression(filterExpression);
        }

        private bool IsKnown(string name) => Names.Contains(name) || (name.StartsWith(Facts, StringComparison.Ordinal) && name[Facts.Length..] is var fact && fact.Length > 0 && !fact.Contains('.', StringComparison.Ordinal) && facts?.Contains(fact) != false);

        private void Tell(string piece, string message, string suggestion)
        {
            Faults++;
            tell(new(PlaceOf(piece), piece, message, suggestion));
        }

        private int PlaceOf(string piece)
        {
            for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
            {
                var close = text.IndexOf('}', open);
                if (close < 0) break;
                if (text.IndexOf(piece, open, close - open, StringComparison.Ordinal) is >= 0 and var at) return at;
            }
            return Math.Max(0, text.IndexOf(piece, StringComparison.Ordinal));
        }
    }
}

/// <summary>A value that is not known. It can be asked whether it is there; whoever writes it out learns which is missing.</summary>
internal sealed class UnknownValue(string name, ISet<string> missing) : FluidValue
{
    public override FluidValues Type => FluidValues.Nil;

    public override bool Equals(FluidValue? other) => other is not null && other.IsNil();

    public override bool ToBooleanValue() => false;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => "";

    public override object? ToObjectValue() => null;

    public override bool IsNil() => true;

    public override ValueTask WriteToAsync(TextWriter writer, System.Text.Encodings.Web.TextEncoder encoder, CultureInfo cultureInfo)
    {
        missing.Add(name);
        return ValueTask.CompletedTask;
    }
}
