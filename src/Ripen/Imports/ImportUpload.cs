using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Imports;

/// <summary>A file as a form of a page sends it: put into a temporary file as it comes, bounded, and read to its end once.</summary>
internal static class ImportUpload
{
    // Around the file stands little.
    private const int MostAround = 10_000;
    private const int LongestName = 120;
    private const int LongestBoundary = 100;

    /// <returns>The file and how many rows it has, or why there is none.</returns>
    /// <exception cref="InputRefusedException">It is empty, no text, too large, or cut off.</exception>
    public static async Task<(ImportFile? File, long Rows, HttpProblem? Problem)> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (!PageForm.IsOurs(request)) return (null, 0, HttpProblem.WrongOrigin);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data") return (null, 0, HttpProblem.WrongMediaType("multipart/form-data"));
        if (request.ContentLength > ImportsApi.MostBytes + MostAround) return (null, 0, RequestBytes.TooLarge(ImportsApi.MostBytes));
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary) return (null, 0, Malformed);
        try
        {
            var parts = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4_000 };
            while (await parts.ReadNextSectionAsync(http.RequestAborted) is { } part)
            {
                if (part.GetContentDispositionHeader() is not { } named || named.Name != "file" || NameOf(named) is not { Length: > 0 } name) continue;
                return await Task.Run(() => Spooled(part.Body, name), http.RequestAborted);
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return (null, 0, Malformed);
        }
        throw new InputRefusedException("Choose a file first.");
    }

    private static HttpProblem Malformed { get; } = HttpProblem.Malformed("The form is not as forms with files are. Nothing was kept.");

    private static string NameOf(ContentDispositionHeaderValue named) => Reports.Harmless(Path.GetFileName((named.FileNameStar.HasValue ? named.FileNameStar : HeaderUtilities.RemoveQuotes(named.FileName)).ToString()), LongestName);

    private static (ImportFile File, long Rows, HttpProblem? Problem) Spooled(Stream body, string name)
    {
        var file = ImportFile.Spool(new SynchronousBody(body), name, ImportsApi.MostBytes);
        try
        {
            return (file, file.Check().Rows, null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
