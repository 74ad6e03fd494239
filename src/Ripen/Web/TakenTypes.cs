using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace Ripen.Web;

/// <summary>Which bodies an address takes, for whoever sent another: routing only says that it was none of them.</summary>
internal static class TakenTypes
{
    public static string Of(HttpRequest request)
    {
        var endpoints = request.HttpContext.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var types = endpoints.Where(endpoint => IsMeant(endpoint, request)).SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<IAcceptsMetadata>()).SelectMany(taken => taken.ContentTypes).Distinct(StringComparer.Ordinal).ToList();
        return types.Count == 0 ? ApiJson.MediaType : string.Join(" or ", types);
    }

    private static bool IsMeant(RouteEndpoint endpoint, HttpRequest request) =>
        endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods.Contains(request.Method) == true
        && new TemplateMatcher(new(endpoint.RoutePattern), []).TryMatch(request.Path, []);
}
