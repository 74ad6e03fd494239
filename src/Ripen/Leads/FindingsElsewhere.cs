using Ripen.Agreements;
using Ripen.Life;

namespace Ripen.Leads;

/// <summary>Findings hold places among the bands of one version; here they are those of another.</summary>
internal static class FindingsElsewhere
{
    /// <summary>The same findings by the places of another version; null where that has no word for one of them.</summary>
    public static Findings? In(this in Findings found, Agreement own, AgreementInForce other)
    {
        var (temperature, couldBe) = (Band(found.Temperature), Band(found.CouldBe));
        var buyingStage = found.BuyingStage < 0 ? -1 : Place(other.Agreement.BuyingStage, band => band.Word, own.BuyingStage[found.BuyingStage].Word);
        var programme = found.Programme < 0 ? -1 : Place(other.Agreement.Nurture, entry => entry.Programme, own.Nurture[found.Programme].Programme);
        if (temperature is null || couldBe is null || buyingStage is null || programme is null) return null;
        return found with { Agreement = other.Version, Temperature = temperature.Value, CouldBe = couldBe.Value, BuyingStage = buyingStage.Value, Programme = programme.Value };

        int? Band(int place) => Place(other.Agreement.Temperature, band => band.Word, own.Temperature[place].Word);
    }

    private static int? Place<T>(IReadOnlyList<T> all, Func<T, string> wordOf, string word)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (wordOf(all[i]) == word) return i;
        }
        return null;
    }
}
