using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Ripen.Accounts;

namespace Ripen.Web;

/// <summary>The document of the API, OpenAPI 3.1 at <c>/openapi/v1.json</c>: made from the endpoints themselves, with what all have in common added here.</summary>
internal static class ApiDocument
{
    private const string Bearer = "token";

    private const string Introduction = """
        The API of a Ripen desk. JSON in UTF-8, names in snake_case, instants in ISO 8601 with their offset (answers: UTC). What is not understood is refused, never passed over.

        **Errors** are problems of RFC 9457 (`application/problem+json`): a stable `type`, a `detail` that says where and what to do, `errors` by field.
        **Lists** page by key: send `next` as `cursor`, with the same filters.
        **Writes** take an `Idempotency-Key`, kept 24 hours: the same request again is answered as before (`Idempotent-Replayed: true`), another one under the same key refused (422). A request that was refused changed nothing and may be sent again under its key.
        **Changes** take `If-Match` with the `ETag` that was read.
        **Who asks** says so with a token, made at `/tokens` or with `ripen token create`: `Authorization: Bearer ripen_…`. A token is for some scopes, and never may more than whose it is.
        """;

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("internal/", StringComparison.Ordinal) != true;
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("Shown", "", StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) => Describe(document));
        options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
        options.AddSchemaTransformer((schema, context, _) => Describe(schema, context));
    });

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new() { Title = "Ripen", Version = "v1", Description = Introduction, License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" } };
        document.Servers = [new() { Url = "/", Description = "This desk" }];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "ripen_…", Description = "A token of the desk." };
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var word in metadata.OfType<QueryWords>().LastOrDefault()?.Words ?? []) operation.Parameters.Add(Parameter(word));
        if (context.Description.HttpMethod is "POST" or "PATCH" && operation.OperationId is not ("CheckAgreement" or "UploadImport")) operation.Parameters.Add(Header(WriteRequest.KeyHeader, "Names this request for 24 hours: sent again it is answered as before.", isRequired: false));
        if (metadata.OfType<IfMatchMetadata>().Any()) operation.Parameters.Add(Header("If-Match", "The ETag of the version that was read.", isRequired: true));
        if (metadata.OfType<BodyExample>().LastOrDefault() is { } example) AddExample(operation, example);
        operation.Responses ??= [];
        if (context.Description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) != true) return Task.CompletedTask;
        AddProblem(operation, "400", "Something in the request is wrong, or it cannot be read");
        if (operation.RequestBody is not null) AddProblem(operation, "413", "That is too much at once");
        if (operation.RequestBody is not null) AddProblem(operation, "415", "The body is of a type that is not taken here");
        if (context.Description.HttpMethod is "POST" or "PUT" or "PATCH") AddProblem(operation, "422", "This Idempotency-Key stands for another request");
        AddProblem(operation, "401", "No token, or one that is not good any more");
        AddProblem(operation, "403", "The token is not for this, or your role may not do it");
        AddProblem(operation, "421", "The Host is none of this desk's names");
        operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        var scope = Roles.Table.GetValueOrDefault($"{context.Description.HttpMethod} /{context.Description.RelativePath.TrimEnd('/')}").Scope;
        operation.Description = $"{operation.Description}{(string.IsNullOrEmpty(operation.Description) ? "" : "\n\n")}The token's scope: `{KnownScope.WordsOf(scope)}`.";
        AddProblem(operation, "500", "Ripen made a mistake");
        AddProblem(operation, "503", "The desk's database cannot be reached; Retry-After says when to try again");
        foreach (var response in operation.Responses.Where(response => string.IsNullOrEmpty(response.Value.Description))) ((OpenApiResponse)response.Value).Description = response.Key;
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        // Written by converters of ours, which the document cannot see into.
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var nothing = (schema.Type ?? default) & JsonSchemaType.Null;
        if (type == typeof(Values.Instant) || type == typeof(DateTimeOffset)) Text(schema, nothing, "date-time", "2026-07-15T09:00:00Z");
        else if (type == typeof(Life.LeadId)) Text(schema, nothing, null, "0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1");
        else if (type == typeof(Values.Truth)) schema.Enum = [.. Text(schema, nothing, null, "unknown").Select(word => (JsonNode)word)];
        return Task.CompletedTask;
    }

    private static string[] Text(OpenApiSchema schema, JsonSchemaType nothing, string? format, string example)
    {
        (schema.Type, schema.Format, schema.Properties, schema.Required) = (JsonSchemaType.String | nothing, format, null, null);
        schema.AdditionalPropertiesAllowed = true;
        schema.Examples = [example];
        return ["yes", "no", "unknown"];
    }

    private static OpenApiParameter Parameter(QueryWord word)
    {
        var schema = new OpenApiSchema { Type = word.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String };
        if (word.OneOf is not null) schema.Enum = [.. word.OneOf.Select(one => (JsonNode)one)];
        JsonNode? example = word.Example is null ? null : word.IsNumber ? int.Parse(word.Example, CultureInfo.InvariantCulture) : word.Example;
        return new() { Name = word.Name, In = ParameterLocation.Query, Description = word.Says, Schema = schema, Example = example };
    }

    private static OpenApiParameter Header(string name, string says, bool isRequired) =>
        new() { Name = name, In = ParameterLocation.Header, Description = says, Required = isRequired, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static void AddExample(OpenApiOperation operation, BodyExample example)
    {
        if (operation.RequestBody?.Content?.TryGetValue(ApiJson.MediaType, out var body) == true) body.Example = JsonNode.Parse(example.Json);
    }

    private static void AddProblem(OpenApiOperation operation, string status, string says)
    {
        var media = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Title = "HttpProblem" } };
        operation.Responses!.TryAdd(status, new OpenApiResponse { Description = says, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [HttpProblem.MediaType] = media } });
    }
}
