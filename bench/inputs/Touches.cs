using System.Globalization;
using System.Text;

namespace Ripen.Bench.Inputs;

/// <summary>What the leads of the benchmarks did: ten touches each, within two months in the last two years.</summary>
public static class Touches
{
    public const int Each = 10;

    public static readonly string[] Kinds = ["page_viewed", "page_viewed", "page_viewed", "mail_opened", "mail_clicked", "pricing_viewed", "form_sent", "webinar_attended"];

    private const int LongestAgo = 730 * 86_400;
    private const int Active = 60 * 86_400;

    /// <summary>Those of one lead, the earliest first. Most leads of a desk have been quiet for long, and so are these.</summary>
    public static IEnumerable<(string Kind, DateTimeOffset At)> Of(int lead, DateTimeOffset now)
    {
        var began = now.AddSeconds(-(Active + (Scattered(lead) % (LongestAgo - Active))));
        for (var i = 0; i < Each; i++)
            yield return (Kinds[Scattered((lead * Each) + i) % Kinds.Length], began.AddSeconds((i * (Active / Each)) + (Scattered(lead + i) % (Active / Each))));
    }

    /// <summary>The touches of all leads as <c>ripen import touches</c> reads them, a lead's together.</summary>
    public static void Write(int leads, DateTimeOffset now, TextWriter to)
    {
        to.NewLine = "\n";
        to.WriteLine("lead,kind,at");
        for (var lead = 0; lead < leads; lead++)
        {
            foreach (var (kind, at) in Of(lead, now)) to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"L{lead + 1},{kind},{at:yyyy-MM-ddTHH:mm:ssZ}"));
        }
    }

    /// <summary>A batch as it is sent over HTTP, a line of JSON a touch, each of another lead.</summary>
    /// <param name="first">The number of its first touch; the lines of no two batches have the same.</param>
    public static byte[] Batch(string run, int first, int count, int leads, DateTimeOffset at)
    {
        var lines = new StringBuilder(count * 140);
        for (var i = first; i < first + count; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $$"""{"id":"{{run}}-{{i}}","kind":"{{Kinds[i % Kinds.Length]}}","at":"{{at:yyyy-MM-ddTHH:mm:ss.ffffffZ}}","external_id":"L{{(Scattered(i) % leads) + 1}}","page":"/pages/{{i % 200}}"}""").Append('\n');
        }
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    /// <summary>A number that looks like chance and is the same everywhere.</summary>
    public static int Scattered(int number)
    {
        var z = ((ulong)number + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) >> 34);
    }
}
