using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>
/// Conditions with everything they depend on, to be tried with every combination of what their subjects can be. The
/// combinations include all that can happen and some that cannot, so what none of them does never happens.
/// </summary>
internal sealed class Sketch
{
    private readonly SketchSetting setting;
    private readonly SketchDrawing drawing;
    private readonly TruthRows[] rows;
    private readonly int[] roots;

    private Sketch(SketchSetting setting, SketchDrawing drawing, TruthRows[] rows, int[] roots) =>
        (this.setting, this.drawing, this.rows, this.roots) = (setting, drawing, rows, roots);

    /// <summary>Whether any name in it was or could be looked into.</summary>
    public bool HasNames => drawing.HasNames;

    /// <summary>As deep as the number of combinations allows; null where even the least is too much.</summary>
    public static Sketch? Deepest(SketchSetting setting, IReadOnlyList<Condition> conditions, Duration? goodFor)
    {
        for (var depth = Depth.Criteria; ; depth--)
        {
            var attempt = new SketchDrawing(setting, depth);
            if (Of(setting, attempt, conditions, goodFor) is { } sketch) return sketch;
            if (depth == Depth.Names || !attempt.HasNames) return null;
        }
    }

    /// <summary>With its names taken to be anything.</summary>
    public static Sketch? Shallow(SketchSetting setting, IReadOnlyList<Condition> conditions, Duration? goodFor) =>
        Of(setting, new(setting, Depth.Names), conditions, goodFor);

    /// <summary>Whether some combination gives the conditions truths that <paramref name="wanted"/> accepts. Also true when patience ends first.</summary>
    /// <param name="knownOnly">Leaves out the combinations in which something is missing whose absence no test asks for.</param>
    public bool CanBe(Func<Truth[], bool> wanted, bool knownOnly = false)
    {
        int[] counts = [.. rows.Select(row => knownOnly ? row.Known : row.All.Count)];
        var chosen = new int[counts.Length];
        var (truths, asked) = (new Truth[drawing.Nodes.Count], new Truth[roots.Length]);
        do
        {
            if (!setting.IsPatient(drawing.Nodes.Count)) return true;
            Evaluate(chosen, truths);
            for (var i = 0; i < roots.Length; i++) asked[i] = truths[roots[i]];
            if (wanted(asked)) return true;
        }
        while (Next(chosen, counts));
        return false;
    }

    private static bool Next(int[] chosen, int[] counts)
    {
        for (var i = 0; i < chosen.Length; i++)
        {
            if (++chosen[i] < counts[i]) return true;
            chosen[i] = 0;
        }
        return false;
    }

    private void Evaluate(int[] chosen, Truth[] truths)
    {
        for (var i = 0; i < truths.Length; i++)
        {
            var (kind, parts, number) = drawing.Nodes[i];
            truths[i] = kind switch
            {
                NodeKind.Test => rows[parts[0]].All[chosen[parts[0]]][number],
                NodeKind.All => Least(parts, truths),
                NodeKind.Any => Greatest(parts, truths),
                NodeKind.Not => Kleene.Not(truths[parts[0]]),
                NodeKind.AtLeast => Kleene.AtLeast(number, CountOf(Truth.True, parts, truths), CountOf(Truth.Unknown, parts, truths)),
                NodeKind.IsTrue => Kleene.From(truths[parts[0]] == Truth.True),
                NodeKind.TemperatureIs or NodeKind.BuyingStageIs => Kleene.From((number >> FirstTrue(parts, truths) & 1) == 1),
                _ => Truth.True,
            };
        }
    }

    private static Truth Least(int[] parts, Truth[] truths)
    {
        var least = Truth.True;
        foreach (var part in parts) least = Kleene.And(least, truths[part]);
        return least;
    }

    private static Truth Greatest(int[] parts, Truth[] truths)
    {
        var greatest = Truth.False;
        foreach (var part in parts) greatest = Kleene.Or(greatest, truths[part]);
        return greatest;
    }

    private static int CountOf(Truth truth, int[] parts, Truth[] truths)
    {
        var count = 0;
        foreach (var part in parts)
        {
            if (truths[part] == truth) count++;
        }
        return count;
    }

    // Where none holds the last one does.
    private static int FirstTrue(int[] bands, Truth[] truths)
    {
        var first = 0;
        while (first < bands.Length - 1 && truths[bands[first]] != Truth.True) first++;
        return first;
    }

    private static Sketch? Of(SketchSetting setting, SketchDrawing of, IReadOnlyList<Condition> conditions, Duration? goodFor)
    {
        if (!setting.IsPatient(conditions.Count)) return null;
        int[] tops = [.. conditions.Select(condition => of.Add(condition, goodFor))];
        if (!setting.IsPatient(of.Nodes.Count * (1 + of.Subjects.Count))) return null;
        var each = new TruthRows[of.Subjects.Count];
        var combinations = 1.0;
        for (var i = 0; i < each.Length; i++)
        {
            if (setting.RowsOf(of.Subjects[i].Tests) is not { } found) return null;
            each[i] = found;
            combinations *= found.All.Count;
            if (combinations > TruthRows.Most) return null;
        }
        return new(setting, of, each, tops);
    }
}
