using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ripen.Cli;

/// <summary>How JSON is written for people and pipes: umlauts as they are, not as escapes. Never put into a page as it is.</summary>
internal static class Json
{
    public static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
