using CsCheck;
using Ripen.Agreements;
using Ripen.Tests.Generated;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Agreements;

public sealed class EditableAgreementTests
{
    private static readonly Gen<string> Texts = new Drawn<string>(draw => new HandWriting(draw).Write(new AgreementGenerator(draw).Make()));

    /// <summary>The desk numbers versions, a signature is made by signing, and a heading says nothing by itself.</summary>
    private static readonly string[] NotChanged = ["version", "signatures.1", "signatures.2", "reject_reasons"];

    [Fact]
    public void A_sentence_knows_where_it_stands_and_what_it_is_made_of()
    {
        var sentence = EditableAgreement.Of(Example.Text).Find("ideal_prospect.organisation")!;
        Assert.Equal("A company fits when the industry is software, logistics or financial services, and the company has 50 to 5,000 employees.", sentence.Text);
        var field = Assert.Single(sentence.Fields);
        Assert.Equal(["industry in [software, logistics, financial services]", "employees between 50 and 5000"], field.Values);
        Assert.Equal("/ideal_prospect/organisation/1", field.Clauses[1].At.ToString());
        Assert.Equal(new TestDraft("employees", "between") { Values = ["50", "5000"] }, field.Clauses[1].Test);
        Assert.Equal("- industry", Example.Text[field.Span!.From..(field.Span.From + 10)]);
    }

    [Fact]
    public void A_condition_is_taken_apart()
    {
        var when = EditableAgreement.Of(Example.Text).Find("handover.when")!.Fields[0].Clauses[0];
        Assert.Equal(ClauseKind.And, when.Kind);
        Assert.Equal((ClauseKind.Or, "1"), (when.Parts[1].Kind, when.Parts[1].Path.ToString()));
        Assert.Equal(new TestDraft(TestDraft.Touched, "") { Kind = "demo_requested", Span = "30 days" }, when.Parts[1].Parts[1].Test);
        Assert.Equal("they requested a demo in the last 30 days", when.Parts[1].Parts[1].Words);
    }

    [Fact]
    public void What_is_not_there_yet_can_be_said()
    {
        var criterion = EditableAgreement.Of(Example.Text).Find("criteria.authority")!;
        var goodFor = Assert.Single(criterion.Fields, field => field.At.Last == "good_for");
        Assert.False(goodFor.IsThere);
        Assert.Contains("An answer on authority counts for 90 days.", AgreementWords.AsText(Example.Read(Edits.Edited(Example.Text, new SetText(goodFor.At, "90 days")))), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sentence_can_be_changed() => Texts.Sample(
        text =>
        {
            var whole = EditableAgreement.Of(text);
            Assert.Equal(AgreementWords.Of(whole.Reading.Agreement!).SelectMany(section => section.Sentences).Select(sentence => sentence.Text), whole.Sections.SelectMany(section => section.Sentences).Select(sentence => sentence.Text));
            foreach (var sentence in whole.Sections.SelectMany(section => section.Sentences)) Assert.True(sentence.Fields.Count > 0 || NotChanged.Contains(sentence.Key), sentence.Key);
        },
        iter: 50);

    [Fact]
    public void Saying_again_what_is_said_changes_no_byte() => Texts.Sample(
        text =>
        {
            foreach (var field in EditableAgreement.Of(text).Sections.SelectMany(section => section.Sentences).SelectMany(sentence => sentence.Fields).Where(field => field.IsThere).DistinctBy(field => field.At))
            {
                foreach (var clause in field.Clauses.SelectMany(AndParts))
                {
                    Assert.Equal(text, Edits.Edited(text, new SetClause(clause.At, clause.Path, clause.Text)));
                }
                if (field.Values.Count == 1 && field.Kind != FieldKind.Conditions && field.Value.All(c => c is >= ' ' and <= '~') && Plain(text, field)) Assert.Equal(text, Edits.Edited(text, new SetText(field.At, field.Value)));
            }
        },
        iter: 8);

    [Fact]
    public void A_test_put_together_anew_is_the_same_test() => Generators.Agreement.Sample(
        agreement =>
        {
            var scope = AgreementReader.Source(AgreementWriter.Write(agreement)).Scope!;
            foreach (var test in Parts.TestsOf(agreement))
            {
                var told = new Remarks();
                var again = ConditionReader.Read(TestDraft.Of(test)!.Text, _ => default, scope, Section.Last, told);
                Assert.True(test.Equals(again), $"{ConditionWriter.Write(test)}: {TestDraft.Of(test)!.Text} {string.Join(' ', told.InOrder())}");
            }
        },
        iter: 150);

    [Fact]
    public void Every_subject_can_be_compared_as_offered()
    {
        foreach (var subject in TestChoices.Subjects(Example.Agreement).SelectMany(group => group.Choices))
        {
            foreach (var comparison in TestChoices.Comparisons(subject.Value, Example.Agreement).Select(choice => choice.Value).DefaultIfEmpty(""))
            {
                var (number, words) = (TestChoices.With(comparison), TestChoices.Options(subject.Value, Example.Agreement));
                var value = words.Count > 0 ? words[0].Value : Value(subject.Value);
                var draft = new TestDraft(subject.Value, comparison)
                {
                    Values = number switch { ComparedWith.Nothing or ComparedWith.Time => [], ComparedWith.One => [value], _ => [value, value] },
                    Span = number == ComparedWith.Time ? "30 days" : "",
                    Kind = "demo_requested",
                };
                var told = new Remarks();
                Assert.True(ConditionReader.Read(draft.Text, _ => default, AgreementReader.Source(Example.Text).Scope!, Section.Last, told) is not null, $"{draft.Text}: {string.Join(' ', told.InOrder())}");
            }
        }

        static string Value(string subject) => Example.Agreement.Catalogue().Find(subject)?.Type switch
        {
            FactType.Money => "20000 EUR",
            FactType.Date => "2026-12-31",
            FactType.Text => "free and easy",
            _ => "3",
        };
    }

    [Fact]
    public void A_text_with_errors_has_no_sentences()
    {
        var whole = EditableAgreement.Of(Example.Text.Replace("budget >=", "budjet >=", StringComparison.Ordinal));
        Assert.Empty(whole.Sections);
        Assert.Single(whole.Reading.Errors);
    }

    private static IEnumerable<EditableClause> AndParts(EditableClause clause) => clause.Parts.SelectMany(AndParts).Prepend(clause);

    // Escapes can be written in more than one way.
    private static bool Plain(string text, EditableField field) => text[field.Span!.From..field.Span.To] is var written && !written.Contains('\\', StringComparison.Ordinal) && !written.StartsWith('[') && !written.StartsWith('-') && !written.Contains('\n', StringComparison.Ordinal);
}
