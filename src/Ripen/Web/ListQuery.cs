using System.Globalization;
using System.Text;

namespace Ripen.Web;

/// <summary>One word of a list's query: the document shows it, and what is not one is refused.</summary>
/// <param name="Says">What it does, for the document.</param>
internal sealed record QueryWord(string Name, string Says, string? Example = null)
{
    public string[]? OneOf { get; init; }

    public bool IsNumber { get; init; }

    public static readonly QueryWord Limit = new("limit", "At most so many on a page; 1 to 500, 50 where left out.", "50") { IsNumber = true };
    public static readonly QueryWord Cursor = new("cursor", "Where the page begins: next of the page before. Send the same filters with it.");
    public static readonly QueryWord Count = new("count", "Count all pages too: exactly up to 10,000.", "true") { OneOf = ["true", "false"] };
}

/// <summary>The words of a query that an endpoint takes.</summary>
internal sealed record QueryWords(QueryWord[] Words);

/// <summary>What a list was asked for, read strictly; what is wrong is collected.</summary>
internal sealed class ListQuery
{
    public const int MostItems = 500;
    private const int Usual = 50;
    private const int LongestText = 200;
    private readonly string path;
    private readonly IQueryCollection query;

    public ListQuery(string path, IQueryCollection query) => (this.path, this.query) = (path, query);

    public FieldErrors Errors { get; } = new();

    public int Limit => Number("limit", 1, MostItems) ?? Usual;

    public bool WantsCount => Word("count", "true", "false") == "true";

    /// <summary>The list and all its filters, for <see cref="Cursor"/>.</summary>
    public string List
    {
        get
        {
            var text = new StringBuilder(path);
            foreach (var (name, values) in query.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                if (name is not ("cursor" or "limit" or "count")) text.Append('\n').Append(name).Append('=').Append(values);
            }
            return text.ToString();
        }
    }

    public static ValueTask<ListQuery?> BindAsync(HttpContext http) => ValueTask.FromResult<ListQuery?>(new(http.Request.Path, http.Request.Query));

    /// <summary>A query that nobody sent, of these words.</summary>
    public static ListQuery Of(string path, params ReadOnlySpan<(string Name, string Value)> words)
    {
        var given = new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(StringComparer.Ordinal);
        foreach (var (name, value) in words) given[name] = value;
        return new(path, new QueryCollection(given));
    }

    /// <summary>Null where it is not asked for.</summary>
    public string? Text(string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0) return null;
        if (text.Length > LongestText) Errors.Add(name, $"It may have at most {LongestText} characters.");
        else if (text.Any(char.IsControl)) Errors.Add(name, "It holds a control character.");
        else return text;
        return null;
    }

    public string? Word(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name) is not { } text || words.Contains(text)) return Text(name);
        Errors.Add(name, $"'{HttpProblem.Shown(text)}' is none of {string.Join(", ", words!)}.");
        return null;
    }

    public int? Number(string name, int least, int most)
    {
        if (Text(name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Errors.Add(name, string.Create(CultureInfo.InvariantCulture, $"It should be a whole number from {least} to {most}."));
        return null;
    }

    public Guid? Id(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Guid.TryParse(text, out var id)) return id;
        Errors.Add(name, "It should be an id, such as 0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f.");
        return null;
    }

    public DateTimeOffset? At(string name)
    {
        if (Text(name) is not { } text) return null;
        if (AtJson.TryRead(text.Replace(' ', '+'), out var at)) return at;
        Errors.Add(name, "It should be an instant with its offset, such as 2026-07-15T09:00:00Z.");
        return null;
    }

    /// <summary>The values behind which the page begins; null on the first page.</summary>
    public string[]? After(int values)
    {
        var text = query["cursor"].ToString();
        if (text.Length == 0) return null;
        var read = Cursor.Read(List, text, values);
        if (read is null) Errors.Add("cursor", "It is none of this list with these filters. Begin again without it.");
        return read;
    }

    /// <summary>Refuses words that the endpoint does not know: a mistyped filter must not show everything.</summary>
    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var known = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<QueryWords>()?.Words ?? [];
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            if (known.All(word => word.Name != name)) return HttpProblem.Field(HttpProblem.Shown(name), known.Length == 0 ? "This address takes no query." : $"There is no such word. This list knows {string.Join(", ", known.Select(word => word.Name))}.");
            if (values.Count > 1) return HttpProblem.Field(name, "It stands here twice.");
        }
        return await next(context);
    }
}
