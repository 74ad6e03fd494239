namespace Ripen.Funnel;

/// <summary>Which passes a report counts, by what they were when they began; null stands for any, 0 for none known.</summary>
public sealed record PassFilter
{
    public static readonly PassFilter All = new();

    /// <summary>First passes of leads, or later ones.</summary>
    public bool? IsFirst { get; init; }

    public int? Source { get; init; }
    public int? Campaign { get; init; }

    /// <summary>Any of these sources: those of one side.</summary>
    public IReadOnlySet<int>? Sources { get; init; }
    public int? Offer { get; init; }
    public int? BuyingStage { get; init; }
    public int? Temperature { get; init; }
    public int? Owner { get; init; }
    public int? Version { get; init; }
    public int? Industry { get; init; }
    public int? Size { get; init; }

    public bool Takes(in CountedPass pass) =>
        (IsFirst is null || IsFirst == (pass.Number == 1)) && (Source is null || Source == pass.Source) && (Campaign is null || Campaign == pass.Campaign) && (Sources is null || Sources.Contains(pass.Source))
        && (Offer is null || Offer == pass.Offer) && (BuyingStage is null || BuyingStage == pass.BuyingStage) && (Temperature is null || Temperature == pass.Temperature)
        && (Owner is null || Owner == pass.Owner) && (Version is null || Version == pass.Version) && (Industry is null || Industry == pass.Industry) && (Size is null || Size == pass.Size);
}
