using System.Text.RegularExpressions;

namespace Ripen.Bench;

/// <summary>One question of <c>bench/queries.md</c>, asked of a running server again and again, with other values each time.</summary>
/// <param name="NextOf">Where the page after an answer begins; empty after the last, and then the first comes again.</param>
internal sealed record Asking(MeasuredServer Server, string Accept, Func<byte[], string> NextOf)
{
    public const int Calls = 200;
    public const int WarmUp = 20;

    public Latencies Ask(string question, List<QueryValues> values)
    {
        var (latencies, next, isWalk) = (new Latencies(), "", question.Contains(NamedQuery.Next, StringComparison.Ordinal));
        for (var i = -WarmUp; i < values.Count; i++)
        {
            var address = At(values[(i + values.Count) % values.Count].In(question), next);
            byte[] answer = [];
            if (i < 0) answer = Server.Get(address, Accept);
            else latencies.Time(() => answer = Server.Get(address, Accept));
            if (isWalk) next = NextOf(answer);
        }
        return latencies;
    }

    private static string At(string address, string next) =>
        next.Length > 0 ? address.Replace(NamedQuery.Next, Uri.EscapeDataString(next), StringComparison.Ordinal) : Regex.Replace(address, "[?&]cursor=" + Regex.Escape(NamedQuery.Next), "", RegexOptions.None, TimeSpan.FromSeconds(1));
}
