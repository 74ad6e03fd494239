using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ripen.Privacy;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Tracking;

/// <summary>What the tracker sends. Names are short because every page view sends them.</summary>
/// <param name="V">The visitor: a random id that his browser keeps for this site.</param>
/// <param name="I">Of this view or event, random; sent again it is the same.</param>
/// <param name="E">What happened: view, left, file, touch, or gone: the visitor no longer agrees.</param>
/// <param name="U">The address of the page or the file.</param>
/// <param name="R">The referrer of the page.</param>
/// <param name="S">Of left: how many seconds the page was to be seen.</param>
/// <param name="K">Of touch: its kind.</param>
/// <param name="O">Of touch: the offer.</param>
/// <param name="L">What a signed link in the address says.</param>
/// <param name="A">How many milliseconds ago it happened.</param>
internal sealed record BeaconMessage(Guid V, Guid I, string E, string? U = null, string? R = null, int? S = null, string? K = null, string? O = null, string? L = null, long? A = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BeaconMessage))]
internal sealed partial class BeaconJson : JsonSerializerContext;

/// <summary>Reads what was sent to the beacon.</summary>
internal static class BeaconReading
{
    public const int MostBytes = 4_096;
    public const string View = "view";
    public const string Left = "left";
    public const string Gone = "gone";
    private const int MostSeconds = 24 * 60 * 60;
    private const int LongestOffer = 200;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    public static async Task<(BeaconMessage? Message, HttpProblem? Problem)> ReadAsync(HttpContext http)
    {
        // Browsers send what navigator.sendBeacon is given as text, and ask nobody before they do.
        if (!RequestBytes.IsOf(http.Request, "text/plain", ApiJson.MediaType)) return (null, HttpProblem.WrongMediaType(ApiJson.MediaType));
        var reader = http.Request.BodyReader;
        var read = await reader.ReadAtLeastAsync(MostBytes + 1, http.RequestAborted);
        try
        {
            return read.Buffer.Length > MostBytes ? (null, RequestBytes.TooLarge(MostBytes)) : Parse(read.Buffer);
        }
        finally
        {
            reader.AdvanceTo(read.Buffer.End);
        }
    }

    /// <summary>As a row; null where it says nothing that could be kept.</summary>
    /// <param name="own">Our own websites.</param>
    public static SentVisit? VisitOf(BeaconMessage message, IEnumerable<string> own, Guid? linked, DateTimeOffset now)
    {
        var ago = TimeSpan.FromMilliseconds(Math.Clamp(message.A ?? 0, 0, (long)Oldest.TotalMilliseconds));
        var visit = new SentVisit(message.V, message.I, WhatOf(message.E), DbValues.Kept(now - ago)) { Page = PageAddress.Of(message.U), Person = linked };
        switch (visit.What)
        {
            case VisitEvent.Viewed:
                var from = CameFrom.Of(message.U, message.R, own);
                return visit.Page is null ? null : visit with { Source = from.Source, Campaign = from.Campaign };
            case VisitEvent.Fetched:
                return visit.Page is null ? null : visit;
            case VisitEvent.Touched:
                return visit.Page is not null && message.K is { } kind && InterestPages.IsKind(kind) && !Unsubscribing.IsGrave(kind) ? visit with { Kind = kind, Offer = OfferOf(message.O) } : null;
            case VisitEvent.Left:
                return message.S is >= 0 ? visit with { Seconds = Math.Min(message.S.Value, MostSeconds) } : null;
            default:
                return null;
        }
    }

    private static (BeaconMessage? Message, HttpProblem? Problem) Parse(in ReadOnlySequence<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var message = JsonSerializer.Deserialize(ref reader, BeaconJson.Default.BeaconMessage);
            return message is null || message.V == Guid.Empty || message.I == Guid.Empty
                ? (null, HttpProblem.Malformed("The beacon is a JSON object with v, i and e, as /t.js sends it."))
                : (message, null);
        }
        catch (JsonException)
        {
            return (null, HttpProblem.Malformed("The beacon is a JSON object with v, i and e, as /t.js sends it."));
        }
    }

    private static VisitEvent WhatOf(string word) => word switch
    {
        View => VisitEvent.Viewed,
        Left => VisitEvent.Left,
        "file" => VisitEvent.Fetched,
        "touch" => VisitEvent.Touched,
        _ => VisitEvent.Unknown,
    };

    private static string? OfferOf(string? offer) => offer?.Trim() is { Length: > 0 } name ? name.Length > LongestOffer ? name[..LongestOffer] : name : null;
}
