using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ripen.Web;

/// <summary>How much and how slowly a request may come: enough for whoever means well.</summary>
internal static class Limits
{
    /// <summary>Of a body; addresses that take less say so themselves.</summary>
    private const int MostBytes = 6_000_000;

    public static void Set(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = MostBytes;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 60;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.MaxConcurrentConnections = 2_000;
    }
}
