using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ripen.Life;
using Ripen.Values;

namespace Ripen.Web;

/// <summary>
/// The one setting of JSON at the API: snake_case, instants in ISO 8601 and UTC, ids without braces; read strictly, because
/// a field that is not understood is a mistake somewhere and not to be passed over.
/// </summary>
internal static class ApiJson
{
    public const string MediaType = "application/json";
    public const int DeepestNesting = 16;

    public static readonly JsonSerializerOptions Options = Set(new());

    public static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = DeepestNesting;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // answers are JSON with nosniff, never put into a page
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOut } };
        options.Converters.Add(new AtJson());
        options.Converters.Add(new WholeSecondsJson());
        options.Converters.Add(new TruthJson());
        options.Converters.Add(new LeadIdJson());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        return options;
    }

    private static void LeaveOut(JsonTypeInfo type)
    {
        if (!type.Type.IsDefined(typeof(SparseAttribute), inherit: false)) return;
        foreach (var property in type.Properties) property.ShouldSerialize = (_, value) => value is not null;
    }

    /// <summary>To the second where it is one, else with its fraction: <c>2026-07-15T09:00:00.25Z</c>.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Of many fields few say something: those that do not are left out of the JSON.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SparseAttribute : Attribute;

/// <summary>An instant with its offset; a local time would mean something else on every machine.</summary>
internal sealed class AtJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryRead(reader.GetString()!, out var at) ? at : throw new JsonException("An instant with its offset is wanted, such as 2026-07-15T09:00:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(ApiJson.Text(value));

    public static bool TryRead(string text, out DateTimeOffset at)
    {
        at = default;
        var hasOffset = text.Length >= 17 && text[10] == 'T' && (text[^1] == 'Z' || text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out at);
    }
}

internal sealed class WholeSecondsJson : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && AtJson.TryRead(reader.GetString()!, out var at) ? Instant.From(at) : throw new JsonException("An instant with its offset is wanted, such as 2026-07-15T09:00:00Z.");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>As the verdict writes it: yes, no or unknown.</summary>
internal sealed class TruthJson : JsonConverter<Truth>
{
    public override Truth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("A truth is only written.");

    public override void Write(Utf8JsonWriter writer, Truth value, JsonSerializerOptions options) => writer.WriteStringValue(value.AsYesNo());
}

internal sealed class LeadIdJson : JsonConverter<LeadId>
{
    public override LeadId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && LeadId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("The id of a lead is wanted, as the API gives it.");

    public override void Write(Utf8JsonWriter writer, LeadId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
