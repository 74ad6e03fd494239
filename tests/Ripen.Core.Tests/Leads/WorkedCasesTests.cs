using System.Globalization;
using System.Text.Json;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Leads;

/// <summary>1,200 verdicts worked out by others from the text of the language.</summary>
public sealed class WorkedCasesTests
{
    public static TheoryData<string> Folders() => [.. Directory.GetDirectories(CaseFolder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    private static string CaseFolder => Path.Combine(AppContext.BaseDirectory, "Cases");

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_verdict_is_as_worked_out(string folder)
    {
        var path = Path.Combine(CaseFolder, folder);
        var reading = AgreementReader.Read(File.ReadAllText(Path.Combine(path, "agreement.yaml")));
        Assert.True(reading.Agreement is not null, string.Join('\n', reading.Remarks));
        var plan = Plan.Of(reading.Agreement, new TouchKinds());
        var judge = new Judge(plan);
        var expected = File.ReadLines(Path.Combine(path, "expected.ndjson")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(40, expected.Count);
        var asOf = Instant.From(DateTimeOffset.Parse(expected[0].GetProperty("as_of").GetString()!, CultureInfo.InvariantCulture));
        var leads = CaseFiles.Leads(plan, path, asOf);
        var wrong = new List<string>();
        foreach (var (lead, want) in leads.Zip(expected))
        {
            var got = Shown(judge, lead, asOf);
            var wanted = Shown(want);
            if (got != wanted) wrong.Add($"{lead.Id}\n  wanted {wanted}\n  got    {got}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ\n" + string.Join('\n', wrong.Take(5)));
    }

    private static string Shown(Judge judge, Dossier lead, Instant asOf)
    {
        var outcome = judge.Of(lead, asOf);
        var agreement = judge.Plan.Agreement;
        var criteria = agreement.Criteria.Select((criterion, i) => $"{criterion.Name} {judge.Criterion(i).AsMet()}");
        var missing = judge.Missing();
        var until = new StandsUntil(judge.Plan).Of(lead, asOf);
        return $"{lead.Id} until {until} {agreement.Temperature[outcome.Temperature].Word} could be {agreement.Temperature[outcome.CouldBe].Word} fits {outcome.Fits.AsYesNo()} interest {outcome.Tenths} complete {outcome.IsComplete} qualified {outcome.Qualified.AsYesNo()} handover {outcome.IsHandover} [{string.Join(", ", criteria)}] missing [{string.Join(", ", missing)}]";
    }

    private static string Shown(JsonElement want)
    {
        var criteria = want.GetProperty("criteria").EnumerateObject().Select(property => $"{property.Name} {property.Value}");
        var missing = want.GetProperty("missing").EnumerateArray().Select(item => item.GetString());
        return $"{want.GetProperty("id")} until {want.GetProperty("stands_until")} {want.GetProperty("temperature")} could be {want.GetProperty("could_be")} fits {want.GetProperty("fits")} interest {Math.Round(want.GetProperty("interest").GetDouble() * 10)} complete {want.GetProperty("complete")} qualified {want.GetProperty("qualified")} handover {want.GetProperty("handover")} [{string.Join(", ", criteria)}] missing [{string.Join(", ", missing)}]";
    }
}

internal static class CaseFiles
{
    public static List<Dossier> Leads(Plan plan, string folder, Instant asOf)
    {
        var reader = new StatementReader(plan);
        var leads = new List<Dossier>();
        var lines = File.ReadAllLines(Path.Combine(folder, "leads.csv"));
        var header = lines[0].Split(',');
        for (var row = 1; row < lines.Length; row++)
        {
            var cells = lines[row].Split(',');
            var lead = new Dossier(plan.Facts) { Id = cells[0] };
            for (var i = 1; i < cells.Length; i += 2)
            {
                var fact = plan.Facts.PlaceOf(header[i]);
                var at = asOf;
                if (cells[i + 1].Length > 0) Assert.True(InstantText.TryParse(cells[i + 1], plan.Zone, out at, out _));
                foreach (var text in plan.Facts.All[fact].Several ? cells[i].Split('|') : [cells[i]]) reader.Add(lead, fact, text, at, Origin.Import, row);
            }
            leads.Add(lead);
        }
        foreach (var line in File.ReadLines(Path.Combine(folder, "touches.csv")).Skip(1))
        {
            var cells = line.Split(',');
            Assert.True(InstantText.TryParse(cells[2], plan.Zone, out var at, out _));
            leads.Find(lead => lead.Id == cells[0])?.Add(new Touch(at, plan.Kinds.IdOf(cells[1])));
        }
        foreach (var lead in leads) lead.Seal();
        return leads;
    }
}
