using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>Tells of kinds of touches that nobody knows: probably a slip of the pen, and then they never happen.</summary>
internal sealed class UnseenKinds(Agreement agreement, AgreementPlaces places, Remarks remarks)
{
    private readonly HashSet<string> earning = [.. (agreement.Interest?.Points ?? []).Select(points => points.Kind)];

    public void Look()
    {
        LookAtTests();
        LookAtPoints();
    }

    private void LookAtTests()
    {
        var tests = Lines.Of(agreement).SelectMany(line => Lines.Within(line.When)).OfType<Behaviour>();
        foreach (var test in tests.Where(test => test.Kind is not null && !earning.Contains(test.Kind) && StandardKinds.Find(test.Kind) is null).Take(Remarks.Most))
        {
            var kind = Named(test.Kind!);
            var meant = Nearest.To(kind, StandardKinds.All.Select(standard => standard.Name).Concat(earning.Select(Named)));
            remarks.Warn(test.At, kind, $"The kind '{Remarks.Shown(kind)}' earns no points and is no known kind, so it was probably never seen and counts 0 times.", meant is null ? "If your data have it, list it under points, with 0 if it shows no interest." : $"Did you mean '{meant}'?");
        }
    }

    // A kind of one's own may have any name. One that is almost a standard kind, which itself earns nothing, is a slip.
    private void LookAtPoints()
    {
        var idle = StandardKinds.All.Where(standard => !earning.Contains(Folded.From(standard.Name))).ToList();
        foreach (var kind in earning.Where(kind => StandardKinds.Find(kind) is null))
        {
            if (idle.Find(standard => IsSlipOf(kind, Folded.From(standard.Name))) is not { } meant) continue;
            var written = Named(kind);
            remarks.Warn(places.Key("interest", "points", written), written, $"The kind '{Remarks.Shown(written)}' is no known kind, so these points are probably never earned.", $"Did you mean '{meant.Name}'?");
        }
    }

    private static string Named(string folded) => folded.Replace(' ', '_');

    // Alike but for one place of at most two letters.
    private static bool IsSlipOf(string word, string meant)
    {
        var start = word.AsSpan().CommonPrefixLength(meant);
        var (left, right) = (word.Length, meant.Length);
        while (left > start && right > start && word[left - 1] == meant[right - 1]) (left, right) = (left - 1, right - 1);
        return left - start <= 2 && right - start <= 2;
    }
}
