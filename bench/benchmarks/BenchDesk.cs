using System.Globalization;
using System.Security.Cryptography;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>
/// A desk as it stands after some time: so many leads with ten touches each, brought in by <c>ripen import</c> and judged
/// under the benchmarks' agreement, planned for, about one in eighty handed over to fifty salespeople. It takes long to make, so it is kept for the day, and every measurement gets a copy.
/// </summary>
internal static class BenchDesk
{
    public const int Usual = 1_000_000;
    public const int Salespeople = 50;
    private const string Made = "made.txt";

    public static BenchDatabase Copy(string kind) => Copy(kind, out _);

    /// <param name="planned">How long it took to plan for all its leads, and to hand over the ripe ones.</param>
    public static BenchDatabase Copy(string kind, out TimeSpan planned)
    {
        var leads = BenchSize.Or(Usual);
        // Another day another desk: what is due on it depends on the day. Other tables, too.
        var key = Convert.ToHexStringLower(SHA256.HashData(Directory.EnumerateFiles(Path.Combine(BenchFolder.Repository, "src", "Ripen", "Storage", "Migrations")).Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes).ToArray()))[..8];
        var name = string.Create(CultureInfo.InvariantCulture, $"ripen_desk_{leads}_{DateTimeOffset.UtcNow:yyyyMMdd}_{key}");
        var folder = Path.Combine(BenchFolder.Kept, "desks", $"{kind}_{name}");
        var isMade = File.Exists(Path.Combine(folder, Made)) && (kind == BenchDatabase.Sqlite || BenchPostgres.Exists(name));
        if (!isMade) Make(kind, leads, name, folder);
        planned = TimeSpan.FromSeconds(double.Parse(File.ReadAllText(Path.Combine(folder, Made)), CultureInfo.InvariantCulture));
        return new BenchDatabase(kind, kind == BenchDatabase.Postgres ? name : folder);
    }

    /// <summary>
    /// Puts an agreement in force as the program does, but asks nobody to judge the leads: that is what is measured.
    /// </summary>
    public static void PutInForce(BenchDatabase desk, string agreement)
    {
        var now = DateTimeOffset.UtcNow;
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(agreement)));
        desk.Execute(
            """
            insert into agreements (line, version, name, text, hash, in_force_from, proposed_at, proposed_by, in_force_at, activated_by)
            select 'main', max(version) + 1, 'Benchmark', @text, @hash, @now, @now, 'bench', @now, 'bench' from agreements where line = 'main'
            """,
            ("@text", agreement), ("@hash", hash), ("@now", now));
        desk.Execute("insert into versions (name, version) values ('agreements', 1) on conflict (name) do update set version = versions.version + 1");
    }

    private static void Make(string kind, int leads, string name, string folder)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  making a desk of {leads:N0} leads, which is kept for today"));
        using var files = BenchFolder.New();
        using var desk = new BenchDatabase(kind);
        var (leadFile, touchFile) = (files.PathOf("leads.csv"), files.PathOf("touches.csv"));
        using (var writer = new StreamWriter(leadFile)) LeadsCsv.Write(Inputs.Leads.Generate(leads, seed: 1), writer);
        using (var writer = new StreamWriter(touchFile)) Touches.Write(leads, DateTimeOffset.UtcNow.AddHours(-1), writer);
        RipenProgram.Run(desk, "import", "list").Dispose();
        PutInForce(desk, BenchAgreement.Text(withInterest: true));
        Import(desk, "leads", leadFile);
        Import(desk, "touches", touchFile);
        Check(desk, "leads", leads, "select count(*) from leads where ended is null and judged_at is not null");
        for (var i = 1; i <= Salespeople; i++) RipenProgram.AddSalesperson(desk, i);
        var planned = RipenProgram.DoWhatIsDue(desk);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    planned: {planned.TotalSeconds:0.0} s"));
        Check(desk, "touches", (long)leads * Touches.Each, "select count(*) from touches where import = (select import from imports where what = 'touches')");
        Keep(desk, name, folder, planned);
    }

    private static void Import(BenchDatabase desk, string what, string file)
    {
        using var import = RipenProgram.Run(desk, "import", what, file);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    import {what}: {import.Took.TotalSeconds:0.0} s, peak memory {import.PeakMegabytes:0} MB"));
    }

    private static void Check(BenchDatabase desk, string what, long expected, string sql)
    {
        var found = desk.Count(sql);
        if (found != expected) throw new InvalidOperationException($"The desk has {found} {what}, not {expected}.");
    }

    private static void Keep(BenchDatabase desk, string name, string folder, TimeSpan planned)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        if (desk.IsPostgres)
        {
            // As autovacuum leaves it by and by.
            desk.Execute("vacuum analyze");
            BenchPostgres.Drop(name);
            using (var pooled = new Npgsql.NpgsqlConnection(desk.Connection)) Npgsql.NpgsqlConnection.ClearPool(pooled);
            BenchPostgres.Create(name, desk.Name);
        }
        else foreach (var file in Directory.EnumerateFiles(desk.Folder)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(folder, Made), planned.TotalSeconds.ToString(CultureInfo.InvariantCulture));
    }
}
