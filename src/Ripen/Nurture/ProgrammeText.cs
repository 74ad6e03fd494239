using Ripen.Agreements;

namespace Ripen.Nurture;

/// <summary>Reads a programme's text with its mails: all that is wrong at once, each with its place in the text.</summary>
internal static class ProgrammeText
{
    /// <param name="facts">The facts of which mails may speak; null: any, where no desk is asked.</param>
    public static ProgrammeReading Read(string text, IReadOnlySet<string>? facts = null)
    {
        var source = ProgrammeReader.Source(text);
        foreach (var mail in source.Mails)
        {
            Check(mail.Subject, facts, source.Remarks);
            Check(mail.Body, facts, source.Remarks);
        }
        return source.Reading;
    }

    private static void Check(YamlScalar? template, IReadOnlySet<string>? facts, Remarks remarks)
    {
        if (template is { IsBroken: false }) MailTemplate.Check(template.Text, facts, fault => remarks.Error(template.PlaceOf(fault.At), fault.Offending, fault.Message, fault.Suggestion));
    }
}
