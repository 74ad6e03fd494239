using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;

namespace Ripen.Welcome;

/// <summary>What the first page of a desk without leads shows: three ways to begin, and what to see to.</summary>
public sealed record WelcomeView(IReadOnlyList<WelcomeView.Starter> Starters, ChecklistView Checklist, string? Chosen, YearView Year)
{
    /// <param name="Name">Of the shipped agreement: bant, interest.</param>
    /// <param name="Words">All of it in plain words.</param>
    /// <param name="IsInForce">It is the one by which leads are judged now.</param>
    public sealed record Starter(string Name, string Title, string Says, IReadOnlyList<WordedSection> Words, bool IsInForce, bool IsChosen);

    /// <summary>Whether nobody has come yet.</summary>
    internal static bool IsNeeded(Session session) => session.Single("select 1 from leads limit 1") is null;

    internal static WelcomeView Of(Desk desk, Session session, YearLoad year)
    {
        var inForce = desk.Agreements.InForce(session, Desk.MainLine, desk.Now);
        var kept = inForce is null ? null : AgreementStore.Find(session, inForce.Line, inForce.Version);
        var starters = ShippedAgreements.All.Select(shipped => Of(shipped, kept)).ToList();
        return new(starters, ChecklistView.Of(desk, session), starters.FirstOrDefault(starter => starter.IsChosen)?.Title, new(year.Of(session)));
    }

    private static Starter Of(ShippedAgreement shipped, KeptAgreement? inForce)
    {
        var isInForce = inForce?.Hash == SignedText.HashOf(shipped.Text);
        return new(shipped.Name, shipped.Title, shipped.Says, AgreementWords.Of(shipped.Agreement), isInForce, isInForce && inForce!.ActivatedBy != StarterAgreement.ActivatedBy);
    }
}
