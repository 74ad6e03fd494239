using OtpNet;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>Codes of an authenticator app (RFC 6238, SHA-1, six digits, thirty seconds: what all apps know).</summary>
internal static class TwoSteps
{
    private const int SecretBytes = 20;
    private const string Issuer = "Ripen";

    public static string Purpose(Guid user) => $"two steps {user:N}";

    /// <summary>In base32, as apps are given it.</summary>
    public static string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretBytes)).TrimEnd('=');

    /// <summary>What the app reads from a picture.</summary>
    public static string UriOf(string secret, string deskName, string email) => new OtpUri(OtpType.Totp, secret, email, deskName.Length > 0 ? deskName : Issuer).ToString();

    /// <summary>The step whose code it is, one before and one after now among them; null where it is none's.</summary>
    public static long? StepOf(string secret, string code, DateTimeOffset now)
    {
        var digits = string.Concat(code.Where(char.IsAsciiDigit));
        return digits.Length == 6 && new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(now.UtcDateTime, digits, out var step, new VerificationWindow(previous: 1, future: 1)) ? step : null;
    }

    /// <summary>Whether a code is right and was not used before; from here on it was.</summary>
    public static bool TryUse(Desk desk, Write write, User user, string code)
    {
        if (user.TwoStep is not { } sealedSecret) return false;
        if (StepOf(desk.Secrets.Open(Purpose(user.Id), sealedSecret), code, desk.Now) is not { } step || step <= user.TwoStepUsed) return false;
        Users.Save(write, user with { TwoStepUsed = step });
        return true;
    }
}
