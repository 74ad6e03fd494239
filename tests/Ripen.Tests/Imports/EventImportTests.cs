using Ripen.Reading;
using Xunit;

namespace Ripen.Tests.Imports;

public sealed class EventImportTests
{
    [Fact]
    public void Touches_have_a_lead_or_an_address_a_kind_and_an_instant()
    {
        var intake = Intake.Touches("""
            lead,email,kind,at,known_at,source,id
            7,,Form Sent,2024-01-01T09:00:00.5Z,2024-01-02,google,t1
            ,Ann@Example.com,own kind,2024-01-01,,,
            ,,form_sent,2024-01-01,,,
            ,nobody,form_sent,2024-01-01,,,
            7,nobody,form_sent,2024-01-01,,,
            7,,,2024-01-01,,,
            7,,form_sent,,,,
            7,,form_sent,later,,,
            7,,form_sent,2031-01-01,,,

            """);
        Assert.Equal(["7 form_sent False t1", "ann@example.com own kind True ", "7 form_sent True "], intake.Rows.Select(row => $"{row.Lead ?? row.Email!.Text} {row.Kind} {row.Assumed} {row.Id}"));
        Assert.Equal(500, intake.Rows[0].At.Millisecond);
        Assert.Equal(
        [
            "4: there is neither a lead nor an e-mail address", "5: email: this is no e-mail address, and there is no lead", "7: kind: the touch has no kind", "8: at: the touch has no instant",
            "9: at: the time cannot be read; write 2026-07-15 or 2026-07-15T09:00:00Z, or say how dates are written: on the page under “For all rows”, in a mapping under dates", "10: at: the time lies in the future",
        ], intake.Reasons);
    }

    [Fact]
    public void A_touch_that_was_known_before_it_happened_is_handed_back()
    {
        var intake = Intake.Touches("""
            lead,kind,at,known_at
            7,form_sent,2024-01-02T09:00:00Z,2024-01-02T08:59:59Z
            7,form_sent,2024-01-02T09:00:00Z,2024-01-02T09:00:00Z
            7,form_sent,2024-01-02T09:00:00Z,

            """);
        Assert.Equal(["False", "True"], intake.Rows.Select(row => $"{row.Assumed}"));
        Assert.Equal(["2: known_at: it was known before it happened; mend one of the two, or leave this empty"], intake.Reasons);
    }

    [Fact]
    public void Decisions_are_accepted_or_rejected_with_a_reason()
    {
        var intake = Intake.Decisions("lead,at,by,decision,reason,wake\n7,2024-01-01,eve,Accepted,,\n8,2024-01-01,,rejected,too_early,2030-01-01\n9,2024-01-01,,rejected,,\n9,2024-01-01,,maybe,,\n,2024-01-01,,accepted,,\n9,2024-01-01,,rejected,x,soon\n");
        Assert.Equal(["7 True  ", "8 False too_early 2030"], intake.Rows.Select(row => $"{row.Lead} {row.Accepted} {row.Reason} {row.Wake:yyyy}"));
        Assert.Equal(["4: reason: a rejection has a reason", "5: decision: the decision is accepted or rejected", "6: lead: there is no lead", "7: wake: the time cannot be read; write 2026-07-15 or 2026-07-15T09:00:00Z, or say how dates are written: on the page under “For all rows”, in a mapping under dates"], intake.Reasons);
    }

    [Fact]
    public void Outcomes_are_won_or_lost_with_money()
    {
        var intake = Intake.Outcomes("lead,at,outcome,amount,currency\n7,2024-01-01,won,2748.06,BRL\n8,2024-01-01,lost,,\n9,2024-01-01,won,100 EUR,\n9,2024-01-01,drawn,,\n9,2024-01-01,won,-1,EUR\n9,2024-01-01,won,much,EUR\n9,2024-01-01,won,1,XYZ\n");
        Assert.Equal(["7 True 2748.06 BRL", "8 False  ", "9 True 100 EUR"], intake.Rows.Select(row => FormattableString.Invariant($"{row.Lead} {row.Won} {row.Amount} {row.Currency}")));
        Assert.Equal(["5: outcome: the outcome is won or lost", "6: amount: the amount is negative", "7: amount: the amount is no number; write it like 1234.50", "8: currency: there is no such currency; write a code of ISO 4217 such as EUR"], intake.Reasons);
    }

    [Fact]
    public void Costs_are_of_a_campaign_or_a_programme_and_of_days()
    {
        var intake = Intake.Costs("campaign,programme,from,to,amount,currency\nFair,,2024-01-01,2024-01-31,5000,EUR\n,cold,2024-01-01,2024-01-01,10,\nFair,cold,2024-01-01,2024-01-31,1,EUR\nFair,,2024-02-01,2024-01-31,1,EUR\nFair,,2024-01-01,2024-01-31,,EUR\n");
        Assert.Equal(["Fair 31 5000", "cold 1 10"], intake.Rows.Select(row => FormattableString.Invariant($"{row.Campaign ?? row.Programme} {row.To.DayNumber - row.From.DayNumber + 1} {row.Amount}")));
        Assert.Equal(["4: costs are of a campaign or of a programme: name one of them", "5: to: the last day lies before the first", "6: amount: the amount is missing"], intake.Reasons);
    }

    [Fact]
    public void Constants_and_other_names_of_columns_come_from_the_mapping()
    {
        var won = Intake.Outcomes("mql,won_date,revenue\n7,2018-02-26 19:58:54,10.50\n", "columns: { mql: lead, won_date: at, revenue: amount }\nconstants: { outcome: won, currency: BRL }").Rows[0];
        Assert.Equal(("7", true, 10.50m, "BRL", false), (won.Lead, won.Won, won.Amount, won.Currency!.Value.Code, won.AtAssumed));
        Assert.True(Intake.Outcomes("lead\n7\n", "constants: { outcome: won, at: 2020-01-01 }").Rows[0].AtAssumed);
    }

    [Fact]
    public void A_file_that_lacks_a_column_is_refused()
    {
        var message = Assert.Throws<InputRefusedException>(() => Intake.Outcomes("who,at\n7,2024-01-01\n")).Message;
        Assert.Contains("lacks the column lead and outcome", message, StringComparison.Ordinal);
    }
}
