using System.Text;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A part of the agreement in plain words.</summary>
public sealed record WordedSection(string Title, ValueList<WordedSentence> Sentences);

/// <summary>
/// One sentence. <paramref name="Key"/> is the path of what it says, the same as long as that has its name:
/// <c>criteria.budget.good_for</c>; lines without a name are counted from 1: <c>handover.route.2</c>.
/// </summary>
public sealed record WordedSentence(string Key, string Text);

/// <summary>The whole agreement in words that two directors read aloud, argue over, and sign.</summary>
public static class AgreementWords
{
    private const int WordsAMinute = 150;
    private const int Columns = 90;

    /// <summary>The sections in the order of the agreement; those it leaves out are not there.</summary>
    public static IReadOnlyList<WordedSection> Of(Agreement agreement)
    {
        WordedSection[] sections =
        [
            new("This agreement", Sentences(HeadWords.Of(agreement))),
            new("Facts of our own", Sentences(HeadWords.Facts(agreement))),
            new("The ideal prospect", Sentences(LeadWords.IdealProspect(agreement))),
            new("The problems we solve better", Sentences(LeadWords.Problems(agreement))),
            new("The criteria", Sentences(LeadWords.Criteria(agreement))),
            new("Interest", Sentences(LeadWords.Interest(agreement))),
            new("Temperature", Sentences(LeadWords.Temperature(agreement))),
            new("Buying stage", Sentences(LeadWords.BuyingStage(agreement))),
            new("Qualified", Sentences(LeadWords.Qualified(agreement))),
            new("Handover", Sentences(HandoverWords.Of(agreement))),
            new("Reasons to reject", Sentences(HandoverWords.Reasons(agreement))),
            new("Moments of interest", Sentences(HandoverWords.Moments(agreement))),
            new("Nurture", Sentences(HandoverWords.Nurture(agreement))),
            new("Targets", Sentences(TargetWords.Of(agreement))),
            new("Promises", Sentences(TargetWords.Promises(agreement))),
        ];
        return [.. sections.Where(section => section.Sentences.Count > 0)];
    }

    /// <summary>Titles and sentences, one a line, folded at about 90 columns.</summary>
    public static string AsText(Agreement agreement)
    {
        var text = new StringBuilder();
        foreach (var section in Of(agreement))
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(section.Title).Append('\n');
            foreach (var sentence in section.Sentences) Fold(sentence.Text, text);
        }
        return text.ToString();
    }

    /// <summary>Number of words, the titles too.</summary>
    public static int Words(Agreement agreement) =>
        Of(agreement).Sum(section => Count(section.Title) + section.Sentences.Sum(sentence => Count(sentence.Text)));

    /// <summary>How long it takes to read aloud, at 150 words a minute.</summary>
    public static TimeSpan ReadingTime(Agreement agreement) => TimeSpan.FromMinutes((double)Words(agreement) / WordsAMinute);

    private static ValueList<WordedSentence> Sentences(IEnumerable<(string Key, string Text)> said) =>
        said.Select(sentence => new WordedSentence(sentence.Key, sentence.Text)).ToValueList();

    private static int Count(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    internal static void Fold(string sentence, StringBuilder text)
    {
        var column = 0;
        foreach (var word in sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > 0 && column + 1 + word.Length > Columns)
            {
                text.Append('\n');
                column = 0;
                text.Append("    ");
                column += 4;
            }
            else
            {
                text.Append(column == 0 ? "  " : " ");
                column += column == 0 ? 2 : 1;
            }
            text.Append(word);
            column += word.Length;
        }
        text.Append('\n');
    }
}
