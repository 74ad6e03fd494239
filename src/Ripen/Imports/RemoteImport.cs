using System.Globalization;
using Ripen.Cli;
using Ripen.Reading;

namespace Ripen.Imports;

/// <summary><c>ripen --server URL import … FILE</c>: the file is sent, and read there.</summary>
internal static class RemoteImport
{
    public static async Task<int> RunAsync(RemoteServer server, ImportKind kind, string path, string line, string? campaign, CancellationToken stop)
    {
        if (path == ImportFile.StandardInput) throw new InputRefusedException("With --server, name a file.");
        var (name, isNdjson) = (Path.GetFileName(path), Path.GetExtension(path) is ".ndjson" or ".jsonl");
        var words = $"what={ImportStore.WordOf(kind)}&line={Uri.EscapeDataString(line)}&file={Uri.EscapeDataString(name)}{(campaign is null ? "" : $"&campaign={Uri.EscapeDataString(campaign)}")}";
        using var file = Opened(path);
        var done = await server.PostAsync($"/api/v1/imports?{words}", file, isNdjson ? "application/x-ndjson" : "text/csv", stop);
        var counts = done["counts"]!;
        long Of(string what) => (long?)counts[what] ?? 0;
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Import {done["import"]}: {Of("taken"):#,##0} of {Of("read"):#,##0} rows taken as {ImportStore.WordOf(kind)}."));
        if (Of("seen") > 0) await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {Of("seen"):#,##0} had come before and changed nothing."));
        if (Of("review") > 0) await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {Of("review"):#,##0} wait in review: they name two different persons."));
        if (Of("refused") > 0) await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {Of("refused"):#,##0} handed back:"));
        foreach (var row in done["rejected"]?.AsArray() ?? []) await Console.Error.WriteLineAsync($"row {row!["row"]}: {Reports.Harmless($"{row["reason"]}", 300)}");
        return Of("refused") + Of("review") > 0 ? CommandLine.DoneWithFindings : CommandLine.Done;
    }

    private static FileStream Opened(string path)
    {
        try
        {
            var file = File.OpenRead(path);
            if (file.Length <= ImportsApi.MostBytes) return file;
            file.Dispose();
            throw new InputRefusedException($"{Reports.Harmless(path)} is larger than the 50 MB that are sent at once. Split it, or import it on the server's machine.");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new InputRefusedException($"{Reports.Harmless(path)} cannot be read: {InputFile.Sentence(failed)}");
        }
    }
}
