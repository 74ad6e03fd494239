using Ripen.Agreements;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Imports;

public sealed class MappingTests
{
    [Fact]
    public void A_mapping_names_facts_fields_and_touches()
    {
        var intake = Intake.Leads("""
            Ref,Firm,Came,Asked,Where
            7,Acme,2023-02-01T09:30:00.123456+01:00,2023-01-31 10:00,google
            8,Other,,2023-03-01,GOOGLE

            """, """
            columns:
              Ref: id
              Firm: organisation
              Came: { touch: form sent }
              Asked: [created_at, touch demo_requested]
              Where: source
            constants: { country: DE, line: main, campaign: Spring }
            fold: { source: { google: Google } }
            """);
        var (first, second) = (intake.Rows[0], intake.Rows[1]);
        Assert.Equal(("7", "Acme", "DE", "main", "Spring", "Google"), (first.Id, first.Fact("organisation"), first.Fact("country"), first.Line, first.Campaign, first.Source));
        Assert.Equal(["form_sent 2023-02-01T08:30:00.1234560+00:00", "demo_requested 2023-01-31T10:00:00.0000000+00:00"], first.Touches.Select(touch => $"{touch.Kind} {touch.At:O}"));
        Assert.All(first.Touches, touch => Assert.True(touch.Assumed && touch.KnownAt == touch.At && !touch.OfTheImport));
        Assert.Equal(("Google", 1, false), (second.Source, second.Touches.Count, second.CreatedAssumed));
    }

    [Fact]
    public void Known_at_of_the_file_is_not_assumed()
    {
        var touch = Intake.Leads("id,came,known_at\n7,2023-02-01,2023-02-05\n", "columns: { came: touch form_sent }").Rows[0].Touches[0];
        Assert.Equal(("2023-02-01", "2023-02-05", false), ($"{touch.At:yyyy-MM-dd}", $"{touch.KnownAt:yyyy-MM-dd}", touch.Assumed));
    }

    [Theory]
    [InlineData("touch: { kind: form_sent, at: 2023-01-01 }", "form_sent 2023-01-01 assumed")]
    [InlineData("touch: { kind: form_sent, at: when }", "form_sent 2022-05-05 assumed")] // known_at is
    [InlineData("touch: { kind: card_dropped }\nconstants: { created_at: 2021-01-01 }", "card_dropped 2021-01-01 assumed")]
    [InlineData("constants: { created_at: 2021-01-01 }", "list_imported 2021-01-01 assumed of the import")]
    [InlineData("as_of_the_export: 2020-01-01", "list_imported 2020-01-01 assumed of the import")]
    [InlineData("empty: [x]", "list_imported 2026-11-20 assumed of the import")]
    [InlineData("columns: { when: [created_at] }", "list_imported 2022-05-05 assumed of the import")]
    public void Every_lead_has_a_touch(string map, string wanted)
    {
        var touch = Intake.Leads("id,when\n7,2022-05-05\n", map).Rows[0].Touches.Single();
        Assert.Equal(wanted, $"{touch.Kind} {touch.At:yyyy-MM-dd}{(touch.Assumed ? " assumed" : "")}{(touch.OfTheImport ? " of the import" : "")}");
    }

    [Fact]
    public void A_fact_with_a_question_mark_is_for_agreements_that_have_it()
    {
        var facts = FactCatalogue.With([new Fact("plan", FactOwner.Person, FactType.Text)]);
        const string Map = "columns: { Tariff: [source, plan?], Mood: mood? }";
        const string Text = "id,Tariff,Mood\n7,Pro,good\n";
        Assert.Equal(["Pro"], Intake.Leads(Text, Map, facts: facts).Rows[0].Facts.Select(fact => fact.Text));
        var without = Intake.Leads(Text, Map);
        Assert.Equal(("Pro", 0, false), (without.Rows[0].Source, without.Rows[0].Facts.Count, without.Remarks.Any));
    }

    [Theory]
    [InlineData("columns: { a: bugdet }", "line 1, column 15: There is no fact 'bugdet' in the agreement. Did you mean 'budget'?")]
    [InlineData("columns:\n  a: sourse", "line 2, column 6: There is no fact 'sourse' in the agreement. Did you mean 'source'?")]
    [InlineData("columns:\n  a: { tuch: x }", "line 2, column 6: Behind 'a' stands what it becomes: a fact, a field, or a touch.")]
    [InlineData("columns: { a: id, A: group }", "'A' is there twice")]
    [InlineData("constants: { created_at: tomorrow }", "line 1, column 26: 'created_at' is a date like 2023-01-01")]
    [InlineData("constants: { nonsense: 1 }", "There is no fact 'nonsense'")]
    [InlineData("touch: form_sent", "'touch' says which touch every row gets.")]
    [InlineData("touch: { at: 2023-01-01 }", "has no 'kind'")]
    [InlineData("touch: { kind: a, when: b }", "there is no 'when'")]
    [InlineData("fold: { source: google }", "The values of 'source' to fold are pairs.")]
    [InlineData("colums: { a: id }", "In a mapping there is no 'colums'. Did you mean 'columns'?")]
    [InlineData("as_of_the_export: soon", "'as_of_the_export' is a date like 2026-07-01")]
    [InlineData("just text", "This is no mapping")]
    public void An_error_of_a_mapping_has_its_place(string map, string wanted)
    {
        var message = Assert.Throws<InputRefusedException>(() => Intake.Map(map)).Message;
        Assert.StartsWith("map.yaml: line ", message, StringComparison.Ordinal);
        Assert.Contains(wanted, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("columns: { a: budget }", ImportKind.Touches, "There is no 'budget' in a file of touches.")]
    [InlineData("columns: { a: amuont }", ImportKind.Outcomes, "Did you mean 'amount'?")]
    [InlineData("columns: { a: touch form_sent }", ImportKind.Costs, "Only files of leads and of touches have columns that are touches")]
    public void Other_files_than_leads_have_their_own_fields(string map, object kind, string wanted) =>
        Assert.Contains(wanted, Assert.Throws<InputRefusedException>(() => Intake.Map(map, (ImportKind)kind)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_column_that_the_mapping_names_and_the_file_lacks_is_remarked() =>
        Assert.Equal([ImportColumns.NotThere], Intake.Leads("id\n1\n", "columns: { Nr: group }\ntouch: { kind: a, at: Nr }").RemarkKinds);
}
