using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Reads how interest is counted: the points of each kind of touch, how fast they fade, and from where interest is high.</summary>
internal sealed class InterestReader(YamlMap map, Remarks remarks)
{
    private const decimal MostPoints = 1_000_000;
    private readonly Fields fields = new(map, remarks, "interest", AgreementKeys.Interest);

    public Interest Whole()
    {
        var halfLife = fields.Duration("half_life");
        if (halfLife is { FixedSeconds: null or 0 })
        {
            remarks.Error(fields.Find("half_life")!.At, halfLife.ToString()!, "A half-life is in minutes, hours, days or weeks.", "For example: 14 days");
        }
        var limit = fields.Number("daily_limit");
        if (limit < 0) remarks.Error(fields.Find("daily_limit")!.At, fields.Find("daily_limit")!.Shown, "A daily limit is 0 or more.");
        var points = Points();
        return new() { HalfLife = halfLife, HighFrom = fields.Number("high_from"), DailyLimit = limit, Points = points };
    }

    private ValueList<KindPoints> Points()
    {
        if (fields.Map("points") is not { } kinds) return [];
        var points = new List<KindPoints>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (kind, key, value) in Fields.Named(kinds, remarks, "kind of touch"))
        {
            var folded = Folded.From(kind);
            if (value is not YamlScalar scalar || Fields.AsNumber(scalar.Text.Trim()) is not { } number || Math.Abs(number) > MostPoints) remarks.Error(value.At, value.Shown, $"The points of '{kind}' are a number.", $"For example: {kind}: 10");
            else if (!seen.Add(folded)) remarks.Error(key.At, kind, $"'{kind}' has its points twice.");
            else points.Add(new(folded, number));
        }
        return points.ToValueList();
    }
}
