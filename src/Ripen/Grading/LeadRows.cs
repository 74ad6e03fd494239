using Ripen.Imports;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>
/// Reads leads from the rows of a file: adjacent rows of one id are several statements about one lead. What does not fit
/// is reported, and the lead is read all the same.
/// </summary>
internal sealed class LeadRows
{
    public const string DoesNotFit = "value does not fit its fact, which is missing";
    public const string ThousandsPoint = "amount with a point before three digits is read as a fraction, not as thousands";
    public const string UnreadableDate = "date cannot be read, so the fact is missing (write 2026-07-15 or 2026-07-15T09:00:00Z)";
    private readonly RowReader rows;
    private readonly Plan plan;
    private readonly Mapping mapping;
    private readonly Reports reports;
    private readonly Instant learned;
    private readonly ColumnMap columns;
    private readonly StatementReader statements;
    private readonly (int Fact, string Value)[] constants;
    private readonly DateCell[] dates;
    private bool isAtRow;
    private int order;

    public LeadRows(RowReader rows, Plan plan, Mapping mapping, Instant asOf, Reports reports)
    {
        (this.rows, this.plan, this.mapping, this.reports) = (rows, plan, mapping, reports);
        learned = mapping.AsOfTheExport is { } day ? plan.Zone.StartOf(day) : asOf;
        if (learned > asOf) reports.Add("as_of_the_export lies after the instant judged at, so undated facts do not exist yet", 0, "", "");
        columns = new(plan.Facts, mapping, reports);
        statements = new(plan);
        constants = [.. mapping.Constants.Select(constant => (plan.Facts.PlaceOf(constant.Fact), constant.Value))];
        dates = new DateCell[plan.Facts.All.Count];
        isAtRow = rows.Read();
        columns.Learn(rows.Columns);
        if (isAtRow && !columns.HasId && !columns.HasFacts) throw Unusable();
        if (isAtRow && !columns.HasId) reports.Add("there is no column id: leads are named after their rows", 0, "", "");
    }

    private enum DateState : byte { None, Read, Unreadable }

    private readonly record struct DateCell(long Row, DateState State, Instant At);

    /// <summary>The buying group of the lead read last; empty where it has none.</summary>
    public string Group { get; private set; } = "";

    /// <summary>Reads the next lead into <paramref name="lead"/>, cleared before; false at the end. Not yet sealed.</summary>
    public bool Read(Dossier lead)
    {
        if (!isAtRow) return false;
        lead.Clear();
        Group = "";
        var id = IdOfRow();
        lead.Id = id.Length == 0 ? $"row {rows.Row}" : id.ToString();
        foreach (var (fact, value) in constants) statements.Add(lead, fact, value, learned, Origin.Import, order++);
        do
        {
            TakeRow(lead);
            isAtRow = rows.Read();
            if (isAtRow) columns.Learn(rows.Columns);
        }
        while (isAtRow && IdOfRow() is var next && next.Length > 0 && next.SequenceEqual(lead.Id));
        return true;
    }

    private ReadOnlySpan<char> IdOfRow()
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (columns[rows.Column(i)].Use == ColumnUse.Id) return rows.Text(i).Trim();
        }
        return [];
    }

    private void TakeRow(Dossier lead)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var role = columns[rows.Column(i)];
            if (role.Use == ColumnUse.LearnedOn) dates[role.Fact] = DateOf(rows.Text(i).Trim());
            else if (role.Use == ColumnUse.Group && rows.Text(i).Trim() is { Length: > 0 } group) Group = group.ToString();
        }
        for (var i = 0; i < rows.Count; i++)
        {
            var role = columns[rows.Column(i)];
            if (role.Use == ColumnUse.Fact) TakeFact(lead, role.Fact, i);
        }
    }

    private DateCell DateOf(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || mapping.HasEmptyValues && mapping.SaysNothing(text)) return default;
        return InstantText.TryParse(text, plan.Zone, out var at, out _) ? new(rows.Row, DateState.Read, at) : new(rows.Row, DateState.Unreadable, default);
    }

    private void TakeFact(Dossier lead, int fact, int cell)
    {
        var text = rows.Text(cell).Trim();
        if (text.IsEmpty || (mapping.HasEmptyValues && mapping.SaysNothing(text))) return;
        var date = dates[fact].Row == rows.Row ? dates[fact] : default;
        if (date.State == DateState.Unreadable)
        {
            reports.Add(UnreadableDate, rows.Row, $"{rows.Columns[rows.Column(cell)]}_on", text);
            StatementReader.AddUnfit(lead, fact, text, learned, Origin.Import, order++);
            return;
        }
        var at = date.State == DateState.Read ? date.At : learned;
        if (!plan.Facts.All[fact].Several || rows.Form(cell).HasFlag(CellForm.Listed))
        {
            TakeValue(lead, fact, text, at, cell);
            return;
        }
        foreach (var part in text.Split('|')) TakeValue(lead, fact, text[part].Trim(), at, cell);
    }

    private void TakeValue(Dossier lead, int fact, ReadOnlySpan<char> text, Instant at, int cell)
    {
        var definition = plan.Facts.All[fact];
        if (mapping.Folds(definition.Name) && mapping.Fold(definition.Name, text) is { } other) text = other;
        if (definition.Type == FactType.Money && LooksLikeThousands(text)) reports.Add(ThousandsPoint, rows.Row, rows.Columns[rows.Column(cell)], text);
        if (!statements.Add(lead, fact, text, at, Origin.Import, order++)) reports.Add(DoesNotFit, rows.Row, rows.Columns[rows.Column(cell)], text);
    }

    // 25.000 is twenty-five here, and probably meant as twenty-five thousand by who wrote it.
    private static bool LooksLikeThousands(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var end = text.IndexOf(' ') is >= 0 and var space ? space : text.Length;
        return point is >= 1 and <= 3 && end - point == 4 && !text[(point + 1)..end].ContainsAnyExceptInRange('0', '9');
    }

    private InputRefusedException Unusable()
    {
        var named = string.Join(", ", rows.Columns.Where(column => column.Length > 0).Take(8).Select(column => Reports.Harmless(column)));
        return new($"{rows.Name} has no column that this agreement can use. Its columns are: {named}. Wanted are id and facts, such as email, organisation, budget; or name them with --map.");
    }
}
