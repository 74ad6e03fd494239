using Ripen.Agreements;
using Ripen.Cli;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Life;

namespace Ripen.Exports;

/// <summary>What the cells of a column hold: texts, whole numbers, numbers, shares (0 to 1), money in whole units of its currency, days.</summary>
internal enum ColumnKind
{
    Text,
    Whole,
    Number,
    Share,
    Money,
    Day,
}

/// <summary>A column of a report's table.</summary>
/// <param name="Name">In snake_case, as JSON and CSV have it.</param>
internal sealed record TableColumn(string Name, ColumnKind Kind)
{
    /// <summary>For people.</summary>
    public string Title => FactWords.Capital(FactWords.Spaced(Name));
}

/// <summary>
/// A table of a report as it is taken away: in a file, by the API, from the command line. It is made of the report itself,
/// so that its numbers are the report's.
/// </summary>
/// <param name="Name">By which it is asked for.</param>
/// <param name="Title">For people.</param>
/// <param name="Rows">One cell a column: string, long, double, decimal or DateOnly by its kind; null where there is none.</param>
internal sealed record ReportTable(string Name, string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>With these columns alone, in their own order.</summary>
    public ReportTable Only(params string[] names) => Where(column => names.Contains(column.Name));

    public ReportTable Without(string name) => Where(column => column.Name != name);

    /// <summary>With the rows of another behind its own; both have the same columns.</summary>
    public ReportTable And(ReportTable other) => this with { Rows = [.. Rows, .. other.Rows] };

    /// <summary>As commands write it, and CSV.</summary>
    public ResultTable ToResult()
    {
        var result = new ResultTable([.. Columns.Select(column => column.Name)]);
        foreach (var row in Rows) result.Add(row);
        return result;
    }

    private ReportTable Where(Func<TableColumn, bool> wanted)
    {
        var places = Enumerable.Range(0, Columns.Count).Where(place => wanted(Columns[place])).ToList();
        return this with { Columns = [.. places.Select(place => Columns[place])], Rows = [.. Rows.Select(row => places.Select(place => row[place]).ToArray())] };
    }
}

/// <summary>The columns of a table, and what of a row stands in each.</summary>
internal sealed class TableColumns<T>
{
    private readonly List<(TableColumn Column, Func<T, object?> Cell)> columns = [];

    public TableColumns<T> Text(string name, Func<T, string?> cell) => Add(name, ColumnKind.Text, cell);

    public TableColumns<T> Whole(string name, Func<T, long?> cell) => Add(name, ColumnKind.Whole, row => cell(row));

    public TableColumns<T> Number(string name, Func<T, double?> cell) => Add(name, ColumnKind.Number, row => cell(row));

    /// <param name="cell">0 to 1.</param>
    public TableColumns<T> Share(string name, Func<T, double?> cell) => Add(name, ColumnKind.Share, row => cell(row));

    /// <summary>The currency has a column of its own.</summary>
    public TableColumns<T> Money(string name, Func<T, ShownMoney?> cell) => Add(name, ColumnKind.Money, row => cell(row) is { } money ? Deals.Decimal(new Amount(money.MinorUnits, money.Currency)) : null);

    /// <summary>A mean, which is no whole number of minor units.</summary>
    /// <param name="minorUnits">Of the currency.</param>
    public TableColumns<T> Money(string name, Func<T, double?> minorUnits, Func<T, string> currency) => Add(name, ColumnKind.Money, row => minorUnits(row) is { } units ? Deals.Decimal((decimal)units, currency(row)) : null);

    public TableColumns<T> Day(string name, Func<T, DateOnly?> cell) => Add(name, ColumnKind.Day, row => cell(row));

    public ReportTable Of(string name, string title, IEnumerable<T> rows) => new(name, title, [.. columns.Select(column => column.Column)], [.. rows.Select(row => columns.Select(column => column.Cell(row)).ToArray())]);

    private TableColumns<T> Add(string name, ColumnKind kind, Func<T, object?> cell)
    {
        columns.Add((new(name, kind), cell));
        return this;
    }
}
