namespace Ripen.Funnel;

/// <summary>Which leads a report counts, by what their first pass was; null stands for any, 0 for none known.</summary>
public sealed record PassFilter
{
    public static readonly PassFilter All = new();

    public int? Source { get; init; }
    public int? Campaign { get; init; }

    /// <summary>Any of these sources: those of one side.</summary>
    public IReadOnlySet<int>? Sources { get; init; }
    public int? Offer { get; init; }
    public int? BuyingStage { get; init; }
    public int? Temperature { get; init; }

    /// <summary>Any of these: the names of one user.</summary>
    public IReadOnlySet<int>? Owners { get; init; }
    public int? Version { get; init; }
    public int? Industry { get; init; }
    public int? Size { get; init; }

    public bool Takes(in CountedPass pass) =>
        (Source is null || Source == pass.Source) && (Campaign is null || Campaign == pass.Campaign) && (Sources is null || Sources.Contains(pass.Source))
        && (Offer is null || Offer == pass.Offer) && (BuyingStage is null || BuyingStage == pass.BuyingStage) && (Temperature is null || Temperature == pass.Temperature)
        && (Owners is null || Owners.Contains(pass.Owner)) && (Version is null || Version == pass.Version) && (Industry is null || Industry == pass.Industry) && (Size is null || Size == pass.Size);

    /// <summary>Whether the lead of a pass is meant: by its first pass, over whose later ones the answer is carried.</summary>
    /// <param name="isIn">The answer for the pass before, of the same lead where this one is not its first.</param>
    internal bool TakesLead(in CountedPass pass, bool isIn) => pass.Number == 1 ? Takes(pass) : isIn;
}
