using System.Security.Claims;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Accounts.Oidc;

/// <summary>Whose account somebody has of whom the provider vouches: by his e-mail, with the roles that his groups give him.</summary>
internal static class OidcAccount
{
    /// <summary>By whom accounts are made and roles are changed so.</summary>
    private const string Provider = "single sign-on";

    /// <returns>The user; or why he does not get in, in a sentence.</returns>
    public static (User? User, string? Problem) Enter(Desk desk, Write write, string? address, OidcSettings settings, ClaimsPrincipal who)
    {
        var (by, email, groups) = (new Caller(Provider, Role.None, "page", address), who.FindFirst("email")?.Value.Trim().ToLowerInvariant() ?? "", who.FindAll(settings.GroupsClaim).Select(claim => claim.Value).ToList());
        var (user, roles) = (desk.Users.Find(write, email), settings.RolesOf(groups));
        if (Refusal(who, user, email, settings, roles) is not { } refusal) return (user is null ? Add(desk, write, by, email, who, roles) : Follow(desk, write, by, user, settings, roles), null);
        Audit.Note(write, desk, Caller.Nobody(address), Actions.LoginRefused, email.Length == 0 ? "somebody unknown" : email, $"{Provider}: {refusal.Why}{(groups.Count == 0 ? "" : $"; groups: {string.Join(", ", groups)}")}", wasRefused: true);
        return (null, refusal.Sentence);
    }

    private static (string Why, string Sentence)? Refusal(ClaimsPrincipal who, User? user, string email, OidcSettings settings, Role roles)
    {
        var errors = new FieldErrors();
        UserRules.CheckEmail(errors, email);
        if (errors.Any) return ("no e-mail", "Your organisation does not say which e-mail address is yours, and by it the desk knows people. Ask whoever keeps its logins to send the claim email.");
        if (!string.Equals(who.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase)) return ("e-mail not verified", $"Your organisation does not confirm that {email} is yours (the claim email_verified). Confirm it there, or ask whoever keeps its logins.");
        if (user is { IsActive: false } or { IsMadeUp: true }) return ("deactivated", $"The account of {email} is deactivated. An administrator of this desk can change that.");
        if (roles == Role.None && settings.HasRoles) return ("no group", $"None of your groups opens this desk to {email}. Ask an administrator of the desk which group you need, and then log in again.");
        return roles == Role.None && user is null ? ("unknown", $"{email} has no account on this desk. Ask an administrator of it to add you, and then log in again.") : null;
    }

    private static User Add(Desk desk, Write write, Caller by, string email, ClaimsPrincipal who, Role roles)
    {
        var name = string.Concat((who.FindFirst("name")?.Value ?? "").Where(c => !char.IsControl(c))).Trim();
        if (name.Length is 0 or > UserRules.LongestName) name = email.Split('@')[0];
        var user = new User(desk.Ids.Next(desk.Now), email, name[..Math.Min(name.Length, UserRules.LongestName)], roles) { CreatedAt = desk.Now };
        Users.Add(write, user);
        Audit.Note(write, desk, by, Actions.UserAdded, email, KnownRole.WordsOf(roles));
        return desk.Users.Find(write, user.Id)!;
    }

    private static User Follow(Desk desk, Write write, Caller by, User user, OidcSettings settings, Role roles)
    {
        if (!settings.HasRoles || user.Roles == roles) return user;
        // The last who could give out rights stays so, whatever his groups are: the desk would be nobody's.
        if (UserChanges.Save(desk, write, by, user.Id, user.Name, current => current with { Roles = roles }) is not null && user.Roles != (roles | Role.Administrator))
            UserChanges.Save(desk, write, by, user.Id, user.Name, current => current with { Roles = roles | Role.Administrator });
        return desk.Users.Find(write, user.Id)!;
    }
}
