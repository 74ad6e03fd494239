using System.Buffers;
using System.Globalization;
using System.Text;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>The verdict flattened: a column per criterion, lists joined. Formulas of spreadsheets are made harmless.</summary>
internal sealed class CsvVerdicts(Agreement agreement) : VerdictFormat
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n;\t");
    private readonly StringBuilder line = new();

    public override void Start(ArrayBufferWriter<byte> to)
    {
        line.Append("id,agreement,version,as_of,stands_until,temperature,could_be,buying_stage,fits,interest,complete,qualified,handover");
        foreach (var criterion in agreement.Criteria) Add($"criteria.{criterion.Name}");
        line.Append(",missing,ask,programme,findings");
        End(to);
    }

    public override void Write(Verdict verdict, Dossier lead, ArrayBufferWriter<byte> to)
    {
        AddFirst(verdict.Id);
        Add(verdict.Agreement);
        Add(verdict.Version?.ToString(CultureInfo.InvariantCulture));
        Add(verdict.AsOf.ToString());
        Add(verdict.StandsUntil?.ToString());
        Add(verdict.Temperature);
        Add(verdict.CouldBe);
        Add(verdict.BuyingStage);
        Add(verdict.Fits.AsYesNo());
        line.Append(',').Append(CultureInfo.InvariantCulture, $"{verdict.Interest:0.0}");
        Add(verdict.IsComplete ? "yes" : "no");
        Add(verdict.Qualified.AsYesNo());
        Add(verdict.IsHandover ? "yes" : "no");
        foreach (var (_, met) in verdict.Criteria) Add(met.AsMet());
        Add(string.Join(' ', verdict.Missing));
        Add(verdict.Ask);
        Add(verdict.Programme);
        Add(string.Join(" | ", verdict.Findings.Select(finding => $"{finding.In}: {finding.Says}")));
        End(to);
    }

    private void AddFirst(string text) => Quote(Harmless(text));

    private void Add(string? text)
    {
        line.Append(',');
        Quote(Harmless(text ?? ""));
    }

    // A spreadsheet runs a cell that starts so as a formula (OWASP, CSV injection); an apostrophe keeps it text.
    private static string Harmless(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !Numbers.TryParse(text, out _) ? $"'{text}" : text;

    private void Quote(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0) line.Append(text);
        else line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    private void End(ArrayBufferWriter<byte> to)
    {
        line.Append("\r\n");
        foreach (var chunk in line.GetChunks()) Encoding.UTF8.GetBytes(chunk.Span, to);
        line.Clear();
    }
}
