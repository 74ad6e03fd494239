using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Ripen.Imports;

namespace Ripen.Exports;

/// <summary>
/// Tables of a report as a workbook (Office Open XML), a sheet each. Numbers, shares and days are numbers with a format;
/// texts are texts, whatever they begin with: there is no formula in it.
/// </summary>
internal static partial class ReportWorkbook
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // What a sheet of Excel takes.
    private const int LongestName = 31;
    private const int LongestText = 32_767;

    private const int Widest = 60;
    private const uint DayFormat = 164;
    private static readonly DateOnly DayZero = new(1899, 12, 30);

    // Places of the formats in the list of Styles.
    private const uint Heading = 1, Quoted = 2, FirstOfKinds = 3;

    public static byte[] Of(IReadOnlyList<ReportTable> tables)
    {
        using var bytes = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var (sheets, names) = (new Sheets(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            foreach (var table in tables)
            {
                var part = book.AddNewPart<WorksheetPart>();
                using (var writer = OpenXmlWriter.Create(part)) Write(writer, table);
                sheets.AppendChild(new Sheet { Name = NameOf(table.Title, names), SheetId = (uint)names.Count, Id = book.GetIdOfPart(part) });
            }
            book.Workbook = new Workbook(new BookViews(new WorkbookView()), sheets);
        }
        return bytes.ToArray();
    }

    /// <summary>A name that Excel takes for a sheet: at most 31 characters, none of <c>: \ / ? * [ ]</c>, no apostrophe at either end, not History, and no other’s.</summary>
    /// <param name="taken">Takes the name, too.</param>
    public static string NameOf(string title, HashSet<string> taken)
    {
        var name = Cut(NotInNames().Replace(XmlText.Of(title), " ").Trim('\'', ' '), LongestName);
        if (name.Length == 0 || name.Equals("History", StringComparison.OrdinalIgnoreCase)) name = $"Table {name}".TrimEnd();
        var free = name;
        for (var i = 2; !taken.Add(free); i++)
        {
            var end = string.Create(CultureInfo.InvariantCulture, $" {i}");
            free = Cut(name, LongestName - end.Length) + end;
        }
        return free;
    }

    private static void Write(OpenXmlWriter writer, ReportTable table)
    {
        writer.WriteStartElement(new Worksheet());
        var frozen = new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen };
        writer.WriteElement(new SheetViews(new SheetView(frozen, new Selection { Pane = PaneValues.BottomLeft }) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(table.Columns.Select((column, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = WidthOf(table, i), CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, 1, table.Columns.Select(column => TextCell(column.Title, Heading)));
        foreach (var (row, i) in table.Rows.Select((row, i) => (row, i)))
            WriteRow(writer, i + 2, row.Select((value, column) => CellOf(value, table.Columns[column].Kind)));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter writer, int number, IEnumerable<Cell?> cells)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)number });
        foreach (var (cell, column) in cells.Select((cell, column) => (cell, column)))
        {
            if (cell is null) continue;
            cell.CellReference = string.Create(CultureInfo.InvariantCulture, $"{LetterOf(column)}{number}");
            writer.WriteElement(cell);
        }
        writer.WriteEndElement();
    }

    private static Cell? CellOf(object? value, ColumnKind kind) => value switch
    {
        null => null,
        // Stays a text where somebody goes into the cell and out again.
        string text => TextCell(text, Formulas.IsOne(text) ? Quoted : FirstOfKinds + (uint)kind),
        DateOnly day => NumberCell(day.DayNumber - DayZero.DayNumber, kind),
        _ => NumberCell(value, kind),
    };

    private static Cell TextCell(string text, uint style) => new() { DataType = CellValues.InlineString, StyleIndex = style, InlineString = new(new Text(Escaped(text)) { Space = SpaceProcessingModeValues.Preserve }) };

    private static Cell NumberCell(object number, ColumnKind kind) => new() { StyleIndex = FirstOfKinds + (uint)kind, CellValue = new(Convert.ToString(number, CultureInfo.InvariantCulture)!) };

    // Excel reads _x0041_ as A (Office Open XML, ST_Xstring); with its first underscore written so it stays as it is.
    private static string Escaped(string text) => LooksEscaped().Replace(Cut(XmlText.Of(text), LongestText), "_x005F_");

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private static double WidthOf(ReportTable table, int column) =>
        Math.Min(Widest, table.Rows.Select(row => row[column] is string text ? text.Length : 10).Append(table.Columns[column].Title.Length).Max() + 2);

    private static string LetterOf(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{LetterOf(column / 26 - 1)}{(char)('A' + column % 26)}";

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "yyyy-mm-dd" }),
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" })),
        // The first two belong to Excel.
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats([new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }, new CellFormat { QuotePrefix = true }, .. Enum.GetValues<ColumnKind>().Select(kind => new CellFormat { NumberFormatId = FormatOf(kind), ApplyNumberFormat = true })]));

    // Numbers of the formats that Excel has of itself: #,##0 and #,##0.00, 0.00%.
    private static uint FormatOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Whole => 3,
        ColumnKind.Number or ColumnKind.Money => 4,
        ColumnKind.Share => 10,
        ColumnKind.Day => DayFormat,
        _ => 0,
    };

    [GeneratedRegex(@"[:\\/?*\[\]\p{Cc}]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NotInNames();

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LooksEscaped();
}
