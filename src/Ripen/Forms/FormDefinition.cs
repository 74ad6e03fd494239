using System.Text.Json;
using System.Text.Json.Serialization;
using Ripen.Values;

namespace Ripen.Forms;

/// <summary>A field that stands on a form whoever sees it.</summary>
/// <param name="Fact">What its answer is: a fact of the agreement.</param>
/// <param name="When">Shown only where another field has this answer.</param>
public sealed record FormField(string Fact, bool IsRequired = false, FieldCondition? When = null);

/// <param name="Fact">Of the field that is asked before.</param>
/// <param name="Is">As it is chosen there.</param>
public sealed record FieldCondition(string Fact, string Is);

/// <summary>What a form says in one language; what is empty is said as the desk's texts have it.</summary>
public sealed record FormWords(string? Title = null, string? Intro = null, string? Button = null, string? Thanks = null);

/// <summary>The second way in which a form is shown, to find out which of the two brings more accepted leads.</summary>
/// <param name="Share">To how many of a hundred visitors, 1 to 99.</param>
/// <param name="MostQuestions">As in the form.</param>
/// <param name="Words">By language; what it leaves out is as in the form.</param>
public sealed record FormVariant(int Share, int MostQuestions, IReadOnlyDictionary<string, FormWords> Words);

/// <summary>
/// A form as the people of the desk built it: its fields are facts; some always stand there, the rest Ripen chooses for
/// each person by what is still missing. Kept as JSON, in versions.
/// </summary>
public sealed record FormDefinition
{
    /// <summary>Who fills in four questions more fills in fewer forms.</summary>
    public const int MostAsked = 6;
    public const int MostFields = 20;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>Of the touch that an answer is: form_sent, demo_requested, …</summary>
    public string Kind { get; init; } = "form_sent";

    public string? Source { get; init; }

    public string? Campaign { get; init; }

    public string? Offer { get; init; }

    public IReadOnlyList<FormField> Fields { get; init; } = [];

    /// <summary>How many further questions at most; 0: none.</summary>
    public int MostQuestions { get; init; } = 2;

    /// <summary>Among which facts Ripen chooses them; empty: all that decide something in the agreement.</summary>
    public IReadOnlyList<string> MayAsk { get; init; } = [];

    public IReadOnlyDictionary<string, FormWords> Words { get; init; } = new Dictionary<string, FormWords>(StringComparer.Ordinal);

    /// <summary>Addresses of free mail providers are sent back with the request for one of the company's.</summary>
    public bool WantsBusinessMail { get; init; }

    /// <summary>What is sent counts once a link in a mail was followed.</summary>
    public bool NeedsConfirmation { get; init; }

    /// <summary>Purposes for which consent is asked, by a box that nobody has ticked before.</summary>
    public IReadOnlyList<string> Purposes { get; init; } = [];

    /// <summary>Where whoever has sent it finds what he wanted; an address of https.</summary>
    public string? Link { get; init; }

    /// <summary>The same as a file of the desk; it goes before the link.</summary>
    public Guid? File { get; init; }

    /// <summary>It comes by mail as well.</summary>
    public bool IsMailed { get; init; }

    public FormVariant? Second { get; init; }

    /// <summary>Who enters wants the prize: what is sent is a touch of that kind.</summary>
    public bool IsPrizeDraw => Kind == PrizeDraw;

    public const string PrizeDraw = "prize_draw_entered";

    /// <summary>Of a form that somebody just begins.</summary>
    public static FormDefinition New { get; } = new() { Fields = [new("email", true), new("name"), new("organisation")] };

    public static FormDefinition Read(string json) => JsonSerializer.Deserialize<FormDefinition>(json, Options) ?? throw new InvalidDataException("A form is kept that cannot be read.");

    public string Write() => JsonSerializer.Serialize(this, Options);

    /// <summary>What it says in a language: the language's before English, in each the variant's words before the form's.</summary>
    public FormWords WordsIn(string language, int variant)
    {
        var own = variant == 1 ? Second?.Words : null;
        List<FormWords?> all = [own?.GetValueOrDefault(language), Words.GetValueOrDefault(language), own?.GetValueOrDefault(Languages.TextBook.English), Words.GetValueOrDefault(Languages.TextBook.English), .. own?.Values ?? [], .. Words.Values];
        var found = all.OfType<FormWords>().ToList();
        return new(found.Select(words => words.Title).FirstOrDefault(IsSaid), found.Select(words => words.Intro).FirstOrDefault(IsSaid), found.Select(words => words.Button).FirstOrDefault(IsSaid), found.Select(words => words.Thanks).FirstOrDefault(IsSaid));
    }

    private static bool IsSaid(string? text) => !string.IsNullOrWhiteSpace(text);
}

/// <summary>A form of the desk, in its newest version or the one that was asked for.</summary>
/// <param name="Form">In its addresses.</param>
/// <param name="ClosedAt">Since when nobody can send it any more.</param>
public sealed record KnownForm(string Form, string Name, string Line, int Version, FormDefinition Definition, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ChangedAt, string ChangedBy, DateTimeOffset? ClosedAt)
{
    public bool IsOpen => ClosedAt is null;

    /// <summary>Its public address, without the desk's.</summary>
    public string Path => $"/f/{Form}";

    /// <summary>A name as it can stand in an address; null where it has no letter or number of the Latin script.</summary>
    public static string? SlugOf(string name)
    {
        var slug = string.Join('-', string.Concat(Folded.From(name).Normalize(System.Text.NormalizationForm.FormD).Select(c => char.IsAsciiLetterOrDigit(c) ? c : c > '\x7F' ? '\0' : ' ').Where(c => c != '\0')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return slug.Length == 0 ? null : slug.Length > LongestSlug ? slug[..LongestSlug].TrimEnd('-') : slug;
    }

    public const int LongestSlug = 60;
}
