using Ripen.Agreements;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>Hands out how leads of a line are judged now, and keeps what is compiled while the agreement stays. Not for several threads at once.</summary>
internal sealed class JudgingByLine(AgreementStore agreements)
{
    private readonly Dictionary<string, Judging> byLine = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">No agreement is in force in the line.</exception>
    public Judging Of(Session session, string line, DateTimeOffset now)
    {
        var agreement = agreements.InForce(session, line, now) ?? throw new InvalidOperationException($"No agreement is in force in line {line}.");
        if (!byLine.TryGetValue(line, out var judging) || judging.Agreement != agreement) byLine[line] = judging = new(agreement, agreements);
        return judging;
    }
}
