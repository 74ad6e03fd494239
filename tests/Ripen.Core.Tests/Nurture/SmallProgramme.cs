namespace Ripen.Tests.Nurture;

/// <summary>A valid programme with a step of every kind, and what is said when one of its lines is another one.</summary>
internal static class SmallProgramme
{
    public static readonly string[] Valid =
    [
        "programme: warm-evaluate",
        "says: For prospects who cannot decide yet",
        "leave_on: [mail_answered, demo_requested]",
        "steps:",
        "  - wait: 2 days",
        "  - mail:",
        "      id: story",
        "      subject: How {{ organisation.name }} could do it",
        "      offer: story-orbis-freight",
        "      body: |",
        "        Hello {{ person.first_name | default: \"there\" }},",
        "",
        "        here is the story.",
        "  - wait_for: { touch: [mail_clicked, pricing_viewed], until: 7 days, otherwise: gentle }",
        "  - task: { id: call, says: Call and ask what they compare us with, within: 2 business days }",
        "  - end",
        "  - mail: { id: gentle, subject: No hurry, body: Take your time. }",
    ];

    /// <summary>With lines replaced, by their numbers; null removes one.</summary>
    public static string With(params ReadOnlySpan<(int Line, string? Text)> changes)
    {
        var lines = Valid.ToList<string?>();
        foreach (var (line, text) in changes) lines[line - 1] = text;
        return string.Join('\n', lines.Where(line => line is not null)) + "\n";
    }
}
