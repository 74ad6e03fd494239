using System.Diagnostics;
using System.Text;
using Ripen.Reading;
using Xunit;

namespace Ripen.Tests.Reading;

/// <summary>A line of 100 MB is answered soon and in little memory.</summary>
public class HugeLineTests
{
    private const long Allowed = 50_000_000;

    [Theory]
    [InlineData("id,name\n1,a\n2,\"", "\n")]
    [InlineData("id,name\n1,a\n2,", "\n3,c\n")]
    public void In_CSV_it_is_refused_with_its_row(string before, string after)
    {
        using var path = Huge(before, after);
        var allocated = Measure(() =>
        {
            var refusal = Assert.Throws<InputRefusedException>(() => Table.Read(InputFile.Open(path.Path)));
            Assert.Contains("row 3 is longer than 1,048,576 characters", refusal.Message, StringComparison.Ordinal);
        });
        Assert.InRange(allocated, 0, Allowed);
    }

    [Fact]
    public void As_a_CSV_header_it_is_refused()
    {
        using var path = Huge("id,", "\n");
        Assert.Contains("row 1 is longer", Assert.Throws<InputRefusedException>(() => Table.Read(InputFile.Open(path.Path))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"}\n{\"id\":\"3\"}\n")]
    [InlineData("\n{\"id\":\"3\"}")]
    public void In_NDJSON_it_is_skipped_and_reported(string after)
    {
        using var path = Huge("{\"id\":\"1\"}\n{\"id\":\"", after);
        var allocated = Measure(() =>
        {
            var table = Table.Read(InputFile.Open(path.Path));
            Assert.Equal([["1"], ["3"]], table.Rows);
            Assert.Equal([1L, 3L], table.Numbers);
            Assert.Equal((Faults.LineTooLong, 1L), (table.Reports.Groups[0].Kind, table.Reports.Total));
        });
        Assert.InRange(allocated, 0, Allowed);
    }

    [Fact]
    public void In_NDJSON_it_may_be_the_last()
    {
        using var path = Huge("{\"id\":\"1\"}\n{\"id\":\"", "");
        Assert.Equal([["1"]], Table.Read(InputFile.Open(path.Path)).Rows);
    }

    [Fact]
    public void A_line_of_nearly_1_MB_is_read()
    {
        var name = new string('x', RowReader.LongestRow - 100);
        Assert.Equal(name, Table.Read($"id,name\n1,{name}\n2,y\n").Rows[0][1]);
        Assert.Equal(name, Table.Read($"{{\"name\":\"{name}\"}}\n{{\"name\":\"y\"}}\n").Rows[0][0]);
    }

    private static TempPath Huge(string before, string after)
    {
        var path = new TempPath();
        using var file = File.Create(path.Path);
        file.Write(Encoding.UTF8.GetBytes(before));
        var block = new byte[1_000_000];
        block.AsSpan().Fill((byte)'x');
        for (var i = 0; i < 100; i++) file.Write(block);
        file.Write(Encoding.UTF8.GetBytes(after));
        return path;
    }

    /// <summary>Bytes allocated in all, which bounds the memory held. Ten seconds is far beyond what a slow machine needs.</summary>
    private static long Measure(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        action();
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
