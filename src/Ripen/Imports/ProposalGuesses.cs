using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>
/// Guesses what columns are, the surest guess first: by the same name, as a known system or everyday language calls it,
/// by values that are unmistakable, by a name that is nearly the same, by values that are likely. Nothing is proposed
/// twice.
/// </summary>
internal sealed class ProposalGuesses(FactCatalogue facts, ImportKind kind, IReadOnlyList<ColumnLooks> columns)
{
    private const string Unmatched = "no fact or field like it";

    // Of shorter words too many are near each other.
    private const int ShortestNear = 6;

    private readonly ProposedColumn?[] found = new ProposedColumn?[columns.Count];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly List<string> targets = [.. kind == ImportKind.Leads ? facts.All.Select(fact => fact.Name) : [], .. ImportFields.Of(kind).Select(ImportFields.NameOf), .. kind == ImportKind.Touches ? EverydayNames.Attendance : []];

    public IReadOnlyList<ProposedColumn> All()
    {
        Each((column, _) => (targets.Find(target => ImportFields.Key(target) == ImportFields.Key(column.Column)), "the same name"));
        Each((column, _) => BySystem(column.Column));
        Each((column, _) => (EverydayNames.TargetOf(kind, column.Column), "a usual name for it"));
        Each((_, look) => look switch
        {
            Look.Emails => ("email", "its values are e-mail addresses"),
            Look.Domains => ("domain", "its values are web addresses"),
            Look.Countries => ("country", "its values are countries"),
            _ => default,
        });
        Each((column, look) => column.Column.Length >= ShortestNear && Nearest.To(column.Column, targets.Where(target => !taken.Contains(target) && Suits(target, look))) is { } near ? (near, "nearly the same name") : default);
        Each((column, look) => ByLikelyValues(column.Column, look));
        return [.. columns.Select((column, i) => found[i] ?? new(column.Column, null, WhyNot(column.Look()), column.First))];
    }

    private void Each(Func<ColumnLooks, Look, (string? Target, string Reason)> guess)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (found[i] is not null) continue;
            var look = columns[i].Look();
            if (look == Look.Nothing) continue;
            var (target, reason) = guess(columns[i], look);
            if (target is null || !targets.Contains(target) || !taken.Add(target)) continue;
            found[i] = new(columns[i].Column, target, reason, columns[i].First);
        }
    }

    private (string? Target, string Reason) BySystem(string column)
    {
        if (kind != ImportKind.Leads) return default;
        foreach (var system in KnownHeaders.All)
            if (system.TargetOf(column) is { Length: > 0 } target) return (target, $"{system.Name} calls it so");
        return default;
    }

    private (string? Target, string Reason) ByLikelyValues(string column, Look look)
    {
        if (look == Look.Ids && Folded.From(column).EndsWith("id", StringComparison.Ordinal))
            return (kind == ImportKind.Leads ? "id" : kind == ImportKind.Costs ? "campaign" : "lead", "its values are ids, one for each row");
        if (look == Look.Instants) return (kind == ImportKind.Leads ? "created_at" : "at", "its values are dates");
        if (kind is ImportKind.Outcomes or ImportKind.Costs && look is Look.Money) return ("amount", "its values are amounts");
        return default;
    }

    // A near name is not enough where the values say otherwise.
    private bool Suits(string target, Look look)
    {
        if (ImportFields.Find(kind, target) is { } field && ImportFields.IsTime(field)) return look == Look.Instants;
        if (target == "amount") return look is Look.Money or Look.Numbers;
        if (kind != ImportKind.Leads) return true;
        return (facts.Find(target.EndsWith("_on", StringComparison.Ordinal) && facts.Find(target) is null ? target[..^3] : target)?.Type) switch
        {
            FactType.Number => look is Look.Numbers or Look.Ids,
            FactType.Money => look is Look.Money or Look.Numbers or Look.Ids,
            FactType.Date => look == Look.Instants,
            FactType.YesNo => look == Look.YesNo,
            _ => target != "email",
        };
    }

    private static string WhyNot(Look look) => look switch
    {
        Look.Nothing => "it is empty",
        Look.Emails => "its values are e-mail addresses, but another column has them already",
        Look.Domains => "its values are web addresses; " + Unmatched,
        Look.Instants => "its values are dates; perhaps those of a touch",
        Look.Money => "its values are amounts; " + Unmatched,
        Look.Countries => "its values are countries; " + Unmatched,
        Look.YesNo => "its values are yes and no; " + Unmatched,
        Look.Numbers => "its values are numbers; " + Unmatched,
        Look.Words => "its values are a few words; " + Unmatched,
        _ => Unmatched,
    };
}
