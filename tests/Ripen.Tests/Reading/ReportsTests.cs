using Ripen.Reading;
using Xunit;

namespace Ripen.Tests.Reading;

public class ReportsTests
{
    [Fact]
    public void The_first_twenty_of_a_kind_are_kept_and_the_rest_counted()
    {
        var reports = new Reports("leads.csv");
        Assert.False(reports.Any);
        for (var row = 2; row < 1002; row++) reports.Add("value that does not fit", row, "budget", "lots");
        reports.Add("unknown column", 0, "shoe size", "");
        Assert.Equal(1001, reports.Total);
        Assert.Equal(20, reports.Groups[0].First.Count);
        var lines = reports.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("leads.csv: value that does not fit (1000)", lines[0]);
        Assert.Equal("  row 2, budget: lots", lines[1]);
        Assert.Equal("  and 980 more", lines[21]);
        Assert.Equal("  shoe size", lines[23]);
    }

    [Theory]
    [InlineData("plain Größe 東京 😀", "plain Größe 東京 😀")]
    [InlineData("a\r\n\tb", "a\\r\\n\\tb")]
    [InlineData("\u001b[31mred\u0007\0", "\\u001B[31mred\\u0007\\u0000")]
    [InlineData("abc\u202Edef\u2028", "abc\\u202Edef\\u2028")]
    public void Text_cannot_play_tricks_on_the_screen(string text, string shown) => Assert.Equal(shown, Reports.Harmless(text));

    [Fact]
    public void Half_a_surrogate_pair_is_spelled_out() => Assert.Equal("x\\uD83D", Reports.Harmless("x\uD83D"));

    [Fact]
    public void Long_text_is_cut_but_no_character_is()
    {
        Assert.Equal(new string('x', 60) + "…", Reports.Harmless(new string('x', 1_000_000)));
        Assert.Equal(new string('x', 59) + "…", Reports.Harmless(new string('x', 59) + "😀😀"));
    }
}
