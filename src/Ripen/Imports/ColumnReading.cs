using System.Globalization;
using Ripen.Agreements;
using Ripen.Reading;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Imports;

/// <summary>How one column of a file is to be read: as it reads itself, as proposed, or as somebody chose.</summary>
/// <param name="Place">In the form.</param>
/// <param name="Target">A fact, a field, <c>touch KIND</c>, or empty where it is not used.</param>
/// <param name="ByItself">What it is without a mapping; empty: nothing.</param>
public sealed record ColumnReading(int Place, string Column, IReadOnlyList<string> Samples, string Target, string ByItself, string Reason);

/// <summary>How a file is to be imported, as the form of its page says.</summary>
internal sealed record ImportChoices(ImportKind Kind, string Line, string? Campaign, DateOrder Dates, string? Empty, IReadOnlyList<ColumnReading> Columns)
{
    private const int LongestEmpty = 200;

    /// <summary>What the file itself suggests.</summary>
    /// <param name="kind">Null: guessed by its columns.</param>
    public static ImportChoices Proposed(ImportFile file, FactCatalogue facts, string line, ImportKind? kind)
    {
        var sure = kind ?? KindGuess.Of(ProposalOf(file, facts, ImportKind.Leads).Select(column => column.Column));
        return new(sure, line, null, DateOrder.Iso, null, Read(ProposalOf(file, facts, sure), facts, sure));
    }

    /// <summary>The same with what somebody chose instead; what is wrong goes to the form's errors.</summary>
    public ImportChoices With(PageForm form, FactCatalogue facts)
    {
        var targets = TargetsOf(Kind, facts).Select(option => option.Value).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Campaign = form.Text("campaign"),
            Dates = form.Text("dates") switch { "day_first" => DateOrder.DayFirst, "month_first" => DateOrder.MonthFirst, _ => DateOrder.Iso },
            Empty = form.Text("empty", LongestEmpty),
            Columns = [.. Columns.Select(Chosen)],
        };

        ColumnReading Chosen(ColumnReading column)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"column-{column.Place}");
            if (!form.IsSet(name)) return column;
            var target = form.Text(name) ?? "";
            return target == column.Target || !targets.Contains(target) ? column : column with { Target = target, Reason = "as you chose" };
        }
    }

    /// <summary>What differs from how the file reads itself.</summary>
    public Mapping AsMapping()
    {
        var mapping = new Mapping { Dates = Dates };
        foreach (var value in (Empty ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) mapping.AddEmpty(value);
        foreach (var column in Columns.Where(column => column.Target != column.ByItself))
        {
            if (column.Target.Length == 0) mapping.AddIgnored(column.Column);
            else mapping.Columns[Folded.From(column.Column)] = [column.Target.StartsWith("touch ", StringComparison.Ordinal) ? new(column.Target["touch ".Length..], IsTouch: true) : new(column.Target)];
        }
        return mapping;
    }

    /// <summary>What a column may be.</summary>
    public static IReadOnlyList<Option> TargetsOf(ImportKind kind, FactCatalogue facts)
    {
        var options = new List<Option> { new("", "Not used") };
        options.AddRange(ImportFields.Of(kind).Select(field => ImportFields.NameOf(field)).Select(name => new Option(name, Words(name))));
        if (kind == ImportKind.Touches) options.AddRange(StandardKinds.All.Select(touch => new Option($"touch {touch.Name}", $"Whether, or when, they {touch.Label}")));
        if (kind != ImportKind.Leads) return options;
        options.AddRange(facts.All.Select(fact => new Option(fact.Name, Words(fact.Name))));
        options.AddRange(facts.All.Select(fact => new Option($"{fact.Name}_on", $"{Words(fact.Name)}: when it was said")));
        options.AddRange(StandardKinds.All.Select(touch => new Option($"touch {touch.Name}", $"When they {touch.Label}")));
        return [.. options.DistinctBy(option => option.Value)];
    }

    private static IReadOnlyList<ProposedColumn> ProposalOf(ImportFile file, FactCatalogue facts, ImportKind kind)
    {
        using var rows = file.Read(new Reports(file.Name));
        return MappingProposal.Of(rows, facts, kind).Columns;
    }

    private static List<ColumnReading> Read(IReadOnlyList<ProposedColumn> proposed, FactCatalogue facts, ImportKind kind)
    {
        var columns = new ImportColumns(kind, facts, Mapping.None, new Reports(""));
        columns.Learn([.. proposed.Select(column => column.Column)]);
        var own = Enumerable.Range(0, proposed.Count).Select(i => columns[i].IsEmpty ? "" : NameOf(columns[i][0], facts)).ToList();
        var taken = own.Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        var read = new List<ColumnReading>();
        foreach (var (column, i) in proposed.Select((column, i) => (column, i)))
        {
            var unused = columns.System?.TargetOf(column.Column) is { Length: 0 };
            var target = own[i].Length > 0 || unused || column.Target is null || taken.Contains(column.Target) ? own[i] : column.Target;
            var reason = unused && own[i].Length == 0 ? $"{columns.System!.Name} has it; no agreement asks for it" : target == column.Target || target.Length == 0 ? column.Reason : columns.System is { } system ? $"{system.Name} calls it so" : "the same name";
            read.Add(new(i, column.Column, column.Samples, target, own[i], reason));
        }
        return read;
    }

    private static string NameOf(CellUse use, FactCatalogue facts) => use.Meaning switch
    {
        CellMeaning.Field => ImportFields.NameOf((ImportField)use.What),
        CellMeaning.LearnedOn => $"{facts.All[use.What].Name}_on",
        _ => facts.All[use.What].Name,
    };

    private static string Words(string name) => FactWords.Capital(name.Replace('_', ' '));
}

/// <summary>Guesses what the rows of a file are, by its columns.</summary>
internal static class KindGuess
{
    public static ImportKind Of(IEnumerable<string> columns)
    {
        var keys = columns.Select(ImportFields.Key).ToHashSet(StringComparer.Ordinal);
        if (Has("decision", "lead")) return ImportKind.Decisions;
        if (Has("outcome", "lead")) return ImportKind.Outcomes;
        if (Has("amount", "from") && (Has("campaign") || Has("programme"))) return ImportKind.Costs;
        return Has("kind", "at") ? ImportKind.Touches : ImportKind.Leads;

        bool Has(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (!keys.Contains(name)) return false;
            }
            return true;
        }
    }
}
