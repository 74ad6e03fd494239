using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Ripen.Accounts;

/// <summary>
/// Passwords: what is asked of one, and how it is kept: PBKDF2 with HMAC-SHA512 as ASP.NET Core Identity does it, with as
/// many rounds as OWASP's cheat sheet on password storage asks for.
/// </summary>
internal static class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 200;
    private const int Rounds = 210_000;

    private static readonly PasswordHasher<User> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private static readonly User Nobody = new(Guid.Empty, "", "", Role.None);

    // To be as long about an account that is not there.
    private static readonly Lazy<string> OfNobody = new(() => Hash(Secrets.New()));

    /// <summary>Why a password is too weak, or null. By length, as NIST SP 800-63B has it, and nothing that is known of its owner.</summary>
    public static string? Weakness(string? password, string email, string name)
    {
        if (password is null || password.Length < Shortest) return $"At least {Shortest} characters: a sentence is easier to remember than a word.";
        if (password.Length > Longest) return $"At most {Longest} characters.";
        if (password.Distinct().Count() < 5) return "It repeats too few characters.";
        string[] own = [email, email.Split('@')[0], .. name.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var rest = own.Where(word => word.Length > 2).OrderByDescending(word => word.Length).Aggregate(password, (left, word) => left.Replace(word, "", StringComparison.OrdinalIgnoreCase));
        return rest.Length < Shortest - 4 ? "It is little more than your own name or address." : null;
    }

    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Whether it is his; takes as long where there is nobody.</summary>
    public static bool IsOf(User? user, string password)
    {
        if (password.Length > Longest) return false;
        var kept = user is { IsActive: true, Password: { } hash } ? hash : null;
        var isRight = Hasher.VerifyHashedPassword(Nobody, kept ?? OfNobody.Value, password) != PasswordVerificationResult.Failed;
        return isRight && kept is not null;
    }
}
