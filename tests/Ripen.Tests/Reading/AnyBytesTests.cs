using System.Text;
using CsCheck;
using Ripen.Reading;
using Xunit;

namespace Ripen.Tests.Reading;

/// <summary>Whatever a file holds, it is read or refused with a sentence; nothing else ever happens.</summary>
public class AnyBytesTests
{
    [Fact]
    public void Any_bytes() => Gen.Byte.Array[0, 300].Sample(Answers, iter: 1000);

    [Fact]
    public void Anything_that_resembles_CSV() =>
        Gen.String[Gen.Char["ab,;\t|\"\"\"\r\n\n #'\0é€"], 0, 400].Sample(text => Answers(Encoding.UTF8.GetBytes("id,a" + text)), iter: 1000);

    [Fact]
    public void Anything_that_resembles_NDJSON() =>
        Gen.String[Gen.Char["{}[]\"\"::,,\\u1tfn.-e\n é"], 0, 200].Sample(
            text => Answers(Encoding.UTF8.GetBytes("{\"a\":1}\n{\"b\":" + text + "\n{" + text)), iter: 1000);

    [Fact]
    public void Good_files_with_a_few_bytes_changed() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[0, 6], Gen.OneOf(Gen.Const("utf-8"), Gen.Const("utf-16"))).Sample(
            (json, changes, coding) =>
            {
                var text = string.Concat(Enumerable.Range(0, 30).Select(i => json ? $"{{\"id\":\"L{i}\",\"n\":[{i},\"ä\\n\"]}}\n" : $"L{i},\"x\"\"{i}\",ä\r\n"));
                var bytes = Encoding.GetEncoding(coding).GetBytes(json ? text : "id,n,o\n" + text);
                foreach (var (place, value) in changes) bytes[place % bytes.Length] = value;
                Answers(bytes);
            },
            iter: 1000);

    private static void Answers(byte[] bytes)
    {
        try
        {
            var table = Table.Read(bytes);
            Assert.Equal(table.Rows.Length, table.Numbers.Distinct().Count());
            _ = table.Reports.ToString();
        }
        catch (InputRefusedException refusal)
        {
            Assert.StartsWith("leads.csv", refusal.Message, StringComparison.Ordinal);
        }
    }
}
