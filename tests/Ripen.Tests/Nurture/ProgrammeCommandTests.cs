using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests.Nurture;

/// <summary><c>ripen programme</c>, as a process of its own.</summary>
public sealed class ProgrammeCommandTests
{
    private static readonly string Warm = Repository.At("programmes/warm-evaluate.yaml");

    [Fact]
    public void A_file_is_read_out_or_what_is_wrong_with_it_is_told()
    {
        using var folder = new TempFolder();
        var right = Cli.Run("programme", "check", Warm);
        Assert.Equal((0, ""), (right.ExitCode, right.Errors));
        Assert.Contains("  2. Wait 5 days.", right.Output, StringComparison.Ordinal);
        var wrong = folder.Write("wrong.yaml", File.ReadAllText(Warm).Replace("5 days", "five days", StringComparison.Ordinal).Replace("desk.name }}", "desk.nam }}", StringComparison.Ordinal));
        var told = Cli.Run("programme", "check", wrong);
        Assert.Equal((2, ""), (told.ExitCode, told.Output));
        Assert.Contains("wrong.yaml:43:11: error: 'wait': A time is a whole number and a unit.", told.Errors, StringComparison.Ordinal);
        Assert.Contains("There is no value 'desk.nam'. Did you mean 'desk.name'?", told.Errors, StringComparison.Ordinal);
        Assert.Contains("\"valid\":false", Cli.Run("programme", "check", wrong, "--format", "json").Output, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run("programme", "check", folder.PathOf("none.yaml")).ExitCode);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public void It_is_listed_saved_shown_paused_and_its_coverage_told(string kind)
    {
        using var database = new TestDatabase(kind);
        using var folder = new TempFolder();
        string[] at = Cli.At(database);
        Assert.Contains("warm-evaluate", Cli.Run(["programme", "list", .. at]).Output, StringComparison.Ordinal);
        var slower = folder.Write("slower.yaml", File.ReadAllText(Warm).Replace("5 days", "6 days", StringComparison.Ordinal));
        var saved = Cli.Run(["programme", "save", slower, "--format", "csv", .. at]);
        Assert.Equal((0, true), (saved.ExitCode, saved.Output.Contains("warm-evaluate,2,open", StringComparison.Ordinal)));
        Assert.Contains("version 2 already", Cli.Run(["programme", "save", slower, .. at]).Errors, StringComparison.Ordinal);
        Assert.Contains("Wait 6 days.", Cli.Run(["programme", "show", "warm-evaluate", .. at]).Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Warm), Cli.Run(["programme", "show", "warm-evaluate", "--version", "1", "--text", .. at]).Output);
        Assert.Equal(2, Cli.Run(["programme", "show", "none", .. at]).ExitCode);
        Assert.Equal(0, Cli.Run(["programme", "pause", "warm-evaluate", .. at]).ExitCode);
        Assert.Equal(1, Cli.Run(["programme", "pause", "warm-evaluate", .. at]).ExitCode);
        Assert.Contains("temperature", Cli.Run(["programme", "coverage", .. at]).Output, StringComparison.Ordinal);
        var proposed = Cli.Run(["agreement", "propose", folder.Write("bant.yaml", File.ReadAllText(Repository.At("agreements/bant.yaml")).Replace("programme: cold-stay-useful", "programme: nowhere", StringComparison.Ordinal)), .. at]);
        Assert.Equal(0, proposed.ExitCode);
        foreach (var name in (string[])["nowhere", "warm-evaluate (paused)"]) Assert.Contains($"warning: Under nurture it names a programme into which nobody comes on this desk: {name}", proposed.Errors, StringComparison.Ordinal);
    }
}
