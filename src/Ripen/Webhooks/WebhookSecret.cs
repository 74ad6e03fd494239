using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ripen.Desks;

namespace Ripen.Webhooks;

/// <summary>Secrets of webhooks and what is signed by them, as Standard Webhooks has it (version 1.0.0, symmetric signatures).</summary>
internal static class WebhookSecret
{
    public const string Prefix = "whsec_";

    /// <summary>How long the one before is good after there is another.</summary>
    public static readonly TimeSpan OldFor = TimeSpan.FromHours(24);

    // The standard has 24 to 64.
    private const int Bytes = 32;

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    public static string Seal(Desk desk, Guid webhook, string secret) => desk.Secrets.Seal(PurposeOf(webhook), secret);

    /// <summary>Those by which is signed now: after a change, the old one for a day, too.</summary>
    public static IReadOnlyList<string> Of(Desk desk, Webhook webhook)
    {
        var secret = desk.Secrets.Open(PurposeOf(webhook.Id), webhook.Secret);
        return webhook is { OldSecret: { } old, OldUntil: { } until } && until > desk.Now ? [secret, desk.Secrets.Open(PurposeOf(webhook.Id), old)] : [secret];
    }

    /// <summary>The value of the header <c>webhook-signature</c>.</summary>
    /// <param name="timestamp">In seconds since 1970.</param>
    public static string Sign(IEnumerable<string> secrets, string id, long timestamp, string payload)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{payload}"));
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))}"));
    }

    private static string PurposeOf(Guid webhook) => $"webhook {webhook:N}";
}
