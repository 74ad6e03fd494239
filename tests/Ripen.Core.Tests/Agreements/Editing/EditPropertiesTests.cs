using System.Globalization;
using CsCheck;
using Ripen.Agreements;
using Xunit;

namespace Ripen.Tests.Agreements;

/// <summary>Whatever the agreement, however it is written, wherever it is edited.</summary>
public sealed class EditPropertiesTests
{
    private static readonly Gen<EditCase> Cases = new Drawn<EditCase>(EditCases.Make);

    [Fact]
    public void What_is_read_after_an_edit_is_the_agreement_with_that_one_change() => Sample((made, edited) =>
    {
        Assert.True(edited.Reading.Agreement is not null, string.Join('\n', edited.Reading.Errors));
        Assert.Empty(AgreementDifference.Between(made.Wanted, edited.Reading.Agreement));
        Assert.Equal(made.Wanted, edited.Reading.Agreement);
    });

    [Fact]
    public void Every_comment_survives_as_a_comment() => Sample((made, edited) =>
    {
        var text = edited.Text;
        for (var i = 1; i <= made.Comments; i++)
        {
            var comment = string.Create(CultureInfo.InvariantCulture, $"# ~{i}~");
            Assert.Equal(text.IndexOf(comment, StringComparison.Ordinal), text.LastIndexOf(comment, StringComparison.Ordinal));
            var behind = text.IndexOf(comment, StringComparison.Ordinal) + comment.Length;
            Assert.True(behind >= comment.Length && (behind == text.Length || text[behind] is '\n' or '\r'), comment);
        }
    });

    [Fact]
    public void An_edit_taken_back_leaves_the_same_bytes() => Sample((made, edited) =>
    {
        Assert.Equal(made.Text, edited.Change.Undo(edited.Text));
    });

    [Fact]
    public void Lines_that_an_edit_is_not_about_stay_as_they_are() => Sample((made, edited) =>
    {
        var (before, after) = (made.Text.Split('\n').ToList(), edited.Text.Split('\n').ToList());
        var gone = before.Where(line => !after.Remove(line)).ToList();
        // A condition or a text may stand over several lines; a list gets its lines in another order; nothing else may differ by more than one.
        var most = made.Edit is Remove ? 30 : made.Edit is SetClause or AddClause or RemoveClause or MoveClause or SetPart ? 25 : 2;
        Assert.True(gone.Count <= most, $"{gone.Count} lines differ:\n{string.Join('\n', gone)}");
    });

    [Fact]
    public void What_is_moved_and_moved_back_leaves_the_same_bytes() => Sample((made, edited) =>
    {
        if (made.Edit is not Move move) return;
        var place = Place(made.Text, move.At);
        var after = edited.Text;
        // A key may be a number too.
        var isKey = new YamlPlaces(made.Text, AgreementReader.Source(made.Text).Root!).Find(move.At)!.Parent is YamlMap;
        var key = isKey ? move.At : move.At.Parent.Then(move.To);
        Assert.Equal(made.Text, Edits.Edited(after, new Move(key, place)));
    });

    private static int Place(string text, TextPath at) => new YamlPlaces(text, AgreementReader.Source(text).Root!).Find(at)!.Place;

    private static void Sample(Action<EditCase, Edited> check) => Cases.Sample(
        made =>
        {
            var outcome = AgreementEditor.Apply(made.Text, made.Edit);
            // The one thing that is left to people: what stands in brackets over several lines with comments between.
            if (made.Edit is Move && outcome.Refusal?.StartsWith("Comments stand between", StringComparison.Ordinal) == true) return;
            Assert.True(outcome.Edited is not null, outcome.Refusal);
            check(made, outcome.Edited);
        },
        iter: 400,
        print: Shown);

    private static string Shown(EditCase made) => $"{made.Edit}\n{made.Text}\n---- after\n{AgreementEditor.Apply(made.Text, made.Edit).Edited?.Text}";
}
