using System.Globalization;

namespace Ripen.Values;

/// <summary>Reads durations as the language writes them.</summary>
public static class Durations
{
    /// <summary>No window of an agreement, and no wait, is longer.</summary>
    private const long MostDays = 36_525;

    public static bool TryParse(string text, out Duration duration, out string? error)
    {
        duration = default;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        error = "A time is a whole number and a unit.";
        if (words.Length is not (2 or 3) || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        var name = string.Join(' ', words[1..]);
        var singular = name.EndsWith('s') ? name[..^1] : name;
        DurationUnit? found = singular switch
        {
            "minute" => DurationUnit.Minute,
            "hour" => DurationUnit.Hour,
            "day" => DurationUnit.Day,
            "week" => DurationUnit.Week,
            "month" => DurationUnit.Month,
            "year" => DurationUnit.Year,
            "business hour" => DurationUnit.BusinessHour,
            "business day" => DurationUnit.BusinessDay,
            _ => null,
        };
        if (found is not { } unit)
        {
            error = $"There is no unit '{name}': it is minutes, hours, days, weeks, months, years, business hours or business days.";
            return false;
        }
        var days = unit switch
        {
            DurationUnit.Minute => count / 1440,
            DurationUnit.Hour or DurationUnit.BusinessHour => count / 24,
            DurationUnit.Week => count * 7L,
            DurationUnit.Month => count * 31L,
            DurationUnit.Year => count * 366L,
            _ => count,
        };
        if (days > MostDays)
        {
            error = "No time is longer than 100 years.";
            return false;
        }
        (duration, error) = (new(count, unit), null);
        return true;
    }
}
