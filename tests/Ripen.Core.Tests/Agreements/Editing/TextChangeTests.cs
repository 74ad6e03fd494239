using CsCheck;
using Ripen.Agreements;
using Xunit;

namespace Ripen.Tests.Agreements;

public sealed class TextChangeTests
{
    private static readonly Gen<(string Text, List<TextChange> Changes, int Place)> Stories = new Drawn<(string, List<TextChange>, int)>(draw =>
    {
        var (text, changes) = ("one two three four five six", new List<TextChange>());
        for (var count = draw.Int(1, 6); count > 0; count--)
        {
            var from = draw.Int(0, text.Length);
            var length = draw.Int(0, Math.Min(4, text.Length - from));
            var change = TextChange.Between(text, string.Concat(text.AsSpan(0, from), draw.Of("", "a", "b c", "seven"), text.AsSpan(from + length)));
            text = string.Concat(text.AsSpan(0, change.From), change.Now, text.AsSpan(change.From + change.Was.Length));
            changes.Add(change);
        }
        return (text, changes, draw.Int(0, changes.Count - 1));
    });

    [Fact]
    public void One_of_several_changes_is_taken_back_as_if_it_had_never_been() => Stories.Sample(story =>
    {
        if (TextChange.Without(story.Text, story.Changes, story.Place) is not { } left) return;
        Assert.Equal(story.Changes.Count - 1, left.Changes.Count);
        var text = left.Text;
        foreach (var change in left.Changes.Reverse()) text = change.Undo(text)!;
        Assert.Equal("one two three four five six", text);
    });

    [Fact]
    public void The_last_change_can_always_be_taken_back() => Stories.Sample(story => Assert.NotNull(TextChange.Without(story.Text, story.Changes, story.Changes.Count - 1)));

    [Fact]
    public void A_change_under_a_later_one_cannot()
    {
        var first = TextChange.Between("employees >= 50", "employees >= 100");
        var second = TextChange.Between("employees >= 100", "employees >= 1000");
        Assert.Null(TextChange.Without("employees >= 1000", [TextChange.Between("", "employees >= 50"), first, second], 0));
    }
}
