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
    private const Role Everybody = Role.Administrator | Role.Marketer | Role.Salesperson | Role.SalesManager | Role.ReadOnly;
    private const Role Desk = Role.Administrator | Role.Marketer | Role.Salesperson | Role.SalesManager;
    private const Role Marketing = Role.Administrator | Role.Marketer;
    private const Role Agreeing = Role.Administrator | Role.Marketer | Role.SalesManager;

    public static readonly FrozenDictionary<string, Access> Table = new Dictionary<string, Access>(StringComparer.Ordinal)
    {
        ["GET /health/live"] = Role.Public,
        ["GET /health/ready"] = Role.Public,
        ["GET /openapi/{documentName}.json"] = Everybody.By(Scope.Read),
        ["GET /docs/{documentName?}"] = Everybody,
        ["GET /docs/scalar.js"] = Everybody,
        ["GET /docs/scalar.aspnetcore.js"] = Everybody,
        ["GET /docs/favicon.svg"] = Everybody,
        ["POST /internal/command"] = Role.Internal,

        ["GET /assets/{stamp}/{file}"] = Role.Public,
        ["GET /login"] = Role.Public,
        ["POST /login"] = Role.Public,
        ["GET /login/code"] = Role.Public,
        ["POST /login/code"] = Role.Public,
        ["POST /login/passkey"] = Role.Public,
        ["POST /login/passkey/question"] = Role.Public,
        ["GET /login/oidc"] = Role.Public,
        ["GET /login/oidc/callback"] = Role.Public,
        ["POST /logout"] = Role.Public,
        ["GET /begin"] = Role.Public,
        ["GET /begin/{link}"] = Role.Public,
        ["POST /begin/{link}"] = Role.Public,
        ["GET /join/{link}"] = Role.Public,
        ["POST /join/{link}"] = Role.Public,
        ["GET /account"] = Everybody,
        ["POST /account"] = Everybody,
        ["POST /account/password"] = Everybody,
        ["POST /account/sessions/{session}/ending"] = Everybody,
        ["GET /account/notices"] = Everybody,
        ["POST /account/notices"] = Everybody,
        ["POST /account/two-steps"] = Everybody,
        ["POST /account/two-steps/removal"] = Everybody,
        ["POST /account/passkeys"] = Everybody,
        ["POST /account/passkeys/question"] = Everybody,
        ["POST /account/passkeys/{passkey}/removal"] = Everybody,
        ["GET /people"] = Everybody,
        ["POST /people"] = Role.Administrator,
        ["GET /people/{user}"] = Everybody,
        ["POST /people/{user}"] = Role.Administrator,
        ["POST /people/{user}/link"] = Role.Administrator,
        ["POST /people/{user}/devices/removal"] = Role.Administrator,
        ["POST /people/{user}/deactivation"] = Role.Administrator,
        ["POST /people/{user}/reactivation"] = Role.Administrator,
        ["POST /people/{user}/hours"] = Everybody,
        ["POST /people/{user}/absences"] = Everybody,
        ["POST /people/{user}/absences/{starts}/removal"] = Everybody,
        ["GET /teams"] = Everybody,
        ["POST /teams"] = Role.Administrator,
        ["POST /teams/{team}"] = Role.Administrator,
        ["POST /teams/{team}/removal"] = Role.Administrator,
        ["GET /tokens"] = Everybody,
        ["POST /tokens"] = Everybody,
        ["POST /tokens/{token}/revocation"] = Everybody,
        ["GET /audit"] = Role.Administrator,
        ["GET /audit/export"] = Role.Administrator,
        ["GET /roles"] = Everybody,
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
        ["POST /settings/test-mail"] = Role.Administrator,
        ["GET /notices"] = Everybody,
        ["GET /notices/bell"] = Everybody,
        ["POST /notices/reading"] = Everybody,
        ["POST /notices/{notice}/opening"] = Everybody,
        ["GET /outbox"] = Role.Administrator,
        ["POST /outbox/{mail}/retry"] = Role.Administrator,
        ["GET /webhooks"] = Role.Administrator,
        ["POST /webhooks"] = Role.Administrator,
        ["GET /webhooks/{webhook}"] = Role.Administrator,
        ["POST /webhooks/{webhook}"] = Role.Administrator,
        ["GET /webhooks/{webhook}/messages/{message}"] = Role.Administrator,
        ["POST /webhooks/{webhook}/messages/{message}/replay"] = Role.Administrator,
        ["POST /webhooks/{webhook}/replay"] = Role.Administrator,
        ["POST /webhooks/{webhook}/test"] = Role.Administrator,
        ["POST /webhooks/{webhook}/disabling"] = Role.Administrator,
        ["POST /webhooks/{webhook}/enabling"] = Role.Administrator,
        ["POST /webhooks/{webhook}/secret"] = Role.Administrator,
        ["POST /webhooks/{webhook}/removal"] = Role.Administrator,
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
        ["POST /agreement/signatures"] = Everybody,
        ["POST /agreement/signatures/question"] = Everybody,
        ["GET /agreement/signed"] = Everybody,
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

        ["GET /api/v1/leads"] = Everybody.By(Scope.Read),
        ["POST /api/v1/leads"] = Desk.By(Scope.Leads),
        ["POST /api/v1/leads/batch"] = Desk.By(Scope.Leads),
        ["GET /api/v1/leads/{lead}"] = Everybody.By(Scope.Read),
        ["PATCH /api/v1/leads/{lead}"] = Desk.By(Scope.Leads),
        ["GET /api/v1/leads/{lead}/verdict"] = Everybody.By(Scope.Read),
        ["GET /api/v1/leads/{lead}/history"] = Everybody.By(Scope.Read),
        ["GET /api/v1/leads/{lead}/passes"] = Everybody.By(Scope.Read),
        ["GET /api/v1/leads/{lead}/purchase/facts"] = Everybody.By(Scope.Read),
        ["POST /api/v1/leads/{lead}/purchase/facts"] = Desk.By(Scope.Leads),

        ["GET /api/v1/persons"] = Everybody.By(Scope.Read),
        ["GET /api/v1/persons/{person}"] = Everybody.By(Scope.Read),
        ["GET /api/v1/persons/{person}/facts"] = Everybody.By(Scope.Read),
        ["POST /api/v1/persons/{person}/facts"] = Desk.By(Scope.Leads),

        ["GET /api/v1/organisations"] = Everybody.By(Scope.Read),
        ["GET /api/v1/organisations/{organisation}"] = Everybody.By(Scope.Read),
        ["GET /api/v1/organisations/{organisation}/leads"] = Everybody.By(Scope.Read),
        ["GET /api/v1/organisations/{organisation}/facts"] = Everybody.By(Scope.Read),
        ["POST /api/v1/organisations/{organisation}/facts"] = Desk.By(Scope.Leads),

        ["GET /api/v1/campaigns"] = Everybody.By(Scope.Read),
        ["GET /api/v1/campaigns/{campaign}"] = Everybody.By(Scope.Read),
        ["PATCH /api/v1/campaigns/{campaign}"] = Marketing.By(Scope.Campaigns),
        ["POST /api/v1/campaigns/{campaign}/costs"] = Marketing.By(Scope.Campaigns),
        ["DELETE /api/v1/campaigns/{campaign}/costs/{cost}"] = Marketing.By(Scope.Campaigns),

        ["GET /api/v1/sources"] = Everybody.By(Scope.Read),
        ["GET /api/v1/sources/{source}"] = Everybody.By(Scope.Read),
        ["PATCH /api/v1/sources/{source}"] = Marketing.By(Scope.Campaigns),

        ["POST /api/v1/touches"] = Desk.By(Scope.Touches),

        ["GET /api/v1/users"] = Role.Administrator.By(Scope.Desk),
        ["GET /api/v1/audit"] = Role.Administrator.By(Scope.Desk),

        ["GET /api/v1/notices"] = Everybody.By(Scope.Read),
        ["POST /api/v1/notices/{notice}/reading"] = Everybody.By(Scope.Leads),
        ["GET /api/v1/notices/switches"] = Everybody.By(Scope.Read),
        ["PUT /api/v1/notices/switches"] = Everybody.By(Scope.Leads),

        ["GET /api/v1/webhooks"] = Role.Administrator.By(Scope.Desk),
        ["POST /api/v1/webhooks"] = Role.Administrator.By(Scope.Desk),
        ["GET /api/v1/webhooks/{webhook}"] = Role.Administrator.By(Scope.Desk),
        ["PATCH /api/v1/webhooks/{webhook}"] = Role.Administrator.By(Scope.Desk),
        ["DELETE /api/v1/webhooks/{webhook}"] = Role.Administrator.By(Scope.Desk),
        ["GET /api/v1/webhooks/{webhook}/messages"] = Role.Administrator.By(Scope.Desk),
        ["POST /api/v1/webhooks/{webhook}/messages/{message}/replay"] = Role.Administrator.By(Scope.Desk),

        ["GET /api/v1/imports"] = Everybody.By(Scope.Read),
        ["POST /api/v1/imports"] = Marketing.By(Scope.Imports),
        ["GET /api/v1/imports/{import}"] = Everybody.By(Scope.Read),

        ["GET /api/v1/agreements"] = Everybody.By(Scope.Read),
        ["POST /api/v1/agreements"] = Agreeing.By(Scope.Agreements),
        ["POST /api/v1/agreements/check"] = Everybody.By(Scope.Read),
        ["GET /api/v1/agreements/{line}/{version}"] = Everybody.By(Scope.Read),
        ["GET /api/v1/agreements/{line}/{version}/text"] = Everybody.By(Scope.Read),
        ["GET /api/v1/agreements/{line}/{version}/words"] = Everybody.By(Scope.Read),
        ["GET /api/v1/agreements/{line}/{version}/differences"] = Everybody.By(Scope.Read),
        ["POST /api/v1/agreements/{line}/{version}/activation"] = Agreeing.By(Scope.Agreements),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a demo serves besides.</summary>
    public static readonly FrozenDictionary<string, Access> OfDemo = new Dictionary<string, Access>(StringComparer.Ordinal)
    {
        ["GET /demo"] = Everybody,
        ["POST /demo"] = Desk,
        ["POST /demo/clock"] = Desk,
        ["POST /demo/user"] = Everybody,
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
