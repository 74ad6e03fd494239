using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Fluid;
using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>A mail as one person would get it; or why that person does not get it.</summary>
/// <param name="Subject">One line; null where the mail is refused.</param>
/// <param name="Body">Plain text with \n at the ends of lines.</param>
/// <param name="Missing">What is not known and has no default, by the template's names: "organisation.name".</param>
/// <param name="Reason">Why it is refused, in a sentence.</param>
internal sealed record RenderedMail(string? Subject, string? Body, ValueList<string> Missing, string? Reason);

/// <summary>
/// A mail's templates, ready to be filled in. Templates come from people of the desk and values from anybody at all: what a
/// template can do is bounded when it is saved, what a value can do by being one line of text that is never parsed.
/// Shared between threads.
/// </summary>
internal sealed partial class MailTemplate
{
    private const int LongestTemplate = 32 * 1024;
    private const int LongestOutput = 64 * 1024;
    private const int LongestSubject = 250;
    private readonly IFluidTemplate subject;
    private readonly IFluidTemplate body;

    private MailTemplate(IFluidTemplate subject, IFluidTemplate body) => (this.subject, this.body) = (subject, body);

    /// <summary>The templates of a step that was read without a fault.</summary>
    /// <exception cref="InvalidDataException">They have one.</exception>
    public static MailTemplate Of(MailStep step)
    {
        TemplateFault? fault = null;
        var (subject, body) = (Parse(step.Subject, null, found => fault ??= found), Parse(step.Body, null, found => fault ??= found));
        return subject is not null && body is not null ? new(subject, body) : throw new InvalidDataException($"The mail '{step.Id}' can no longer be read: {fault?.Message}");
    }

    /// <summary>Tells what is wrong with one of them.</summary>
    /// <param name="facts">The facts that may be spoken of; null: any.</param>
    public static void Check(string template, IReadOnlySet<string>? facts, Action<TemplateFault> tell) => Parse(template, facts, tell);

    public RenderedMail Render(MailValues values)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var context = values.Context(missing);
        var (line, text) = (Filled(subject, context), Filled(body, context));
        if (missing.Count > 0) return Refused($"Not known, and without a default: {string.Join(", ", missing)}.", missing.ToValueList());
        if (line is null || text is null) return Refused($"It is longer than {LongestOutput / 1024} KB.");
        line = OneLine(line);
        if (line.Length == 0) return Refused("Its subject is empty.");
        if (line.Length > LongestSubject) return Refused(string.Create(CultureInfo.InvariantCulture, $"Its subject is longer than {LongestSubject} characters."));
        text = Emptied().Replace(text.ReplaceLineEndings("\n"), "\n\n").Trim('\n', ' ');
        return text.Length == 0 ? Refused("Its body is empty.") : new(line, text, [], null);
    }

    /// <summary>Text in which nothing ends a line, and nothing else is hidden: the subject is a header, and headers are lines.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var category = char.GetUnicodeCategory(c);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator)
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            // Marks that turn the direction of what follows, and characters without a width.
            else if (category is not UnicodeCategory.Format || c == '\u200D') line.Append(c);
        }
        return line.ToString().TrimEnd();
    }

    private static IFluidTemplate? Parse(string template, IReadOnlySet<string>? facts, Action<TemplateFault> tell)
    {
        if (Encoding.UTF8.GetByteCount(template) <= LongestTemplate) return MailLanguage.Parse(template, facts, tell);
        tell(new(0, template, $"A template has at most {LongestTemplate / 1024} KB."));
        return null;
    }

    private static RenderedMail Refused(string reason, ValueList<string>? missing = null) => new(null, null, missing ?? [], reason);

    private static string? Filled(IFluidTemplate template, TemplateContext context)
    {
        using var writer = new BoundedWriter(LongestOutput);
        try
        {
            // Nothing in a mail is waited for, so this is done when it comes back.
            template.RenderAsync(writer, NullEncoder.Default, context).AsTask().GetAwaiter().GetResult();
            return writer.ToString();
        }
        catch (OutputTooLongException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\n[ \t]*(\n[ \t]*)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Emptied();

    private sealed class OutputTooLongException : Exception;

    private sealed class BoundedWriter(int most) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void Write(char value) => Checked(1).Append(value);

        public override void Write(string? value) => Checked(value?.Length ?? 0).Append(value);

        public override void Write(char[] buffer, int index, int count) => Checked(count).Append(buffer, index, count);

        public override void Write(ReadOnlySpan<char> buffer) => Checked(buffer.Length).Append(buffer);

        private StringBuilder Checked(int more) => GetStringBuilder().Length + more <= most ? GetStringBuilder() : throw new OutputTooLongException();
    }
}
