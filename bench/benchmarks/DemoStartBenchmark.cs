using System.Globalization;

namespace Ripen.Bench;

/// <summary><c>ripen demo</c> of its usual size, from nothing until its first page is there.</summary>
internal static class DemoStartBenchmark
{
    public static Measurement Run(string name)
    {
        RipenProgram.Demand("demo");
        using var demo = RipenProgram.Demo();
        return new(name, demo.Ready.TotalSeconds, "s", string.Create(CultureInfo.InvariantCulture, $"SQLite; start of the process until / answers, once, cold; peak memory {demo.Process.PeakMegabytes:0} MB"));
    }
}
