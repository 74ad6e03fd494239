using Ripen.Leads;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Leads;

public class SearchPlanTests
{
    // PostgreSQL decides by what it has counted in the tables; SQLite by the words of the query alone.
    [Theory]
    [InlineData("q", "ann")]
    [InlineData("q", "ann@a.example.com")]
    [InlineData("organisation", "0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f")]
    [InlineData("changed_since", "2026-07-15T09:00:00Z")]
    [InlineData("stands_until", "2026-07-15T09:00:00Z")]
    public async Task SQLite_finds_few_leads_by_key_and_reads_no_others(string word, string value)
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        using var session = desk.Desk.Database.Read();
        var filter = LeadFilter.Of(desk.Desk, session, ListQuery.Of("/leads", (word, value)));
        var plan = new List<string>();
        session.Read($"explain query plan select * from leads where {string.Join(" and ", filter.Conditions)} order by interest desc limit 51", row => plan.Add(row.GetString(3)), [.. filter.Values]);
        Assert.NotEmpty(plan);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN leads", StringComparison.Ordinal) || step.EndsWith("(line=?)", StringComparison.Ordinal));
    }
}
