using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>Asks somebody who is logged in for his password again, before what an open browser must not be enough for.</summary>
internal static class Confirmation
{
    /// <summary>Why it is not confirmed, in a sentence; null where it is.</summary>
    public static async Task<string?> ProblemAsync(PageRequest request, string? password)
    {
        var (desk, user, address) = (request.Desk, request.Caller.User!, request.Http.Connection.RemoteIpAddress);
        if (password is null) return "Type your password.";
        if (await desk.Writer.DoAsync(write => LoginLimits.Begin(write, user.Email, address, desk.Now)) is { } until) return LoginPages.WaitOf(until - desk.Now);
        if (!Passwords.IsOf(user, password))
        {
            await desk.Writer.DoAsync(write => Audit.Note(write, desk, request.Caller, Actions.LoginRefused, user.Email, "asked again", wasRefused: true));
            return "That is not your password.";
        }
        await desk.Writer.DoAsync(write => LoginLimits.Succeed(write, user.Email, address));
        return null;
    }
}
