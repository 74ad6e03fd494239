using System.Globalization;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Work;

namespace Ripen.Accounts;

/// <summary>What is done to users, by pages and commands alike; each is written down.</summary>
internal static class UserChanges
{
    private const string LastAdministrator = "Nobody else could give out rights then. Make somebody else administrator first.";

    /// <summary>Adds somebody, with the link by which he chooses his password.</summary>
    /// <returns>Null where somebody has this address.</returns>
    public static (User User, string Link)? Add(Desk desk, Write write, Caller by, string email, string name, Func<User, User> change)
    {
        if (desk.Users.Find(write, email) is not null) return null;
        var user = change(new User(desk.Ids.Next(desk.Now), email.ToLowerInvariant(), name, Role.None) { CreatedAt = desk.Now });
        Users.Add(write, user);
        if (user.IsInSales) DueWork.RetryFailed(write, desk.Now);
        Audit.Note(write, desk, by, Actions.UserAdded, user.Email, RightsOf(user));
        return (user, Link(desk, write, by, user));
    }

    /// <returns>Why not, in a sentence; null where it is done.</returns>
    public static string? Save(Desk desk, Write write, Caller by, Guid id, string name, Func<User, User> change)
    {
        if (desk.Users.Find(write, id) is not { } before) return "There is no such user.";
        var after = change(before) with { Name = name };
        if (before.Roles.HasFlag(Role.Administrator) && !after.Roles.HasFlag(Role.Administrator) && before.IsActive && !desk.Users.HasOtherAdministrator(write, id)) return LastAdministrator;
        Users.Save(write, after);
        if (User.Sells(after.Roles & ~before.Roles)) DueWork.RetryFailed(write, desk.Now);
        if (before.IsInSales && !after.IsInSales) DeskWork.Ask(write, DeskWorkKind.GiveAway, id, by.By, desk.Now);
        if (RightsOf(before) != RightsOf(after)) Audit.Note(write, desk, by, Actions.RolesChanged, after.Email, $"{RightsOf(before)}; now {RightsOf(after)}");
        if (before with { Roles = after.Roles, SignsForSales = after.SignsForSales, SignsForMarketing = after.SignsForMarketing } != after) Audit.Note(write, desk, by, Actions.UserChanged, after.Email, DetailsOf(after));
        return null;
    }

    /// <summary>Makes a link by which he chooses a password; it is mailed to him, too, where the desk sends mail.</summary>
    public static string Link(Desk desk, Write write, Caller by, User user)
    {
        Audit.Note(write, desk, by, Actions.LinkMade, user.Email);
        var link = OneTimeLinks.Make(write, OneTime.Password, user.Id, by.By, desk.Now + OneTimeLinks.PasswordFor);
        var (subject, text) = LinkMail.Of(user, desk.Settings.Of(write, KnownSettings.DeskName));
        UserMails.PutLink(write, desk, user, subject, text, LinkMail.PathOf(link));
        return link;
    }

    /// <summary>Shuts somebody out at once.</summary>
    public static string? Deactivate(Desk desk, Write write, Caller by, Guid id)
    {
        if (desk.Users.Find(write, id) is not { } user) return "There is no such user.";
        if (!user.IsActive) return null;
        if (user.Roles.HasFlag(Role.Administrator) && !desk.Users.HasOtherAdministrator(write, id)) return LastAdministrator;
        Users.Save(write, user with { DeactivatedAt = desk.Now });
        Sessions.EndAll(write, id);
        OneTimeLinks.EndAll(write, id);
        foreach (var token in ApiTokens.Of(write, id)) ApiTokens.Revoke(write, token.Id, desk.Now);
        DeskWork.Ask(write, DeskWorkKind.GiveAway, id, by.By, desk.Now);
        Audit.Note(write, desk, by, Actions.UserDeactivated, user.Email);
        return null;
    }

    /// <summary>His device is lost: the second step and all passkeys are taken back, and sessions end; the password alone is enough until he sets them up again.</summary>
    public static string? TakeBackDevices(Desk desk, Write write, Caller by, Guid id)
    {
        if (desk.Users.Find(write, id) is not { } user) return "There is no such user.";
        if (user.HasTwoSteps)
        {
            Users.Save(write, user with { TwoStep = null, TwoStepUsed = 0 });
            Audit.Note(write, desk, by, Actions.TwoStepsEnded, user.Email);
        }
        foreach (var passkey in Passkeys.Of(write, id))
        {
            Passkeys.Remove(write, id, passkey.Credential);
            Audit.Note(write, desk, by, Actions.PasskeyRemoved, user.Email, passkey.Name);
        }
        Sessions.EndAll(write, id);
        return null;
    }

    public static string? Reactivate(Desk desk, Write write, Caller by, Guid id)
    {
        if (desk.Users.Find(write, id) is not { } user) return "There is no such user.";
        if (user.IsActive) return null;
        Users.Save(write, user with { DeactivatedAt = null });
        if (User.Sells(user.Roles)) DueWork.RetryFailed(write, desk.Now);
        Audit.Note(write, desk, by, Actions.UserReactivated, user.Email);
        return null;
    }

    private static string RightsOf(User user) => KnownRole.WordsOf(user.Roles) + (user.SignsForLabel.Length == 0 ? "" : $", signs for {user.SignsForLabel}");

    private static string DetailsOf(User user) => string.Create(CultureInfo.InvariantCulture, $"{user.Name}, capacity {(user.Capacity is { } most ? most : "any")}, hours {user.Hours ?? "as the agreement's"}, team {(user.Team is { } team ? team : "none")}");
}
