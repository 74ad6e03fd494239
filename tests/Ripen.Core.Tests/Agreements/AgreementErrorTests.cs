using System.Globalization;
using Ripen.Agreements;
using Xunit;

namespace Ripen.Tests.Agreements;

public sealed class AgreementErrorTests
{
    private static readonly Dictionary<string, string[]> Approved = Read();

    public static TheoryData<string> Changes() => [.. Approved.Keys];

    [Fact]
    public void There_is_nothing_to_say_about_the_valid_one() => Assert.Empty(AgreementReader.Read(ErrorCases.With()).Remarks);

    [Theory]
    [MemberData(nameof(Changes))]
    public void An_error_is_told_with_its_place_and_what_was_probably_meant(string change)
    {
        var (line, text) = (int.Parse(change[..change.IndexOf('|', StringComparison.Ordinal)], CultureInfo.InvariantCulture), change[(change.IndexOf('|', StringComparison.Ordinal) + 1)..]);
        var reading = AgreementReader.Read(ErrorCases.With((line, text.Length == 0 ? null : text)));
        Assert.Null(reading.Agreement);
        Assert.Equal(Approved[change], reading.Remarks.Select(Shown));
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var reading = AgreementReader.Read(ErrorCases.With(
            (2, "verzion: 3"),
            (4, "time_zone: Europe/Bonn"),
            (10, "    type: chioce"),
            (14, "    - industrie in [software]"),
            (18, "  audit_trail: Auditors: ask for evidence"),
            (21, "    met_when: budget >= 20,000 EUR and purchase_by within six months"),
            (26, "  half_life: 1 month"),
            (30, "  hot: at least 2 of (budget, nead)"),
            (33, "required: [email, seniorty]"),
            (44, "    not_now: { says: Not now, really, then: recycle }"),
            (50, "targets: { revenue: 600000, win_rate: 25 % }")));
        Assert.Equal([2, 4, 10, 14, 18, 21, 21, 26, 30, 33, 44, 50], reading.Errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData("employees in [100,200,300]")]
    [InlineData("at least 1 of (employees >= 100, employees = 5)")]
    public void A_comma_between_numbers_of_a_list_is_no_thousands_separator(string condition) =>
        Assert.Empty(AgreementReader.Read(ErrorCases.With((31, $"  warm: {condition}"))).Remarks);

    [Fact]
    public void A_flood_of_errors_is_cut()
    {
        var reading = AgreementReader.Read(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"key{i}: [x]\n")));
        Assert.InRange(reading.Remarks.Count, 100, 300);
    }

    private static string Shown(Remark remark) => $"{remark.Line},{remark.Column} «{remark.Offending}» {remark.Message}{(remark.Suggestion is null ? "" : $" {remark.Suggestion}")}";

    private static Dictionary<string, string[]> Read() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Agreements", "errors.txt"))
        .Split("\n\n").Skip(1)
        .Select(block => block.TrimEnd('\n').Split('\n'))
        .ToDictionary(lines => lines[0], lines => lines[1..].Select(line => line[2..]).ToArray(), StringComparer.Ordinal);
}
