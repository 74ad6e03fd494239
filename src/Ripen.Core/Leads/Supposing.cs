using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Judges a lead as if answers had been given that were not. Works on the judge that has just judged the lead.</summary>
internal sealed class Supposing
{
    private const int MostStatements = 64;
    private readonly Plan plan;
    private readonly Judge judge;
    private readonly Answers answers;
    private readonly Truth[] asItIs;
    private readonly Statement[] supposed = new Statement[MostStatements];
    private bool isSupposing;

    public Supposing(Plan plan, Judge judge)
    {
        (this.plan, this.judge) = (plan, judge);
        answers = new(plan);
        asItIs = new Truth[plan.Nodes.Length];
    }

    public Answer[] AnswersTo(int fact, Instant asOf) => answers.Of(fact, asOf);

    /// <summary>Whether a question for the fact is due: it is not known, or known but too old for a test that reads it.</summary>
    public bool IsUnknown(int fact, Dossier lead, Instant asOf)
    {
        // A domain is asked for only where an address does not or would not tell it.
        if (fact == FactCatalogue.EmailDomain && !IsStated(fact, lead, asOf) && IsUnknown(FactCatalogue.Email, lead, asOf)) return false;
        var run = new TestRun(plan, lead, asOf, default);
        var isRead = false;
        foreach (var number in plan.Parts.TestsOfFact[fact])
        {
            var test = plan.Tests[number];
            var isOwn = test.Fact == fact || test.Fallback == fact;
            if (!isOwn && fact != FactCatalogue.Email) continue;
            isRead = true;
            if (!(isOwn ? run.IsKnown(test) : IsKnownFor(test, fact, run, lead, asOf))) return true;
        }
        // What only serves to read others off it is unknown while nothing was said, or what was said tells nothing.
        return !isRead && !IsTold(fact, lead, asOf);
    }

    public Outcome Judge(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, Answer answer, long tenths)
    {
        Start();
        var count = Answers.Suppose(answer, lead, asOf, supposed);
        if (plan.HasGroupCriteria && !colleagues.IsEmpty) return judge.Of(lead, asOf, colleagues, supposed.AsSpan(0, count));
        asItIs.CopyTo(judge.Truths);
        var run = new TestRun(plan, lead, asOf, supposed.AsSpan(0, count));
        foreach (var number in plan.Parts.TestsOfFact[answer.Fact])
        {
            var test = plan.Tests[number];
            judge.Truths[test.Node] = run.Of(test, tenths);
        }
        return judge.Recombine(tenths);
    }

    /// <summary>Judges with several answers at once, to which further facts may still add anything.</summary>
    /// <param name="open">Facts whose tests are taken as unknown.</param>
    public Outcome Judge(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, ReadOnlySpan<Answer> given, ReadOnlySpan<int> open, long tenths)
    {
        Start();
        var count = 0;
        foreach (var answer in given) count += Answers.Suppose(answer, lead, asOf, supposed.AsSpan(count));
        judge.Of(lead, asOf, colleagues, supposed.AsSpan(0, count));
        foreach (var fact in open)
        {
            foreach (var number in plan.Parts.TestsOfFact[fact]) judge.Truths[plan.Tests[number].Node] = Truth.Unknown;
        }
        return open.IsEmpty ? judge.Recombine(tenths) : judge.Recombine(tenths, isGroupOpen: true);
    }

    /// <summary>Whether, as judged last, the band is not ruled out: it is not false, and none before it is true.</summary>
    public bool CanBe(int band)
    {
        var bands = plan.Roots.Temperature;
        for (var i = 0; i < band; i++)
        {
            if (judge.Truths[bands[i]] == Truth.True) return false;
        }
        return judge.Truths[bands[band]] != Truth.False;
    }

    /// <summary>Puts the judge back to the lead as it is.</summary>
    public void Forget()
    {
        if (isSupposing) asItIs.CopyTo(judge.Truths);
        isSupposing = false;
    }

    private void Start()
    {
        if (!isSupposing) judge.Truths.CopyTo(asItIs);
        isSupposing = true;
    }

    private static bool IsStated(int fact, Dossier lead, Instant asOf) =>
        lead.Current(fact, asOf) is >= 0 and var index && !lead.Statements[index].IsDerived;

    private static bool IsTold(int fact, Dossier lead, Instant asOf) =>
        lead.Current(fact, asOf) is >= 0 and var index && lead.Statements[index].Saying == Saying.Value;

    // For a test that reads what is derived from the fact.
    private static bool IsKnownFor(TestPlan test, int fact, TestRun run, Dossier lead, Instant asOf) =>
        IsTold(fact, lead, asOf) && run.IsGood(test, lead.Statements[lead.Current(fact, asOf)]);
}
