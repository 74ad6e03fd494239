using System.Security.Cryptography;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Simulation;

/// <summary><c>ripen simulate</c>, by the real program.</summary>
public sealed class SimulateCommandTests
{
    private static readonly string[] Kinds = ["leads", "touches", "decisions", "outcomes", "costs"];

    // What came out when this was written, on whatever machine: change it only with the simulated world itself.
    private const string KnownYear = "a0a8999d23381a3be4582ab9852dea2f632e4f97ea950f401e9175c33785f4b2";

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TempFolder();
        Simulate(folder.PathOf("a"), 3, 400);
        Simulate(folder.PathOf("b"), 3, 400);
        Simulate(folder.PathOf("c"), 4, 400);
        var files = Files(folder.PathOf("a"));
        Assert.Equal(["campaigns.csv", "costs.csv", "decisions.csv", "leads.csv", "outcomes.csv", "touches.csv", "truth/leads.csv", "truth/salespeople.csv"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(files, Files(folder.PathOf("b")));
        Assert.All((string[])["leads.csv", "touches.csv", "decisions.csv", "truth/leads.csv"], name => Assert.NotEqual(files[name], Files(folder.PathOf("c"))[name]));
        Assert.Equal(KnownYear, files["leads.csv"]);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public void A_year_is_imported_without_a_row_handed_back_and_the_desk_is_as_it_should_be(string kind)
    {
        using var folder = new TempFolder();
        using var database = new TestDatabase(kind);
        Simulate(folder.PathOf("year"), 5, 500);
        foreach (var what in Kinds)
        {
            var result = Cli.Run(["import", what, folder.PathOf($"year/{what}.csv"), .. Cli.At(database)]);
            Assert.True(result.ExitCode == 0, $"{what}: {result.Output}{result.Errors}");
        }
        Assert.Equal(0, Cli.Run(["verify", .. Cli.At(database)]).ExitCode);
    }

    [Fact]
    public void Nothing_is_written_over()
    {
        using var folder = new TempFolder();
        folder.Write("notes.txt", "mine");
        var refused = Cli.Run("simulate", "--leads", "10", "--out", folder.PathOf("."));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is not empty", refused.Errors, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.PathOf(".")));
    }

    [Theory]
    [InlineData("--leads", "0")]
    [InlineData("--leads", "many")]
    [InlineData("--until", "soon")]
    public void What_cannot_be_simulated_is_bad_usage(string option, string value)
    {
        using var folder = new TempFolder();
        Assert.Equal(2, Cli.Run("simulate", "--out", folder.PathOf("year"), option, value).ExitCode);
        Assert.False(Directory.Exists(folder.PathOf("year")));
    }

    [Fact]
    public void A_year_has_as_many_leads_as_were_asked_for_and_tells_nothing_that_comes_after_it()
    {
        foreach (var count in (int[])[1, 7, 300])
        {
            var leads = SimulatedVerdicts.Year(2, count);
            Assert.Equal(count, leads.Count);
            Assert.Equal(count, leads.Select(lead => lead.Id).Distinct(StringComparer.Ordinal).Count());
            Assert.All(leads, lead => Assert.True(lead.KnownFrom <= SimulatedVerdicts.End && lead.Touches.TrueForAll(touch => touch.KnownAt <= SimulatedVerdicts.End) && lead.Decisions.TrueForAll(decision => decision.At <= SimulatedVerdicts.End)));
        }
    }

    private static void Simulate(string folder, int seed, int leads)
    {
        var result = Cli.Run("simulate", "--seed", $"{seed}", "--leads", $"{leads}", "--out", folder);
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    private static Dictionary<string, string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), StringComparer.Ordinal);
}
