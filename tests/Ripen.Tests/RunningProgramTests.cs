using System.Diagnostics;
using Xunit;

namespace Ripen.Tests;

public sealed class RunningProgramTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_program_can_be_killed_while_it_runs()
    {
        using var program = Cli.Start("grade", "--sample");
        program.Kill();
        Assert.True(program.HasEnded);
        program.Kill(); // and once more does no harm
    }

    [Fact]
    public void What_a_program_says_is_there_while_it_runs_and_it_ends_when_told()
    {
        using var program = RunningProgram.Start("sh", ["-c", "trap 'echo bye; exit 7' TERM; echo here; while :; do sleep 0.01; done"]);
        for (var watch = Stopwatch.StartNew(); program.Output != "here\n" && watch.Elapsed < Limit; Thread.Sleep(5)) { }
        Assert.False(program.HasEnded);
        program.Terminate();
        Assert.True(program.WaitForEnd(Limit), program.Story);
        Assert.Equal(("here\nbye\n", 7), (program.Output, program.ExitCode));
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        using var folder = new TempFolder();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Server.StartAsync(folder.PathOf("data"), "--no-such-option"));
        Assert.Contains("no-such-option", failure.Message, StringComparison.Ordinal);
    }
}
