using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Forms;

/// <summary>
/// Keeps robots out without asking anybody's service and without a riddle: a field that no person sees, the time it took, a
/// little work for the browser, and how often somebody sends. What looks like a robot's is held for a look, not thrown away.
/// </summary>
internal static class FormGuard
{
    /// <summary>A field that people do not see and robots like to fill in.</summary>
    public const string Honeypot = "homepage_url";
    public const string Proof = "proof";

    /// <summary>So many zero bits the hash of the ticket and a number must begin with (hashcash): some 16,000 tries, a moment for a browser.</summary>
    public const int Bits = 14;
    private const int LongestProof = 12;

    /// <summary>Nobody reads and fills in a form in less.</summary>
    public static readonly TimeSpan Quickest = TimeSpan.FromSeconds(2);

    // In an hour; an office comes from one address.
    private const int MostWithProof = 40;
    private const int MostWithout = 5;
    private const int MostOfFormWithout = 60;

    /// <summary>Whether it was sent too soon after it was shown.</summary>
    public static bool IsTooQuick(FormTicket ticket, DateTimeOffset now) => now - DateTimeOffset.FromUnixTimeSeconds(ticket.At) < Quickest;

    public static bool IsTooOld(FormTicket ticket, DateTimeOffset now) => now - DateTimeOffset.FromUnixTimeSeconds(ticket.At) > FormTicket.GoodFor;

    /// <summary>Whether it has to be looked at before it counts.</summary>
    /// <param name="ticket">As it was sent.</param>
    public static bool IsSuspicious(Write write, Desk desk, string form, string ticket, PageForm sent, IPAddress? address)
    {
        if (sent.Text(Honeypot) is not null) return true;
        var isProven = HasProof(ticket, sent.Text(Proof));
        if (!LoginLimits.IsWithin(write, isProven ? "forms sent with proof" : "forms sent without", address, isProven ? MostWithProof : MostWithout, desk.Now)) return true;
        return !isProven && !LoginLimits.IsWithin(write, $"form {form} sent without proof", null, MostOfFormWithout, desk.Now);
    }

    private static bool HasProof(string ticket, string? proof)
    {
        if (proof is null || proof.Length > LongestProof || !proof.All(char.IsAsciiDigit)) return false;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{ticket}.{proof}"));
        return BitOperations.LeadingZeroCount(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash)) >= Bits;
    }
}
