using System.Globalization;

namespace Ripen.Settings;

/// <summary>One thing that the people of a desk choose for all of it.</summary>
/// <param name="Type">In a word or two: <c>text</c>, <c>currency</c>.</param>
/// <param name="Default">What holds while nobody has chosen.</param>
/// <param name="Help">What it is for, in a sentence.</param>
/// <param name="Read">Gives the value as it is kept, or null where it cannot be.</param>
/// <param name="Wanted">What it has to be, for whoever typed something else.</param>
internal sealed record Setting(string Name, string Type, string Default, string Help, Func<string, string?> Read, string Wanted);

/// <summary>Every setting there is.</summary>
internal static class KnownSettings
{
    private const int LongestName = 100;

    public static readonly Setting DeskName = new("desk_name", "text", "Ripen", "What the desk is called on its pages and in its mails.", ReadName, "a name of at most 100 characters");

    public static readonly Setting Currency = new("currency", "currency", "EUR", "What an amount is in that names no currency, and what reports count in.", ReadCurrency, "a code of ISO 4217, such as EUR");

    public static readonly Setting Zone = new("zone", "time zone", "UTC", "Where the desk's days, weeks and months begin.", value => Values.Zone.TryFind(value.Trim(), out var zone) ? zone.Id : null, "an IANA time zone, such as Europe/Berlin");

    public static readonly Setting FiscalYearStart = new("fiscal_year_start", "day", "01-01", "The first day of the fiscal year, which quarters and plans are counted from.", ReadDay, "a month and a day, such as 04-01");

    public static IReadOnlyList<Setting> All { get; } = [DeskName, Currency, Zone, FiscalYearStart];

    public static Setting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);

    /// <summary>What somebody probably meant, or null.</summary>
    public static string? Nearest(string name) => Values.Nearest.To(name, All.Select(setting => setting.Name));

    private static string? ReadName(string value) => value.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) ? name : null;

    private static string? ReadCurrency(string value) => Values.Currency.TryParse(value.Trim().ToUpperInvariant(), out var currency) ? currency.Code : null;

    // In a year without a 29 February, so that every year has the day.
    private static string? ReadDay(string value) =>
        DateOnly.TryParseExact($"2026-{value.Trim()}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("MM-dd", CultureInfo.InvariantCulture) : null;
}
