namespace Ripen.Agreements;

/// <summary>The sections in the order in which they define names; each may use only what stands before it.</summary>
internal enum Section : byte { Criteria, IdealProspect, Interest, Temperature, BuyingStage, Required, QualifiedWhen, Last }

/// <summary>What a condition may speak of.</summary>
internal sealed class ConditionScope
{
    public required FactCatalogue Facts { get; init; }
    public required IReadOnlySet<string> Criteria { get; init; }
    public required IReadOnlyList<string> RejectReasons { get; init; }
    public required bool HasBuyingStage { get; init; }
    public required bool HasProblems { get; init; }
    public required decimal? HighFrom { get; init; }

    /// <summary>Every fact's name that may be written.</summary>
    public IEnumerable<string> FactNames => Facts.All.Select(fact => fact.Name);

    public static bool IsLast(Section section) => section == Section.Last;

    /// <summary>The section that defines a name, or null where it is none.</summary>
    public Section? DefinedBy(string name) => name switch
    {
        "fits" => Section.IdealProspect,
        "interest" => Section.Interest,
        "temperature" => Section.Temperature,
        "buying_stage" => Section.BuyingStage,
        "complete" => Section.Required,
        "qualified" => Section.QualifiedWhen,
        _ => Criteria.Contains(name) ? Section.Criteria : null,
    };

    public static string NameOf(Section section) => section switch
    {
        Section.Criteria => "criteria",
        Section.IdealProspect => "ideal_prospect",
        Section.Interest => "interest",
        Section.Temperature => "temperature",
        Section.BuyingStage => "buying_stage",
        Section.Required => "required",
        Section.QualifiedWhen => "qualified_when",
        _ => "handover, moments and nurture",
    };
}
