using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ripen.Reading;

/// <summary>How the characters of a file are written as bytes.</summary>
public enum TextCoding { Utf8, Windows1252, Utf16LittleEndian, Utf16BigEndian, Utf32LittleEndian, Utf32BigEndian }

/// <summary>Finds out from the first bytes how a file is coded, and refuses what is no text, saying what it is.</summary>
public static class TextEncoding
{
    private static readonly (byte[] Magic, string Says)[] Binaries =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "is an old Excel workbook (.xls) or another Office file. Save it as CSV (UTF-8) and give that file."),
        ([.. "%PDF"u8], "is a PDF. Export the data as CSV from the program that made it."),
        ([0x1F, 0x8B], "is compressed (gzip). Unpack it first, for example with gunzip."),
        ([0x89, .. "PNG"u8], "is a picture (PNG), not a table."),
        ([0xFF, 0xD8, 0xFF], "is a picture (JPEG), not a table."),
        ([.. "7z"u8, 0xBC, 0xAF], "is a 7-Zip archive. Unpack it first."),
        ([.. "SQLite format 3"u8], "is an SQLite database. Export the table as CSV."),
        ([.. "PAR1"u8], "is a Parquet file. Convert it to CSV or NDJSON first."),
    ];

    /// <summary>
    /// A byte order mark decides; then NULs in every second byte (UTF-16 without mark); then whether more of the bytes
    /// above 127 are valid UTF-8 than not. Both 8-bit codings are decoded alike (see <see cref="DecodedText"/>); the
    /// difference is whether a byte that is not UTF-8 is worth a report. Also gives the length of the byte order mark.
    /// </summary>
    /// <exception cref="InputRefusedException">Empty or no text.</exception>
    public static TextCoding Sniff(ReadOnlySpan<byte> head, string name, out int markLength)
    {
        (var coding, markLength) = ByMark(head);
        var rest = head[markLength..];
        if (coding is null)
        {
            RefuseKnownBinaries(rest, name);
            coding = ByZeros(rest) ?? ByValidity(rest);
        }

        if (coding is TextCoding.Utf8 or TextCoding.Windows1252) RefuseControlBytes(rest, name);
        if (rest.IndexOfAnyExcept(" \t\r\n\0"u8) < 0)
            throw new InputRefusedException(head.Length < InputFile.SampleSize
                ? $"{name} is empty."
                : $"{name} begins with {InputFile.SampleSize} bytes of white space. Is it the right file?");
        return coding.Value;
    }

    /// <summary>The name a person knows the coding by.</summary>
    public static string NameOf(TextCoding coding) => coding switch
    {
        TextCoding.Windows1252 => "Windows-1252",
        TextCoding.Utf16LittleEndian or TextCoding.Utf16BigEndian => "UTF-16",
        TextCoding.Utf32LittleEndian or TextCoding.Utf32BigEndian => "UTF-32",
        _ => "UTF-8",
    };

    internal static Encoding? WideEncoding(TextCoding coding) => coding switch
    {
        TextCoding.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        TextCoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        TextCoding.Utf32LittleEndian => new UTF32Encoding(bigEndian: false, byteOrderMark: false),
        TextCoding.Utf32BigEndian => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        _ => null,
    };

    private static (TextCoding?, int) ByMark(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return (TextCoding.Utf8, 3);
        // Before UTF-16: its mark is the beginning of this one.
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return (TextCoding.Utf32LittleEndian, 4);
        if (head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return (TextCoding.Utf32BigEndian, 4);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (TextCoding.Utf16LittleEndian, 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (TextCoding.Utf16BigEndian, 2);
        return (null, 0);
    }

    private static void RefuseKnownBinaries(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith("PK\u0003\u0004"u8))
            throw new InputRefusedException($"{name} {WhatZip(head)}");
        foreach (var (magic, says) in Binaries)
            if (head.StartsWith(magic)) throw new InputRefusedException($"{name} {says}");
    }

    private static string WhatZip(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("opendocument.spreadsheet"u8) >= 0)
            return "is an OpenDocument spreadsheet (.ods). Save it as CSV (UTF-8) and give that file.";
        return head.IndexOf("xl/"u8) >= 0 || head.IndexOf("[Content_Types].xml"u8) >= 0
            ? "is an Excel workbook (.xlsx). Save it as CSV (UTF-8) and give that file."
            : "is a ZIP archive. Unpack it first.";
    }

    /// <summary>A header begins with a Latin character nearly everywhere: its other byte is zero, as are many after it.</summary>
    private static TextCoding? ByZeros(ReadOnlySpan<byte> head)
    {
        if (head.Length < 2 || (head[0] == 0) == (head[1] == 0)) return null;
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0) even++;
            if (head[i + 1] == 0) odd++;
        }

        var (these, those) = head[1] == 0 ? (odd, even) : (even, odd);
        if (these < Math.Max(head.Length / 20, 2) || those > these / 20) return null;
        return head[1] == 0 ? TextCoding.Utf16LittleEndian : TextCoding.Utf16BigEndian;
    }

    private static TextCoding ByValidity(ReadOnlySpan<byte> head)
    {
        if (Utf8.IsValid(head)) return TextCoding.Utf8;
        int valid = 0, invalid = 0;
        for (var rest = head; !rest.IsEmpty;)
        {
            var status = Rune.DecodeFromUtf8(rest, out _, out var used);
            if (status == OperationStatus.NeedMoreData) break; // the sample may end inside a character
            if (status == OperationStatus.InvalidData) invalid++;
            else if (used > 1) valid++;
            rest = rest[used..];
        }

        return invalid > valid ? TextCoding.Windows1252 : TextCoding.Utf8;
    }

    /// <summary>One NUL in a cell is an accident; a NUL in the header, or one control byte in fifty, is a binary file.</summary>
    private static void RefuseControlBytes(ReadOnlySpan<byte> head, string name)
    {
        var firstLine = head.IndexOfAny((byte)'\n', (byte)'\r') is var end && end < 0 ? head : head[..end];
        var controls = 0;
        foreach (var b in head)
            if (b < 32 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 12 or 27)) controls++;
        if (firstLine.Contains((byte)0) || (controls > 8 && controls > head.Length / 50))
            throw new InputRefusedException($"{name} is a binary file, not text. Export the data as CSV (UTF-8) or NDJSON.");
    }
}
