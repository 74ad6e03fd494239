namespace Ripen.Web;

/// <summary>A body that an endpoint takes, for the document.</summary>
internal sealed record BodyExample(string Json);

/// <summary>An endpoint changes what If-Match names.</summary>
internal sealed class IfMatchMetadata
{
    public static readonly IfMatchMetadata Instance = new();
}

/// <summary>What endpoints tell the document of the API about themselves.</summary>
internal static class Documented
{
    /// <summary>The words of its query; others are refused.</summary>
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder endpoint, params QueryWord[] words) => endpoint.WithMetadata(new QueryWords(words));

    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, string json) => endpoint.WithMetadata(new BodyExample(json));

    /// <summary>The problems beyond those that every endpoint may have.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.Produces<HttpProblem>(status, HttpProblem.MediaType);
        return endpoint;
    }
}
