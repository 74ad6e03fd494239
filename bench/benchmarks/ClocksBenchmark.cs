using System.Globalization;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>Two thousand leads handed over at once, all of them late a minute later: how long after its time each clock fires.</summary>
internal static class ClocksBenchmark
{
    private const int Usual = 2_000;

    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        var leads = BenchSize.Or(Usual);
        using var folder = BenchFolder.New();
        using var desk = new BenchDatabase(kind);
        var file = folder.PathOf("leads.csv");
        using (var writer = new StreamWriter(file)) LeadsCsv.Write(Inputs.Leads.Generate(leads, seed: 1), writer);
        RipenProgram.Run(desk, "import", "list").Dispose();
        BenchDesk.PutInForce(desk, BenchAgreement.Hasty);
        for (var i = 1; i <= BenchDesk.Salespeople; i++) RipenProgram.AddSalesperson(desk, i);
        RipenProgram.Run(desk, "import", "leads", file).Dispose();
        var handedOver = RipenProgram.DoWhatIsDue(desk);
        var due = desk.Count("select count(*) from handovers where ended_at is null and late_at is null and accept_by is not null");
        if (due < leads * 9 / 10) throw new InvalidOperationException($"Of {leads} leads only {due} wait for a clock.");
        using var server = RipenProgram.Serve(desk);
        for (var i = 0; i < 180 && desk.Count("select count(*) from handovers where late_at is null") > 0; i++) Thread.Sleep(1000);
        if (desk.Count("select count(*) from handovers where late_at is null") is > 0 and var missing) throw new InvalidOperationException($"{missing} clocks have not fired.");
        var span = desk.Count($"select {Seconds(desk, "max(accept_by)", "min(accept_by)")} from handovers");
        var last = desk.Count($"select max({Seconds(desk, "late_at", "accept_by")}) from handovers");
        var seconds = desk.Count($"select {Seconds(desk, "max(late_at)", "min(late_at)")} from handovers");
        yield return new(name, last, "s", string.Create(CultureInfo.InvariantCulture, $"{desk.Terms}; {due:N0} clocks that run out within {span + 1} s fired within {seconds + 1} s, the one that waited longest {last} s after its time; handing over took {handedOver.TotalSeconds:0.0} s"));
    }

    // Whole seconds between two instants, as each database keeps them.
    private static string Seconds(BenchDatabase desk, string later, string earlier) => desk.IsPostgres ? $"cast(extract(epoch from {later} - {earlier}) as bigint)" : $"({later} - {earlier}) / 1000000";
}
