using CsCheck;
using Ripen.Agreements;
using Ripen.Identity;
using Ripen.Imports;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>Rows put aside come back whole, those of one person in their order, and colleagues together.</summary>
public class GatheredRowsTests
{
    private static readonly DateTimeOffset At = new(2026, 7, 15, 9, 0, 0, TimeSpan.Zero);
    private static readonly int Organisation = FactCatalogue.Standard.PlaceOf("organisation");
    private static readonly Gen<string?> Id = Among("1", "2", "3", "4", "5", null);
    private static readonly Gen<string?> Address = Among("ann@orbis.example", "bob@orbis.example", "eve@gmail.com", "cem@lumen.example", null);
    private static readonly Gen<string?> Name = Among("orbis", "lumen", "alder", null);

    private static readonly Gen<LeadImportRow[]> Rows = Gen.Select(Id, Address, Name, Among("deal", null)).Array[0, 60].Select(rows => rows.Select((row, i) => RowOf(i, row)).ToArray());

    [Fact]
    public void All_rows_come_back_and_those_of_one_person_in_the_order_of_the_file() => Rows.Sample(rows =>
    {
        using var gathered = new GatheredRows<LeadImportRow>(new LeadRowFormat(FactCatalogue.Standard), fewest: 0);
        foreach (var row in rows) gathered.Add(row);
        var back = gathered.InOrder().ToList();
        Assert.Equal(rows.Select(Told), back.OrderBy(row => row.Row).Select(Told));
        Assert.Equal(back.Select(row => row.Place), back.Select(row => row.Place).Order());
        foreach (var key in back.SelectMany(KeysOf).Distinct()) Assert.True(InOrder(back.Where(row => KeysOf(row).Contains(key))), $"The rows of {key} are out of order.");
    });

    [Fact]
    public void Colleagues_come_together()
    {
        using var gathered = new GatheredRows<LeadImportRow>(new LeadRowFormat(FactCatalogue.Standard), fewest: 0);
        (string?, string?, string?, string?)[] rows = [("1", "ann@orbis.example", null, null), ("2", "cem@lumen.example", null, null), ("3", "bob@orbis.example", null, null), ("4", null, "alder", "deal"), ("5", "cat@lumen.example", null, null), ("6", null, null, "deal")];
        foreach (var (i, row) in rows.Index()) gathered.Add(RowOf(i, row));
        Assert.Equal(["1", "3", "2", "5", "4", "6"], gathered.InOrder().Select(row => row.Id!));
    }

    private static Gen<string?> Among(params string?[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static bool InOrder(IEnumerable<LeadImportRow> rows) => rows.Select(row => row.Row).ToList() is var numbers && numbers.SequenceEqual(numbers.Order());

    private static IEnumerable<string> KeysOf(LeadImportRow row) => ((string?[])[row.Id, row.Email?.Text]).OfType<string>();

    private static string Told(LeadImportRow row) =>
        $"{row.Row} {row.Key} {row.Id} {row.Email} {row.EmailAsWritten} {row.Group} {row.OrganisationKey} {row.Source} {row.Line} {row.CreatedAt:o} {row.KnownAt:o} {row.CreatedAssumed} {string.Join('|', row.Facts)} {string.Join('|', row.Touches)}";

    private static LeadImportRow RowOf(int number, (string? Id, string? Address, string? Name, string? Group) row) => new()
    {
        Row = number + 2,
        Key = (UInt128)number << 70 | 7,
        Id = row.Id,
        Email = EmailAddress.TryRead(row.Address),
        EmailAsWritten = row.Address,
        Group = row.Group,
        OrganisationKey = row.Name,
        Source = number % 3 == 0 ? "Web" : null,
        CreatedAt = At.AddMinutes(number),
        KnownAt = number % 2 == 0 ? At : null,
        CreatedAssumed = number % 5 == 0,
        Facts = row.Name is { } name ? [new(Organisation, name, number % 4 == 0 ? At : null, Assumed: true)] : [],
        Touches = [new("form_sent", At, At.AddSeconds(number), Assumed: false, OfTheImport: number % 2 == 1)],
    };
}
