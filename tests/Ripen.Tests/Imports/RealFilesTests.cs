using Ripen.Agreements;
using Ripen.Imports;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>Real exports, read with the mappings under docs/examples. The data lie beside the repository or are absent.</summary>
public sealed class RealFilesTests
{
    [Fact]
    public void Every_inquiry_of_Olist_has_an_id_a_touch_and_its_source()
    {
        using var file = Open("olist/olist_marketing_qualified_leads_dataset.csv");
        var intake = Leads(file, "olist");
        Assert.Equal((8000, 0), (intake.Rows.Count, intake.Rejected.Count));
        Assert.Equal(8000, intake.Rows.Select(row => row.Id).Distinct().Count());
        Assert.All(intake.Rows, row => Assert.Equal(("form_sent", false, "BR"), (row.Touches.Single().Kind, row.Touches[0].OfTheImport, row.Fact("country"))));
        Assert.Equal((60, 1099, 2296), (intake.Rows.Count(row => row.Source is null), intake.Rows.Count(row => row.Source == "unknown"), intake.Rows.Count(row => row.Source == "organic_search")));
        Assert.Equal(("2017-06-14", "2018-05-31"), ($"{intake.Rows.Min(row => row.CreatedAt):yyyy-MM-dd}", $"{intake.Rows.Max(row => row.CreatedAt):yyyy-MM-dd}"));
        Assert.All(intake.Rows, row => Assert.Equal(32, row.Page!.Length));
        Assert.Empty(intake.RemarkKinds);
    }

    [Fact]
    public void Every_closed_deal_of_Olist_is_won()
    {
        using var file = Open("olist/olist_closed_deals_dataset.csv");
        var intake = Intake.Outcomes(File.ReadAllText(file.Path!), File.ReadAllText(Repository.At("docs/examples/olist.outcomes.map.yaml")));
        Assert.Equal((842, 0), (intake.Rows.Count, intake.Rejected.Count));
        Assert.All(intake.Rows, row => Assert.Equal((true, "BRL", null), (row.Won, row.Currency!.Value.Code, row.Amount)));
        // The column with the money is joined to the file by whoever imports it.
        Assert.Equal([ImportColumns.NotThere], intake.RemarkKinds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_inquiry_of_X_Education_is_taken(bool withItsAgreement)
    {
        using var file = Open("xeducation/Leads.csv");
        var facts = withItsAgreement ? FactCatalogue.With([.. AgreementReader.Read(File.ReadAllText(Repository.At("docs/examples/xeducation.yaml"))).Agreement!.Facts]) : FactCatalogue.Standard;
        var intake = Leads(file, "xeducation", facts);
        Assert.Equal((9240, 0), (intake.Rows.Count, intake.Rejected.Count));
        var sources = intake.Rows.Select(row => row.Source).OfType<string>().Distinct().ToList();
        Assert.Contains("Google", sources);
        Assert.DoesNotContain("google", sources);
        Assert.DoesNotContain(intake.Rows.SelectMany(row => row.Facts), fact => fact.Text == "Select");
        Assert.All(intake.Rows, row => Assert.True(row.CreatedAssumed && row.Touches.Single().Assumed));
        Assert.DoesNotContain(ImportColumns.NotUsed, intake.RemarkKinds);
        Assert.Contains(intake.Rows, row => row.Fact("country") == "RU");
    }

    private static Intake<LeadImportRow> Leads(ImportFile file, string example, FactCatalogue? facts = null) =>
        Intake.Leads(file, Intake.Terms(Mapping.Read(Repository.At($"docs/examples/{example}.import.map.yaml"), facts ?? FactCatalogue.Standard, ImportKind.Leads), facts));

    private static ImportFile Open(string name)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "data", name);
        if (!File.Exists(path)) Assert.Skip($"The real data are not here: {name}");
        return ImportFile.Open(path);
    }
}
