namespace Ripen.Privacy;

/// <summary>An address that whoever has it knows again, and nobody else reads: <c>a…@orbis-freight.com</c>.</summary>
internal static class MaskedAddress
{
    public static string Of(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at < 1 ? "…" : $"{address[..(char.IsHighSurrogate(address[0]) ? 2 : 1)]}…{address[at..]}";
    }
}
