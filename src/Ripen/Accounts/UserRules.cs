using System.Globalization;
using Ripen.Identity;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>What is asked of what is said of a user, by pages and commands alike.</summary>
internal static class UserRules
{
    public const int LongestName = 80;
    public const int LongestEmail = 200;
    public const int LongestHours = 200;
    public const int MostNames = 10;
    public const int MostCapacity = 10_000;

    public static void CheckEmail(FieldErrors errors, string? email)
    {
        if (email is null) errors.Add("email", "By it he logs in, and is known in what he does.");
        else if (email.Length > LongestEmail || !IsEmail(email)) errors.Add("email", "This is no e-mail address.");
    }

    public static void CheckName(FieldErrors errors, string? name)
    {
        if (name is null) errors.Add("name", "What colleagues call him.");
    }

    public static void CheckRoles(FieldErrors errors, Role roles)
    {
        if (roles == Role.None) errors.Add("roles", "Choose at least one.");
    }

    /// <summary>Names by which agreements and imports mean him: none that means somebody else already.</summary>
    public static void KnownAs(FieldErrors errors, string? typed, Func<string, User?> named, Guid? own)
    {
        List<string> names = [.. (typed ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (names.Count > MostNames || names.Any(name => name.Length > LongestName)) errors.Add("known_as", $"At most {MostNames} names of {LongestName} characters each, with commas between them.");
        if (names.Select(name => (Name: name, User: named(name))).FirstOrDefault(one => one.User is { } user && user.Id != own) is { User: { } other } taken) errors.Add("known_as", $"'{taken.Name}' means {other.Name} already.");
    }

    public static int? Capacity(FieldErrors errors, string? typed)
    {
        if (typed is null) return null;
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostCapacity) return number;
        errors.Add("capacity", "A number from 1 to 10,000, or nothing: as many as come.");
        return null;
    }

    private static bool IsEmail(string email) => EmailAddress.TryRead(email) is { } read && read.Text.Equals(email, StringComparison.OrdinalIgnoreCase);
}
