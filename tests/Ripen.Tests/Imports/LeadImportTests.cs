using Ripen.Agreements;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Imports;

public sealed class LeadImportTests
{
    [Fact]
    public void A_row_needs_something_to_be_known_by()
    {
        var intake = Intake.Leads("""
            id,email,name,organisation
            1,,,Acme
            ,ann@example.com,,Acme
            ,,Ann Lee,Acme
            ,,,Acme
            ,not an address,Ann Lee,Acme
            2,not an address,Ann Lee,Acme

            """);
        Assert.Equal(["2", "3", "4", "7"], intake.Rows.Select(row => $"{row.Row}"));
        Assert.Equal(["5: there is neither an id nor an e-mail address nor a name", "6: email: this is no e-mail address, and there is no id to know the lead by"], intake.Reasons);
        Assert.Equal(["this is no e-mail address, so it is missing"], intake.RemarkKinds);
        Assert.Equal((null, "not an address"), (intake.Rows[3].Email, intake.Rows[3].EmailAsWritten));
    }

    [Fact]
    public void A_value_that_does_not_fit_costs_its_fact_only()
    {
        var row = Intake.Leads("id,budget,employees,country,seniority,purchase_by\n1,much,1-50,Atlantis,manager,soon\n");
        Assert.Equal(["employees=1-50", "seniority=manager"], row.Rows[0].Facts.Select(fact => $"{FactCatalogue.Standard.All[fact.Fact].Name}={fact.Text}"));
        Assert.Equal((LeadFacts.DoesNotFit, 3L), (row.Remarks.Groups[0].Kind, row.Remarks.Groups[0].Count));
        Assert.Empty(row.Reasons);
    }

    [Theory]
    [InlineData("Germany", "DE")]
    [InlineData("DE", "DE")]
    [InlineData("de", "DE")]
    [InlineData("united states", "US")]
    [InlineData("Russian Federation", "RU")]
    [InlineData("Côte d'Ivoire", "CI")]
    [InlineData("Deutschland", "DE")]
    [InlineData("UK", "GB")]
    public void Countries_are_read_by_name(string text, string code) => Assert.Equal(code, Intake.Leads($"id,country\n1,{text}\n").Rows[0].Fact("country"));

    [Fact]
    public void Addresses_and_domains_become_their_one_form()
    {
        var row = Intake.Leads("email,domain\nAnn <Ann@Example.com>,https://www.Acme.com/x\n").Rows[0];
        Assert.Equal(("ann@example.com", "acme.com", "Ann <Ann@Example.com>"), (row.Fact("email"), row.Fact("domain"), row.EmailAsWritten));
    }

    [Fact]
    public void A_fact_was_said_on_its_own_date_or_that_of_the_export_or_now()
    {
        const string Text = "id,budget,budget_on,name\n1,5000 EUR,2024-05-06,Ann\n2,5000 EUR,sometime,Ann\n";
        var dated = Intake.Leads(Text, "as_of_the_export: 2025-01-01");
        Assert.Equal(["2024-05-06 ", "2025-01-01 assumed"], dated.Rows[0].Facts.Select(fact => $"{fact.LearnedAt:yyyy-MM-dd} {(fact.Assumed ? "assumed" : "")}"));
        Assert.Single(dated.Rows[1].Facts);
        Assert.Equal([LeadFacts.UnreadableDate], dated.RemarkKinds);
        Assert.Null(Intake.Leads("id,name\n1,Ann\n").Rows[0].Facts[0].LearnedAt);
    }

    [Fact]
    public void Several_values_come_one_by_one()
    {
        string[] wanted = ["slow", "dear"];
        Assert.Equal(wanted, Intake.Leads("id,problem\n1,slow | dear\n").Rows[0].Facts.Select(fact => fact.Text));
        Assert.Equal(wanted, Intake.Leads("{\"id\":1,\"problem\":[\"slow\",\"dear\"]}\n", name: "leads.ndjson").Rows[0].Facts.Select(fact => fact.Text));
    }

    [Theory]
    [InlineData("31.12.2023", "the time cannot be read; write 2026-07-15 or 2026-07-15T09:00:00Z, or say how dates are written: on the page under “For all rows”, in a mapping under dates")]
    [InlineData("2031-01-01", "the time lies in the future")]
    [InlineData("0001-01-01", "the time lies before 1900")]
    public void A_lead_with_a_wrong_history_is_handed_back(string at, string reason) =>
        Assert.Equal([$"2: created_at: {reason}"], Intake.Leads($"id,created_at\n1,{at}\n").Reasons);

    [Theory]
    [InlineData("day first", "31/12/2023", "2023-12-31 00:00:00")]
    [InlineData("day first", "1.2.2023 14:05", "2023-02-01 14:05:00")]
    [InlineData("month first", "12/31/2023, 2:05 PM", "2023-12-31 14:05:00")]
    [InlineData("month first", "1/2/2023 2:05:06 AM", "2023-01-02 02:05:06")]
    [InlineData("month first", "2023-12-31T10:00:00.5Z", "2023-12-31 10:00:00")]
    [InlineData("month first", "31/12/2023", null)]
    [InlineData("day first", "1/2/23", null)]
    public void A_mapping_may_say_in_what_order_dates_are_written(string order, string text, string? wanted)
    {
        var row = Intake.Leads($"id,created_at,purchase_by\n1,\"{text}\",\"{text}\"\n", $"dates: {order}").Rows.SingleOrDefault();
        Assert.Equal((wanted, wanted?[..10]), ($"{row?.CreatedAt:yyyy-MM-dd HH:mm:ss}" is { Length: > 0 } at ? at : null, row?.Fact("purchase_by")?[..10]));
    }

    [Fact]
    public void A_row_with_too_many_cells_is_handed_back() =>
        Assert.Equal(["3: the row has more cells than the header; a cell with a delimiter in it wants quotation marks"], Intake.Leads("id,name\n1,Ann\n2,Lee, Bob\n3,Eve,\n").Reasons);

    [Fact]
    public void Dates_are_the_start_of_the_day_on_the_desks_clock()
    {
        Assert.True(Zone.TryFind("Europe/Berlin", out var berlin));
        using var file = Intake.File("id,created_at\n1,2024-07-01\n");
        Assert.Equal(new DateTimeOffset(2024, 6, 30, 22, 0, 0, TimeSpan.Zero), Intake.Leads(file, Intake.Terms(zone: berlin)).Rows[0].CreatedAt);
    }

    [Fact]
    public void A_file_without_any_identity_is_refused_with_a_way_out()
    {
        var message = Assert.Throws<InputRefusedException>(() => Intake.Leads("colour,shape\nred,round\n")).Message;
        Assert.Contains("no column by which a lead could be known", message, StringComparison.Ordinal);
        Assert.Contains("colour, shape", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_campaign_of_the_command_is_for_rows_that_name_none()
    {
        using var file = Intake.File("id,campaign\n1,\n2,Fair\n");
        Assert.Equal(["Spring", "Fair"], Intake.Leads(file, Intake.Terms() with { Campaign = "Spring" }).Rows.Select(row => row.Campaign));
    }
}
