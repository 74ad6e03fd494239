using Ripen.Agreements.Warnings;

namespace Ripen.Agreements;

/// <summary>
/// What is no error but probably not meant. Of conditions only what is proven is told; where a proof takes too long,
/// nothing is.
/// </summary>
internal static class AgreementWarnings
{
    public static void Look(Agreement agreement, YamlMap root, Remarks remarks)
    {
        var places = new AgreementPlaces(root);
        var setting = new SketchSetting(agreement);
        new LooseEnds(setting, places, remarks).Look();
        new NeverOrAlways(setting, remarks).Look();
        new FirstThatHolds(setting, remarks).Look();
        new UnseenKinds(agreement, places, remarks).Look();
        ReadingTime.Look(agreement, remarks);
    }
}
