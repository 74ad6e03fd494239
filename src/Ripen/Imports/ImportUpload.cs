using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Imports;

/// <summary>A file as a form of a page sends it: put into a temporary file as it comes, bounded, and read to its end once.</summary>
internal static class ImportUpload
{
    /// <returns>The file and how many rows it has, or why there is none.</returns>
    /// <exception cref="InputRefusedException">It is empty, no text, too large, or cut off.</exception>
    public static async Task<(ImportFile? File, long Rows, HttpProblem? Problem)> ReadAsync(HttpContext http)
    {
        var (taken, problem) = await UploadedFile.ReadAsync(http, ImportsApi.MostBytes, Spooled);
        return (taken.File, taken.Rows, problem);
    }

    private static (ImportFile File, long Rows) Spooled(Stream body, string name)
    {
        var file = ImportFile.Spool(body, name, ImportsApi.MostBytes);
        try
        {
            return (file, file.Check().Rows);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
