using Ripen.Agreements.Warnings;

namespace Ripen.Agreements;

/// <summary>
/// What is no error but probably not meant. Of conditions only what is proven is told; where a proof takes too long,
/// nothing is.
/// </summary>
internal static class AgreementWarnings
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static void Look(Agreement agreement, YamlMap root, Remarks remarks)
    {
        var places = new AgreementPlaces(root);
        var setting = new SketchSetting(agreement);
        new LooseEnds(setting, places, remarks).Look();
        new NeverOrAlways(setting, remarks).Look();
        new FirstThatHolds(setting, remarks).Look();
        new UnseenKinds(agreement, places, remarks).Look();
        LookAtLength(agreement, remarks);
    }

    private static void LookAtLength(Agreement agreement, Remarks remarks)
    {
        var time = AgreementWords.ReadingTime(agreement);
        if (time <= Patience) return;
        remarks.Warn(new(1, 1), agreement.Name, $"Read aloud this takes about {(int)Math.Round(time.TotalMinutes)} minutes; what nobody reads to the end nobody has agreed to.", "Keep what decides whether a lead is handed over, and shorten the rest.");
    }
}
