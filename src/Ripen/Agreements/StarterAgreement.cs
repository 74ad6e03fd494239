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
        var text = ShippedAgreements.All[0].Text;
        var kept = AgreementStore.Propose(write, Desk.MainLine, AgreementReader.Read(text), text, ActivatedBy, desk.Now);
        AgreementStore.Activate(write, kept.Line, kept.Version, ActivatedBy, desk.Now);
    }

    /// <summary>Whether anybody has put an agreement in force, or made the one Ripen came with his own.</summary>
    public static bool IsChosen(Session session, Desk desk) =>
        desk.Agreements.InForce(session, Desk.MainLine, desk.Now) is { } inForce && AgreementStore.Find(session, inForce.Line, inForce.Version)?.ActivatedBy != ActivatedBy;

    /// <summary>Somebody chooses a shipped agreement: it is put in force, or is so already and now his choice.</summary>
    /// <returns>False where it held before another one took its place: then it wants a new version.</returns>
    public static bool Choose(Write write, Desk desk, ShippedAgreement shipped, string by)
    {
        var kept = AgreementStore.Propose(write, Desk.MainLine, AgreementReader.Read(shipped.Text), shipped.Text, by, desk.Now);
        if (AgreementStore.Activate(write, kept.Line, kept.Version, by, desk.Now) is not null) return true;
        if (desk.Agreements.InForce(write, Desk.MainLine, desk.Now)?.Version == kept.Version) AgreementStore.Adopt(write, kept, by);
        // Before anybody has come, nobody was judged under it: it may simply hold again.
        else if (write.Single("select 1 from leads limit 1") is null) AgreementStore.PutBack(write, kept, by, desk.Now);
        else return false;
        return true;
    }
}
