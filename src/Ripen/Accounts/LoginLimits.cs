using System.Net;
using System.Net.Sockets;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>
/// Slows down whoever guesses: an account from one address, one address whatever the account. A colleague at another address
/// is not held up by what somebody else tries with his account, and the waiting ends by itself.
/// </summary>
internal static class LoginLimits
{
    /// <summary>Wrong tries that cost nothing.</summary>
    public const int FreeOfAccount = 5;
    public const int FreeOfAddress = 40;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    /// <summary>
    /// Begins a try, which counts as a wrong one until it turns out right: so many at once are no more than one after the other.
    /// </summary>
    /// <returns>Until when nothing is tried; null: go on.</returns>
    public static DateTimeOffset? Begin(Write write, string account, IPAddress? address, DateTimeOffset now)
    {
        DateTimeOffset? until = null;
        foreach (var (what, free) in Counted(account, address))
        {
            // Also holds the row against others on PostgreSQL.
            write.Execute(
                """
                insert into login_failures (what, failures, last_at) values (@what, 0, @now)
                on conflict (what) do update set failures = case when login_failures.last_at > @since then login_failures.failures else 0 end
                """,
                ("@what", what),
                ("@now", now),
                ("@since", now - KeptFor));
            write.Read("select failures, last_at from login_failures where what = @what", row =>
            {
                var over = row.GetInt32(0) - free;
                if (over < 0) return;
                var ends = row.GetAt(1) + Wait(over);
                if (ends > now && !(until >= ends)) until = ends;
            }, ("@what", what));
        }
        if (until is null) Count(write, account, address, now);
        return until;
    }

    /// <summary>The try was right: what was mistyped before is forgotten.</summary>
    public static void Succeed(Write write, string account, IPAddress? address)
    {
        var counted = Counted(account, address);
        write.Execute("delete from login_failures where what = @what", ("@what", counted[0].What));
        write.Execute("update login_failures set failures = failures - 1 where what = @what and failures > 0", ("@what", counted[1].What));
    }

    private static void Count(Write write, string account, IPAddress? address, DateTimeOffset now)
    {
        foreach (var (what, _) in Counted(account, address)) write.Execute("update login_failures set failures = failures + 1, last_at = @now where what = @what", ("@now", now), ("@what", what));
    }

    /// <summary>Counts something that a stranger may do so often an hour from one address, because each time a row is written.</summary>
    /// <param name="what">In a word.</param>
    /// <returns>Whether it is not too often.</returns>
    public static bool IsWithin(Write write, string what, IPAddress? address, int most, DateTimeOffset now)
    {
        var counted = Secrets.HashOf($"times {what} for {Network(address)}");
        write.Execute(
            """
            insert into login_failures (what, failures, last_at) values (@what, 1, @now)
            on conflict (what) do update set failures = case when login_failures.last_at > @since then login_failures.failures + 1 else 1 end, last_at = case when login_failures.last_at > @since then login_failures.last_at else @now end
            """,
            ("@what", counted),
            ("@now", now),
            ("@since", now - KeptFor));
        return write.Count("select failures from login_failures where what = @what", ("@what", counted)) <= most;
    }

    public static int Forget(Write write, DateTimeOffset now) => write.Execute("delete from login_failures where last_at <= @since", ("@since", now - KeptFor));

    // Hashed: what somebody types into the field of the address may be his password.
    private static (string What, int Free)[] Counted(string account, IPAddress? address)
    {
        var from = Network(address);
        return [(Secrets.HashOf($"{account.Trim().ToLowerInvariant()} from {from}"), FreeOfAccount), (Secrets.HashOf($"from {from}"), FreeOfAddress)];
    }

    // Whoever has one address of version 6 has its whole /64.
    private static string Network(IPAddress? address)
    {
        if (address is null) return "here";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes()[..8]) : address.ToString();
    }

    private static TimeSpan Wait(int over) => over >= 6 ? LongestWait : ShortestWait * Math.Pow(2, over);
}
