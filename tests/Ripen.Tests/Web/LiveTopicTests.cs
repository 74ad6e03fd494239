using Ripen.Storage;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Web;

public class LiveTopicTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_failed_is_counted_in_an_index_that_has_nothing_else(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        using var session = new Session(desk.Desk.Database, desk.Desk.Database.Writer());
        var plan = new List<string>();
        // Of a table without rows PostgreSQL reads all, whatever its indexes are.
        if (session.IsPostgres) session.Execute("set enable_seqscan = off");
        session.Read($"explain {(session.IsPostgres ? "" : "query plan ")}{LiveTopic.Failed}", row => plan.Add(row.GetString(session.IsPostgres ? 0 : 3)));
        Assert.Contains("due_work_failed", string.Join('\n', plan), StringComparison.Ordinal);
    }
}
