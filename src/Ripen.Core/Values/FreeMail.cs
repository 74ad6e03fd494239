using System.Collections.Frozen;

namespace Ripen.Values;

/// <summary>The shipped list of free and disposable mail providers.</summary>
public static class FreeMail
{
    private static readonly Table Shipped = Table.Read("free-mail.txt");

    private static readonly FrozenSet<string> Domains = Shipped.Lines.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = Domains.GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Version => Shipped.Version;

    /// <summary>Whether <paramref name="domain"/> (lower case) or a parent of it is on the list: <c>mail.yahoo.com</c> is.</summary>
    public static bool Has(ReadOnlySpan<char> domain)
    {
        domain = domain.TrimEnd('.');
        while (!BySpan.Contains(domain))
        {
            var dot = domain.IndexOf('.');
            if (dot < 0) return false;
            domain = domain[(dot + 1)..];
        }
        return true;
    }
}
