using System.Text;
using Ripen.Imports;
using Xunit;

namespace Ripen.Tests.Imports;

public sealed class CrmExportTests
{
    [Fact]
    public void An_export_of_HubSpot_needs_no_mapping_and_hands_back_its_bad_rows()
    {
        using var file = Intake.File(CrmExport.HubSpot(), "hubspot.csv");
        var row = HasTakenTheGoodRows(file);
        Assert.Equal(
            ("5000000", "ann.lee.0@example.com", "Ann Lee \"0\"", "Firm 0; Sons GmbH", "Head of\nPurchasing", "+49 30 1234", "DE"),
            (row.Id, row.Email!.Text, row.Fact("name"), row.Fact("organisation"), row.Fact("job_title"), row.Fact("phone"), row.Fact("country")));
        Assert.Equal(
            ("MACHINERY", "51-200", "1000000", "firm0.example.com", "Organic Search", "decision_maker", "de-de", "2023-01-01 08:00"),
            (row.Fact("industry"), row.Fact("employees"), row.Fact("revenue"), row.Fact("domain"), row.Source, row.Fact("buying_role"), row.Fact("language"), $"{row.CreatedAt:yyyy-MM-dd HH:mm}"));
        Assert.Equal("economic_buyer", Intake.Leads("Record ID,Lead Status,Buying Role\n1,New,BUDGET_HOLDER;CHAMPION\n").Rows[0].Fact("buying_role"));
    }

    [Fact]
    public void An_export_of_Salesforce_needs_no_mapping_and_hands_back_its_bad_rows()
    {
        using var file = Intake.File(CrmExport.Salesforce(), "salesforce.csv");
        var row = HasTakenTheGoodRows(file);
        Assert.Equal(
            ("00Q000000000000000", "Ann, Lee 0", "Firm 0, Inc.", "CTO", "DE", "120", "firm0.example.com", "Organic Search", "0051", "2023-01-01 08:00:30.250"),
            (row.Id, row.Fact("name"), row.Fact("organisation"), row.Fact("job_title"), row.Fact("country"), row.Fact("employees"), row.Fact("domain"), row.Source, row.Owner, $"{row.CreatedAt:yyyy-MM-dd HH:mm:ss.fff}"));
    }

    [Theory]
    [InlineData("firstname,lastname,email,company,hs_object_id,createdate,numemployees,hs_analytics_source", "HubSpot")]
    [InlineData("Record ID,First Name,Last Name,Email", null)] // one sign alone could be anybody's
    [InlineData("Lead ID,First Name,Last Name,Company / Account,Lead Source,Lead Owner,Create Date", "Salesforce")]
    [InlineData("Contact ID,Account Name,Mailing Country,Title,Email", "Salesforce")]
    [InlineData("id,email,budget", null)]
    public void A_system_is_known_by_its_headers(string header, string? system) => Assert.Equal(system, KnownHeaders.Recognise(header.Split(','))?.Name);

    [Fact]
    public void Every_known_header_is_for_a_fact_or_a_field()
    {
        foreach (var system in KnownHeaders.All)
        {
            Assert.All(system.Targets, target => Assert.True(
                target == "unused" || ImportFields.Find(ImportKind.Leads, target) is not null || Agreements.FactCatalogue.Standard.Find(target) is not null, target));
        }
    }

    private static LeadImportRow HasTakenTheGoodRows(ImportFile file)
    {
        Assert.Equal(CrmExport.Rows, file.Check().Rows);
        var intake = Intake.Leads(file);
        Assert.Equal((CrmExport.Rows - CrmExport.Bad, CrmExport.Bad), (intake.Rows.Count, intake.Rejected.Count));
        Assert.Equal(CrmExport.Bad, intake.Rejected.InOrder().Select(row => row.Row).Distinct().Count());
        Assert.Equal([60, 60, 60, 60, 60], intake.Rejected.Reports.Groups.Select(group => (int)group.Count));
        Assert.All(intake.Rejected.InOrder(), row => Assert.True(CrmExport.IsBad((int)row.Row - 2)));
        Assert.Equal(intake.Rows.Count, intake.Rows.Select(row => row.Key).Distinct().Count());
        // Only the column nobody documents is remarked, once.
        var remark = Assert.Single(intake.Remarks.Groups);
        Assert.Equal((ImportColumns.NotUsed, 1L, true), (remark.Kind, remark.Count, remark.First[0].Column.StartsWith("Favourite", StringComparison.Ordinal)));

        using var written = new MemoryStream();
        intake.Rejected.Write(file, written);
        using var again = Intake.File(written.ToArray(), "rejected.csv");
        Assert.Equal(CrmExport.Bad, Intake.Leads(again).Rejected.Count);
        var mended = Encoding.UTF8.GetString(written.ToArray()).Replace(" at example.com", "@example.com", StringComparison.Ordinal)
            .Replace("31/12/2023", "2023-12-31", StringComparison.Ordinal).Replace("12/31/2023", "2023-12-31", StringComparison.Ordinal);
        using var better = Intake.File(mended, "rejected.csv");
        Assert.Equal(120, Intake.Leads(better).Rows.Count);
        return intake.Rows[0];
    }
}
