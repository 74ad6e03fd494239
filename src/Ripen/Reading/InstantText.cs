using Ripen.Values;

namespace Ripen.Reading;

/// <summary>The instant at which clocks in the agreement's (or the desk's) zone show <paramref name="local"/>.</summary>
public delegate Instant LocalClock(DateTime local);

/// <summary>
/// Reads instants and dates as ISO 8601 and its common exports write them: <c>2026-07-15</c>, then optionally <c>T</c>
/// or one space and <c>09:00</c> or <c>09:00:00</c>, a fraction of the second, and an offset (<c>Z</c>, <c>+02:00</c>,
/// <c>+0200</c> as Salesforce or <c>+02</c> as PostgreSQL writes). Nothing else: 01/02/2026 has two meanings.
/// </summary>
public static class InstantText
{
    /// <param name="text">Without white space around it.</param>
    /// <param name="zone">Asked where no offset is given; a date alone is the start of its day there.</param>
    /// <param name="at">Rounded down to the second.</param>
    /// <param name="timeGiven">Was it more than a date?</param>
    /// <returns>False, never an exception, for everything else and for what lies outside the years 1 to 9999.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, LocalClock zone, out Instant at, out bool timeGiven)
    {
        at = default;
        timeGiven = false;
        if (!TryDate(ref text, out var local)) return false;
        if (text.IsEmpty)
        {
            at = zone(local);
            return InRange(at);
        }

        timeGiven = true;
        if (text[0] is not ('T' or ' ')) return false;
        text = text[1..];
        if (!TryTime(ref text, ref local)) return false;
        if (text.IsEmpty)
        {
            at = zone(local);
            return InRange(at);
        }

        if (!TryOffset(text, out var offsetSeconds)) return false;
        at = new Instant(((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - offsetSeconds);
        return InRange(at);
    }

    private static bool InRange(Instant at) => at >= Instant.Min && at <= Instant.Max;

    private static bool TryDate(ref ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        var year = Digits(text[..4]);
        var month = Digits(text[5..7]);
        var day = Digits(text[8..10]);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        text = text[10..];
        return true;
    }

    private static bool TryTime(ref ReadOnlySpan<char> text, ref DateTime local)
    {
        if (text.Length < 5 || text[2] != ':') return false;
        var hour = Digits(text[..2]);
        var minute = Digits(text[3..5]);
        var second = 0;
        text = text[5..];
        if (text.StartsWith(':'))
        {
            if (text.Length < 3) return false;
            second = Digits(text[1..3]);
            text = text[3..];
            if (text.StartsWith('.'))
            {
                var digits = text[1..].IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length - 1 : end;
                if (digits == 0) return false;
                text = text[(1 + digits)..];
            }
        }

        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        local = local.AddSeconds((((hour * 60) + minute) * 60) + second);
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text is "Z") return true;
        if (text[0] is not ('+' or '-')) return false;
        var sign = text[0] == '+' ? 1 : -1;
        var (hours, minutes) = text.Length switch
        {
            3 => (Digits(text[1..]), 0),
            5 => (Digits(text[1..3]), Digits(text[3..])),
            6 when text[3] == ':' => (Digits(text[1..3]), Digits(text[4..])),
            _ => (-1, -1),
        };
        if (hours is < 0 or > 14 || minutes is < 0 or > 59) return false;
        seconds = sign * ((hours * 60) + minutes) * 60;
        return true;
    }

    /// <summary>At most four digits; −1 if anything else is among them.</summary>
    private static int Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (c is < '0' or > '9') return -1;
            number = (number * 10) + (c - '0');
        }

        return number;
    }
}
