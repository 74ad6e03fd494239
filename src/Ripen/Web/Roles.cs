using System.Collections.Frozen;

namespace Ripen.Web;

/// <summary>Who may call an endpoint.</summary>
[Flags]
internal enum Role
{
    None = 0,
    Administrator = 1,
    Marketer = 2,
    Salesperson = 4,
    SalesManager = 8,
    ReadOnly = 16,

    /// <summary>Anybody at all.</summary>
    Public = 32,

    /// <summary>Another process of this desk, with its own key.</summary>
    Internal = 64,
}

/// <summary>
/// The one table of who may do what. Every endpoint stands here, and nothing else does: a test walks both ways, and what is
/// not in it is not served. Until accounts exist whoever sits at this machine is administrator.
/// </summary>
internal static class Roles
{
    private const Role Everybody = Role.Administrator | Role.Marketer | Role.Salesperson | Role.SalesManager | Role.ReadOnly;
    private const Role Desk = Role.Administrator | Role.Marketer | Role.Salesperson | Role.SalesManager;
    private const Role Marketing = Role.Administrator | Role.Marketer;
    private const Role Agreeing = Role.Administrator | Role.Marketer | Role.SalesManager;

    public static readonly FrozenDictionary<string, Role> Table = new Dictionary<string, Role>(StringComparer.Ordinal)
    {
        ["GET /health/live"] = Role.Public,
        ["GET /health/ready"] = Role.Public,
        ["GET /openapi/{documentName}.json"] = Everybody,
        ["GET /docs/{documentName?}"] = Everybody,
        ["GET /docs/scalar.js"] = Everybody,
        ["GET /docs/scalar.aspnetcore.js"] = Everybody,
        ["GET /docs/favicon.svg"] = Everybody,
        ["POST /internal/command"] = Role.Internal,

        ["GET /assets/{stamp}/{file}"] = Role.Public,
        ["GET /live"] = Everybody,
        ["GET /"] = Everybody,
        ["GET /leads"] = Everybody,
        ["GET /leads/views"] = Everybody,
        ["POST /leads/views"] = Desk,
        ["POST /leads/views/{view}/removal"] = Desk,
        ["POST /leads/bulk"] = Desk,
        ["POST /leads/bulk/source"] = Desk,
        ["POST /leads/bulk/campaign"] = Desk,
        ["POST /leads/bulk/disqualify"] = Desk,
        ["POST /leads/bulk/{change}/undoing"] = Desk,
        ["GET /leads/new"] = Desk,
        ["POST /leads/new"] = Desk,
        ["POST /leads/new/likely"] = Desk,
        ["GET /leads/{lead}"] = Everybody,
        ["POST /leads/{lead}/facts"] = Desk,
        ["GET /leads/{lead}/facts/{fact}"] = Desk,
        ["GET /imports"] = Everybody,
        ["POST /imports"] = Marketing,
        ["GET /imports/{import}"] = Everybody,
        ["GET /imports/{import}/rejected"] = Marketing,
        ["POST /imports/{import}/undoing"] = Marketing,
        ["GET /imports/waiting/{file}"] = Marketing,
        ["POST /imports/waiting/{file}/check"] = Marketing,
        ["POST /imports/waiting/{file}/start"] = Marketing,
        ["POST /imports/waiting/{file}/removal"] = Marketing,
        ["GET /welcome"] = Everybody,
        ["POST /welcome/agreement"] = Role.Administrator,
        ["GET /welcome/year"] = Everybody,
        ["POST /welcome/year"] = Role.Administrator,
        ["GET /settings"] = Everybody,
        ["POST /settings"] = Role.Administrator,
        ["GET /work"] = Everybody,
        ["POST /retries"] = Role.Administrator,
        ["GET /search"] = Everybody,
        ["GET /components"] = Everybody,

        ["GET /organisations"] = Everybody,
        ["GET /organisations/{organisation}"] = Everybody,
        ["GET /organisations/{organisation}/facts/{fact}"] = Desk,
        ["POST /organisations/{organisation}/facts"] = Desk,

        ["GET /campaigns"] = Everybody,
        ["POST /campaigns"] = Marketing,
        ["GET /campaigns/{campaign}"] = Everybody,
        ["POST /campaigns/{campaign}"] = Marketing,
        ["POST /campaigns/{campaign}/costs"] = Marketing,
        ["POST /campaigns/{campaign}/costs/{cost}/removal"] = Marketing,
        ["GET /sources"] = Everybody,
        ["POST /sources/{source}"] = Marketing,
        ["GET /agreement"] = Everybody,
        ["GET /agreement/text"] = Everybody,
        ["GET /agreement/versions"] = Everybody,
        ["POST /agreement/comments"] = Desk,
        ["POST /agreement/comments/settlement"] = Desk,
        ["POST /agreement/signatures"] = Agreeing,
        ["POST /agreement/activation"] = Agreeing,
        ["GET /agreement/edit"] = Agreeing,
        ["POST /agreement/edit"] = Agreeing,
        ["POST /agreement/edit/form"] = Agreeing,
        ["GET /agreement/edit/impact"] = Agreeing,
        ["POST /agreement/edit/impact"] = Agreeing,
        ["POST /agreement/edit/addition"] = Agreeing,
        ["POST /agreement/edit/addition/form"] = Agreeing,
        ["POST /agreement/edit/undo"] = Agreeing,
        ["POST /agreement/edit/drop"] = Agreeing,
        ["POST /agreement/edit/proposal"] = Agreeing,
        ["GET /agreement/edit/text"] = Agreeing,
        ["POST /agreement/edit/text"] = Agreeing,

        ["GET /api/v1/leads"] = Everybody,
        ["POST /api/v1/leads"] = Desk,
        ["POST /api/v1/leads/batch"] = Desk,
        ["GET /api/v1/leads/{lead}"] = Everybody,
        ["PATCH /api/v1/leads/{lead}"] = Desk,
        ["GET /api/v1/leads/{lead}/verdict"] = Everybody,
        ["GET /api/v1/leads/{lead}/history"] = Everybody,
        ["GET /api/v1/leads/{lead}/passes"] = Everybody,
        ["GET /api/v1/leads/{lead}/purchase/facts"] = Everybody,
        ["POST /api/v1/leads/{lead}/purchase/facts"] = Desk,

        ["GET /api/v1/persons"] = Everybody,
        ["GET /api/v1/persons/{person}"] = Everybody,
        ["GET /api/v1/persons/{person}/facts"] = Everybody,
        ["POST /api/v1/persons/{person}/facts"] = Desk,

        ["GET /api/v1/organisations"] = Everybody,
        ["GET /api/v1/organisations/{organisation}"] = Everybody,
        ["GET /api/v1/organisations/{organisation}/leads"] = Everybody,
        ["GET /api/v1/organisations/{organisation}/facts"] = Everybody,
        ["POST /api/v1/organisations/{organisation}/facts"] = Desk,

        ["GET /api/v1/campaigns"] = Everybody,
        ["GET /api/v1/campaigns/{campaign}"] = Everybody,
        ["PATCH /api/v1/campaigns/{campaign}"] = Marketing,
        ["POST /api/v1/campaigns/{campaign}/costs"] = Marketing,
        ["DELETE /api/v1/campaigns/{campaign}/costs/{cost}"] = Marketing,

        ["GET /api/v1/sources"] = Everybody,
        ["GET /api/v1/sources/{source}"] = Everybody,
        ["PATCH /api/v1/sources/{source}"] = Marketing,

        ["POST /api/v1/touches"] = Desk,

        ["GET /api/v1/imports"] = Everybody,
        ["POST /api/v1/imports"] = Marketing,
        ["GET /api/v1/imports/{import}"] = Everybody,

        ["GET /api/v1/agreements"] = Everybody,
        ["POST /api/v1/agreements"] = Agreeing,
        ["POST /api/v1/agreements/check"] = Everybody,
        ["GET /api/v1/agreements/{line}/{version}"] = Everybody,
        ["GET /api/v1/agreements/{line}/{version}/text"] = Everybody,
        ["GET /api/v1/agreements/{line}/{version}/words"] = Everybody,
        ["GET /api/v1/agreements/{line}/{version}/differences"] = Everybody,
        ["POST /api/v1/agreements/{line}/{version}/activation"] = Role.Administrator,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a demo serves besides.</summary>
    public static readonly FrozenDictionary<string, Role> OfDemo = new Dictionary<string, Role>(StringComparer.Ordinal)
    {
        ["GET /demo"] = Everybody,
        ["POST /demo"] = Desk,
        ["POST /demo/clock"] = Desk,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>As the table names an endpoint.</summary>
    public static IEnumerable<string> NamesOf(Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint route) return [];
        var methods = endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods ?? ["*"];
        var path = "/" + route.RoutePattern.RawText?.Trim('/');
        return methods.Select(method => $"{method} {path}");
    }

    /// <summary>Serves what the table allows.</summary>
    public static async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        // Wrong methods and unknown addresses have no route of their own, and are answered by routing itself.
        if (http.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>() is not null)
        {
            var allowed = NamesOf(endpoint).Aggregate(Role.None, (roles, name) => roles | Table.GetValueOrDefault(name) | OfDemo.GetValueOrDefault(name));
            if ((allowed & (RoleOf(http) | Role.Public | Role.Internal)) == Role.None)
            {
                await HttpProblem.WrongRole.ExecuteAsync(http);
                return;
            }
        }
        await next(http);
    }

    private static Role RoleOf(HttpContext http) => http.Connection.RemoteIpAddress is null || System.Net.IPAddress.IsLoopback(http.Connection.RemoteIpAddress) ? Role.Administrator : Role.None;
}
