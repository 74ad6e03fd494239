using System.Globalization;

namespace Ripen.Bench;

/// <summary>Beacons sent to a real server, each acknowledged when it is durable, while the server looks at what came.</summary>
internal static class BeaconBenchmark
{
    private const string Site = "https://www.bench.example";

    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        using var desk = new BenchDatabase(kind);
        using var made = RipenProgram.Run(desk, "settings", "set", "sites", Site);
        using var server = RipenProgram.Serve(desk);
        RipenProgram.Demand(server, HttpMethod.Post, "/t");
        var load = BeaconLoad.Run(new Uri(server.Client.BaseAddress!, "/t"), Site);
        if (desk.Count("select count(*) from visits") < load.Done) throw new InvalidOperationException("Acknowledged visits are not there.");
        yield return new(name, load.PerSecond, "beacons/s", string.Create(CultureInfo.InvariantCulture, $"{desk.Terms}; {load.Says}; peak memory {server.Process.PeakMegabytes:0} MB"));
    }
}
