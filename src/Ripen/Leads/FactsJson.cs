using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ripen.Leads;

/// <summary>One thing that was said: a fact and its value as it was said; no value: nothing is known any more.</summary>
internal readonly record struct SaidFact(string Fact, string? Value);

/// <summary>
/// What was said together, as it is kept: a JSON object from fact to value, <c>{"job_title":"CFO","problem":["a","b"],"budget":null}</c>.
/// Values are texts as they were said, so that an agreement that reads them differently finds them whole; null forgets.
/// </summary>
internal static class FactsJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    /// <summary>Of one fact's values those behind the first become an array.</summary>
    public static string Write(ReadOnlySpan<SaidFact> said)
    {
        var bytes = buffer ??= new(512);
        bytes.ResetWrittenCount();
        var json = writer ??= new(bytes, Options);
        json.Reset(bytes);
        json.WriteStartObject();
        for (var i = 0; i < said.Length; i++)
        {
            if (IsLater(said, i)) continue;
            json.WritePropertyName(said[i].Fact);
            WriteValues(json, said, i);
        }
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static IReadOnlyList<SaidFact> Read(string json)
    {
        var said = new List<SaidFact>();
        Each(json, said, static (all, fact, value) => all.Add(new(fact.ToString(), value.IsEmpty ? null : value.ToString())));
        return said;
    }

    public delegate void Take<TState>(TState state, ReadOnlySpan<char> fact, ReadOnlySpan<char> value);

    /// <summary>Hands out every fact with each of its values; an empty value forgets.</summary>
    public static void Each<TState>(string json, TState state, Take<TState> take) => Each(Encoding.UTF8.GetBytes(json), state, take);

    /// <summary>The same of UTF-8.</summary>
    public static void Each<TState>(ReadOnlySpan<byte> json, TState state, Take<TState> take)
    {
        var chars = ArrayPool<char>.Shared.Rent(json.Length + 1);
        try
        {
            var reader = new Utf8JsonReader(json);
            var name = 0;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName) name = reader.CopyString(chars);
                else if (reader.TokenType == JsonTokenType.Null) take(state, chars.AsSpan(0, name), []);
                else if (reader.TokenType == JsonTokenType.String) take(state, chars.AsSpan(0, name), chars.AsSpan(name, reader.CopyString(chars.AsSpan(name))));
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private static bool IsLater(ReadOnlySpan<SaidFact> said, int place)
    {
        for (var i = 0; i < place; i++)
        {
            if (said[i].Fact == said[place].Fact) return true;
        }
        return false;
    }

    private static void WriteValues(Utf8JsonWriter json, ReadOnlySpan<SaidFact> said, int first)
    {
        var others = false;
        for (var i = first + 1; i < said.Length && !others; i++) others = said[i].Fact == said[first].Fact;
        if (!others)
        {
            WriteValue(json, said[first].Value);
            return;
        }
        json.WriteStartArray();
        for (var i = first; i < said.Length; i++)
        {
            if (said[i].Fact == said[first].Fact) WriteValue(json, said[i].Value);
        }
        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string? value)
    {
        if (value is null) json.WriteNullValue();
        else json.WriteStringValue(value);
    }
}
