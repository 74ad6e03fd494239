using Ripen.Nurture;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Nurture;

public sealed class ProgrammeWordingTests
{
    public static TheoryData<string> Shipped() => ["warm-evaluate", "cold-stay-useful", "recycled-not-now", "wrong-contact"];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_programme_reads_without_a_remark_and_is_said_as_approved(string name)
    {
        var reading = ProgrammeReader.Read(Text($"{name}.yaml"));
        Assert.Empty(reading.Remarks);
        Assert.Equal(name, reading.Programme!.Name);
        Assert.InRange(reading.Programme.Steps.Count, 3, 8);
        Assert.InRange(ProgrammeFlow.LongestDays(reading.Programme), 21, 140);
        Assert.Contains("unsubscribed", reading.Programme.LeaveOn);
        Assert.Contains(ProgrammeWording.AsText(reading.Programme), Text("wording.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_jump_is_told_at_both_its_ends()
    {
        var worded = ProgrammeWording.Of(ProgrammeReader.Read(SmallProgramme.With()).Programme!);
        Assert.Equal("A run ends at once when they answer a mail or request a demo.", worded.Leaves);
        Assert.Equal("Wait until they click in a mail or look at pricing, 7 days at most; if they do not, go on with step 6.", worded.Steps[2].Text);
        Assert.Equal((6, StepKind.WaitFor), (worded.Steps[2].Otherwise, worded.Steps[2].Kind));
        Assert.Equal((ValueList<int>)[3], worded.Steps[5].ComesFrom);
        Assert.Equal("Then the run is over.", worded.Ends);
    }

    [Theory]
    [InlineData("wait: 2 days", "9 days")]
    [InlineData("wait: 3 weeks", "4 weeks")]
    [InlineData("wait: 1 hour", "8 days")]
    public void It_says_how_long_it_takes_at_most(string first, string length) =>
        Assert.Equal(length, ProgrammeWording.Length(ProgrammeReader.Read(SmallProgramme.With((5, $"  - {first}"))).Programme!));

    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Nurture", name));
}
