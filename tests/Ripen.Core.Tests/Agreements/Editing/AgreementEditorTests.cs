using Ripen.Agreements;
using Xunit;
using static Ripen.Tests.Agreements.Edits;

namespace Ripen.Tests.Agreements;

/// <summary>Edits of the shipped agreements and of the language's example, with what becomes of their lines.</summary>
public sealed class AgreementEditorTests
{
    private static readonly string Bant = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Agreements", "bant.yaml"));

    [Fact]
    public void The_employees_floor_is_raised_in_its_line()
    {
        var after = Edited(Bant, new SetPart(At("/ideal_prospect/organisation/1"), ClausePath.Whole, 2, "100"));
        Differs(
            Bant,
            after,
            ["- employees between 50 and 5000       # below 50 a spreadsheet does; above 5000 they buy worldwide, not from us"],
            ["- employees between 100 and 5000       # below 50 a spreadsheet does; above 5000 they buy worldwide, not from us"]);
        Assert.Equal(["Companies now need 100 employees, was 50"], AgreementDifference.Between(Example.Read(Bant), Example.Read(after)));
    }

    [Fact]
    public void A_reason_is_added_in_the_style_of_its_neighbours()
    {
        AgreementEdit reason = new AddEntry(At("/handover/reject_reasons"), "merged", new KeysContent([new("says", "Bought by somebody else"), new("then", "recycle"), new("wake", "90 days")]));
        Differs(Bant, Edited(Bant, reason), [], ["merged:", "says: Bought by somebody else", "then: recycle", "wake: 90 days"]);
        Differs(Example.Text, Edited(Example.Text, reason), [], ["merged: { says: Bought by somebody else, then: recycle, wake: 90 days }"]);
    }

    [Fact]
    public void A_single_clause_becomes_a_list_when_a_second_one_is_added()
    {
        AgreementEdit add = new AddItem(At("/criteria/need/met_when"), "solution_known is yes");
        Differs(
            Bant,
            Edited(Bant, add),
            ["met_when: problem in problems         # a problem they have and we solve"],
            ["met_when:", "- problem in problems         # a problem they have and we solve", "- solution_known is yes"]);
        var flow = SmallAgreement.With("criteria:\n  budget: { met_when: budget >= 20000 EUR, ask: budget }\n  need: { met_when: problem in problems }");
        Differs(flow, Edited(flow, add), ["need: { met_when: problem in problems }"], ["need: { met_when: [problem in problems, solution_known is yes] }"]);
    }

    [Fact]
    public void A_criterion_that_is_just_its_condition_gets_keys_when_it_needs_them()
    {
        var text = SmallAgreement.With("criteria:\n  budget: { met_when: budget >= 20000 EUR, ask: budget }\n  need: problem in problems   # what we solve\n  # the end");
        var after = Edited(text, new SetText(At("/criteria/need/good_for"), "1 year"));
        Differs(text, after, ["need: problem in problems   # what we solve"], ["need:", "met_when: problem in problems   # what we solve", "good_for: 1 year"]);
        Assert.Equal(after, Edited(text, new SetText(At("/criteria/need/met_when"), "problem in problems"), new SetText(At("/criteria/need/good_for"), "1 year")));
    }

    [Fact]
    public void A_key_that_is_not_there_is_put_where_people_look_for_it()
    {
        var after = Edited(Bant, new SetText(At("/criteria/authority/good_for"), "1 year"));
        Assert.Contains("seniority >= vp\n    good_for: 1 year\n    met_by: anyone", after, StringComparison.Ordinal);
        Assert.Contains("\n\nmoments:\n  woke_up:\n    when: qualified\n    says: Awake\n\nnurture:", Edited(
            Bant.Replace(Bant[Bant.IndexOf("# Behaviour a salesperson", StringComparison.Ordinal)..Bant.IndexOf("# Whoever is not", StringComparison.Ordinal)], "", StringComparison.Ordinal)
                .Replace("# Whoever is not handed over is not dropped. The first line that holds names the programme.\n", "", StringComparison.Ordinal),
            new AddEntry(At("/moments"), "woke_up", new KeysContent([new("when", "qualified"), new("says", "Awake")]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clause_that_goes_leaves_its_comment()
    {
        var after = Edited(Bant, new Remove(At("/ideal_prospect/never/2")));
        Differs(
            Bant,
            after,
            ["- email_domain is free                # somebody who buys for a company writes from it. Argue over this line"],
            ["# somebody who buys for a company writes from it. Argue over this line"]);
        Assert.Equal(["A lead may now fit even when the e-mail address is from a free mail provider"], AgreementDifference.Between(Example.Read(Bant), Example.Read(after)).Take(1));
    }

    [Fact]
    public void What_is_left_empty_goes_along()
    {
        var text = SmallAgreement.With();
        Assert.DoesNotContain("never", Edited(text, new Remove(At("/ideal_prospect/never/0"))), StringComparison.Ordinal);
        Assert.DoesNotContain("ideal_prospect", Edited(text, new Remove(At("/ideal_prospect/never/0")), new Remove(At("/ideal_prospect/organisation"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_moved_line_takes_its_comments_along()
    {
        var after = Edited(Bant, new Move(At("/ideal_prospect/never/2"), 0));
        Assert.Contains("""
              never:
                - email_domain is free                # somebody who buys for a company writes from it. Argue over this line
                - relationship in [competitor, supplier, student, job_seeker]
                - seniority is student                # theses are written about us; nothing was ever bought after one

            """, after, StringComparison.Ordinal);
        Assert.Equal(Bant, Edited(after, new Move(At("/ideal_prospect/never/0"), 2)));
    }

    [Fact]
    public void Conditions_are_joined_cut_and_turned_around_in_their_text()
    {
        var met = At("/criteria/authority/met_when");
        Contains("seniority >= vp or function is finance", new AddClause(met, ClausePath.Whole, Joint.Or, "function is finance"));
        Contains("met_when: (buying_role in [decision_maker, economic_buyer] or seniority >= vp) and function is finance", new AddClause(met, ClausePath.Whole, Joint.And, "function is finance"));
        Contains("met_when: buying_role in [decision_maker, economic_buyer] or seniority >= vp and (function is finance or function is it)", new AddClause(met, In("1"), Joint.And, "function is finance or function is it"));
        Contains("met_when: seniority >= vp\n", new RemoveClause(met, In("0")));
        Contains("met_when: seniority >= vp or buying_role in [decision_maker, economic_buyer]\n", new MoveClause(met, In("1"), 0));
        Contains("hot: at least 4 of (budget, authority, need, timeline, fits)", new AddClause(At("/temperature/hot"), ClausePath.Whole, Joint.And, "fits"));
        Contains("hot: at least 3 of (budget, authority, need, timeline)", new SetPart(At("/temperature/hot"), ClausePath.Whole, 0, "3"));
        Contains("when: qualified and temperature is hot   # who asks", new RemoveClause(At("/handover/when"), In("1.1")));
        Contains("job_title in ['head and hands', buyer] or seniority >= vp", new SetClause(met, In("0"), "job_title in ['head and hands', buyer]"));

        static void Contains(string line, AgreementEdit edit) => Assert.Contains(line, Edited(Bant, edit), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_gets_quotes_only_where_it_wants_them()
    {
        var text = SmallAgreement.With("ideal_prospect:\n  organisation: \"industry in [software, 'a, b']\"\n  role: { x: 1 }".Replace("\n  role: { x: 1 }", "", StringComparison.Ordinal));
        Assert.Contains("organisation: \"industry in [it's, 'a, b']\"".Replace("it's", "'it''s'", StringComparison.Ordinal), Edited(text, new SetPart(At("/ideal_prospect/organisation"), ClausePath.Whole, 2, "it's")), StringComparison.Ordinal);
        Assert.Contains("\n      says: 'Bought: by a \"rival\" # 1'\n", Edited(Bant, new SetText(At("/handover/reject_reasons/no_budget/says"), "Bought: by a \"rival\" # 1")), StringComparison.Ordinal);
        Assert.Contains("open: \"Mon-Thu 09:00-17:30\"\n", Edited(Bant, new SetText(At("/handover/calendar/open"), "Mon-Thu 09:00-17:30")), StringComparison.Ordinal);
        Assert.Contains("forget: [budget, budget_status, purchase_by]     # what", Edited(Bant, new AddItem(At("/handover/reject_reasons/no_budget/forget"), "purchase_by")), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_over_several_lines_is_cut_where_it_stands()
    {
        const string Criteria = "criteria:\n  budget:\n    met_when: >-  # long\n      budget >= 20000 EUR\n      or budget_status is can_buy\n    ask: budget\n  need:\n    met_when:\n      problem in problems\n      or problem is known   # why";
        var text = SmallAgreement.With(Criteria);
        Differs(text, Edited(text, new SetPart(At("/criteria/budget/met_when"), In("1"), 2, "will_buy")), ["or budget_status is can_buy"], ["or budget_status is will_buy"]);
        Differs(text, Edited(text, new RemoveClause(At("/criteria/need/met_when"), In("1"))), ["problem in problems", "or problem is known   # why"], ["problem in problems   # why"]);
        Differs(text, Edited(text, new SetText(At("/criteria/budget/met_when"), "budget is known")), ["met_when: >-  # long", "budget >= 20000 EUR", "or budget_status is can_buy"], ["met_when: budget is known # long"]);
    }

    [Fact]
    public void Brackets_over_several_lines_keep_their_comments()
    {
        var text = SmallAgreement.With("required: [\n  email, # how\n  seniority # who\n  ]");
        Assert.Contains("[\n  email, # how\n  # who\n  ]", Edited(text, new Remove(At("/required/1"))), StringComparison.Ordinal);
        Assert.Contains("[\n  # how\n  seniority # who\n  ]", Edited(text, new Remove(At("/required/0"))), StringComparison.Ordinal);
        Assert.Contains("[\n  email, # how\n  seniority, phone # who\n  ]", Edited(text, new AddItem(At("/required"), "phone")), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_are_written_as_the_text_has_them()
    {
        var text = Bant.Replace("\n", "\r\n", StringComparison.Ordinal);
        var after = Edited(text, new AddItem(At("/ideal_prospect/never"), "country is US"), new SetText(At("/criteria/authority/good_for"), "1 year"), new Move(At("/promises/sales/1"), 0));
        Assert.Equal(after, after.ReplaceLineEndings("\r\n"));
        Assert.Equal(2 + text.Split('\n').Length, after.Split('\n').Length);
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_a_reason()
    {
        Refused("There is no such place in the text.", new Remove(At("/criteria/nothing")));
        Refused("There is a 'no_reply' already.", new AddEntry(At("/handover/reject_reasons"), "no_reply", new KeysContent([new("says", "x"), new("then", "recycle")])));
        Refused("There is no fact 'budjet'. Did you mean 'budget'?", new SetClause(At("/criteria/budget/met_when"), In("0"), "budjet >= 5 EUR"));
        Refused("There is no such condition in the text.", new SetClause(At("/criteria/budget/met_when"), In("7"), "budget is known"));
        Refused("There is more than one value here.", new SetText(At("/required"), "email"));
        Refused("There is no such place to move to.", new Move(At("/required/0"), 4));
        Assert.StartsWith("The text has to be mended first: line 1, column", AgreementEditor.Apply("agreement: x\n  y: [", new SetText(At("/agreement"), "y")).Refusal, StringComparison.Ordinal);

        static void Refused(string why, AgreementEdit edit) => Assert.Equal(why, AgreementEditor.Apply(Bant, edit).Refusal);
    }

    [Fact]
    public void An_edit_that_breaks_the_agreement_says_so()
    {
        var outcome = AgreementEditor.Apply(Bant, new Remove(At("/criteria/timeline")));
        Assert.Null(outcome.Edited!.Reading.Agreement);
        Assert.Contains(outcome.Edited.Reading.Errors, remark => remark.Message.Contains("timeline", StringComparison.Ordinal));
        Assert.Equal(Bant, outcome.Edited.Change.Undo(outcome.Edited.Text));
        Assert.Null(outcome.Edited.Change.Undo(Bant));
    }
}
