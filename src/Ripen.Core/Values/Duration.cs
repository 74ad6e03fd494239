namespace Ripen.Values;

public enum DurationUnit { Minute, Hour, Day, Week, Month, Year, BusinessHour, BusinessDay }

/// <summary>
/// A span as the agreement writes it ("6 months"), kept in its own unit because months, years and business time have
/// no fixed length. <see cref="Count"/> is whole, 0 or more.
/// </summary>
public readonly record struct Duration(int Count, DurationUnit Unit)
{
    public bool IsBusiness => Unit is DurationUnit.BusinessHour or DurationUnit.BusinessDay;

    /// <summary>True for units that step from date to date: days, weeks, months, years.</summary>
    public bool IsWholeDays => Unit is DurationUnit.Day or DurationUnit.Week or DurationUnit.Month or DurationUnit.Year;

    /// <summary>Length in seconds where it is the same on every date (minutes to weeks), else null.</summary>
    public long? FixedSeconds => Unit switch
    {
        DurationUnit.Minute => Count * 60L,
        DurationUnit.Hour => Count * 3600L,
        DurationUnit.Day => Count * 86_400L,
        DurationUnit.Week => Count * 604_800L,
        _ => null,
    };

    /// <summary>As the language writes it: <c>1 day</c>, <c>4 business hours</c>.</summary>
    public override string ToString()
    {
        var unit = Unit switch
        {
            DurationUnit.BusinessHour => "business hour",
            DurationUnit.BusinessDay => "business day",
            _ => Unit.ToString().ToLowerInvariant(),
        };
        return Count == 1 ? $"1 {unit}" : $"{Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} {unit}s";
    }
}
