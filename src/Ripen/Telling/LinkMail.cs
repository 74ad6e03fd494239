using Ripen.Accounts;

namespace Ripen.Telling;

/// <summary>The mail that brings a link to choose a password: an invitation, or help for whoever has forgotten his.</summary>
internal static class LinkMail
{
    public static (string Subject, string Text) Of(User user, string deskName) => user.Password is null && user.LoggedInAt is null
        ? ($"You are asked in: {deskName}", $"Hello {user.Name},\n\nthere is an account for you at {deskName}. Choose your password by this link. It is good once, for three days.")
        : ($"Your new password: {deskName}", $"Hello {user.Name},\n\nby this link you choose a new password for {deskName}. It is good once, for three days. Until you do, the one you have goes on.");

    public static string PathOf(string link) => $"/join/{link}";
}
