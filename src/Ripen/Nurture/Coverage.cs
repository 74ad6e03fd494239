using System.Globalization;
using System.Text.Json.Serialization;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>Why leads get no programme.</summary>
public enum CoverageGap { NoneNamed, NotOnTheDesk, Paused, Retired, NotJudged }

/// <summary>Leads alike in what programmes are chosen by.</summary>
/// <param name="Temperature">Null: not judged.</param>
/// <param name="BuyingStage">Null where the agreement tells none.</param>
/// <param name="LastRejection">The reason's id; null: never rejected.</param>
/// <param name="Programme">That the agreement names for them; null: none.</param>
/// <param name="Gap">Why they get none; null where they get it.</param>
public sealed record CoverageRow(string? Temperature, string? BuyingStage, string? LastRejection, string? Rejected, long Leads, string? Programme, CoverageGap? Gap)
{
    /// <summary>The list that holds just these leads; null where the list cannot tell them from others.</summary>
    [JsonIgnore]
    public string? Path { get; init; }

    internal static CoverageGap? GapOf(KeptProgramme? kept) => kept?.Standing switch
    {
        null => CoverageGap.NotOnTheDesk,
        ProgrammeStanding.Paused => CoverageGap.Paused,
        ProgrammeStanding.Retired => CoverageGap.Retired,
        _ => null,
    };
}

/// <summary>Which programme the open leads of a line get that are not with Sales: by temperature, buying stage and last rejection.</summary>
/// <param name="Uncovered">So many get none.</param>
/// <param name="Rows">Those that get none first, then the most leads first.</param>
public sealed record Coverage(string Line, long Leads, long Uncovered, IReadOnlyList<CoverageRow> Rows)
{
    /// <summary>How a lead was found, in words, and where it is in its life.</summary>
    private readonly record struct Found(string? Temperature, string? BuyingStage, string? LastRejection, string? Programme, int Stage);

    internal static Coverage Of(Desk desk, Session session, string line)
    {
        var found = Read(desk, session, line);
        var inForce = desk.Agreements.InForce(session, line, desk.Now)?.Agreement;
        var rows = found.Where(pair => !IsWithSales(pair.Key.Stage)).GroupBy(pair => pair.Key with { Stage = 0 }).Select(group => RowOf(desk, session, line, inForce, group.Key, [.. group], found));
        CoverageRow[] all = [.. rows.OrderBy(row => row.Gap is null).ThenByDescending(row => row.Leads).ThenBy(row => row.Temperature, StringComparer.Ordinal).ThenBy(row => row.BuyingStage, StringComparer.Ordinal).ThenBy(row => row.LastRejection, StringComparer.Ordinal)];
        return new(line, all.Sum(row => row.Leads), all.Where(row => row.Gap is not null).Sum(row => row.Leads), all);
    }

    private static bool IsWithSales(int stage) => stage >= (int)Stage.HandedOver;

    private static CoverageRow RowOf(Desk desk, Session session, string line, Agreement? inForce, Found key, IReadOnlyList<KeyValuePair<Found, long>> members, Dictionary<Found, long> all)
    {
        var gap = key.Temperature is null ? CoverageGap.NotJudged : key.Programme is null ? CoverageGap.NoneNamed : CoverageRow.GapOf(desk.Programmes.Kept(session, key.Programme));
        var rejected = key.LastRejection is null ? null : inForce?.Handover.RejectReasons.FirstOrDefault(reason => reason.Id == key.LastRejection)?.Says ?? FactWords.Spaced(key.LastRejection);
        return new(key.Temperature, key.BuyingStage, key.LastRejection, rejected, members.Sum(member => member.Value), key.Programme, gap) { Path = PathOf(line, key, members, all) };
    }

    // The list of leads knows temperature, buying stage and stage, but neither rejection nor programme, and no line but the
    // main one. Where these three alone single out the leads of a row, the list holds just them.
    private static string? PathOf(string line, Found key, IReadOnlyList<KeyValuePair<Found, long>> members, Dictionary<Found, long> all)
    {
        if (key.Temperature is null || line != Desk.MainLine) return null;
        var leads = members.Sum(member => member.Value);
        var alike = all.Where(pair => pair.Key.Temperature == key.Temperature && (key.BuyingStage is null || pair.Key.BuyingStage == key.BuyingStage)).ToList();
        var words = $"/leads?{(key.BuyingStage is null ? "" : $"buying_stage={key.BuyingStage}&")}temperature={key.Temperature}";
        if (alike.Sum(pair => pair.Value) == leads) return words;
        var stages = members.Select(member => member.Key.Stage).Distinct().ToList();
        return stages.Count == 1 && alike.Where(pair => pair.Key.Stage == stages[0]).Sum(pair => pair.Value) == leads ? $"{words}&stage={((Stage)stages[0]).ToString().ToLowerInvariant()}" : null;
    }

    // Findings are places in the agreement under which they were found; another version may number them otherwise.
    private static Dictionary<Found, long> Read(Desk desk, Session session, string line)
    {
        var counted = new List<(int? Temperature, int? BuyingStage, string? LastRejection, int? Version, int? Programme, int Stage, long Leads)>();
        session.Read(
            """
            select temperature, buying_stage, last_rejection, agreement_version, programme, stage, count(*) from leads where line = @line and ended is null
            group by temperature, buying_stage, last_rejection, agreement_version, programme, stage
            """,
            row => counted.Add((row.GetIntOrNull(0), row.GetIntOrNull(1), row.GetTextOrNull(2), row.GetIntOrNull(3), row.GetIntOrNull(4), Convert.ToInt32(row.GetValue(5), CultureInfo.InvariantCulture), row.GetInt64(6))),
            ("@line", line));
        var found = new Dictionary<Found, long>();
        foreach (var one in counted)
        {
            var agreement = one.Version is { } version ? desk.Agreements.Compiled(session, line, version).Agreement : null;
            var key = new Found(Word(agreement?.Temperature, one.Temperature), Word(agreement?.BuyingStage, one.BuyingStage), one.LastRejection, one.Programme is >= 0 and var place && place < agreement?.Nurture.Count ? agreement.Nurture[place].Programme : null, one.Stage);
            found[key] = found.GetValueOrDefault(key) + one.Leads;
        }
        return found;
    }

    private static string? Word(ValueList<Band>? bands, int? place) => place is >= 0 and var at && at < bands?.Count ? bands[at].Word : null;
}
