using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Funnel;

/// <summary>What a sharper clause would have found of leads as they were handed over.</summary>
/// <param name="Says">What the agreement would say otherwise, in plain words.</param>
/// <param name="Code">The same in the words of the agreement's text.</param>
/// <param name="Spared">Of those given back for the reason that met the criterion, so many would not have met it.</param>
/// <param name="Rejected">Of so many.</param>
/// <param name="Lost">Of those that Sales accepted and that met it, so many would not have met it either.</param>
/// <param name="Accepted">Of so many.</param>
/// <param name="Editor">Where the clause opens in the editor, filled in.</param>
public sealed record ClauseTrial(string Says, string Code, int Spared, int Rejected, int Lost, int Accepted, string Editor)
{
    /// <summary>How much better it tells the two apart; 1: all rejected spared and no accepted lost.</summary>
    internal double Gain => (Rejected == 0 ? 0 : (double)Spared / Rejected) - (Accepted == 0 ? 0 : (double)Lost / Accepted);
}

/// <summary>Sharper clauses against a reason for which leads come back, tried on what was handed over.</summary>
/// <param name="Criterion">The criterion that the reason speaks against; null where there is none.</param>
/// <param name="Trials">Those that would have spared Sales more than they would have lost it, the best first.</param>
/// <param name="Tried">How many clauses were tried.</param>
public sealed record ClauseTrials(DateOnly From, DateOnly To, string Reason, string Title, string? Criterion, IReadOnlyList<ClauseTrial> Trials, int Tried)
{
    // The latest of each kind: each is judged once a clause.
    private const int MostTried = 150;

    internal static ClauseTrials Of(Desk desk, Session session, FunnelQuery query, string reason)
    {
        var inForce = desk.Agreements.InForce(session, Desk.MainLine, desk.Now);
        var criterion = new ScoreReasons(desk, session, inForce).CriterionOf(reason);
        var title = inForce?.Policy.ReasonOf(reason)?.Says ?? FactWords.Capital(FactWords.Spaced(reason));
        if (criterion is null || AgreementStore.Find(session, Desk.MainLine, inForce!.Version) is not { } kept) return new(query.From, query.To, reason, title, null, [], 0);
        var whole = EditableAgreement.Of(kept.Text);
        var handovers = ScoreHandovers.Of(desk, session, query);
        var (rejected, accepted) = (Latest(handovers, row => row.End == HandoverEnd.Rejected && row.Reason == reason), Latest(handovers, row => row.End == HandoverEnd.Accepted));
        var then = new CriteriaThen(session, rejected.Concat(accepted));
        var (spared, lost) = (Met(kept.Text, rejected), Met(kept.Text, accepted));
        var clauses = SharperClauses.Of(whole, criterion);
        var trials = clauses.Select(Try).Where(trial => trial.Spared > trial.Lost).OrderByDescending(trial => trial.Gain).ThenByDescending(trial => trial.Spared).ToList();
        return new(query.From, query.To, reason, title, criterion, trials, clauses.Count);

        ClauseTrial Try(SharperClause clause)
        {
            var text = AgreementEditor.Apply(kept.Text, clause.Edit).Edited!.Text;
            var editor = $"/agreement/edit?open={Uri.EscapeDataString(clause.Key)}&sharper={Uri.EscapeDataString(clause.Id)}#{DraftView.IdOf(clause.Key)}";
            return new(string.Join("; ", Drafting.Differences(whole.Reading.Agreement!, AgreementReader.Read(text).Agreement!)), clause.Says, Missed(Met(text, rejected), spared), spared.Count(met => met), Missed(Met(text, accepted), lost), lost.Count(met => met), editor);
        }

        bool[] Met(string text, List<ScoredHandover> handovers)
        {
            var agreement = AgreementInForce.Of(Desk.MainLine, 0, text, "", Tracking.OurKinds.Of(session));
            var place = agreement.Agreement.Criteria.ToList().FindIndex(one => one.Name == criterion);
            return [.. then.Of(agreement, handovers).Select(found => criterion == SharperClauses.Fits ? found?.Fits == Truth.True : found?.Criteria[place] == 'y')];
        }
    }

    private static List<ScoredHandover> Latest(List<ScoredHandover> handovers, Func<ScoredHandover, bool> isMeant) => [.. handovers.Where(isMeant).Reverse().Take(MostTried)];

    private static int Missed(bool[] now, bool[] before) => now.Zip(before).Count(pair => pair.Second && !pair.First);
}
