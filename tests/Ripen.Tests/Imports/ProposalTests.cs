using CsCheck;
using Ripen.Agreements;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests.Imports;

public sealed class ProposalTests
{
    private const string Text = """
        Kundennummer,Vorname,Nachname,Kontaktadresse,Firma,Homepage vom Kunden,Erstellt am,Budgett,Laune,Herkunftsland,Leer,Betrag,Newsletter
        K-1001,Ann,Lee,ann@example.com,Acme,www.acme.com,2024-01-01,5000 EUR,gut,Germany,,10 EUR,yes
        K-1002,Bob,Ray,bob@example.com,Other,other.org,2024-01-02,7000 EUR,gut,France,,20 EUR,no
        K-1003,Eve,Fox,eve@example.com,Third,third.net,2024-01-03,9000 EUR,schlecht,Brazil,,30 EUR,no

        """;

    [Theory]
    [InlineData("Kundennummer", "id", "a usual name for it")]
    [InlineData("Vorname", "first_name", "a usual name for it")]
    [InlineData("Kontaktadresse", "email", "its values are e-mail addresses")]
    [InlineData("Firma", "organisation", "a usual name for it")]
    [InlineData("Homepage vom Kunden", "domain", "its values are web addresses")]
    [InlineData("Erstellt am", "created_at", "a usual name for it")]
    [InlineData("Budgett", "budget", "nearly the same name")]
    [InlineData("Laune", null, "no fact or field like it")]
    [InlineData("Herkunftsland", "country", "its values are countries")]
    [InlineData("Leer", null, "it is empty")]
    [InlineData("Betrag", null, "its values are amounts; no fact or field like it")]
    [InlineData("Newsletter", null, "its values are yes and no; no fact or field like it")]
    public void A_column_is_proposed_for_what_it_looks_like(string column, string? target, string reason)
    {
        var proposed = Propose(Text).Columns.Single(one => one.Column == column);
        Assert.Equal((target, reason), (proposed.Target, proposed.Reason));
    }

    [Fact]
    public void A_proposal_saved_as_a_file_is_a_mapping_that_takes_every_row()
    {
        var yaml = Propose(Text).AsYaml();
        var intake = Intake.Leads(Text, yaml);
        Assert.Equal(["K-1001", "K-1002", "K-1003"], intake.Rows.Select(row => row.Id));
        Assert.Equal(("Ann Lee", "DE", "5000 EUR", "acme.com"), (intake.Rows[0].Fact("name"), intake.Rows[0].Fact("country"), intake.Rows[0].Fact("budget"), intake.Rows[0].Fact("domain")));
        Assert.Empty(intake.RemarkKinds);
    }

    [Fact]
    public void A_proposal_is_shown_as_a_table()
    {
        var table = new StringWriter();
        Propose("Mail\nann@example.com\nbob\u001b[2J@example.com\n").WriteTo(table);
        Assert.Equal(["column  becomes  because              first values", "Mail    email    a usual name for it  ann@example.com | bob\\u001B[2J@example.com"], table.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Whatever_the_headers_are_the_proposal_is_a_valid_mapping() =>
        Gen.String[Gen.Char["ab: #'\"\\{}[]?-&*!|>%@`,\t\u00e9\u2028=~0"], 0, 8].Array[1, 6].Sample(headers =>
        {
            using var file = Intake.File(string.Join(',', headers.Select(Quoted)) + "\n" + string.Join(',', headers.Select((_, i) => $"v{i}")) + "\n");
            MappingProposal proposal;
            try
            {
                using var rows = file.Read(new Reports("leads.csv"));
                proposal = MappingProposal.Of(rows, FactCatalogue.Standard, ImportKind.Leads);
            }
            catch (InputRefusedException)
            {
                return; // no header at all
            }
            var mapping = Intake.Map(proposal.AsYaml());
            Assert.All(proposal.Columns, column => Assert.True(column.Target is not null ? mapping.Columns[Values.Folded.From(column.Column)][0].Name == column.Target : mapping.Ignores(column.Column)));
        }, iter: 300);

    [Fact]
    public void Outcomes_are_proposed_their_own_fields()
    {
        var columns = Propose("Lead ID,Close Date,Deal Stage,Deal Value\nA1,2024-01-01,won,10\n", ImportKind.Outcomes).Columns;
        Assert.Equal(["lead", "at", "outcome", "amount"], columns.Select(column => column.Target));
    }

    [Fact]
    public void Olist_is_proposed_well()
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "data", "olist/olist_marketing_qualified_leads_dataset.csv");
        if (!File.Exists(path)) Assert.Skip("The real data are not here.");
        using var rows = RowReader.Open(path, new Reports(path));
        Assert.Equal(["id", "created_at", "page", "source"], MappingProposal.Of(rows, FactCatalogue.Standard, ImportKind.Leads).Columns.Select(column => column.Target));
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static MappingProposal Propose(string text, ImportKind kind = ImportKind.Leads)
    {
        using var file = Intake.File(text);
        using var rows = file.Read(new Reports("leads.csv"));
        return MappingProposal.Of(rows, FactCatalogue.Standard, kind);
    }
}
