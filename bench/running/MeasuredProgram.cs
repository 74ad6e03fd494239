using System.Diagnostics;
using System.Globalization;
using Ripen.Tests;

namespace Ripen.Bench;

/// <summary>A program in a process of its own, with its clock and what the system says of its memory.</summary>
internal sealed class MeasuredProgram : IDisposable
{
    private readonly RunningProgram program;
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly Thread watching;
    private TimeSpan took;
    private double peak;

    /// <param name="file">An assembly for <c>dotnet</c>, or a program.</param>
    public MeasuredProgram(string file, params string[] args)
    {
        var isAssembly = file.EndsWith(".dll", StringComparison.Ordinal);
        program = RunningProgram.Start(isAssembly ? "dotnet" : file, isAssembly ? [file, .. args] : args);
        watching = new Thread(Watch) { IsBackground = true };
        watching.Start();
    }

    public bool HasEnded => program.HasEnded;

    public string Output => program.Output;

    public string Errors => program.Errors;

    public string Story => program.Story;

    public int ExitCode => program.ExitCode;

    /// <summary>Of one that has ended.</summary>
    public TimeSpan Took => took;

    /// <summary>The largest memory it has had so far, in MB (10^6 bytes).</summary>
    public double PeakMegabytes => Math.Max(peak, Memory("VmHWM:"));

    /// <summary>The memory it has now, in MB (10^6 bytes).</summary>
    public double Megabytes => Memory("VmRSS:");

    public TimeSpan Age => Stopwatch.GetElapsedTime(began);

    /// <summary>Waits until it has ended well.</summary>
    public MeasuredProgram Finish(params ReadOnlySpan<int> expected)
    {
        program.WaitForEnd(Timeout.InfiniteTimeSpan);
        watching.Join();
        if (!expected.Contains(program.ExitCode)) throw new InvalidOperationException(program.Story);
        return this;
    }

    /// <summary>Asks a server to end, and waits until it has.</summary>
    public void Stop()
    {
        program.Terminate();
        if (!program.WaitForEnd(TimeSpan.FromSeconds(60))) throw new TimeoutException($"Asked to end, and still there: {program.Story}");
    }

    public void Dispose() => program.Dispose();

    private void Watch()
    {
        while (!program.WaitForEnd(TimeSpan.FromMilliseconds(20)))
        {
            peak = Math.Max(peak, Memory("VmHWM:"));
        }
        took = Age;
    }

    private double Memory(string what)
    {
        try
        {
            var line = File.ReadLines($"/proc/{program.Id}/status").FirstOrDefault(line => line.StartsWith(what, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
