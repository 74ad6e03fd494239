using System.Globalization;
using Ripen.Agreements;
using Ripen.Nurture;
using Xunit;

namespace Ripen.Tests.Nurture;

public sealed class ProgrammeErrorTests
{
    private static readonly Dictionary<string, string[]> Approved = Read();

    public static TheoryData<string> Changes() => [.. Approved.Keys];

    [Fact]
    public void There_is_nothing_to_say_about_the_valid_one() => Assert.Empty(ProgrammeReader.Read(SmallProgramme.With()).Remarks);

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_is_wrong_is_told_with_its_place_and_what_was_probably_meant(string change)
    {
        var bar = change.IndexOf('|', StringComparison.Ordinal);
        var (line, text) = (int.Parse(change[..bar], CultureInfo.InvariantCulture), change[(bar + 1)..].Replace("\\n", "\n", StringComparison.Ordinal));
        var reading = ProgrammeReader.Read(SmallProgramme.With((line, text.Length == 0 ? null : text)));
        Assert.Equal(reading.Errors.Any(), reading.Programme is null);
        Assert.Equal(Approved[change], reading.Remarks.Select(Shown));
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var reading = ProgrammeReader.Read(SmallProgramme.With(
            (1, "programme: Warm Evaluate"),
            (3, "leave_on: [mail_sent]"),
            (5, "  - wait: two days"),
            (7, "      idd: story"),
            (14, "  - wait_for: { touch: [], until: 3 years, otherwise: nowhere }"),
            (15, "  - taks: { says: Call, within: 2 days }")));
        Assert.Equal([1, 3, 5, 7, 14, 14, 14, 15], reading.Errors.Select(error => error.Line));
    }

    [Fact]
    public void A_hundred_steps_are_enough()
    {
        static string Steps(int count) => "programme: long\nsays: Long\nsteps:\n" + string.Concat(Enumerable.Repeat("  - wait: 1 day\n", count - 1)) + "  - mail: { subject: Hello, body: Hello }\n";
        Assert.Empty(ProgrammeReader.Read(Steps(100)).Remarks);
        Assert.Contains("at most 100 steps; this has 101", Assert.Single(ProgrammeReader.Read(Steps(101)).Errors).Message, StringComparison.Ordinal);
    }

    private static string Shown(Remark remark) =>
        $"{(remark.Severity == Severity.Warning ? "warning " : "")}{remark.Line},{remark.Column} «{remark.Offending}» {remark.Message}{(remark.Suggestion is null ? "" : $" {remark.Suggestion}")}";

    private static Dictionary<string, string[]> Read() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Nurture", "errors.txt"))
        .Split("\n\n").Skip(1)
        .Select(block => block.TrimEnd('\n').Split('\n'))
        .ToDictionary(lines => lines[0], lines => lines[1..].Select(line => line[2..]).ToArray(), StringComparer.Ordinal);
}
