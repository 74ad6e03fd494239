using System.Globalization;
using System.Text.RegularExpressions;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary><c>ripen judge</c> over a whole desk: nothing changed, then an agreement that few and one that all leads fare otherwise under.</summary>
internal static partial class JudgeDeskBenchmark
{
    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        RipenProgram.Demand("judge");
        using var desk = BenchDesk.Copy(kind);
        yield return Judge(name + "-again", kind, desk, null);
        yield return Judge(name + "-some", kind, desk, BenchAgreement.SomeFareOtherwise);
        yield return Judge(name + "-all", kind, desk, BenchAgreement.AllFareOtherwise);
    }

    private static Measurement Judge(string name, string kind, BenchDatabase desk, string? agreement)
    {
        var before = Verdicts(desk);
        if (agreement is not null) BenchDesk.PutInForce(desk, agreement);
        using var judge = RipenProgram.Run(desk, "judge");
        var (leads, after) = (BenchSize.Or(BenchDesk.Usual), Verdicts(desk));
        var otherwise = before.Zip(after).Count(pair => pair.First != pair.Second);
        // What the program counts as changed may be more: a verdict names the agreement's version.
        var written = Written().Match(judge.Output) is { Success: true } said ? said.Groups["count"].Value : "?";
        return new Measurement(name, leads / judge.Took.TotalSeconds, "leads/s", string.Create(CultureInfo.InvariantCulture, $"{desk.Terms}; {leads:N0} leads with {Touches.Each} touches each, whole process, {judge.Took.TotalSeconds:0.0} s; {100.0 * otherwise / leads:0.0} % of verdicts otherwise but for the version, the program counts {written}; peak memory {judge.PeakMegabytes:0} MB"));
    }

    // In one order, so that two of them can be laid side by side.
    private static List<int> Verdicts(BenchDatabase desk)
    {
        var all = new List<int>();
        using var connection = desk.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(temperature, 9) * 1000 + coalesce(could_be, 9) * 100 + (coalesce(buying_stage, -1) + 1) * 10 + coalesce(qualified, 9) from leads order by person_id, lead";
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        while (reader.Read()) all.Add(reader.GetInt32(0));
        return all;
    }

    [GeneratedRegex("of (?<count>[0-9,]+) something else", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
