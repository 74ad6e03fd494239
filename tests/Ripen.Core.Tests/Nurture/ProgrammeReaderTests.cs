using CsCheck;
using Ripen.Agreements;
using Ripen.Nurture;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Nurture;

public sealed class ProgrammeReaderTests
{
    private static readonly string[] Tokens =
    [
        ": ", "- ", "[", "]", "{", "}", "{{ ", " }}", ", ", "'", "\"", "#", "&a ", "*a", "!t ", "|\n", ">\n", "? ", "---\n", "\t", "\r", "\n", "\n  ", "\0", "\u2028", "\uFEFF", "\uE000", "\uD800", "🙂",
        "end", "wait", "mail", "task", "wait_for", "otherwise", "story", "gentle", "99999999999 days", "0 days", "100 years",
    ];

    private static readonly Gen<string> Mangled = new Drawn<string>(draw =>
    {
        var text = SmallProgramme.With();
        for (var changes = draw.Int(1, draw.Of(1, 3, 20)); changes > 0; changes--)
        {
            var at = draw.Int(0, text.Length);
            var length = Math.Min(draw.Int(0, 40), text.Length - at);
            text = draw.Int(0, 3) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, draw.Of(Tokens)),
                2 => text.Insert(draw.Int(0, text.Length), text.Substring(at, length)),
                _ => text.Insert(at, ((char)draw.Int(0, 0xFFFF)).ToString()),
            };
        }
        return text;
    });

    // Waits, mails and jumps in any order; ids that may be twice, may lie behind, may be missing.
    private static readonly Gen<string> Jumbled = new Drawn<string>(draw =>
    {
        var steps = draw.Many(0, 12, () => draw.Int(0, 5) switch
        {
            0 => $"  - wait: {draw.Int(0, 3)} {draw.Of("days", "weeks", "business hours", "years")}",
            1 => $"  - mail: {{ id: m{draw.Int(0, 20)}, subject: Hello, body: Hello }}",
            2 => $"  - wait_for: {{ touch: [mail_clicked], until: {draw.Int(1, 3)} weeks, otherwise: m{draw.Int(0, 20)} }}",
            3 => $"  - task: {{ id: m{draw.Int(0, 20)}, says: Call, within: 1 day }}",
            4 => "  - end",
            _ => $"  - wait_for: {{ touch: [mail_clicked], until: 2 days, otherwise: step-{draw.Int(1, 12)} }}",
        });
        return $"programme: any\nsays: Any\nsteps:\n{string.Join('\n', steps)}\n";
    });

    [Fact]
    public void It_is_read_with_every_kind_of_step()
    {
        var programme = ProgrammeReader.Read(SmallProgramme.With()).Programme!;
        Assert.Equal(("warm-evaluate", "For prospects who cannot decide yet"), (programme.Name, programme.Says));
        Assert.Equal(["mail_answered", "demo_requested"], programme.LeaveOn);
        Assert.Equal(
            [
                new WaitStep("step-1", new(2, DurationUnit.Day)),
                new MailStep("story", "How {{ organisation.name }} could do it", "Hello {{ person.first_name | default: \"there\" }},\n\nhere is the story.", "story-orbis-freight"),
                new WaitForTouchStep("step-3", ["mail_clicked", "pricing_viewed"], new(7, DurationUnit.Day), Otherwise: 5),
                new TaskStep("call", "Call and ask what they compare us with", new(2, DurationUnit.BusinessDay)),
                new EndStep("step-5"),
                new MailStep("gentle", "No hurry", "Take your time."),
            ],
            programme.Steps);
    }

    [Fact]
    public void A_wait_and_an_end_can_have_a_name_to_which_a_jump_goes()
    {
        var programme = ProgrammeReader.Read(SmallProgramme.With((5, "  - wait: { id: first, for: 2 weeks }"), (14, "  - wait_for: { touch: mail_clicked, until: 1 week, otherwise: over }"), (16, "  - end: { id: over }"))).Programme!;
        Assert.Equal(new WaitStep("first", new(2, DurationUnit.Week)), programme.Steps[0]);
        Assert.Equal(4, Assert.IsType<WaitForTouchStep>(programme.Steps[2]).Otherwise);
    }

    [Fact]
    public void Any_text_is_answered() => Mangled.Sample(text => { Answers(text); }, iter: 5_000, print: text => text);

    [Fact]
    public void Whatever_is_read_ends_and_names_later_steps_only() => Jumbled.Sample(
        text =>
        {
            if (Answers(text).Programme is not { } programme) return;
            foreach (var (place, step) in programme.Steps.Index())
            {
                if (step is WaitForTouchStep { Otherwise: { } otherwise }) Assert.InRange(otherwise, place + 1, programme.Steps.Count - 1);
                Assert.All(ProgrammeFlow.After(programme, place), next => Assert.True(next > place));
            }
            Assert.Equal(programme.Steps.Count, programme.Steps.Select(step => step.Id).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(programme.Steps.Count, ProgrammeWording.Of(programme).Steps.Count);
            Assert.NotEmpty(ProgrammeWording.AsText(programme));
        },
        iter: 5_000, print: text => text);

    private static ProgrammeReading Answers(string text)
    {
        var reading = ProgrammeReader.Read(text);
        Assert.Equal(reading.Programme is null, reading.Errors.Any());
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        foreach (var remark in reading.Remarks)
        {
            Assert.InRange(remark.Line, 1, lines.Length);
            Assert.InRange(remark.Column, 1, lines[remark.Line - 1].Length + 1);
            if (!text.Contains('\uE000', StringComparison.Ordinal)) Assert.DoesNotContain('\uE000', remark.Offending + remark);
        }
        return reading;
    }
}
