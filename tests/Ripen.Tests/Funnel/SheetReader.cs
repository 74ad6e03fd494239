using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ripen.Tests.Funnel;

/// <summary>A workbook read from its bytes, without the library that writes it: by sheet the rows, each with one cell a column.</summary>
internal static partial class SheetReader
{
    public const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>A cell: its text, or its number with the number format's id; both null where it is empty.</summary>
    public readonly record struct Cell(string? Text, decimal? Number, int Format, bool IsBold, bool IsQuoted);

    private static readonly XNamespace Main = Namespace;
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static Dictionary<string, List<Cell[]>> Read(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var targets = Load(zip, "xl/_rels/workbook.xml.rels").Elements().ToDictionary(one => (string)one.Attribute("Id")!, one => ((string)one.Attribute("Target")!).TrimStart('/'), StringComparer.Ordinal);
        var styles = Load(zip, targets.Values.Single(path => path.Contains("styles", StringComparison.Ordinal)));
        var fonts = styles.Element(Main + "fonts")!.Elements().Select(font => font.Element(Main + "b") is not null).ToList();
        var formats = styles.Element(Main + "cellXfs")!.Elements().Select(format => (Id: (int?)format.Attribute("numFmtId") ?? 0, IsBold: fonts[(int?)format.Attribute("fontId") ?? 0], IsQuoted: (string?)format.Attribute("quotePrefix") is "1" or "true")).ToList();
        var sheets = Load(zip, "xl/workbook.xml").Element(Main + "sheets")!.Elements();
        return sheets.ToDictionary(sheet => (string)sheet.Attribute("name")!, sheet => RowsOf(Load(zip, targets[(string)sheet.Attribute(Relations + "id")!])), StringComparer.Ordinal);

        List<Cell[]> RowsOf(XElement sheet)
        {
            if (sheet.Descendants(Main + "f").Any()) throw new InvalidDataException("There is a formula in it.");
            if ((string?)sheet.Descendants(Main + "pane").Single().Attribute("state") != "frozen") throw new InvalidDataException("Its heading does not stay.");
            var rows = sheet.Element(Main + "sheetData")!.Elements(Main + "row").ToList();
            var width = rows[0].Elements().Count();
            return rows.ConvertAll(row =>
            {
                var cells = new Cell[width];
                foreach (var cell in row.Elements(Main + "c")) cells[ColumnOf((string)cell.Attribute("r")!)] = CellOf(cell);
                return cells;
            });
        }

        Cell CellOf(XElement cell)
        {
            var (id, isBold, isQuoted) = formats[(int?)cell.Attribute("s") ?? 0];
            return (string?)cell.Attribute("t") == "inlineStr"
                ? new(Unescaped(string.Concat(cell.Descendants(Main + "t").Select(text => text.Value))), null, id, isBold, isQuoted)
                : new(null, decimal.Parse(cell.Element(Main + "v")!.Value, NumberStyles.Float, CultureInfo.InvariantCulture), id, isBold, isQuoted);
        }
    }

    private static XElement Load(ZipArchive zip, string path)
    {
        using var stream = zip.GetEntry(path)!.Open();
        return XDocument.Load(stream, LoadOptions.PreserveWhitespace).Root!;
    }

    private static int ColumnOf(string place) => place.TakeWhile(char.IsAsciiLetter).Aggregate(0, (sum, letter) => sum * 26 + letter - 'A' + 1) - 1;

    private static string Unescaped(string text) => Escape().Replace(text, found => $"{(char)int.Parse(found.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}");

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Escape();
}
