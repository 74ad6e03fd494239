using System.Globalization;
using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Work;

namespace Ripen.Tracking;

/// <summary>A kind of touch as it is shown.</summary>
/// <param name="Kind">Its number on this desk.</param>
/// <param name="Name">As agreements, files and programs write it.</param>
/// <param name="Label">What people did who did it.</param>
/// <param name="Direction">theirs or ours.</param>
/// <param name="Standard">It ships with Ripen: whose it is is known.</param>
/// <param name="Confirmed">Somebody said what it is, or it needs no word.</param>
/// <param name="CountsAs">The name of the kind it counts as, where that is another one.</param>
/// <param name="Points">What it earns by the agreement in force in the main line; null: none.</param>
/// <param name="Last90Days">How often it happened; null while that is being counted.</param>
/// <param name="RowVersion">The ETag.</param>
public sealed record ShownKind(int Kind, string Name, string Label, string Direction, bool Standard, bool Confirmed, string? CountsAs, decimal? Points, long? Last90Days, DateTimeOffset MetAt, int RowVersion);

/// <summary>What is changed of a kind; what is left out stays.</summary>
/// <param name="Label">What people did who did it; empty: as it is called.</param>
/// <param name="Direction">theirs or ours.</param>
/// <param name="CountsAs">The name of another kind; empty: as itself.</param>
internal sealed record GivenKind(string? Label = null, string? Direction = null, string? CountsAs = null);

/// <summary>The registry of kinds: what was met, what it is called, whose it is, what it counts as.</summary>
internal static class KindStore
{
    public const string Ours = "ours";
    public const string Theirs = "theirs";
    public const int LongestLabel = 100;

    /// <summary>All that were met, by name.</summary>
    /// <param name="counts">How often each happened; null while nobody knows.</param>
    public static List<ShownKind> All(Desk desk, Session session, IReadOnlyDictionary<int, long>? counts)
    {
        var agreement = desk.Agreements.InForce(session, Desk.MainLine, desk.Now)?.Agreement;
        var points = (agreement?.Interest?.Points ?? []).ToDictionary(points => Values.Folded.From(points.Kind), points => points.Points);
        var all = new List<ShownKind>();
        session.Read(
            "select k.kind, k.name, k.label, k.is_ours, k.met_at, i.name, k.confirmed_at, k.row_version from kinds k left join kinds i on i.kind = k.into_kind order by k.name",
            row =>
            {
                var (name, standard) = (row.GetString(1), StandardKinds.Find(row.GetString(1)));
                var key = Values.Folded.From(name);
                var isKnown = standard is not null || !row.IsDBNull(5) || !row.IsDBNull(6) || points.ContainsKey(key);
                all.Add(new(
                    row.GetInt32(0), name, row.GetTextOrNull(2) ?? standard?.Label ?? FactWords.Spaced(name), row.GetYes(3) ? Ours : Theirs, standard is not null, isKnown, row.GetTextOrNull(5),
                    points.TryGetValue(key, out var worth) ? worth : null, counts is null ? null : counts.GetValueOrDefault(row.GetInt32(0)), row.GetAt(4), row.GetInt32(7)));
            });
        return all;
    }

    public static ShownKind? Find(Desk desk, Session session, string kind, IReadOnlyDictionary<int, long>? counts = null) =>
        int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? All(desk, session, counts).Find(one => one.Kind == number) : null;

    /// <summary>Somebody says what a kind is. Where that changes what it counts as, everybody is judged again.</summary>
    /// <param name="errors">What is wrong, by field; then nothing is changed.</param>
    /// <exception cref="WriteConflictException">Somebody was quicker.</exception>
    public static void Change(Desk desk, Write write, Caller by, ShownKind kind, GivenKind given, FieldErrors errors)
    {
        var direction = given.Direction ?? kind.Direction;
        var label = (given.Label ?? kind.Label).Trim();
        if (label.Length > LongestLabel || label.Any(char.IsControl)) errors.Add("label", $"It may have at most {LongestLabel} characters.");
        if (direction is not (Ours or Theirs)) errors.Add("direction", $"It is {Theirs} or {Ours}.");
        else if (kind.Standard && direction != kind.Direction) errors.Add("direction", "This kind ships with Ripen, and everybody knows whose it is.");
        else if (direction == Ours && kind.Direction == Theirs && OurKinds.Of(write).Count >= Leads.TouchKinds.MostOurs) errors.Add("direction", $"At most {Leads.TouchKinds.MostOurs} kinds beside the shipped ones may be ours.");
        var into = IntoOf(desk, write, kind, given.CountsAs ?? kind.CountsAs ?? "", errors);
        if (errors.Any) return;
        var changed = write.Execute(
            "update kinds set label = @label, is_ours = @ours, into_kind = @into, confirmed_at = @now, row_version = row_version + 1 where kind = @kind and row_version = @version",
            ("@label", label.Length == 0 ? null : label),
            ("@ours", direction == Ours),
            ("@into", into?.Kind),
            ("@now", desk.Now),
            ("@kind", kind.Kind),
            ("@version", kind.RowVersion));
        if (changed != 1) throw new WriteConflictException("kinds");
        Audit.Note(write, desk, by, Actions.KindChanged, kind.Name, into is null ? $"{direction}: {label}" : $"counts as {into.Name}");
        if (direction != kind.Direction || into?.Name != kind.CountsAs) JudgeAnew(desk, write);
    }

    private static ShownKind? IntoOf(Desk desk, Write write, ShownKind kind, string name, FieldErrors errors)
    {
        if (name.Length == 0) return null;
        var all = All(desk, write, null);
        var into = all.Find(one => one.Name == name);
        if (into is null) errors.Add("counts_as", "There is no such kind.");
        else if (kind.Standard) errors.Add("counts_as", "This kind ships with Ripen, and counts as what it is.");
        else if (into.Kind == kind.Kind) errors.Add("counts_as", "A kind counts as itself where nothing stands here.");
        else if (into.CountsAs is not null) errors.Add("counts_as", $"That one counts as {into.CountsAs} itself. Name that.");
        else if (all.Exists(one => one.CountsAs == kind.Name)) errors.Add("counts_as", "Others count as this one. Let them count as themselves first.");
        return into;
    }

    private static void JudgeAnew(Desk desk, Write write)
    {
        AgreementStore.KindsChanged(write);
        Kinds.RulesChanged(write);
        foreach (var line in desk.Agreements.LinesInForce(write, desk.Now)) DeskWork.AskLineAnew(write, line, desk.Now);
    }
}
