using System.Buffers;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>One JSON object per line, with exactly the names that scripts rely on.</summary>
internal sealed class JsonVerdicts : VerdictFormat
{
    private Utf8JsonWriter? json;

    public override void Write(Verdict verdict, Dossier lead, ArrayBufferWriter<byte> to)
    {
        json ??= new(to, Json.Written);
        json.Reset(to);
        json.WriteStartObject();
        json.WriteString("id"u8, verdict.Id);
        json.WriteString("agreement"u8, verdict.Agreement);
        if (verdict.Version is { } version) json.WriteNumber("version"u8, version);
        else json.WriteNull("version"u8);
        json.WriteString("as_of"u8, verdict.AsOf.ToString());
        json.WriteString("stands_until"u8, verdict.StandsUntil?.ToString());
        json.WriteString("temperature"u8, verdict.Temperature);
        json.WriteString("could_be"u8, verdict.CouldBe);
        json.WriteString("buying_stage"u8, verdict.BuyingStage);
        json.WriteString("fits"u8, verdict.Fits.AsYesNo());
        json.WriteNumber("interest"u8, verdict.Interest);
        json.WriteBoolean("complete"u8, verdict.IsComplete);
        json.WriteString("qualified"u8, verdict.Qualified.AsYesNo());
        json.WriteBoolean("handover"u8, verdict.IsHandover);
        json.WriteStartObject("criteria"u8);
        foreach (var (name, met) in verdict.Criteria) json.WriteString(name, met.AsMet());
        json.WriteEndObject();
        json.WriteStartArray("missing"u8);
        foreach (var fact in verdict.Missing) json.WriteStringValue(fact);
        json.WriteEndArray();
        json.WriteString("ask"u8, verdict.Ask);
        json.WriteString("programme"u8, verdict.Programme);
        json.WriteStartArray("findings"u8);
        foreach (var finding in verdict.Findings)
        {
            json.WriteStartObject();
            json.WriteString("in"u8, finding.In);
            json.WriteString("text"u8, finding.Text);
            json.WriteString("value"u8, finding.Value);
            json.WriteString("holds"u8, finding.Holds.InWords());
            json.WriteString("from"u8, finding.From);
            json.WriteString("says"u8, finding.Says);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        to.Write("\n"u8);
    }
}
