using System.Globalization;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>How many open leads a sentence decides in one way.</summary>
/// <param name="Says">"met", "hot", "missing".</param>
/// <param name="Path">The list that holds just these; null where there is none.</param>
public sealed record FindingCount(string Says, int Leads, string? Path);

/// <summary>
/// What the sentences of the agreement in force decide, as each open lead was last judged: the numbers beside them. Exact up
/// to <see cref="MostLooked"/> open leads; of a larger desk the first ones are looked at, and no number leads to a list.
/// </summary>
/// <param name="BySentence">By the sentence's key.</param>
public sealed record FindingCounts(IReadOnlyDictionary<string, IReadOnlyList<FindingCount>> BySentence, int Looked, bool IsSample)
{
    public const int MostLooked = 10_000;

    private const string Rows = """
        select agreement_version, temperature, buying_stage, fits, qualified, is_handover, programme, criteria, missing, count(*) from
          (select agreement_version, temperature, buying_stage, fits, qualified, is_handover, programme, criteria, missing from leads where line = @line and ended is null and agreement_version is not null limit @most) as open_leads
        group by agreement_version, temperature, buying_stage, fits, qualified, is_handover, programme, criteria, missing
        """;

    internal static FindingCounts Of(Desk desk, Session session, string line)
    {
        var (tally, looked) = (new Dictionary<(string Sentence, string Says, string? Filter), int>(), 0);
        var rows = new List<(int Version, int Temperature, int Stage, Truth Fits, Truth Qualified, bool IsHandover, int Programme, LeadGaps Gaps, int Leads)>();
        session.Read(
            Rows,
            row => rows.Add((row.GetInt32(0), row.GetInt16(1), row.GetInt16(2), (Truth)row.GetInt16(3), (Truth)row.GetInt16(4), row.GetYes(5), row.GetInt16(6), new(row.GetTextOrNull(7), row.GetTextOrNull(8), null), (int)row.GetInt64(9))),
            ("@line", line),
            ("@most", MostLooked));
        foreach (var row in rows)
        {
            var agreement = desk.Agreements.Compiled(session, line, row.Version).Agreement;
            looked += row.Leads;
            var (temperature, stage) = (agreement.Temperature[row.Temperature].Word, row.Stage < 0 ? null : agreement.BuyingStage[row.Stage].Word);
            Add($"temperature.{temperature}", temperature, $"temperature={temperature}");
            if (stage is not null) Add($"buying_stage.{stage}", stage, $"buying_stage={stage}");
            Add("ideal_prospect", Said(row.Fits, "fit", "do not fit"), $"fits={Said(row.Fits, "yes", "no")}");
            Add("qualified_when", Said(row.Qualified, "qualified", "not qualified"), $"qualified={Said(row.Qualified, "yes", "no")}");
            if (row.IsHandover) Add("handover.when", "to hand over");
            if (row.Programme >= 0) Add($"nurture.{(row.Programme + 1).ToString(CultureInfo.InvariantCulture)}", "of this kind");
            foreach (var criterion in row.Gaps.CriteriaOf(agreement)) Add($"criteria.{criterion.Name}", Said(criterion.Met, "met", "not met"));
            foreach (var missing in row.Gaps.MissingFacts) Add("required", $"without {LeadWords.The(missing, agreement).Replace("the ", "", StringComparison.Ordinal)}", $"missing={missing}");

            void Add(string sentence, string says, string? filter = null)
            {
                tally[(sentence, says, filter)] = tally.GetValueOrDefault((sentence, says, filter)) + row.Leads;
            }
        }
        var isSample = looked >= MostLooked;
        // Lists of open leads are of the main line.
        string? Path(string? filter) => filter is null || isSample || line != Desk.MainLine ? null : $"/leads?{filter}";
        return new(
            tally.GroupBy(pair => pair.Key.Sentence).ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<FindingCount>)[.. group.OrderBy(pair => Rank(pair.Key.Says)).ThenByDescending(pair => pair.Value).Select(pair => new FindingCount(pair.Key.Says, pair.Value, Path(pair.Key.Filter)))],
                StringComparer.Ordinal),
            looked,
            isSample);
    }

    private static string Said(Truth truth, string yes, string no) => truth switch { Truth.True => yes, Truth.False => no, _ => "unknown" };

    private static int Rank(string says) => says is "met" or "fit" or "qualified" ? 0 : says.StartsWith("not", StringComparison.Ordinal) || says == "do not fit" ? 1 : 2;
}
