using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>What somebody meets who is not logged in: readers the page where they are, programs what they lack.</summary>
internal static class Doors
{
    public static async Task ShowAsync(HttpContext http, Desk desk)
    {
        if (!PageRequest.IsReader(http.Request) && http.Request.Headers["HX-Request"] != "true")
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"ripen\"";
            await HttpProblem.NotLoggedIn.ExecuteAsync(http);
            return;
        }
        var to = Of(http, desk);
        if (http.Request.Headers["HX-Request"] == "true")
        {
            http.Response.Headers["HX-Redirect"] = to;
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        (http.Response.StatusCode, http.Response.Headers.Location) = (StatusCodes.Status303SeeOther, to);
    }

    // Back to where he wanted to go, where that is a page that can be asked for again.
    private static string Of(HttpContext http, Desk desk)
    {
        using (var session = desk.Database.Read())
        {
            if (desk.Users.AreNone(session)) return "/begin";
        }
        var wanted = HttpMethods.IsGet(http.Request.Method) && http.Request.Headers["HX-Request"] != "true" ? $"{http.Request.Path}{http.Request.QueryString}" : "/";
        return wanted is "/" ? "/login" : $"/login?to={Uri.EscapeDataString(wanted)}";
    }
}
