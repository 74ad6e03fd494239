using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Ripen.Values;

/// <summary>
/// A time zone with its clock changes laid out for looking up: it turns instants into dates and clock times and back,
/// and counts calendar time. Immutable; safe from every thread; nothing but <see cref="TryFind"/> allocates.
/// </summary>
/// <remarks>
/// The changes are taken from the system's zone data for 1970 to 2120; before and after, the offset at the border
/// holds. Offsets are whole minutes, as <see cref="TimeZoneInfo"/> gives them.
/// </remarks>
public sealed class Zone
{
    // 1970-01-01 and 2121-01-01, UTC.
    private const long First = 0;
    private const long End = 4_765_132_800;

    // A step must not jump over two changes: some zones suspend daylight saving for Ramadan, and the nearest two are a
    // week apart (America/Recife 2000, Asia/Gaza 2040).
    private const long Step = 2 * SecondsPerDay;

    // 2^21 seconds are 24 days: a slot rarely holds more than one change, so that a look-up is one array read and
    // hardly ever more than one comparison too many.
    private const int SlotBits = 21;
    private const int SecondsPerDay = 86_400;

    private static readonly ConcurrentDictionary<string, Zone> Found = new(StringComparer.Ordinal);

    // Stretch i lasts from starts[i] up to, not including, starts[i + 1] and has the offset offsets[i]. The first begins
    // at long.MinValue, and a last entry long.MaxValue guards the walk.
    private readonly long[] starts;
    private readonly int[] offsets;
    private readonly int largestOffset;

    // The stretch at the beginning of each slot.
    private readonly ushort[] stretchAtSlot;

    private Zone(string id, TimeZoneInfo source)
    {
        Id = id;
        (starts, offsets) = Stretches(source);
        largestOffset = offsets.Max();
        stretchAtSlot = new ushort[((End - First) >> SlotBits) + 1];
        var stretch = 0;
        for (var slot = 0; slot < stretchAtSlot.Length; slot++)
        {
            while (starts[stretch + 1] <= First + ((long)slot << SlotBits)) stretch++;
            stretchAtSlot[slot] = (ushort)stretch;
        }
    }

    /// <summary>Coordinated universal time, the default of an agreement.</summary>
    public static Zone Utc { get; } = new("UTC", TimeZoneInfo.Utc);

    /// <summary>The IANA id it was found by, such as <c>Europe/Berlin</c>.</summary>
    public string Id { get; }

    /// <summary>
    /// Finds a zone by its IANA id, spelled exactly; false where the system has none of that name. Windows ids are
    /// refused. The first look-up of a zone takes some milliseconds, every other is a look into a dictionary.
    /// </summary>
    public static bool TryFind(string? id, [NotNullWhen(true)] out Zone? zone)
    {
        zone = null;
        if (id is null) return false;
        if (id == Utc.Id)
        {
            zone = Utc;
            return true;
        }

        if (Found.TryGetValue(id, out zone)) return true;
        if (!LooksLikeIana(id) || TimeZoneInfo.TryConvertWindowsIdToIanaId(id, out _)) return false;

        // TimeZoneInfo forgets about case once it has met a zone, and only then: without the comparison
        // "europe/berlin" would be known or not depending on what was asked before.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var source) || source.Id != id || !source.HasIanaId) return false;
        zone = Found.GetOrAdd(id, new Zone(id, source));
        return true;
    }

    /// <summary>Seconds that the clock is ahead of UTC at <paramref name="at"/>; negative west of Greenwich.</summary>
    public int OffsetAt(Instant at) => offsets[StretchAt(at.Seconds)];

    /// <summary>The date on the calendar of the zone.</summary>
    public DateOnly DateOf(Instant at) => DateOnly.FromDayNumber((int)(ClockOf(at) / SecondsPerDay));

    /// <summary>The time on the clock of the zone in seconds since 00:00, 0 to 86,399.</summary>
    public int SecondOfDay(Instant at) => (int)(ClockOf(at) % SecondsPerDay);

    /// <summary>
    /// The first instant of <paramref name="date"/>: 00:00, or the end of the gap where the clock skips midnight.
    /// </summary>
    public Instant StartOf(DateOnly date) => At(date, 0);

    /// <summary>
    /// The instant at which the clock shows <paramref name="secondOfDay"/> (0 to 86,400, which is the end of the day)
    /// on <paramref name="date"/>. A clock time that daylight saving skips becomes the end of the gap; one that occurs
    /// twice is the first of the two. Held between <see cref="Instant.Min"/> and <see cref="Instant.Max"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The second is not of a day.</exception>
    public Instant At(DateOnly date, int secondOfDay)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)secondOfDay, (uint)SecondsPerDay, nameof(secondOfDay));
        var clock = Instant.Min.Seconds + (long)date.DayNumber * SecondsPerDay + secondOfDay;

        // The answer is the earliest instant whose clock shows this or more. Before clock - largestOffset none does.
        var stretch = StretchAt(clock - largestOffset);
        while (true)
        {
            var at = Math.Max(starts[stretch], clock - offsets[stretch]);
            if (at < starts[++stretch]) return new(Math.Clamp(at, Instant.Min.Seconds, Instant.Max.Seconds));
        }
    }

    /// <summary>
    /// Moves an instant as the agreement language (Time) counts between instants: minutes to weeks have a fixed length,
    /// a day is 24 hours; months and years step on the calendar and clock of the zone, clamped to the end of the month
    /// (31 January + 1 month is 28 or 29 February). Held between <see cref="Instant.Min"/> and
    /// <see cref="Instant.Max"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Business time, which only a <see cref="BusinessCalendar"/> can count.</exception>
    public Instant Add(Instant start, Duration duration)
    {
        if (duration.FixedSeconds is { } seconds) return start.Plus(seconds);
        var months = MonthsOf(duration);
        if (months == 0) return start;
        return TryAddMonths(DateOf(start), months, out var date) ? At(date, SecondOfDay(start))
            : months > 0 ? Instant.Max : Instant.Min;
    }

    /// <summary>
    /// Moves a date by days, weeks, months or years, as the agreement language (Time) counts between dates: clamped to
    /// the end of the month, held between <see cref="DateOnly.MinValue"/> and <see cref="DateOnly.MaxValue"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A duration that is not whole days.</exception>
    public static DateOnly Add(DateOnly start, Duration duration)
    {
        if (duration.Unit is DurationUnit.Day or DurationUnit.Week)
        {
            var day = start.DayNumber + duration.Count * (duration.Unit is DurationUnit.Day ? 1L : 7L);
            return DateOnly.FromDayNumber((int)Math.Clamp(day, 0, DateOnly.MaxValue.DayNumber));
        }

        var months = MonthsOf(duration);
        return TryAddMonths(start, months, out var date) ? date : months > 0 ? DateOnly.MaxValue : DateOnly.MinValue;
    }

    public override string ToString() => Id;

    private int StretchAt(long seconds)
    {
        if (seconds < First) return 0;
        if (seconds >= End) return offsets.Length - 1;
        int stretch = stretchAtSlot[(int)((seconds - First) >> SlotBits)];
        while (starts[stretch + 1] <= seconds) stretch++;
        return stretch;
    }

    // What the clock shows, as seconds since 00:00 on 1 January of year 1. Held inside the years that a date can name.
    private long ClockOf(Instant at) =>
        Math.Clamp(at.Seconds + OffsetAt(at), Instant.Min.Seconds, Instant.Max.Seconds) - Instant.Min.Seconds;

    private static long MonthsOf(Duration duration) => duration.Unit switch
    {
        DurationUnit.Month => duration.Count,
        DurationUnit.Year => duration.Count * 12L,
        _ => throw new ArgumentException($"{duration} cannot be counted here.", nameof(duration)),
    };

    private static bool TryAddMonths(DateOnly start, long months, out DateOnly date)
    {
        date = default;
        var month = start.Year * 12L + start.Month - 1 + months;
        if (month is < 12 or >= 120_000) return false;
        var (year, monthOfYear) = ((int)(month / 12), (int)(month % 12) + 1);
        date = new DateOnly(year, monthOfYear, Math.Min(start.Day, DateTime.DaysInMonth(year, monthOfYear)));
        return true;
    }

    private static (long[] From, int[] Offset) Stretches(TimeZoneInfo source)
    {
        var at = First;
        var current = OffsetOf(source, at);
        List<long> from = [long.MinValue];
        List<int> offset = [current];
        while (at < End - 1)
        {
            var next = Math.Min(at + Step, End - 1);
            if (OffsetOf(source, next) != current)
            {
                var (before, after) = (at, next);
                while (after - before > 1)
                {
                    var middle = before + (after - before) / 2;
                    if (OffsetOf(source, middle) == current) before = middle;
                    else after = middle;
                }

                next = after;
                current = OffsetOf(source, next);
                from.Add(next);
                offset.Add(current);
            }

            at = next;
        }

        from.Add(long.MaxValue);
        return ([.. from], [.. offset]);
    }

    private static int OffsetOf(TimeZoneInfo source, long seconds) =>
        (int)source.GetUtcOffset(DateTime.UnixEpoch.AddSeconds(seconds)).TotalSeconds;

    // On Unix an id is the path of a file below the zone directory. All names in the IANA data base begin with a capital
    // letter; that and the characters keep out other paths and what differs from machine to machine ("localtime").
    private static bool LooksLikeIana(string id)
    {
        if (id.Length is 0 or > 64 || !char.IsAsciiLetterUpper(id[0])) return false;
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+')) return false;
        }

        return true;
    }
}
