using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>What the last judgement of a lead found, as numbers; interest is left out, because it changes by itself.</summary>
/// <param name="Agreement">Version of the agreement that it was judged under.</param>
/// <param name="Temperature">Place among that agreement's bands.</param>
/// <param name="CouldBe">Place of the best band that answers still missing could make of it.</param>
/// <param name="BuyingStage">Place among the agreement's buying stages, or -1.</param>
/// <param name="IsHandover">Whether <c>handover.when</c> holds.</param>
/// <param name="Programme">Place in the agreement's nurture, or -1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Findings(
    int Agreement,
    int Temperature,
    int CouldBe,
    int BuyingStage,
    Truth Fits,
    [property: JsonPropertyName("complete")] bool IsComplete,
    Truth Qualified,
    [property: JsonPropertyName("handover")] bool IsHandover,
    int Programme)
{
    public static Findings Of(in Outcome outcome, int agreement) => new(
        agreement, outcome.Temperature, outcome.CouldBe, outcome.BuyingStage, outcome.Fits, outcome.IsComplete, outcome.Qualified, outcome.IsHandover, outcome.Programme);
}
