using System.Collections.Frozen;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>How lists of who attended say that somebody did not: in English, German, French and Spanish.</summary>
internal static class AttendanceWords
{
    private static readonly FrozenSet<string> No = new[]
    {
        "no", "false", "0", "n", "-", "–", "none", "n/a", "not attended", "did not attend", "no show", "absent", "missed", "cancelled", "canceled", "declined", "0 min", "0 mins", "0 minutes",
        "nein", "falsch", "nicht teilgenommen", "nicht erschienen", "abgesagt", "0 minuten", "non", "faux", "pas venu", "annulé", "no asistió", "falso", "ausente", "cancelado",
    }.Select(word => Folded.From(word)).ToFrozenSet(StringComparer.Ordinal);

    public static bool SaysNo(ReadOnlySpan<char> text) => Folded.From(text) is var folded && (folded.Length == 0 || No.Contains(folded));
}
