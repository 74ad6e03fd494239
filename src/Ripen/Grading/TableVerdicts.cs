using System.Buffers;
using System.Globalization;
using System.Text;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>One line per lead for the eye. Columns have fixed widths, so that the first line is written when the first lead is judged.</summary>
internal sealed class TableVerdicts(Agreement agreement, bool colour) : VerdictFormat
{
    private const int IdWidth = 9;
    private const int WhoWidth = 28;
    private const int CouldWidth = 11;
    private const int NextWidth = 26;
    private const int LongestCriterion = 10;
    private readonly StringBuilder line = new();

    public override void Start(ArrayBufferWriter<byte> to)
    {
        Cell("lead", IdWidth);
        Cell("who", WhoWidth);
        Cell("is (could be)", CouldWidth + 2);
        foreach (var criterion in agreement.Criteria) Cell(criterion.Name, WidthOf(criterion));
        Cell("fits", 4);
        line.Append("interest  ");
        Cell("next", NextWidth);
        var length = line.Length;
        End(to);
        line.Append('─', length - NextWidth);
        End(to);
    }

    public override void Write(Verdict verdict, Dossier lead, ArrayBufferWriter<byte> to)
    {
        Cell(verdict.Id, IdWidth);
        Cell(Who.Is(lead, verdict.AsOf), WhoWidth);
        Coloured(verdict.CouldBe == verdict.Temperature ? verdict.Temperature : $"{verdict.Temperature} ({verdict.CouldBe})", CouldWidth + 2, ColourOf(verdict.Temperature));
        for (var i = 0; i < verdict.Criteria.Count; i++)
        {
            var (mark, tint) = verdict.Criteria[i].Met switch { Truth.True => ("yes", "32"), Truth.False => ("no", "90"), _ => ("?", "90") };
            Coloured(mark, WidthOf(agreement.Criteria[i]), tint);
        }
        Cell(verdict.Fits == Truth.Unknown ? "?" : verdict.Fits.AsYesNo(), 4);
        line.Append(CultureInfo.InvariantCulture, $"{verdict.Interest,8:0.0}  ");
        Cell(Next(verdict), NextWidth);
        End(to);
    }

    private static string Next(Verdict verdict)
    {
        var ask = verdict.Ask is null ? "" : $"ask {FactWords.Spaced(verdict.Ask)}";
        return verdict.IsHandover ? "hand over" : verdict.Qualified == Truth.True ? $"qualified{(ask.Length > 0 ? $", {ask}" : "")}" : ask;
    }

    internal static string ColourOf(string temperature) => temperature switch { "hot" => "31;1", "warm" => "33", _ => "36" };

    private static int WidthOf(Criterion criterion) => Math.Clamp(criterion.Name.Length, 3, LongestCriterion) + 1;

    private void Coloured(string text, int width, string code)
    {
        if (!colour)
        {
            Cell(text, width);
            return;
        }
        line.Append("\e[").Append(code).Append('m').Append(text).Append("\e[0m").Append(' ', Math.Max(0, width - text.Length) + 1);
    }

    private void Cell(string text, int width)
    {
        var shown = Cut(Reports.Harmless(text), width);
        line.Append(shown).Append(' ', Math.Max(0, width - new StringInfo(shown).LengthInTextElements) + 1);
    }

    private static string Cut(string text, int width)
    {
        if (text.Length <= width) return text;
        var elements = new StringInfo(text);
        return elements.LengthInTextElements <= width ? text : $"{elements.SubstringByTextElements(0, width - 1)}…";
    }

    private void End(ArrayBufferWriter<byte> to)
    {
        while (line.Length > 0 && line[^1] == ' ') line.Length--;
        line.Append('\n');
        foreach (var chunk in line.GetChunks()) Encoding.UTF8.GetBytes(chunk.Span, to);
        line.Clear();
    }
}
