using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Agreements;

/// <summary>
/// A new desk begins with the shipped agreement in force, unsigned, so that no lead is ever without a verdict. The desk's
/// own takes its place.
/// </summary>
internal static class StarterAgreement
{
    public const string ActivatedBy = "Ripen";

    public static void Ensure(Write write, Desk desk)
    {
        if (write.Count("select count(*) from agreements where line = @line and in_force_at is not null", ("@line", Desk.MainLine)) > 0) return;
        var text = Text();
        var kept = AgreementStore.Propose(write, Desk.MainLine, AgreementReader.Read(text), text, ActivatedBy, desk.Now);
        AgreementStore.Activate(write, kept.Line, kept.Version, ActivatedBy, desk.Now);
    }

    private static string Text()
    {
        using var reader = new StreamReader(typeof(StarterAgreement).Assembly.GetManifestResourceStream("bant.yaml")!);
        return reader.ReadToEnd();
    }
}
