using System.IO.Compression;
using System.Text;
using Ripen.Backups;
using Ripen.Desks;
using Ripen.Reading;
using Ripen.Storage;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Tests.Verifying;
using Ripen.Verifying;
using Xunit;

namespace Ripen.Tests.Backups;

public class BackupTests
{
    public static TheoryData<string, string> Ways => new()
    {
        { DatabaseKinds.Sqlite, DatabaseKinds.Sqlite },
        { DatabaseKinds.Sqlite, DatabaseKinds.Postgres },
        { DatabaseKinds.Postgres, DatabaseKinds.Sqlite },
        { DatabaseKinds.Postgres, DatabaseKinds.Postgres },
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Ways))]
    public async Task What_was_backed_up_is_restored_to_the_last_value_also_on_the_other_database(string from, string to)
    {
        await using var desk = await TestDesk.OpenAsync(from);
        await BusyDesk.FillAsync(desk.Desk);
        using var folder = new TempFolder();
        var file = Written(desk, folder.PathOf("desk.gz"));
        using var place = new TestDatabase(to);
        var done = await RestoreAsync(place, file);
        // All but the migrations, and what lets somebody in.
        Assert.Equal(TableClasses.All.Count - 4, done.Tables);
        // The key goes beside the backup: by it suppressed addresses are recognised.
        File.Copy(Path.Combine(desk.Desk.Place.Folder, "secret.key"), Path.Combine(place.DataFolder, "secret.key"));
        await using var restored = await Desk.OpenAsync(PlaceOf(place), desk.Clock);
        Assert.Equal("", VerifyTests.Told(new Verification(restored, judgesAll: true, _ => { }).Run(Stop)));
        // The same rows, said the same way: the two backups differ in nothing.
        using var again = new MemoryStream();
        Backup.Write(restored.Database, again, desk.Desk.Now, _ => { }, Stop);
        Assert.Equal(LinesOf(File.ReadAllBytes(file)), LinesOf(again.ToArray()));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_backup_is_of_one_moment_while_others_write(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.Desk.Writer.DoAsync(write => Ripen.Settings.SettingStore.Set(write, Ripen.Settings.KnownSettings.DeskName, "before", desk.Desk.Now), Stop);
        using var session = desk.Desk.Database.Still();
        await desk.Desk.Writer.DoAsync(write => Ripen.Settings.SettingStore.Set(write, Ripen.Settings.KnownSettings.DeskName, "after", desk.Desk.Now), Stop);
        Assert.Equal("before", session.Single("select value from settings"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_backup_is_never_restored_over_a_desk(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        using var folder = new TempFolder();
        var file = Written(desk, folder.PathOf("desk.gz"));
        using var place = new TestDatabase(kind);
        await (await Desk.OpenAsync(PlaceOf(place), desk.Clock)).DisposeAsync();
        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => RestoreAsync(place, file));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("never restored over one", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_wrong_with_a_backup_is_said_and_leaves_nothing_behind(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        using var folder = new TempFolder();
        var whole = File.ReadAllBytes(Written(desk, folder.PathOf("desk.gz")));
        var lines = LinesOf(whole);
        var head = lines[0];
        (string Says, byte[] Bytes)[] wrong =
        [
            ("is damaged", whole[..(whole.Length / 2)]),
            ("is damaged", whole[..^12]),
            ("is cut off", Packed([.. lines[..^1]])),
            ("is cut off", Packed([.. lines[..(lines.Length / 2)]])),
            ("not those that were written", Packed([.. lines.Select(line => line.Replace("form_sent", "form_seen", StringComparison.Ordinal).Replace("Torfeld", "Torfelt", StringComparison.Ordinal))])),
            ("says otherwise", Packed([.. lines.Where((line, i) => !(line.StartsWith('[') && lines[i - 1].StartsWith('{')))])),
            ("cannot be read", Packed([.. lines.Select(line => line.Replace("[\"main\",1,", "[\"main\",\"one\",", StringComparison.Ordinal))])),
            ("something follows its end", Packed([.. lines, "[]"])),
            ("newer Ripen", Packed([head.Replace($"\"schema\":{Migrator.Newest}", "\"schema\":999", StringComparison.Ordinal), .. lines[1..]])),
            ("no backup of Ripen", Packed(["{\"ripen\":\"lead\"}"])),
            ("no backup of Ripen", Encoding.UTF8.GetBytes("id,email\n1,ann@example.com\n")),
            ("no backup of Ripen", []),
        ];
        // One place for all: each leaves it as empty as it was.
        using var place = new TestDatabase(kind);
        foreach (var (says, bytes) in wrong)
        {
            var file = folder.Write("wrong.gz", bytes);
            var target = PlaceOf(place) with { Folder = Path.Combine(place.DataFolder, "new") };
            var refused = await Assert.ThrowsAsync<InputRefusedException>(() => Restore.RunAsync(target, file, TestDesk.Start, _ => { }, Stop));
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(target.Folder));
            if (kind == DatabaseKinds.Postgres) Assert.Empty(TablesOf(place));
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task From_the_command_line_beside_a_server_and_back(string kind)
    {
        using var database = new TestDatabase(kind);
        using var folder = new TempFolder();
        var file = folder.PathOf("desk.gz");
        string[] desk = ["--data", database.DataFolder, .. database.ConnectionString is { } connection ? ["--database", connection] : (string[])[]];
        using (var server = await Server.StartAsync(database.DataFolder, desk[2..]))
        {
            var made = Cli.Run(["backup", file, .. desk]);
            Assert.True(made.ExitCode == 0, made.Errors);
            Assert.Equal(2, Cli.Run(["backup", file, .. desk]).ExitCode);
            Assert.Equal(0, Cli.Run(["backup", file, "--replace", .. desk]).ExitCode);
            var missing = Cli.Run(["backup", folder.PathOf("nowhere/desk.gz"), .. desk]);
            Assert.Equal((2, true), (missing.ExitCode, missing.Errors.Contains("Make it first", StringComparison.Ordinal)));
            var over = Cli.Run(["restore", file, .. desk]);
            Assert.Equal(kind == DatabaseKinds.Sqlite ? 3 : 2, over.ExitCode);
            await server.StopAsync();
        }
        Assert.Equal(2, Cli.Run(["restore", file, .. desk]).ExitCode);
        using var other = new TestDatabase(kind);
        string[] place = ["--data", other.DataFolder, .. other.ConnectionString is { } to ? ["--database", to] : (string[])[]];
        var restored = Cli.Run(["restore", file, .. place]);
        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Equal(0, Cli.Run(["verify", "--all", .. place]).ExitCode);
        Assert.Equal([Path.GetFileName(file)], Directory.EnumerateFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName));
    }

    private static string Written(TestDesk desk, string file)
    {
        using var stream = File.Create(file);
        Backup.Write(desk.Desk.Database, stream, desk.Desk.Now, _ => { }, Stop);
        return file;
    }

    private static Task<BackupEnd> RestoreAsync(TestDatabase place, string file) => Restore.RunAsync(PlaceOf(place), file, TestDesk.Start, _ => { }, Stop);

    private static DeskPlace PlaceOf(TestDatabase place) => new(place.DataFolder, place.ConnectionString);

    private static List<string> TablesOf(TestDatabase place)
    {
        using var session = Database.At(PlaceOf(place)).Read();
        return [.. Schema.Read(session).Select(table => table.Name)];
    }

    private static string[] LinesOf(byte[] backup)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(backup), CompressionMode.Decompress));
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static byte[] Packed(string[] lines)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Fastest)) packed.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return bytes.ToArray();
    }
}
