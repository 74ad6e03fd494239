using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Ripen.Reading;

namespace Ripen.Web;

/// <summary>A file as a form of a page sends it, bounded.</summary>
internal static class UploadedFile
{
    /// <summary>Around the file stands little.</summary>
    public const int MostAround = 10_000;
    private const int LongestName = 120;
    private const int LongestBoundary = 100;

    /// <summary>Hands over the first file of the form.</summary>
    /// <param name="most">Bytes of the file.</param>
    /// <param name="take">Takes what comes, by its name.</param>
    /// <returns>Why there is none, or what was made of it.</returns>
    /// <exception cref="InputRefusedException">No file was chosen, or <paramref name="take"/> refuses it.</exception>
    public static async Task<(T? Taken, HttpProblem? Problem)> ReadAsync<T>(HttpContext http, int most, Func<Stream, string, T> take)
    {
        var request = http.Request;
        if (!PageForm.IsOurs(request)) return (default, HttpProblem.WrongOrigin);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data") return (default, HttpProblem.WrongMediaType("multipart/form-data"));
        if (request.ContentLength > most + MostAround) return (default, RequestBytes.TooLarge(most));
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary) return (default, Malformed);
        try
        {
            var parts = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4_000 };
            while (await parts.ReadNextSectionAsync(http.RequestAborted) is { } part)
            {
                if (part.GetContentDispositionHeader() is not { } named || named.Name != "file" || NameOf(named) is not { Length: > 0 } name) continue;
                return (await Task.Run(() => take(new SynchronousBody(part.Body), name), http.RequestAborted), null);
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return (default, Malformed);
        }
        throw new InputRefusedException("Choose a file first.");
    }

    private static HttpProblem Malformed { get; } = HttpProblem.Malformed("The form is not as forms with files are. Nothing was kept.");

    private static string NameOf(ContentDispositionHeaderValue named) => Reports.Harmless(Path.GetFileName((named.FileNameStar.HasValue ? named.FileNameStar : HeaderUtilities.RemoveQuotes(named.FileName)).ToString()), LongestName);
}
