using System.Text.Json;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests.Grading;

/// <summary>Real exports, judged by the agreements and mappings under docs/examples. The data lie beside the repository or are absent.</summary>
public sealed class RealDataTests
{
    [Theory]
    [InlineData("xeducation", "xeducation/Leads.csv", "2026-11-16", 9240)]
    [InlineData("olist", "olist/olist_marketing_qualified_leads_dataset.csv", "2018-05-31T18:00:00Z", 8000)]
    public void Every_row_of_a_real_export_gets_its_verdict(string example, string file, string asOf, int rows)
    {
        var data = Path.Combine(Repository.Root, "..", "shared", "data", file);
        if (!File.Exists(data)) Assert.Skip($"The real data are not here: {file}");
        var examples = Path.Combine(Repository.Root, "docs", "examples");
        var result = Cli.Run("grade", "--agreement", Path.Combine(examples, $"{example}.yaml"), "--map", Path.Combine(examples, $"{example}.map.yaml"), data, "--as-of", asOf, "--format", "ndjson");
        Assert.True(result.ExitCode is 0 or 1, result.Errors);
        var verdicts = result.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(rows, verdicts.Count);
        Assert.Equal(rows, verdicts.Select(verdict => verdict.GetProperty("id").GetString()).Distinct().Count());
        foreach (var temperature in new[] { "hot", "warm", "cold" })
        {
            var share = verdicts.Count(verdict => verdict.GetProperty("temperature").GetString() == temperature) / (double)rows;
            Assert.InRange(share, 0.02, 0.9);
        }
        Assert.DoesNotContain("column is no fact", result.Errors, StringComparison.Ordinal);
    }
}
