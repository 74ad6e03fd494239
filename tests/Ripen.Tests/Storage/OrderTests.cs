using CsCheck;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Mapping;
using Ripen.Storage;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Storage;

/// <summary>Order by id is order by time, and instants and ids come back as they were: raw and through the data library alike.</summary>
public class OrderTests
{
    [Table("organisations")]
    private sealed class Row
    {
        [Column("organisation_id"), PrimaryKey]
        public Guid Id { get; set; }

        [Column("known_at")]
        public DateTimeOffset KnownAt { get; set; }
    }

    [Fact]
    public void Ids_are_of_version_7_and_grow_whatever_the_clock_does() => Gen.Long[-5_000, 5_000].Array[1, 200].Sample(steps =>
    {
        var (ids, clock, made) = (new Ids(), TestDesk.Start, new List<Guid>());
        foreach (var step in steps)
        {
            clock = clock.AddTicks(step * TimeSpan.TicksPerMillisecond / 100);
            made.Add(ids.Next(clock));
        }
        Assert.All(made, id => Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11)));
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.Equal(made, made.OrderBy(id => Convert.ToHexString(DbValues.Bytes(id)), StringComparer.Ordinal));
    });

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Order_by_id_is_order_by_time_raw_and_by_the_data_library(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var (ids, generator) = (new Ids(), new Random(7));
        var clock = TestDesk.Start;
        var made = Enumerable.Range(0, 2_000).Select(_ => (Id: ids.Next(clock = clock.AddTicks(generator.Next(0, 20_000))), At: clock)).ToList();
        var shuffled = made.OrderBy(_ => generator.Next()).ToList();
        // Half each way, so that what the one writes the other must sort and read.
        await desk.Desk.Writer.DoAsync(write =>
        {
            write.Insert(Tables.Organisations, [.. shuffled.Take(1_000).Select(row => (object?[])[row.Id, null, null, row.At, null, null, null])]);
            using var linq = write.Linq();
            foreach (var (id, at) in shuffled.Skip(1_000)) linq.Insert(new Row { Id = id, KnownAt = at });
        }, TestContext.Current.CancellationToken);
        var kept = made.ConvertAll(row => (row.Id, DbValues.Kept(row.At)));
        var raw = new List<(Guid, DateTimeOffset)>();
        using (var session = desk.Desk.Database.Read()) session.Read("select organisation_id, known_at from organisations order by organisation_id", row => raw.Add((row.GetId(0), row.GetAt(1))));
        Assert.Equal(kept, raw);
        using var query = desk.Desk.Database.Query();
        var linqed = await query.GetTable<Row>().OrderBy(row => row.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(kept, linqed.Select(row => (row.Id, row.KnownAt)));
        var middle = made[1_000];
        Assert.Equal(middle.At, await query.GetTable<Row>().Where(row => row.Id == middle.Id).Select(row => row.KnownAt).SingleAsync(TestContext.Current.CancellationToken), TimeSpan.FromMicroseconds(1));
        Assert.Equal(kept.Count(row => row.Item2 > DbValues.Kept(middle.At)), await query.GetTable<Row>().CountAsync(row => row.KnownAt > middle.At, TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Instants_sort_and_come_back_to_the_microsecond_whatever_their_offset(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var offsets = Gen.Int[-14 * 60, 14 * 60].Select(minutes => TimeSpan.FromMinutes(minutes));
        var instants = Gen.DateTime[new DateTime(1900, 1, 2, 0, 0, 0, DateTimeKind.Unspecified), new DateTime(2200, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)].Select(offsets, (at, offset) => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Unspecified), offset)).Array[300].Single();
        await desk.Desk.Writer.DoAsync(write => write.Insert(Tables.Organisations, [.. instants.Select(at => (object?[])[Guid.NewGuid(), null, null, at, null, null, null])]), TestContext.Current.CancellationToken);
        using var query = desk.Desk.Database.Query();
        var sorted = await query.GetTable<Row>().OrderBy(row => row.KnownAt).Select(row => row.KnownAt).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(instants.Select(DbValues.Kept).Order(), sorted);
    }
}
