using Ripen.Identity;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>
/// What all readers of one import share. <paramref name="Now"/> is the instant at which the import runs: later than a day
/// after it is the future, and what has no date happened then.
/// </summary>
/// <param name="Zone">The desk's, for dates and times without an offset.</param>
/// <param name="Currency">For amounts of facts without one.</param>
internal sealed record ImportTerms(Agreements.FactCatalogue Facts, Zone Zone, Currency Currency, Mapping Mapping, DateTimeOffset Now)
{
    /// <summary>The campaign of rows that name none (<c>--campaign</c>); the mapping's constant goes before it.</summary>
    public string? Campaign { get; init; }
}

/// <summary>A good row. All instants are UTC, to the microsecond.</summary>
internal abstract class ImportRow
{
    /// <summary>As a person counts in the file; under it the row can be handed back later on.</summary>
    public required long Row { get; init; }

    /// <summary>Under which the row is known again; see <see cref="RowKeys"/>.</summary>
    public required UInt128 Key { get; init; }

    /// <summary>Rows with the same one belong together: one person, or colleagues. -1: it stands by itself.</summary>
    public int Place { get; set; } = -1;
}

/// <summary>One value of a fact that fits its type.</summary>
/// <param name="Fact">Its place in the catalogue.</param>
/// <param name="Text">As the agreement reads it: countries as codes, choices as they are worded, domains and addresses normalised.</param>
/// <param name="LearnedAt">When it was said; null: when the import runs.</param>
/// <param name="Assumed">Whether that instant, or the value, is the mapping's rather than the row's.</param>
internal readonly record struct ImportedFact(int Fact, string Text, DateTimeOffset? LearnedAt, bool Assumed);

/// <summary>A touch that a row of leads gives by the way; source, campaign, offer and page are those of the row.</summary>
/// <param name="KnownAt">Of the file, else <paramref name="At"/>.</param>
/// <param name="Assumed">Whether one of the instants is not the row's own.</param>
/// <param name="OfTheImport">The row has no touch of its own, so the import is one: wanted for leads only that are new.</param>
internal readonly record struct ImportedTouch(string Kind, DateTimeOffset At, DateTimeOffset KnownAt, bool Assumed, bool OfTheImport = false);

/// <summary>A person considered for a purchase. It has an id, an address or a name.</summary>
internal sealed class LeadImportRow : ImportRow
{
    /// <summary>The id in the system the file comes from.</summary>
    public string? Id { get; init; }

    /// <summary>The address, which may be a shared mailbox; null also where it is none and an id makes up for it.</summary>
    public EmailAddress? Email { get; init; }

    public string? EmailAsWritten { get; init; }
    public string? Group { get; init; }
    public string? Line { get; init; }
    public string? Owner { get; init; }
    public string? Source { get; init; }
    public string? Campaign { get; init; }
    public string? Offer { get; init; }
    public string? Page { get; init; }

    /// <summary>When the lead came to be: of the row, else of its first touch, else of the mapping, else now.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether <see cref="CreatedAt"/> is not the row's own.</summary>
    public bool CreatedAssumed { get; init; }

    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>In the order of the columns; a fact of several values comes once for each. The address and the name are among them.</summary>
    public required IReadOnlyList<ImportedFact> Facts { get; init; }

    /// <summary>The name of the organisation as it is compared, where the row names one.</summary>
    public string? OrganisationKey { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<ImportedTouch> Touches { get; init; }
}

/// <summary>Something that happened. It has a lead or an address.</summary>
internal sealed class TouchImportRow : ImportRow
{
    /// <summary>The touch's own id in the system it comes from.</summary>
    public string? Id { get; init; }

    /// <summary>The lead's id in the system it comes from.</summary>
    public string? Lead { get; init; }

    public EmailAddress? Email { get; init; }
    public required string Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Of the file, else <see cref="At"/>, and then assumed.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    public bool Assumed { get; init; }

    /// <summary>What else the row tells of, as lists of who attended do: registered, attended, asked.</summary>
    public IReadOnlyList<ImportedTouch> Further { get; init; } = [];

    public string? Source { get; init; }
    public string? Campaign { get; init; }
    public string? Offer { get; init; }
    public string? Page { get; init; }
}

/// <summary>What Sales said to a handover.</summary>
internal sealed class DecisionImportRow : ImportRow
{
    public required string Lead { get; init; }
    public required DateTimeOffset At { get; init; }
    public bool AtAssumed { get; init; }
    public string? By { get; init; }
    public required bool Accepted { get; init; }

    /// <summary>Never null where it is rejected; whether the agreement has it is for the desk to say.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? Wake { get; init; }
}

/// <summary>How it ended.</summary>
internal sealed class OutcomeImportRow : ImportRow
{
    public required string Lead { get; init; }
    public required DateTimeOffset At { get; init; }
    public bool AtAssumed { get; init; }
    public required bool Won { get; init; }

    /// <summary>As in the file, not yet rounded to the currency's minor unit; never negative.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Null: the desk's.</summary>
    public Currency? Currency { get; init; }

    public string? Reason { get; init; }
    public string? By { get; init; }
}

/// <summary>What a campaign or a programme cost, from the first day to the last.</summary>
internal sealed class CostImportRow : ImportRow
{
    /// <summary>Exactly one of the two is not null.</summary>
    public string? Campaign { get; init; }

    public string? Programme { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required decimal Amount { get; init; }
    public Currency? Currency { get; init; }
}
