using System.Text;
using Ripen.Agreements;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>What a file gave: rows, remarks, and what was handed back.</summary>
internal sealed record Intake<T>(List<T> Rows, Reports Remarks, RejectedRows Rejected)
{
    public string[] Reasons => [.. Rejected.InOrder().Select(row => $"{row.Row}: {row.Reason}")];

    public string[] RemarkKinds => [.. Remarks.Groups.Select(group => group.Kind)];
}

/// <summary>Reads files for tests as an import does, without a database.</summary>
internal static class Intake
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static ImportTerms Terms(Mapping? mapping = null, FactCatalogue? facts = null, Zone? zone = null)
    {
        Assert.True(Currency.TryParse("EUR", out var euro));
        return new(facts ?? FactCatalogue.Standard, zone ?? Zone.Utc, euro, mapping ?? Mapping.None, Now);
    }

    public static Mapping Map(string yaml, ImportKind kind = ImportKind.Leads, FactCatalogue? facts = null) =>
        Mapping.Parse(yaml, "map.yaml", facts ?? FactCatalogue.Standard, kind);

    public static ImportFile File(string text, string name = "leads.csv") => File(Encoding.UTF8.GetBytes(text), name);

    public static ImportFile File(byte[] bytes, string name = "leads.csv") => ImportFile.Spool(new MemoryStream(bytes), name);

    public static Intake<LeadImportRow> Leads(string text, string? map = null, string name = "leads.csv", FactCatalogue? facts = null)
    {
        using var file = File(text, name);
        return Leads(file, Terms(map is null ? null : Map(map, facts: facts), facts));
    }

    public static Intake<LeadImportRow> Leads(ImportFile file, ImportTerms? terms = null) =>
        Read<LeadImportRow>(file, (rows, remarks, rejected) => new LeadImportReader(rows, terms ?? Terms(), remarks, rejected));

    public static Intake<TouchImportRow> Touches(string text, string? map = null) =>
        Read<TouchImportRow>(text, (rows, remarks, rejected) => new TouchImportReader(rows, Terms(map is null ? null : Map(map, ImportKind.Touches)), remarks, rejected));

    public static Intake<DecisionImportRow> Decisions(string text) =>
        Read<DecisionImportRow>(text, (rows, remarks, rejected) => new DecisionImportReader(rows, Terms(), remarks, rejected));

    public static Intake<OutcomeImportRow> Outcomes(string text, string? map = null) =>
        Read<OutcomeImportRow>(text, (rows, remarks, rejected) => new OutcomeImportReader(rows, Terms(map is null ? null : Map(map, ImportKind.Outcomes)), remarks, rejected));

    public static Intake<CostImportRow> Costs(string text) =>
        Read<CostImportRow>(text, (rows, remarks, rejected) => new CostImportReader(rows, Terms(), remarks, rejected));

    public static string? Fact(this LeadImportRow row, string name) =>
        row.Facts.Where(fact => fact.Fact == FactCatalogue.Standard.PlaceOf(name)).Select(fact => fact.Text).FirstOrDefault();

    private static Intake<T> Read<T>(string text, Func<RowReader, Reports, RejectedRows, ImportReader<T>> create)
        where T : ImportRow
    {
        using var file = File(text);
        return Read(file, create);
    }

    private static Intake<T> Read<T>(ImportFile file, Func<RowReader, Reports, RejectedRows, ImportReader<T>> create)
        where T : ImportRow
    {
        file.Check();
        var (remarks, rejected, taken) = (new Reports(file.Name), new RejectedRows(file.Name), new List<T>());
        using var rows = file.Read(remarks);
        var reader = create(rows, remarks, rejected);
        while (reader.Read(out var row)) taken.Add(row);
        return new(taken, remarks, rejected);
    }
}
