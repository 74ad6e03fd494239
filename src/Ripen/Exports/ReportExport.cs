using System.Text;
using Ripen.Funnel;
using Ripen.Web;

namespace Ripen.Exports;

/// <summary>Tables of a report.</summary>
internal sealed record ReportTables(IReadOnlyList<ReportTable> Tables);

/// <summary>Takes the tables of a report away: one as CSV, one or all as a workbook, and, by the API, as JSON.</summary>
internal static class ReportExport
{
    private const string CsvType = "text/csv; charset=utf-8";

    /// <summary>What a page gives.</summary>
    public static readonly string[] Files = ["csv", "xlsx"];

    /// <summary>What the API gives.</summary>
    public static readonly string[] Formats = ["json", .. Files];

    /// <summary>The words beside those of the report.</summary>
    /// <param name="tables">All that it may have.</param>
    /// <param name="formats">The first is the usual one.</param>
    public static QueryWord[] Words(string[] tables, string[] formats) =>
    [
        new("table", "This table alone; all of them where left out. CSV holds one.", tables[0]) { OneOf = tables },
        new("format", $"How they are written; {formats[0]} where left out.", formats[0]) { OneOf = formats },
    ];

    /// <summary>The endpoint of the API tells what it answers.</summary>
    public static RouteHandlerBuilder GivesTables(this RouteHandlerBuilder endpoint) => endpoint.Produces<ReportTables>(StatusCodes.Status200OK, ApiJson.MediaType, "text/csv", ReportWorkbook.MediaType);

    /// <param name="name">Of the report, for the name of the file.</param>
    /// <param name="tables">Those that it has.</param>
    /// <param name="formats">The first is the usual one.</param>
    public static IResult Answer(ListQuery query, string name, FunnelQuery asked, IReadOnlyList<ReportTable> tables, string[] formats)
    {
        var (format, wanted) = (query.Word("format", formats) ?? formats[0], query.Word("table", [.. tables.Select(table => table.Name)]));
        if (format == "csv" && wanted is null && !query.Errors.Any) query.Errors.Add("table", $"CSV holds one table. Name it: {string.Join(", ", tables.Select(table => table.Name))}.");
        if (query.Errors.Any) return query.Errors.ToProblem();
        var taken = wanted is null ? tables : [tables.Single(table => table.Name == wanted)];
        var file = $"{name}{(wanted is null ? "" : $"-{wanted}")}-{FunnelWords.Said(asked.From)}-{FunnelWords.Said(asked.To)}";
        return format switch
        {
            "json" => (Answer<ReportTables>)new ReportTables(taken),
            "csv" => Results.File(Csv(taken[0]), CsvType, $"{file}.csv"),
            _ => Results.File(ReportWorkbook.Of(taken), ReportWorkbook.MediaType, $"{file}.xlsx"),
        };
    }

    private static byte[] Csv(ReportTable table)
    {
        using var bytes = new MemoryStream();
        // For Excel with the mark at the beginning, as all files of ours.
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true))) table.ToResult().WriteTo(writer, "csv");
        return bytes.ToArray();
    }
}
