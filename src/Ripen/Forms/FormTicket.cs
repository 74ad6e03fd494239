using System.Text.Json;
using System.Text.Json.Serialization;
using Ripen.Accounts;
using Ripen.Privacy;

namespace Ripen.Forms;

/// <summary>
/// What a form that is shown carries along, signed, and brings back when it is sent: which form, which questions, when it
/// was shown. So nothing need be kept of who only looks, no form is sent twice, and no robot can make one up.
/// </summary>
internal sealed record FormTicket
{
    private const string Purpose = "form";

    /// <summary>So long an open page can be sent.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(12);

    [JsonPropertyName("f")]
    public required string Form { get; init; }

    [JsonPropertyName("n")]
    public required int Version { get; init; }

    [JsonPropertyName("x")]
    public int Variant { get; init; }

    /// <summary>Of this showing.</summary>
    [JsonPropertyName("i")]
    public required Guid View { get; init; }

    /// <summary>When it was shown, in seconds since 1970.</summary>
    [JsonPropertyName("t")]
    public required long At { get; init; }

    /// <summary>Of the fields that always stand on the form, those that are shown.</summary>
    [JsonPropertyName("q")]
    public IReadOnlyList<string> Always { get; init; } = [];

    /// <summary>The facts that Ripen chose.</summary>
    [JsonPropertyName("a")]
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>The consent it asks for, each by purpose, version and language of the wording that is shown.</summary>
    [JsonPropertyName("c")]
    public IReadOnlyList<string> Wordings { get; init; } = [];

    /// <summary>Who a signed link, or his browser before, says he is.</summary>
    [JsonPropertyName("p")]
    public Guid? Person { get; init; }

    [JsonPropertyName("w")]
    public Guid? Visitor { get; init; }

    [JsonPropertyName("l")]
    public required string Language { get; init; }

    /// <summary>Where on the web it stood, and where whoever sees it came from.</summary>
    [JsonPropertyName("u")]
    public string? Page { get; init; }

    [JsonPropertyName("r")]
    public string? Referrer { get; init; }

    [JsonPropertyName("e")]
    public bool IsFramed { get; init; }

    public string Write(SecretBox box) => SignedLink.Of(box, Purpose, ToJson());

    public static FormTicket? Read(SecretBox box, string? text) => SignedLink.Read(box, Purpose, text) is { } json ? OfJson(json) : null;

    public string ToJson() => JsonSerializer.Serialize(this);

    public static FormTicket OfJson(string json) => JsonSerializer.Deserialize<FormTicket>(json)!;
}
