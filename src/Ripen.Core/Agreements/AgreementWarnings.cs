using Ripen.Agreements.Warnings;

namespace Ripen.Agreements;

/// <summary>
/// What is no error but probably not meant. Of conditions only what is proven is told; where a proof takes too long,
/// nothing is.
/// </summary>
internal static class AgreementWarnings
{
    public static void Look(Agreement agreement, Remarks remarks)
    {
        var setting = new SketchSetting(agreement);
        new NeverOrAlways(setting, remarks).Look();
        new FirstThatHolds(setting, remarks).Look();
    }
}
