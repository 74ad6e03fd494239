using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>Tells of lines that are never reached because one above them holds whenever they do: bands, routes, programmes.</summary>
internal sealed class FirstThatHolds(SketchSetting setting, Remarks remarks)
{
    private const int Several = -1;
    private const string Onwards = "Put the narrower line first, or ask for more in the one above it.";

    public void Look()
    {
        var agreement = setting.Agreement;
        LookAtBands(agreement.Temperature, "temperature");
        LookAtBands(agreement.BuyingStage, "buying_stage");
        LookAtLines([.. agreement.Handover.Route.Select(route => route.When)], i => $"nothing goes to {FactWords.Listed(agreement.Handover.Route[i].To, "or")} by this line");
        LookAtLines([.. agreement.Nurture.Select(rule => rule.When)], i => $"this line gives nobody the programme '{agreement.Nurture[i].Programme}'");
    }

    private void LookAtBands(ValueList<Band> bands, string section)
    {
        Condition[] whens = [.. bands.Select(band => band.When)];
        for (var i = 1; i < whens.Length; i++)
        {
            var isLast = i == whens.Length - 1;
            if (Above(whens, i, takesTheRest: isLast) is not { } above) continue;
            var word = bands[i].Word;
            var why = above != Several
                ? isLast ? $"'{bands[above].Word}' always holds" : $"'{bands[above].Word}' stands above it and holds whenever it does"
                : isLast ? "one of the lines above it always holds" : "one of the lines above it holds whenever it does";
            remarks.Warn(whens[i].At, word, $"No lead is ever {word}: {why}.", above != Several && !isLast ? $"Put '{word}' above '{bands[above].Word}', or ask for more in '{bands[above].Word}'." : Onwards);
        }
        if (bands.Count == 0 || bands[^1].When is Otherwise || IsCovered(whens)) return;
        var last = bands[^1];
        remarks.Warn(last.When.At, last.Word, $"A lead for which no line of {section} holds is {last.Word} all the same, because the last line takes the rest.", $"Write: {last.Word}: otherwise");
    }

    private void LookAtLines(Condition?[] whens, Func<int, string> consequence)
    {
        Condition[] lines = [.. whens.Select(when => when ?? new Otherwise())];
        for (var i = 1; i < lines.Length; i++)
        {
            if (Above(lines, i, takesTheRest: false) is not { } above) continue;
            var why = above != Several ? $"'{Remarks.Shown(ConditionWriter.Write(lines[above]))}' stands above it and holds" : "one of the lines above it holds";
            var text = ConditionWriter.Write(lines[i]);
            // A line without a condition has no place of its own; the one above it has.
            remarks.Warn(whens[i] is null ? lines[i - 1].At : lines[i].At, text, $"This line is never reached: {why} whenever it does, so {consequence(i)}.", Onwards);
        }
    }

    // The line above that takes all of this one's leads, or Several where it takes more than one; null where some are left.
    private int? Above(Condition[] whens, int place, bool takesTheRest)
    {
        if (Sketch.Deepest(setting, [.. whens.Take(place + 1)], null) is not { } sketch) return null;
        if (sketch.CanBe(truths => Holds(truths) && !truths.AsSpan(0, place).Contains(Truth.True))) return null;
        for (var i = 0; i < place; i++)
        {
            var above = i;
            if (!sketch.CanBe(truths => Holds(truths) && truths[above] != Truth.True)) return above;
        }
        return Several;

        bool Holds(Truth[] truths) => takesTheRest || truths[place] == Truth.True;
    }

    private bool IsCovered(Condition[] whens) =>
        Sketch.Deepest(setting, whens, null) is { } sketch && !sketch.CanBe(truths => !truths.Contains(Truth.True));
}
