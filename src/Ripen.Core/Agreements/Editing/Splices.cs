using System.Text;

namespace Ripen.Agreements;

/// <summary>What is to be written in the place of stretches of a text that do not overlap.</summary>
internal sealed class Splices
{
    private readonly List<(int From, int To, string Text)> all = [];

    public void Put(int from, int to, string text) => all.Add((from, to, text));

    public void Insert(int at, string text) => Put(at, at, text);

    public string In(string text)
    {
        var written = new StringBuilder(text.Length + 100);
        var next = 0;
        foreach (var (from, to, put) in all.OrderBy(splice => splice.From))
        {
            written.Append(text, next, from - next).Append(put);
            next = to;
        }
        return written.Append(text, next, text.Length - next).ToString();
    }
}
