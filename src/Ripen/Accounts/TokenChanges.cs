using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>Tokens made and revoked, by pages and commands alike; each is written down.</summary>
internal static class TokenChanges
{
    /// <returns>What stands in it.</returns>
    public static string Create(Desk desk, Write write, Caller by, User user, string name, Scope scopes, int days)
    {
        var (token, secret) = ApiTokens.Create(write, desk, user.Id, name, scopes, TimeSpan.FromDays(days));
        Audit.Note(write, desk, by, Actions.TokenCreated, SubjectOf(token, user), string.Create(CultureInfo.InvariantCulture, $"{KnownScope.WordsOf(scopes)}; until {token.ExpiresAt:yyyy-MM-dd}"));
        return secret;
    }

    /// <returns>False where there is no such token that he may revoke.</returns>
    public static bool Revoke(Desk desk, Write write, Caller by, Guid id, bool ofAnybody)
    {
        if (ApiTokens.Find(write, id) is not { } token || (!ofAnybody && token.User != by.User?.Id)) return false;
        if (ApiTokens.Revoke(write, id, desk.Now)) Audit.Note(write, desk, by, Actions.TokenRevoked, SubjectOf(token, desk.Users.Find(write, token.User)));
        return true;
    }

    private static string SubjectOf(ApiToken token, User? user) => $"{token.Name} of {user?.Email ?? "nobody"}";
}
