using System.Xml.Linq;
using Ripen.Agreements;
using Xunit;

namespace Ripen.Tests.House;

/// <summary>What the documents show works.</summary>
public sealed class DocumentsTests
{
    private const string Run = "dotnet run --project src/Ripen -c Release -- ";

    public static TheoryData<string> Agreements() =>
        [.. Repository.Files.Where(file => (file.StartsWith("agreements/", StringComparison.Ordinal) || file.StartsWith("docs/examples/", StringComparison.Ordinal)) && file.EndsWith(".yaml", StringComparison.Ordinal) && !file.EndsWith(".map.yaml", StringComparison.Ordinal))];

    // A demo serves until it is stopped; the tests of the demo start it.
    public static TheoryData<string> Commands() =>
        [.. File.ReadLines(Repository.At("README.md")).Where(line => line.StartsWith(Run, StringComparison.Ordinal)).Select(line => line[Run.Length..]).Where(command => command != "demo")];

    [Theory]
    [MemberData(nameof(Agreements))]
    public void A_shipped_agreement_has_nothing_to_remark_and_is_read_aloud_in_ten_minutes(string file)
    {
        var reading = AgreementReader.Read(File.ReadAllText(Repository.At(file)));
        Assert.Empty(reading.Remarks);
        Assert.InRange(AgreementWords.ReadingTime(reading.Agreement!).TotalMinutes, 1, 10);
        Assert.Equal(reading.Agreement, AgreementReader.Read(AgreementWriter.Write(reading.Agreement!)).Agreement);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_readmes_commands_do_what_it_says(string command)
    {
        var args = command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(arg => arg.EndsWith(".yaml", StringComparison.Ordinal) ? Repository.At(arg) : arg);
        var result = Cli.Run([.. args]);
        Assert.True(result.ExitCode is 0 or 1, result.Errors);
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void The_readmes_picture_is_what_the_program_says()
    {
        var texts = XDocument.Load(Repository.At("docs/images/grade.svg")).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Replace('\u00a0', ' ')).ToList();
        var command = texts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["$", "ripen"], command.Take(2));
        Assert.Equal(Cli.Run(command[2..]).Lines, texts.Skip(1));
    }

    [Fact]
    public void The_guides_whole_agreement_is_one()
    {
        var lines = File.ReadAllLines(Repository.At("docs/agreement.md"));
        var start = Array.FindIndex(lines, line => line.StartsWith("agreement:", StringComparison.Ordinal));
        var text = string.Join('\n', lines.Skip(start).TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal)));
        Assert.Empty(AgreementReader.Read(text).Errors);
    }

    [Fact]
    public void The_guides_programme_is_one()
    {
        var text = string.Join('\n', File.ReadAllLines(Repository.At("docs/programmes.md")).SkipWhile(line => !line.StartsWith("programme:", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal)));
        Assert.Empty(Ripen.Nurture.ProgrammeText.Read(text).Remarks);
    }
}
