using Ripen.Storage;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Storage;

/// <summary>What is kept in memory is what everybody sees.</summary>
public class CachedTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_a_transaction_changed_and_took_back_is_not_kept(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var reads = 0;
        var cached = new Cached<string>("test", session =>
        {
            reads++;
            return $"{session.Count("select count(*) from settings")}";
        });
        var none = await desk.Desk.Writer.DoAsync(cached.Of, TestContext.Current.CancellationToken);
        Assert.Equal(none, await desk.Desk.Writer.DoAsync(cached.Of, TestContext.Current.CancellationToken));
        Assert.Equal(1, reads);
        var seen = "";
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Desk.Writer.DoAsync(
            write =>
            {
                write.Execute("insert into settings (name, value, version, changed_at) values ('test', 'x', 1, @now)", ("@now", desk.Desk.Now));
                Versions.Raise(write, "test");
                seen = cached.Of(write);
                throw new InvalidOperationException("No.");
            },
            TestContext.Current.CancellationToken));
        Assert.NotEqual(none, seen);
        await desk.Desk.Writer.DoAsync(write => Versions.Raise(write, "test"), TestContext.Current.CancellationToken);
        Assert.Equal(none, await desk.Desk.Writer.DoAsync(cached.Of, TestContext.Current.CancellationToken));
    }
}
