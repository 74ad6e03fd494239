using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>What cannot be imported gets a sentence that says why, and changes nothing.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestDatabase database = new(DatabaseKinds.Sqlite);

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_none_is_refused_whole()
    {
        Assert.Equal(0, Import(folder.Write("good.csv", "id,email\n1,ann@a.example.com\n")).ExitCode);
        await using var desk = await TestDesk.OverAsync(database);
        var before = DeskContents.Exactly(desk.Desk, withImports: true);
        Refused(folder.PathOf("nowhere.csv"), "nowhere.csv");
        Refused(folder.Write("empty.csv", ""), "empty");
        Refused(folder.Write("binary.csv", [0x50, 0x4B, 3, 4, 0, 0, 8, 0, 0xFF, 0, 0, 1, 2, 3]), "binary.csv");
        Refused(folder.Write("cut.csv", "id,email,name\n2,bob@a.example.com,Bob\n3,\"cem"), "in row 3 a quotation");
        Refused(folder.Write("else.csv", "colour,size\nblue,3\n"), "has no column by which a lead could be known");
        Refused(folder.Write("leads.csv", "who,email\n2,bob@a.example.com\n"), "map.yaml: line 2, column", "--map", folder.Write("map.yaml", "columns:\n  who: idd\n"));
        Refused(folder.Write("line.csv", "id\n2\n"), "No agreement is in force in line parts", "--line", "parts");
        Assert.Equal(before, DeskContents.Exactly(desk.Desk, withImports: true));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(folder.PathOf("x"))!, "*.rejected*"));
    }

    [Fact]
    public void A_desk_that_cannot_be_written_is_told()
    {
        var file = folder.Write("good.csv", "id\n1\n");
        var result = Cli.Run("import", "leads", file, "--data", Path.Combine(file, "data"));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("cannot be made", result.Errors, StringComparison.Ordinal);
        Assert.Contains("--data", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_proposes_and_counts_and_changes_nothing()
    {
        Assert.Equal(0, Import(folder.Write("good.csv", "Prospect,Mail,Origin\n1,ann@a.example.com,Web\n"), "--map", folder.Write("map.yaml", "columns: { Prospect: id, Mail: email, Origin: source }\n")).ExitCode);
        await using var desk = await TestDesk.OverAsync(database);
        var before = DeskContents.Exactly(desk.Desk, withImports: true);
        var mapped = Import(folder.PathOf("good.csv"), "--map", folder.PathOf("map.yaml"), "--dry-run");
        Assert.Equal(0, mapped.ExitCode);
        Assert.Contains("Of 1 rows 0 would be taken, 1 have come before, 0 would be handed back.", mapped.Output, StringComparison.Ordinal);
        var proposed = Import(folder.Write("new.csv", "Email address,Company,Became known\nann@a.example.com,Acme,2026-01-01\nnot one,,\n"), "--dry-run");
        // As it stands it could not be imported.
        Assert.Equal(2, proposed.ExitCode);
        Assert.Contains("As a mapping file", proposed.Errors, StringComparison.Ordinal);
        Assert.Contains("columns:", proposed.Errors, StringComparison.Ordinal);
        Assert.Equal(before, DeskContents.Exactly(desk.Desk, withImports: true));
    }

    [Fact]
    public async Task An_import_is_undone_once_also_one_that_was_broken_off()
    {
        Assert.Equal(0, Import(folder.Write("good.csv", "id,email\n1,ann@a.example.com\n")).ExitCode);
        await using var desk = await TestDesk.OverAsync(database);
        await desk.Desk.Writer.DoAsync(write => write.Execute("update imports set ended_at = null"), TestContext.Current.CancellationToken);
        Assert.Contains("broken off", Cli.Run(["import", "list", .. Cli.At(database)]).Output, StringComparison.Ordinal);
        var undone = Cli.Run(["import", "undo", "1", .. Cli.At(database)]);
        Assert.True(undone.ExitCode == 0, undone.Errors);
        Assert.StartsWith("Import 1 is undone: 1 leads, 1 persons, 1 touches", undone.Output, StringComparison.Ordinal);
        Assert.Equal(0, desk.Count("select count(*) from persons"));
        Assert.Equal((2, 2), (Undo("1", "Import 1 was undone already."), Undo("7", "There is no import 7.")));
    }

    private int Undo(string number, string words)
    {
        var result = Cli.Run(["import", "undo", number, .. Cli.At(database)]);
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
        return result.ExitCode;
    }

    private void Refused(string file, string words, params string[] more)
    {
        var result = Import(file, more);
        Assert.True(result.ExitCode == 2, $"{result.ExitCode}: {result.Errors}");
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private CliResult Import(string file, params string[] more) => Cli.Run(["import", "leads", file, .. Cli.At(database), .. more]);
}
