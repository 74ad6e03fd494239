using System.Globalization;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Web.Components;

/// <summary>Instants and numbers as people say them.</summary>
internal static class Spoken
{
    private const int SecondsPerMinute = 60;

    /// <summary>09:10 today, yesterday 17:05, 2 July, 11 March 2025.</summary>
    public static string When(Frame frame, DateTimeOffset at) => (frame.DayOf(at).DayNumber - frame.DayOf(frame.Now).DayNumber) switch
    {
        0 => $"today {Clock(frame, at)}",
        1 => $"tomorrow {Clock(frame, at)}",
        -1 => $"yesterday {Clock(frame, at)}",
        _ => FactWords.Day(frame.DayOf(at), frame.DayOf(frame.Now)),
    };

    /// <summary>The same without the time of day.</summary>
    public static string Day(Frame frame, DateTimeOffset at) => (frame.DayOf(at).DayNumber - frame.DayOf(frame.Now).DayNumber) switch
    {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        _ => FactWords.Day(frame.DayOf(at), frame.DayOf(frame.Now)),
    };

    /// <summary>Thursday, 2 July 2026, 09:10:03 in Europe/Berlin.</summary>
    public static string InFull(Frame frame, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{frame.DayOf(at):dddd, d MMMM yyyy}, {Clock(frame, at)}:{frame.Zone.SecondOfDay(Instant.From(at)) % SecondsPerMinute:00} in {frame.Zone.Id}");

    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>12,345.</summary>
    public static string Number(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>1 lead, 12,345 leads.</summary>
    public static string Counted(long number, string one, string? many = null) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>The beginning of a text that may be of any length: what is longer than people write is not shown whole, and would hold up the browser.</summary>
    public static string Short(string? text, int most = 120)
    {
        if (text is null || text.Length <= most) return text ?? "";
        // Not between the halves of a character.
        return $"{text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)}…";
    }

    private static string Clock(Frame frame, DateTimeOffset at)
    {
        var minutes = frame.Zone.SecondOfDay(Instant.From(at)) / SecondsPerMinute;
        return string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
    }
}
