using System.Net;
using Ripen.Demo;
using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>Finds out who makes a request: by the session of his browser, or by a token.</summary>
internal static class Identification
{
    private const string OnLoopback = "ripen-session";

    // Browsers keep it to this host, and never send it without encryption.
    private const string OnHttps = "__Host-ripen-session";
    private const string Bearer = "Bearer ";

    public static void UseIdentification(this WebApplication app, Desk desk) => app.Use(next => async http =>
    {
        http.Items[typeof(Caller)] = await WhoAsync(http, desk);
        await next(http);
    });

    /// <summary>Who makes the request.</summary>
    public static Caller Caller(this HttpContext http) => http.Items[typeof(Caller)] as Caller ?? Accounts.Caller.Nobody(AddressOf(http));

    public static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress is not { } address ? null : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    /// <summary>Has the browser hold a session.</summary>
    public static void Keep(HttpContext http, string secret) => http.Response.Cookies.Append(CookieOf(http), secret, Options(http, Sessions.Longest));

    public static void Drop(HttpContext http) => http.Response.Cookies.Delete(CookieOf(http), Options(http, null));

    /// <summary>What the browser holds; null where nothing.</summary>
    public static string? SecretOf(HttpContext http) => http.Request.Cookies[CookieOf(http)] is { Length: > 0 and < 100 } secret ? secret : null;

    private static async Task<Caller> WhoAsync(HttpContext http, Desk desk)
    {
        var address = AddressOf(http);
        // What needs no database must answer without one.
        if (IsForAnybody(http)) return Accounts.Caller.Nobody(address);
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length > 0) return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? await ByTokenAsync(desk, header[Bearer.Length..].Trim(), address, http.Connection.RemoteIpAddress) : Accounts.Caller.Nobody(address);
        if (SecretOf(http) is { } secret && await BySessionAsync(desk, secret, address) is { } known) return known;
        return http.RequestServices.GetService<DemoUsers>()?.Of(http) ?? Accounts.Caller.Nobody(address);
    }

    // Where there is nothing, a reader is told so on a page of the desk, and a program needs no name for that.
    private static bool IsForAnybody(HttpContext http) => http.GetEndpoint() is { } endpoint
        ? (Roles.Of(endpoint).Roles & (Role.Public | Role.Internal)) != Role.None && endpoint.Metadata.GetMetadata<WantsCaller>() is null
        : !PageRequest.IsReader(http.Request);

    private static async Task<Caller> ByTokenAsync(Desk desk, string secret, string? address, IPAddress? from)
    {
        ApiToken? token;
        User? user;
        using (var session = desk.Database.Read())
        {
            token = ApiTokens.Find(session, secret, desk.Now);
            user = token is null ? null : desk.Users.Find(session, token.User);
        }
        if (token is null || user is not { IsActive: true })
        {
            await desk.Writer.DoAsync(write =>
            {
                // A program that goes on with a bad token must not fill the audit.
                if (LoginLimits.IsWithin(write, "token", from, LoginLimits.FreeOfAccount, desk.Now)) Audit.Note(write, desk, Accounts.Caller.Nobody(address), Actions.LoginRefused, "a token", "", wasRefused: true);
            });
            return Accounts.Caller.Nobody(address);
        }
        await ApiTokens.UsedAsync(desk, token);
        return new(user.Email, user.Roles, $"token {token.Name}", address) { User = user, Scopes = token.Scopes, Own = $"{token.Id:N}" };
    }

    private static async Task<Caller?> BySessionAsync(Desk desk, string secret, string? address)
    {
        UserSession? found;
        User? user;
        using (var session = desk.Database.Read())
        {
            found = Sessions.Find(session, secret, desk.Now);
            user = found is null ? null : desk.Users.Find(session, found.User);
        }
        if (found is null || user is not { IsActive: true }) return null;
        await Sessions.SeenAsync(desk, found, address);
        return Of(user, address) with { Session = found.Key };
    }

    /// <summary>A user in a browser.</summary>
    public static Caller Of(User user, string? address) => new(user.Email, user.Roles, "page", address) { User = user, Own = $"{user.Id:N}" };

    private static string CookieOf(HttpContext http) => http.Request.IsHttps ? OnHttps : OnLoopback;

    private static CookieOptions Options(HttpContext http, TimeSpan? lasts) => new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lasts, IsEssential = true };
}

/// <summary>Marks an endpoint that is for anybody, and asks who it is all the same.</summary>
internal sealed class WantsCaller;
