using Ripen.Values;

namespace Ripen.Imports;

/// <summary>Reads instants of a file to the microsecond, which is what the desk keeps.</summary>
internal static class ImportTime
{
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A clock may be a little ahead, and a date's day may have begun elsewhere.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>As <see cref="InstantText"/> reads it, with the fraction of the second; a date is the start of its day in the zone. In UTC.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Zone zone, out DateTimeOffset at)
    {
        text = text.Trim();
        var reads = InstantText.TryParse(text, zone, out var instant, out _);
        at = reads ? instant.ToDateTimeOffset().AddTicks(FractionOf(text)) : default;
        return reads;
    }

    /// <summary>The same where dates may be written in another order.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Zone zone, DateOrder order, out DateTimeOffset at) =>
        TryRead(text, zone, out at) || (WrittenDates.ToIso(text.Trim(), order) is { } iso && TryRead(iso, zone, out at));

    /// <summary>Neither before 1900, which is a program's way of saying nothing, nor more than a day ahead.</summary>
    public static bool IsPlausible(DateTimeOffset at, DateTimeOffset now) => at >= Earliest && at <= now + Ahead;

    // Digits behind the sixth are cut off.
    private static long FractionOf(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        if (point < 0) return 0;
        long micros = 0;
        var digits = 0;
        while (digits < 6 && point + 1 + digits < text.Length && char.IsAsciiDigit(text[point + 1 + digits])) micros = (micros * 10) + (text[point + 1 + digits++] - '0');
        for (; digits < 6; digits++) micros *= 10;
        return micros * TimeSpan.TicksPerMicrosecond;
    }
}
