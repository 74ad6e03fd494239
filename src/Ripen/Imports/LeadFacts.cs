using Ripen.Agreements;
using Ripen.Identity;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>The facts of one row after the other. What does not fit is a remark and missing.</summary>
internal sealed class LeadFacts(ImportCells cells, ImportTerms terms, Reports remarks)
{
    public const string DoesNotFit = "value does not fit its fact, which is missing";
    public const string UnreadableDate = "date cannot be read, so the fact is missing (write 2026-07-15 or 2026-07-15T09:00:00Z)";
    private const int MostKept = 10_000;
    private readonly Dictionary<string, string?>?[] read = new Dictionary<string, string?>?[terms.Facts.All.Count];
    private readonly FactReader reader = new(terms.Facts, terms.Zone, terms.Currency);
    private readonly List<ImportedFact> taken = [];
    private readonly int organisation = terms.Facts.PlaceOf("organisation");
    private readonly long[] saidInRow = new long[terms.Facts.All.Count];
    private readonly (int Fact, string Value)[] constants = [.. terms.Mapping.Constants.Select(constant => (terms.Facts.PlaceOf(constant.Fact), constant.Value))];
    private readonly DateTimeOffset? exported = terms.Mapping.AsOfTheExport is { } day ? terms.Zone.StartOf(day).ToDateTimeOffset() : null;
    private readonly (long Row, DateTimeOffset? At)[] dates = new (long, DateTimeOffset?)[terms.Facts.All.Count];

    public EmailAddress? Email { get; private set; }

    public string? EmailAsWritten { get; private set; }

    public string EmailColumn { get; private set; } = "";

    public bool HasName { get; private set; }

    /// <summary>The organisation's name.</summary>
    public string? Organisation { get; private set; }

    public ImportedFact[] Taken() => [.. taken];

    /// <summary>Takes the facts of the current row.</summary>
    public void Read()
    {
        taken.Clear();
        (Email, EmailAsWritten, HasName, Organisation) = (null, null, false, null);
        for (var i = 0; i < cells.Count; i++)
            foreach (var use in cells.UsesOf(i))
                if (use.Meaning == CellMeaning.LearnedOn && cells.Cell(i) is { IsEmpty: false } text) TakeDate(use.What, text);
        for (var i = 0; i < cells.Count; i++)
            foreach (var use in cells.UsesOf(i))
                if (use.Meaning == CellMeaning.Fact && cells.Cell(i) is { IsEmpty: false } text) Take(use.What, i, text);
        TakeNameOfParts();
        foreach (var (fact, value) in constants)
            if (saidInRow[fact] != cells.Row) TakeValue(fact, value, "", exported, assumed: true);
    }

    private void TakeDate(int fact, ReadOnlySpan<char> text) =>
        dates[fact] = (cells.Row, ImportTime.TryRead(text, terms.Zone, terms.Mapping.Dates, out var at) && ImportTime.IsPlausible(at, terms.Now) ? at : null);

    private void Take(int fact, int cell, ReadOnlySpan<char> text)
    {
        var several = terms.Facts.All[fact].Several;
        // Of two columns for one thing the first that says something counts.
        if (saidInRow[fact] == cells.Row && !several) return;
        saidInRow[fact] = cells.Row;
        var dated = dates[fact].Row == cells.Row;
        if (dated && dates[fact].At is null)
        {
            remarks.Add(UnreadableDate, cells.Row, cells.ColumnOf(cell), text);
            return;
        }
        var at = dated ? dates[fact].At : exported;
        if (!several || cells.FormOf(cell).HasFlag(CellForm.Listed)) TakeValue(fact, text, cells.ColumnOf(cell), at, assumed: !dated);
        else foreach (var part in text.Split('|')) TakeValue(fact, text[part].Trim(), cells.ColumnOf(cell), at, assumed: !dated);
    }

    private void TakeNameOfParts()
    {
        if (HasName) return;
        var first = cells[ImportField.FirstName];
        var last = cells[ImportField.LastName];
        if (first.IsEmpty && last.IsEmpty) return;
        saidInRow[FactCatalogue.Name] = cells.Row;
        TakeValue(FactCatalogue.Name, $"{first} {last}", "", exported, assumed: true);
    }

    private void TakeValue(int fact, ReadOnlySpan<char> text, string column, DateTimeOffset? at, bool assumed)
    {
        text = text.Trim();
        if (text.IsEmpty) return;
        var definition = terms.Facts.All[fact];
        if (terms.Mapping.Folds(definition.Name) && terms.Mapping.Fold(definition.Name, text) is { } other) text = other;
        if (fact == FactCatalogue.Email)
        {
            TakeEmail(text, column, at, assumed);
            return;
        }
        if (ValueOf(fact, definition, text) is not { } shown)
        {
            remarks.Add(DoesNotFit, cells.Row, column, text);
            return;
        }
        if (definition.Type == FactType.Money && LooksLikeThousands(text)) remarks.Add("amount with a point before three digits is read as a fraction, not as thousands", cells.Row, column, text);
        HasName |= fact == FactCatalogue.Name;
        if (fact == organisation) Organisation = shown;
        taken.Add(new(fact, shown, at, assumed));
    }

    private void TakeEmail(ReadOnlySpan<char> text, string column, DateTimeOffset? at, bool assumed)
    {
        (EmailAsWritten, EmailColumn, Email) = (text.ToString(), column, EmailAddress.TryRead(text));
        if (Email is { } address) taken.Add(new(FactCatalogue.Email, address.Text, at, assumed));
    }

    /// <summary>The value as the agreement words it; null where it does not fit.</summary>
    private string? ValueOf(int fact, Fact definition, ReadOnlySpan<char> text)
    {
        if (definition.IsDomain) return WebDomain.TryRead(text);
        if (definition.Type == FactType.Text) return cells.Pooled(text);
        // Choices, amounts and sizes repeat: read once, they are looked up.
        var known = (read[fact] ??= new(StringComparer.Ordinal)).GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out var value)) return value;
        value = Read(fact, definition, text);
        if (known.Dictionary.Count < MostKept) known[text] = value;
        return value;
    }

    private string? Read(int fact, Fact definition, ReadOnlySpan<char> text)
    {
        if (definition.IsStandard && definition.Name is "country" or "organisation_country" && definition.PlaceOf(Folded.From(text)) < 0) return Countries.CodeOf(text);
        if (definition.IsStandard && cells.Columns.System is not null && KnownHeaders.ValueOf(definition.Name, text) is { } said) text = said;
        if (definition.Type == FactType.Date && WrittenDates.ToIso(text, terms.Mapping.Dates) is { } iso) text = iso;
        return reader.TryRead(fact, text, out _, out var shown) ? shown : null;
    }

    // 25.000 is twenty-five here, and probably meant as twenty-five thousand by who wrote it.
    private static bool LooksLikeThousands(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var end = text.IndexOf(' ') is >= 0 and var space ? space : text.Length;
        return point is >= 1 and <= 3 && end - point == 4 && !text[(point + 1)..end].ContainsAnyExceptInRange('0', '9');
    }
}
