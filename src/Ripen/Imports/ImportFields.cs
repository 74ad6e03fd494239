using Ripen.Values;

namespace Ripen.Imports;

/// <summary>What a file to import holds: each row one of these.</summary>
internal enum ImportKind : byte { Leads, Touches, Decisions, Outcomes, Costs }

/// <summary>What a cell can say besides a fact.</summary>
internal enum ImportField : byte
{
    Id, Group, Line, Owner, Source, Campaign, Offer, Page, CreatedAt, KnownAt, FirstName, LastName,
    Lead, Email, Kind, At, Decision, By, Reason, Wake, Outcome, Amount, Currency, Programme, From, To,
}

/// <summary>The names of the fields, as columns and mapping files write them.</summary>
internal static class ImportFields
{
    private static readonly ImportField[][] ByKind =
    [
        [ImportField.Id, ImportField.Group, ImportField.Line, ImportField.Owner, ImportField.Source, ImportField.Campaign, ImportField.Offer, ImportField.Page, ImportField.CreatedAt, ImportField.KnownAt, ImportField.FirstName, ImportField.LastName],
        [ImportField.Id, ImportField.Lead, ImportField.Email, ImportField.Kind, ImportField.At, ImportField.KnownAt, ImportField.Source, ImportField.Campaign, ImportField.Offer, ImportField.Page],
        [ImportField.Lead, ImportField.At, ImportField.By, ImportField.Decision, ImportField.Reason, ImportField.Wake],
        [ImportField.Lead, ImportField.At, ImportField.Outcome, ImportField.Amount, ImportField.Currency, ImportField.Reason, ImportField.By],
        [ImportField.Campaign, ImportField.Programme, ImportField.From, ImportField.To, ImportField.Amount, ImportField.Currency],
    ];

    public static int Count { get; } = Enum.GetValues<ImportField>().Length;

    public static IReadOnlyList<ImportField> Of(ImportKind kind) => ByKind[(int)kind];

    public static string NameOf(ImportField field) => field switch
    {
        ImportField.CreatedAt => "created_at",
        ImportField.KnownAt => "known_at",
        ImportField.FirstName => "first_name",
        ImportField.LastName => "last_name",
        _ => field.ToString().ToLowerInvariant(),
    };

    /// <summary>The field of that name, compared as text is and without its spaces, or null.</summary>
    public static ImportField? Find(ImportKind kind, string name)
    {
        var wanted = Key(name);
        foreach (var field in Of(kind))
            if (Key(NameOf(field)) == wanted) return field;
        return null;
    }

    public static bool IsTime(ImportField field) =>
        field is ImportField.CreatedAt or ImportField.KnownAt or ImportField.At or ImportField.Wake or ImportField.From or ImportField.To;

    /// <summary>Names are compared as text is, and an "E-Mail" is an email too.</summary>
    public static string Key(string name) => Folded.From(name).Replace(" ", "", StringComparison.Ordinal);
}
