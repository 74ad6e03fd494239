using System.Collections.Frozen;
using Ripen.Accounts;
using Ripen.Desks;

namespace Ripen.Web;

/// <summary>
/// The one table of who may do what. Every endpoint stands here, and nothing else does: a test walks both ways, and what is
/// not in it is not served. A token needs the scope besides; without one, no token will do.
/// </summary>
internal static class Roles
{
    public const Role Everybody = Role.Administrator | Role.Marketer | Role.Salesperson | Role.SalesManager | Role.ReadOnly;
    public const Role Desk = Role.Administrator | Role.Marketer | Role.Salesperson | Role.SalesManager;
    public const Role Marketing = Role.Administrator | Role.Marketer;
    public const Role Selling = Role.Administrator | Role.Salesperson | Role.SalesManager;
    public const Role Leading = Role.Administrator | Role.SalesManager;
    public const Role Agreeing = Role.Administrator | Role.Marketer | Role.SalesManager;

    public static readonly FrozenDictionary<string, Access> Table = RolesOfPages.Table.Concat(RolesOfApi.Table).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a demo serves besides.</summary>
    public static readonly FrozenDictionary<string, Access> OfDemo = new Dictionary<string, Access>(StringComparer.Ordinal)
    {
        ["GET /demo"] = Everybody,
        ["POST /demo"] = Desk,
        ["POST /demo/clock"] = Desk,
        ["POST /demo/user"] = Everybody,
        ["GET /site/who"] = Role.Public,
        ["GET /site/{page?}"] = Role.Public,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>As the table names an endpoint.</summary>
    public static IEnumerable<string> NamesOf(Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint route) return [];
        var methods = endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods ?? ["*"];
        var path = "/" + route.RoutePattern.RawText?.Trim('/');
        return methods.Select(method => $"{method} {path}");
    }

    /// <summary>Who may call it; nobody where the table does not name it.</summary>
    public static Access Of(Endpoint endpoint)
    {
        var all = new Access(Role.None);
        foreach (var name in NamesOf(endpoint))
        {
            var one = Table.TryGetValue(name, out var access) ? access : OfDemo.GetValueOrDefault(name);
            all = new(all.Roles | one.Roles, all.Scope | one.Scope);
        }
        return all;
    }

    /// <summary>Whether somebody may do what is named as in the table; for pages, to show what is of use to him.</summary>
    public static bool May(Caller caller, string name) => (Table.TryGetValue(name, out var access) || OfDemo.TryGetValue(name, out access)) && caller.May(access);

    /// <summary>Serves what the table allows.</summary>
    public static async Task CheckAsync(HttpContext http, RequestDelegate next, Desk desk)
    {
        // Wrong methods and unknown addresses have no route of their own, and are answered by routing itself.
        if (http.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>() is not null)
        {
            var (access, caller) = (Of(endpoint), http.Caller());
            if ((access.Roles & (Role.Public | Role.Internal)) == Role.None)
            {
                if (!caller.IsKnown)
                {
                    await Doors.ShowAsync(http, desk);
                    return;
                }
                if (!caller.May(access))
                {
                    await desk.Writer.DoAsync(write => Audit.Note(write, desk, caller, Actions.Refused, NamesOf(endpoint).First(), "", wasRefused: true), http.RequestAborted);
                    await (caller.Scopes is { } scopes && (access.Roles & caller.Roles) != Role.None ? HttpProblem.WrongScope(scopes, access.Scope) : HttpProblem.WrongRole).ExecuteAsync(http);
                    return;
                }
                // Browsers send the session with forms of other sites, too; those say where they come from.
                if (caller.IsByCookie && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && !PageForm.IsOurs(http.Request))
                {
                    await desk.Writer.DoAsync(write => Audit.Note(write, desk, caller, Actions.Refused, NamesOf(endpoint).First(), "it did not come from a page of this desk", wasRefused: true), http.RequestAborted);
                    await HttpProblem.WrongOrigin.ExecuteAsync(http);
                    return;
                }
            }
        }
        await next(http);
    }
}
