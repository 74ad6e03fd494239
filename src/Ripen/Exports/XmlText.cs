using System.Text;
using System.Xml;

namespace Ripen.Exports;

/// <summary>Texts as XML can hold them.</summary>
internal static class XmlText
{
    /// <summary>Without what XML 1.0 (2.2) has no place for: most control characters, halves of characters, U+FFFE and U+FFFF.</summary>
    public static string Of(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        var kept = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var isWhole = Rune.DecodeFromUtf16(rest, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (isWhole && (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))) kept.Append(rest[..used]);
            rest = rest[used..];
        }
        return kept.ToString();
    }
}
