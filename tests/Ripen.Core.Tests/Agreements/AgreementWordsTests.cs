using Ripen.Agreements;
using Xunit;

namespace Ripen.Tests.Agreements;

public sealed class AgreementWordsTests
{
    [Fact]
    public void The_example_reads_as_approved() => Assert.Equal(Example.InWords, AgreementWords.AsText(Example.Agreement));

    [Fact]
    public void Every_sentence_has_a_key_of_its_own()
    {
        var keys = AgreementWords.Of(Example.Agreement).SelectMany(section => section.Sentences).Select(sentence => sentence.Key).ToList();
        Assert.Equal(keys.Distinct(), keys);
        Assert.Contains("criteria.budget", keys);
        Assert.Contains("criteria.budget.good_for", keys);
        Assert.Contains("handover.accept_within", keys);
        Assert.Contains("reject_reasons.no_budget", keys);
        Assert.Contains("ideal_prospect.organisation", keys);
    }

    [Fact]
    public void Every_sentence_starts_with_a_capital_and_ends()
    {
        foreach (var sentence in AgreementWords.Of(Example.Agreement).SelectMany(section => section.Sentences))
        {
            Assert.True(!char.IsLower(sentence.Text[0]), sentence.Text);
            Assert.True(sentence.Text[^1] is '.' or '?' or '!', sentence.Text);
            Assert.DoesNotContain("..", sentence.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("_when", sentence.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Reading_aloud_takes_a_minute_for_150_words()
    {
        var words = AgreementWords.Words(Example.Agreement);
        Assert.InRange(words, 400, 900);
        Assert.Equal(words / 150.0, AgreementWords.ReadingTime(Example.Agreement).TotalMinutes, 3);
    }

    [Fact]
    public void No_line_is_wider_than_90_columns() =>
        Assert.All(AgreementWords.AsText(Example.Agreement).Split('\n'), line => Assert.True(line.Length <= 90, line));
}
