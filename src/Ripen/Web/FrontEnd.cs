using System.Collections.Frozen;
using System.IO.Hashing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Ripen.Web;

/// <summary>
/// The front-end files, which are part of the program. Their address holds a stamp of all of them, so that browsers keep
/// them for good and a new version is fetched at once.
/// </summary>
internal static class FrontEnd
{
    private const string Folder = "assets/";
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly FrozenDictionary<string, byte[]> Files = typeof(FrontEnd).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToFrozenDictionary(name => name[Folder.Length..], Read, StringComparer.Ordinal);

    private static readonly string Stamp = StampOf(Files);

    /// <summary>Where a file lies.</summary>
    public static string Of(string file) => $"/assets/{Stamp}/{file}";

    /// <summary>What stands in one of style or script.</summary>
    public static string TextOf(string file) => System.Text.Encoding.UTF8.GetString(Files[file]);

    public static void MapFrontEnd(this WebApplication app) => app.MapGet("/assets/{stamp}/{file}", Get).ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFound> Get(string stamp, string file, HttpContext http)
    {
        if (!Files.TryGetValue(file, out var bytes)) return TypedResults.NotFound();
        // Under the stamp of another version it is another file: answered, and not kept.
        if (stamp == Stamp) http.Response.Headers.CacheControl = Forever;
        return TypedResults.Bytes(bytes, TypeOf(file), entityTag: new EntityTagHeaderValue($"\"{Stamp}\""));
    }

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };

    private static byte[] Read(string name)
    {
        using var stream = typeof(FrontEnd).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string StampOf(FrozenDictionary<string, byte[]> files)
    {
        var sum = new XxHash3();
        foreach (var (name, bytes) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            sum.Append(System.Text.Encoding.UTF8.GetBytes(name));
            sum.Append(bytes);
        }
        return sum.GetCurrentHashAsUInt64().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
