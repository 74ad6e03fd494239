using CsCheck;
using Ripen.Agreements;
using Ripen.Tests.Generated;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Agreements;

/// <summary>Whatever the text and wherever an edit points, it is done or refused.</summary>
public sealed class MangledEditTests
{
    private static readonly string[] Tokens = [": ", "- ", "[", "]", "{", "}", ", ", "'", "\"", " # c", "\n", "\n  ", "\r\n", "\t", "? ", "|\n", ">-\n", "a", " and ", " or ", "not ", "(", ")", "\uFEFF", "🙂"];
    private static readonly string[] Steps = ["criteria", "budget", "met_when", "0", "1", "2", "handover", "when", "route", "reject_reasons", "required", "temperature", "hot", "interest", "points", "nurture", "promises", "sales", "yes", "NO", "", "ideal_prospect", "never"];

    private static readonly Gen<(string Text, AgreementEdit Edit)> Any = new Drawn<(string, AgreementEdit)>(draw =>
    {
        var text = new HandWriting(draw).Write(new AgreementGenerator(draw).Make());
        for (var changes = draw.Int(0, 3); changes > 0; changes--) text = text.Insert(draw.Int(0, text.Length), draw.Of(Tokens));
        var at = new TextPath(draw.Many(0, 4, () => draw.Of(Steps)).ToValueList());
        var clause = new ClausePath(draw.Many(0, 2, () => draw.Int(0, 2)).ToValueList());
        AgreementEdit edit = draw.Int(0, 9) switch
        {
            0 => new SetText(at, draw.Of(Texts.Sentences)),
            1 => new AddItem(at, draw.Of(Texts.Sentences), draw.Int(-1, 3)),
            2 => new AddEntry(at, draw.Of(Texts.Names), draw.Of(Texts.Sentences), draw.Int(-1, 3)),
            3 => new Remove(at),
            4 => new Move(at, draw.Int(-1, 3)),
            5 => new SetClause(at, clause, draw.Of("email is known", "x", "(", "")),
            6 => new SetPart(at, clause, draw.Int(-1, 3), draw.Of(Texts.HardValues)),
            7 => new AddClause(at, clause, draw.Of(Joint.And, Joint.Or), "email is known"),
            8 => new RemoveClause(at, clause),
            _ => new MoveClause(at, clause, draw.Int(-1, 3)),
        };
        return (text, edit);
    });

    [Fact]
    public void An_edit_is_done_or_refused() => Any.Sample(
        drawn =>
        {
            var outcome = AgreementEditor.Apply(drawn.Text, drawn.Edit);
            if (outcome.Edited is { } edited) Assert.Equal(drawn.Text, edited.Change.Undo(edited.Text));
            else Assert.False(string.IsNullOrWhiteSpace(outcome.Refusal));
        },
        iter: 1_000,
        print: drawn => $"{drawn.Edit}\n{drawn.Text}");
}
