using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Ripen.Web;

/// <summary>Says in our words what the JSON reader found wrong, and where: it knows type names of ours that are nobody's business.</summary>
internal static partial class JsonFaults
{
    /// <param name="root">What was to be read.</param>
    public static HttpProblem Of(JsonException failure, Type root)
    {
        var (field, sentence) = Read(failure, root);
        return field is null ? HttpProblem.Malformed(sentence) : HttpProblem.Field(field, sentence);
    }

    /// <summary>The field as a path, null for what is no JSON at all; and what is wrong with it.</summary>
    private static (string? Field, string Sentence) Read(JsonException failure, Type root)
    {
        var message = failure.Message;
        var field = failure.Path is { Length: > 1 } path && path[0] == '$' ? path[1..].TrimStart('.') : "";
        if (Unmapped().Match(message) is { Success: true } unmapped) return (Inside(field, unmapped.Groups["name"].Value), "There is no such field here.");
        if (Duplicate().Match(message) is { Success: true } twice) return (Inside(field, twice.Groups["name"].Value), "It stands here twice.");
        if (Missing().Match(message) is { Success: true } missing) return (Inside(field, missing.Groups["name"].Value), "It is missing.");
        if (message.Contains("could not be converted to", StringComparison.Ordinal)) return (OrBody(field), $"It should be {Wanted(root, field)}.{Place(failure)}");
        if (message.Contains("maximum configured depth", StringComparison.Ordinal)) return (null, string.Create(CultureInfo.InvariantCulture, $"The JSON is nested deeper than {ApiJson.DeepestNesting} levels.{Place(failure)}"));
        if (message.StartsWith("An instant", StringComparison.Ordinal) || message.StartsWith("The id", StringComparison.Ordinal)) return (OrBody(field), Cut(message) + Place(failure));
        if (message.Contains("allow null", StringComparison.Ordinal) || message.Contains("setting null", StringComparison.Ordinal)) return (OrBody(field), "It may be left out, but not be null.");
        return (null, $"The body is no JSON: {Cut(message)}{Place(failure)}");
    }

    private static string OrBody(string field) => field.Length == 0 ? "body" : field;

    // The reader names the field itself where it is there, and only what it stands in where it is missing.
    private static string Inside(string path, string name)
    {
        var shown = HttpProblem.Shown(name);
        return path.Length == 0 ? shown : path == name || path.EndsWith($".{name}", StringComparison.Ordinal) ? path : $"{path}.{shown}";
    }

    private static string Place(JsonException failure) => failure.LineNumber is { } line && failure.BytePositionInLine is { } position
        ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {position + 1})")
        : "";

    private static string Cut(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        if (end < 0) end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return HttpProblem.Shown(end < 0 ? message : message[..end]);
    }

    /// <summary>What should stand at a path, found by the types that were to be read.</summary>
    private static string Wanted(Type root, string path)
    {
        var type = root;
        foreach (Match step in Step().Matches(path))
        {
            var info = ApiJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
            var next = step.Groups["name"].Success ? info.Properties.FirstOrDefault(property => property.Name == step.Groups["name"].Value)?.PropertyType : info.ElementType;
            if (next is null) break;
            type = next;
        }
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "a text";
        if (type == typeof(Guid)) return "an id, such as 0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int) || type == typeof(long)) return "a whole number";
        if (type.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}";
        return ApiJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable ? "an array" : "an object";
    }

    [GeneratedRegex("^The JSON property '(?<name>.*)' could not be mapped", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unmapped();

    [GeneratedRegex("^Duplicate property '(?<name>.*)' encountered", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duplicate();

    [GeneratedRegex("missing required properties including: '(?<name>[^']*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Missing();

    [GeneratedRegex("(?<name>[a-z_]+)|\\[[0-9]+\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
