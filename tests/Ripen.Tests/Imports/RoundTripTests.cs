using CsCheck;
using Ripen.Imports;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>What a desk exports, another one imports.</summary>
public sealed class RoundTripTests
{
    private static readonly ImportKind[] Kinds = Enum.GetValues<ImportKind>();

    [Theory]
    [InlineData(DatabaseKinds.Sqlite, "csv", 25)]
    [InlineData(DatabaseKinds.Sqlite, "ndjson", 15)]
    [InlineData(DatabaseKinds.Postgres, "csv", 4)]
    public void An_export_imported_into_an_empty_desk_is_exported_alike(string kind, string format, int samples) => Gen.Select(RandomFiles.SettledLeads, RandomFiles.SettledAny.Array[1, 4]).Sample((first, files) =>
    {
        Wait(async () =>
        {
            await using var desk = await TestDesk.OpenAsync(kind);
            foreach (var (what, rows) in files.Prepend(first)) await desk.ImportAsync(what, rows);
            // Who came back after won is several leads of one id, which a file cannot tell apart.
            if (desk.Count("select count(*) from leads where lead > 1") > 0) return;
            var exported = Kinds.Select(what => desk.Export(what, format)).ToList();
            await using var other = await TestDesk.OpenAsync(kind);
            foreach (var (what, rows) in Kinds.Zip(exported))
            {
                // A file without a single row is no import.
                var done = rows.Length > 0 ? await other.ImportAsync(what, rows) : null;
                Assert.Empty(done?.Rejected.InOrder() ?? []);
            }
            Assert.Equal(exported, Kinds.Select(what => other.Export(what, format)));
        });
    }, iter: samples, threads: 1);

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Formulas_go_out_as_text_and_come_back_as_they_were(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,name,job_title,problem,problem_on,created_at\n=1,=1+1,+49,a|-b,2026-05-01T00:00:00Z,2026-01-01T00:00:00.25Z\n");
        var leads = desk.Export(ImportKind.Leads);
        Assert.Contains(",'=1+1,", leads, StringComparison.Ordinal);
        await using var other = await TestDesk.OpenAsync(kind);
        await other.LeadsAsync(leads);
        Assert.Equal(("=1", "=1+1", "+49"), (other.Leads()[0].ExternalId, other.Leads()[0].Name, other.Leads()[0].JobTitle));
        Assert.Contains(",a|-b,2026-05-01T00:00:00Z,", leads, StringComparison.Ordinal);
        Assert.Contains(",2026-01-01T00:00:00.25Z,", leads, StringComparison.Ordinal);
        Assert.Equal(leads, other.Export(ImportKind.Leads));
        // Back into the desk it came from it says nothing new of anybody.
        var again = await desk.LeadsAsync(leads);
        Assert.Equal((1L, 1), (again.Counts.Taken, desk.Leads().Count));
        Assert.Equal(leads, desk.Export(ImportKind.Leads));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_has_no_id_goes_by_ours_and_is_known_again(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("name,job_title\nAnn,CFO\n");
        await desk.LeadsAsync(desk.Export(ImportKind.Leads).Replace("CFO", "CEO", StringComparison.Ordinal));
        await desk.TouchesAsync($"lead,kind,at\n{desk.Leads()[0].Id},form_sent,2026-06-01\n");
        await desk.ImportAsync(ImportKind.Outcomes, $"lead,at,outcome\n{desk.Leads()[0].Id},2026-06-02,won\n");
        Assert.Equal(("CEO", 2L), (Assert.Single(desk.Leads()).JobTitle, desk.Count("select count(*) from touches")));
        Assert.Contains($",{desk.Leads()[0].Id},", desk.Export(ImportKind.Touches), StringComparison.Ordinal);
        Assert.Contains(",won,", desk.Export(ImportKind.Outcomes), StringComparison.Ordinal);
    }

    private static void Wait(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();
}
