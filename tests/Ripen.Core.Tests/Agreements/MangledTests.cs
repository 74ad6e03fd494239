using System.Diagnostics;
using System.Text;
using CsCheck;
using Ripen.Agreements;
using Ripen.Tests.Generated;
using Xunit;

namespace Ripen.Tests.Agreements;

/// <summary>Whatever the text, reading it answers: with an agreement or with errors that lie in it.</summary>
public sealed class MangledTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private static readonly string[] Tokens =
    [
        ": ", "- ", "[", "]", "{", "}", ", ", "'", "\"", "#", "&a ", "*a", "!t ", "|\n", ">\n", "? ", "---\n", "...\n", "%YAML 1.2\n", "\t", "\r", "\n", "\n  ", "\0", "\u0085", "\u2028", "\uFEFF", "\uE000", "\uD800", "🙂",
        "\\", "\\u12", "\"\\UFFFFFFFF\"", "<<: ", " and ", " or ", " not ", " in [", " within ", " between ", "at least 2 of (", "otherwise", "touched ", "count of ", " in the last ", "99999999999999999999", "1,000", "''", "(", ")",
    ];

    private static readonly Gen<string> Mangled = new Drawn<string>(draw =>
    {
        if (draw.Chance(5)) return RandomText(draw);
        var text = draw.Chance(50) ? AgreementWriter.Write(new AgreementGenerator(draw).Make()) : ErrorCases.With();
        for (var changes = draw.Int(1, draw.Of(1, 3, 20)); changes > 0; changes--) text = Changed(draw, text);
        return text;
    });

    private static readonly string[] Pieces =
    [
        "need", "budget", "employees", "problem", "industry", "purchase_by", "interest", "temperature", "pass", "fits", "email_domain", "is", "not", "and", "or", "in", "problems", "between", "within", "contains", "=", "!=", "<", ">=",
        "!", "(", ")", "[", "]", ",", "'", "''", "'5 days'", "'in'", "5", "20000 EUR", "20,000", "2026-01-01", "3", "days", "business", "hours", "in the last", "touched", "count of", "at least", "of", "otherwise", "known", "free", "high", "hot", "anything",
    ];

    // Conditions made of the language's own words in any order: denser than what mangling a whole agreement gives.
    private static readonly Gen<string> Jumbled = new Drawn<string>(draw => string.Join(draw.Of(" ", " ", ""), draw.Many(1, 14, () => draw.Of(Pieces))));

    [Fact]
    public void Any_order_of_the_languages_words_is_answered() => Jumbled.Sample(condition => { Answers(Condition($"\"{condition}\"")); }, iter: 10_000);

    [Fact]
    public void Ten_thousand_mangled_agreements_are_answered() => Mangled.Sample(text => { Answers(text); }, iter: 10_000, print: text => text);

    public static TheoryData<string> Extremes() => [.. Monsters.Keys];

    [Theory]
    [MemberData(nameof(Extremes))]
    public void A_monster_is_answered(string monster)
    {
        var reading = Answers(Monsters[monster]());
        Assert.Null(reading.Agreement);
        Assert.NotEmpty(reading.Errors);
    }

    private static readonly Dictionary<string, Func<string>> Monsters = new(StringComparer.Ordinal)
    {
        ["nothing"] = () => "",
        ["a comment"] = () => "# nothing but this",
        ["brackets in a condition"] = () => Condition(new string('(', 50_000) + "need" + new string(')', 50_000)),
        ["fewer brackets in a condition"] = () => Condition(new string('(', 9_000) + "need" + new string(')', 9_000)),
        ["nots in a condition"] = () => Condition(string.Concat(Enumerable.Repeat("not ", 4_900)) + "need"),
        ["lists in a condition"] = () => Condition(string.Concat(Enumerable.Repeat("at least 1 of (", 1_300))),
        ["tests in a condition"] = () => Condition(string.Join(" or ", Enumerable.Repeat("budjet is 5", 1_200))),
        ["brackets in flow style"] = () => "agreement: " + new string('[', 50_000) + new string(']', 50_000),
        ["braces in flow style"] = () => "agreement: " + string.Concat(Enumerable.Repeat("{a: ", 50_000)) + new string('}', 50_000),
        ["open brackets on lines"] = () => "agreement: " + string.Concat(Enumerable.Repeat("[\n", 50_000)),
        ["dashes in block style"] = () => "agreement:\n" + string.Concat(Enumerable.Repeat("- ", 50_000)) + "x",
        ["keys in block style"] = () => string.Concat(Enumerable.Range(0, 1_300).Select(i => new string(' ', i) + "a:\n")),
        ["question marks"] = () => string.Concat(Enumerable.Repeat("? ", 50_000)),
        ["5 MB"] = () => string.Concat(Enumerable.Repeat("key: a value that goes on for a while\n", 130_000)),
        ["1 MB of one line"] = () => "agreement: " + new string('x', 980_000),
        ["1 MB of one key"] = () => new string('x', 980_000),
        ["100,000 keys"] = () => string.Concat(Enumerable.Range(0, 100_000).Select(i => $"k{i}: 1\n")),
        ["100,000 short keys"] = () => string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{(char)('a' + i % 26)}{i / 26:x}: \n")),
        ["the same key 100,000 times"] = () => string.Concat(Enumerable.Repeat("a: 1\n", 100_000)),
        ["9,000 criteria that name each other"] = () => "criteria:\n" + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"  c{i}: c{i + 1} or cc{i}\n")),
        ["9,000 kinds"] = () => "interest:\n  points:\n" + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"    kind{i}: x\n")),
        ["quotes in quotes"] = () => "agreement: " + new string('\'', 99_999),
        ["double quotes"] = () => "agreement: " + new string('"', 99_999),
        ["backslashes"] = () => "agreement: \"" + new string('\\', 99_999),
        ["quotes in a condition"] = () => Condition("industry is " + new string('\'', 9_999)),
        ["traps"] = () => "problems:\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"  p{i}: a: b\n")),
        ["flow traps"] = () => "problems: { " + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"p{i}: a [b] c, ")) + "}",
        ["commas in flow"] = () => "problems: { a: b" + string.Concat(Enumerable.Range(0, 9_000).Select(i => $", c{i}")) + " }",
        ["anchors and aliases"] = () => "a: &a [x, x]\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"b{i}: &b{i} [*a, *a]\n")),
        ["line feeds"] = () => new string('\n', 900_000),
        ["carriage returns"] = () => "agreement:" + new string('\r', 900_000) + "x",
        ["spaces"] = () => "agreement:" + new string(' ', 900_000) + "[",
        ["tabs"] = () => "agreement:\n" + new string('\t', 900_000),
        ["folded"] = () => "agreement: >\n" + string.Concat(Enumerable.Repeat("  word\n\n", 100_000)),
        ["byte order marks"] = () => new string('\uFEFF', 1_000),
    };

    private static string Condition(string condition) => ErrorCases.With((31, $"  warm: {condition}"));

    private static AgreementReading Answers(string text)
    {
        var started = Stopwatch.GetTimestamp();
        var reading = AgreementReader.Read(text);
        Assert.True(Stopwatch.GetElapsedTime(started) < Bound, $"It took {Stopwatch.GetElapsedTime(started)}.");
        Assert.Equal(reading.Agreement is null, reading.Errors.Any());
        var lines = Lines(text);
        foreach (var remark in reading.Remarks)
        {
            Assert.False(string.IsNullOrWhiteSpace(remark.Message));
            Assert.InRange(remark.Line, 1, lines.Length);
            Assert.InRange(remark.Column, 1, lines[remark.Line - 1].Length + 1);
            Assert.True(remark.Offending.Length <= 81);
            if (!text.Contains('\uE000', StringComparison.Ordinal)) Assert.DoesNotContain('\uE000', remark.Offending + remark);
        }
        if (reading.Agreement is { } agreement) Assert.Equal(agreement, AgreementReader.Read(AgreementWriter.Write(agreement)).Agreement);
        return reading;
    }

    private static string[] Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');

    private static string Changed(Draw draw, string text)
    {
        if (text.Length == 0) return draw.Of(Tokens);
        var at = draw.Int(0, text.Length - 1);
        var length = Math.Min(draw.Int(1, draw.Of(1, 5, 60)), text.Length - at);
        var to = draw.Int(0, text.Length - 1);
        switch (draw.Int(0, 8))
        {
            case 0: return text.Remove(at, length);
            case 1: return text.Insert(at, draw.Of(Tokens));
            case 2: return text.Insert(to, text.Substring(at, length));
            case 3: return string.Concat(text.AsSpan(0, at), draw.Of(Tokens), text.AsSpan(at + 1));
            case 4: return text.Insert(at, ((char)draw.Int(0, 0xFFFF)).ToString());
            case 5: return Rearranged(draw, text, '\n');
            case 6: return Rearranged(draw, text, ' ');
            case 7:
                var chars = text.ToCharArray();
                (chars[at], chars[to]) = (chars[to], chars[at]);
                return new(chars);
            default: return text[..at];
        }
    }

    // Lines or words deleted, doubled or swapped.
    private static string Rearranged(Draw draw, string text, char between)
    {
        var parts = text.Split(between).ToList();
        var (one, other) = (draw.Int(0, parts.Count - 1), draw.Int(0, parts.Count - 1));
        switch (draw.Int(0, 2))
        {
            case 0:
                parts.RemoveAt(one);
                break;
            case 1:
                parts.Insert(other, parts[one]);
                break;
            default:
                (parts[one], parts[other]) = (parts[other], parts[one]);
                break;
        }
        return string.Join(between, parts);
    }

    private static string RandomText(Draw draw)
    {
        if (draw.Chance(50)) return string.Concat(draw.Many(0, 60, () => draw.Of(Tokens)));
        return Encoding.UTF8.GetString([.. draw.Many(0, 400, () => (byte)draw.Int(0, 255))]);
    }
}
