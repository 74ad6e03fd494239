using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Which questions to put to a prospect at once, in a form or on the telephone: the one whose answer helps most
/// (<see cref="Verdict.Ask"/>), then the one that would help most once that is answered as well as can be, and so on. Where
/// no single answer changes the outcome any more, the agreement's own order goes on: criterion by criterion what it says to
/// ask, as far as an answer settles something that is open.
/// Not for several threads at once.
/// </summary>
public sealed class Questions
{
    private readonly Plan plan;
    private readonly Judge judge;
    private readonly Supposing supposing;
    private readonly NextQuestion next;
    private readonly bool[] barred;

    public Questions(Plan plan)
    {
        this.plan = plan;
        judge = new(plan);
        supposing = new(plan, judge);
        next = new(plan, judge, supposing);
        barred = new bool[plan.Facts.All.Count];
    }

    /// <summary>The facts that some answer of which can decide something, in the order in which the agreement lists them.</summary>
    public static IReadOnlyList<string> Asked(Plan plan) => [.. new Questions(plan).next.InOrder.ToArray().Where(fact => fact != FactCatalogue.EmailDomain).Select(fact => plan.Facts.All[fact].Name)];

    /// <summary>Names of facts to ask for, the most helpful first; never one that is known and still good.</summary>
    /// <param name="lead">Sealed; its organisation and purchase facts shared with its group's.</param>
    /// <param name="colleagues">The other leads of its buying group.</param>
    /// <param name="mayAsk">The facts that can be asked for here.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<string> Of(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, IReadOnlySet<string> mayAsk, int most)
    {
        for (var fact = 0; fact < barred.Length; fact++) barred[fact] = !mayAsk.Contains(plan.Facts.All[fact].Name);
        var (supposed, chosen) = (CopyOf(lead), new List<string>());
        while (chosen.Count < most)
        {
            var outcome = judge.Of(supposed, asOf, colleagues);
            var fact = next.Of(supposed, asOf, colleagues, outcome, barred);
            if (fact < 0) fact = next.FirstThatMoves(supposed, asOf, colleagues, outcome, barred);
            if (fact < 0) break;
            chosen.Add(plan.Facts.All[fact].Name);
            barred[fact] = true;
            if (next.BestAnswer(fact, supposed, asOf, colleagues, outcome) is not { } answer) continue;
            foreach (var said in answer.Said) supposed.Add(said);
            supposed.Seal();
        }
        return chosen;
    }

    /// <summary>Whether a question for a fact is due: it is not known, or known but too old for a test that reads it.</summary>
    /// <param name="lead">Sealed.</param>
    public bool IsDue(string fact, Dossier lead, Instant asOf) => plan.Facts.PlaceOf(fact) is >= 0 and var place && supposing.IsUnknown(place, lead, asOf);

    private Dossier CopyOf(Dossier lead)
    {
        var copy = new Dossier(plan.Facts) { Id = lead.Id, Pass = lead.Pass, Stage = lead.Stage, LastRejection = lead.LastRejection };
        foreach (ref readonly var statement in lead.Statements) copy.Add(statement);
        foreach (var touch in lead.Touches) copy.Add(touch);
        copy.Seal();
        return copy;
    }
}
