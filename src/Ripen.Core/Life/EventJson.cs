using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>Events as they are stored: JSON, each with its <c>type</c>, without what is null or false. Never put into a page as it is.</summary>
public static class EventJson
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly EventContext Context = new(new(EventContext.Default.Options) { Encoder = Written.Encoder });

    /// <summary>An array, in the given order.</summary>
    public static string Write(IReadOnlyList<LeadEvent> events)
    {
        var text = new ArrayBufferWriter<byte>(160 * events.Count + 2);
        Write(events, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>An array, in the given order, in UTF-8.</summary>
    public static void Write(IReadOnlyList<LeadEvent> events, IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to, Written);
        json.WriteStartArray();
        foreach (var happened in events) JsonSerializer.Serialize(json, happened, Context.LeadEvent);
        json.WriteEndArray();
    }

    /// <summary>One event, an object.</summary>
    public static string WriteOne(LeadEvent happened) => JsonSerializer.Serialize(happened, Context.LeadEvent);

    /// <exception cref="JsonException">It is not what <see cref="Write(IReadOnlyList{LeadEvent})"/> wrote.</exception>
    public static ValueList<LeadEvent> Read(string json) => new(JsonSerializer.Deserialize(json, Context.LeadEventArray) ?? []);

    /// <exception cref="JsonException">It is not what <see cref="WriteOne"/> wrote.</exception>
    public static LeadEvent ReadOne(string json) => JsonSerializer.Deserialize(json, Context.LeadEvent) ?? throw new JsonException("There is no event.");
}

// A database may sort the keys of stored JSON, so the type need not come first.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(InstantJson), typeof(SnakeCase<OpenedBy>), typeof(SnakeCase<WokenBy>), typeof(SnakeCase<PassEnd>), typeof(SnakeCase<SourceSide>), typeof(SnakeCase<StepOutcome>), typeof(SnakeCase<EnrolmentEnd>), typeof(SnakeCase<TaskKind>), typeof(YesNoJson)])]
[JsonSerializable(typeof(LeadEvent))]
[JsonSerializable(typeof(LeadEvent[]))]
internal sealed partial class EventContext : JsonSerializerContext;

internal sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) where T : struct, Enum;

/// <summary>ISO 8601 in UTC to the second: <c>2026-07-15T09:00:00Z</c>.</summary>
internal sealed class InstantJson : JsonConverter<Instant>
{
    private const int Length = 20;

    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Instant.From(reader.GetDateTimeOffset());

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        value.ToDateTimeOffset().UtcDateTime.TryFormat(text, out _, "s", System.Globalization.CultureInfo.InvariantCulture);
        text[^1] = (byte)'Z';
        writer.WriteStringValue(text);
    }
}

/// <summary>As the verdict writes it: yes, no or unknown.</summary>
internal sealed class YesNoJson : JsonConverter<Truth>
{
    public override Truth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() switch
    {
        "yes" => Truth.True,
        "no" => Truth.False,
        "unknown" => Truth.Unknown,
        var other => throw new JsonException($"'{other}' is none of yes, no, unknown."),
    };

    public override void Write(Utf8JsonWriter writer, Truth value, JsonSerializerOptions options) => writer.WriteStringValue(value.AsYesNo());
}
