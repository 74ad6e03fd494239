using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Grading;
using Ripen.Privacy;
using Ripen.SalesDesk;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>One criterion of a verdict: whether it is met, and why.</summary>
public sealed record CriterionStory(string Name, Truth Met, string Says, IReadOnlyList<StoryLine> Why);

/// <summary>A lead as its page shows it.</summary>
/// <param name="Judged">Null where no agreement is in force.</param>
/// <param name="Group">The others of its buying group.</param>
/// <param name="Earlier">Where its line of time goes on; null at its beginning.</param>
/// <param name="Changed">What a fact that was just said has changed.</param>
public sealed record LeadView(
    ShownLead Lead,
    JudgedView? Judged,
    IReadOnlyList<KnownFact> Facts,
    IReadOnlyList<ShownLead> Group,
    IReadOnlyList<TimeLineEntry> TimeLine,
    string? Earlier,
    IReadOnlyList<ShownPass> Passes,
    IReadOnlyList<string> Changed)
{
    /// <summary>What Sales can do with it; null where whoever looks is not in Sales.</summary>
    public ActsView? Acts { get; init; }

    /// <summary>What the person may be written to for; null where he is not there.</summary>
    public LeadConsentView? Consent { get; init; }

    /// <summary>It is disqualified, and can be opened again.</summary>
    public bool MayReopen { get; init; }

    /// <summary>When a dormant lead is looked at by itself; null where it is not dormant.</summary>
    public DateTimeOffset? DormantUntil { get; init; }

    /// <summary>Why something could not be done, in a sentence.</summary>
    public string? Problem { get; init; }

    private const int EntriesAPage = 40;
    private const int MostShown = 20;

    internal static LeadView Of(Desk desk, Session session, LeadRecord lead, string? cursor = null, IReadOnlyList<string>? changed = null) =>
        Of(desk, session, lead, JudgedLead.Of(desk, session, lead), cursor, changed);

    /// <summary>The same where it was judged already.</summary>
    internal static LeadView Of(Desk desk, Session session, LeadRecord lead, JudgedLead? judged, string? cursor = null, IReadOnlyList<string>? changed = null)
    {
        var words = new LeadWording(desk, session);
        var asOf = Instant.From(desk.Now);
        var facts = judged is null ? [] : new KnownFactList(words, judged.Agreement.Agreement).Of(session, lead, judged.Dossier, asOf);
        var path = $"/leads/{lead.Id}";
        var history = LeadHistory.Of(desk, session, lead, ListQuery.Of(path, [("limit", $"{EntriesAPage}"), .. cursor is null ? [] : new[] { ("cursor", cursor) }]));
        var telling = new TimeLine(judged?.Agreement.Agreement, who => desk.Users.Named(session, who)?.Name ?? who);
        return new(
            words.Whole(lead), judged is null ? null : JudgedView.Of(judged, lead), facts, OthersOf(session, lead, words),
            [.. history.Value?.Items.Select(telling.Of) ?? []], history.Value?.Next is { } next ? $"{path}?cursor={Uri.EscapeDataString(next)}" : null,
            PassesOf(session, lead, words), changed ?? [])
        {
            Consent = LeadConsentView.Of(desk, session, lead),
            MayReopen = lead.State.Situation == Life.Situation.Disqualified,
            DormantUntil = lead.State.IsOpen ? lead.State.DormantUntil?.ToDateTimeOffset() : null,
        };
    }

    private static List<ShownLead> OthersOf(Session session, LeadRecord lead, LeadWording words) => lead.GroupId is not { } group ? []
        : LeadStore.OpenOfGroup(session, group, Guid.Empty, MostShown + 1).Where(other => other.Id != lead.Id).Take(MostShown).Select(words.Of).ToList();

    internal static List<ShownPass> PassesOf(Session session, LeadRecord lead, LeadWording words)
    {
        var passes = new List<PassRow>();
        session.Read($"select {PassRow.Columns} from passes where person_id = @person and lead = @lead order by pass", row => passes.Add(PassRow.Of(row)), ("@person", lead.Id.Person), ("@lead", lead.Id.Number));
        return passes.ConvertAll(pass => ShownPass.Of(pass, words));
    }
}

/// <summary>The verdict of a lead in sentences, and what to do about it.</summary>
/// <param name="Ask">What to ask next, with a field for the answer.</param>
public sealed record JudgedView(string Agreement, int Version, VerdictStory Story, IReadOnlyList<CriterionStory> Criteria, FactFormView? Ask)
{
    internal static JudgedView Of(JudgedLead judged, LeadRecord lead)
    {
        // On a page a colleague is named; his number is for programs.
        var verdict = judged.Verdict with { Findings = [.. judged.Verdict.Findings.Select(finding => finding with { Says = judged.Colleagues.Aggregate(finding.Says, (says, one) => says.Replace($" ({one.Id}):", ":", StringComparison.Ordinal)) })] };
        var story = Grading.Story.Told(verdict, judged.Hot, judged.Agreement.Plan, lead.State.Stage >= Life.Stage.HandedOver && lead.State.IsOpen);
        var ask = story.Ask is { } fact ? FactFormView.Of(judged.Verdict.Id, judged.Agreement.Plan.Facts.Find(fact)!, "ask") : null;
        return new(judged.Agreement.Agreement.Name, judged.Agreement.Version, story, CriteriaOf(judged.Verdict, story), ask);
    }

    // The story tells criteria in the verdict's order, each with one line of its own and what it rests on behind it.
    private static List<CriterionStory> CriteriaOf(Verdict verdict, VerdictStory story)
    {
        var told = new List<CriterionStory>();
        foreach (var line in story.Criteria)
        {
            if (line.Depth == 0) told.Add(new(FactWords.Capital(FactWords.Spaced(verdict.Criteria[told.Count].Name)), verdict.Criteria[told.Count].Met, line.Text, new List<StoryLine>()));
            else ((List<StoryLine>)told[^1].Why).Add(line);
        }
        return told;
    }
}

/// <summary>A field for one fact of a lead.</summary>
/// <param name="Place">Where on the page it stands: ask, or fact for the row of the fact.</param>
public sealed record FactFormView(string Lead, string Fact, string Label, string Question, string Place, string Type, string Placeholder, IReadOnlyList<Web.Components.Option>? Options)
{
    /// <summary>The page of what it is a fact of, a lead's where nothing else is said.</summary>
    public string Path { get; init; } = $"/leads/{Lead}";

    /// <summary>The id of the element that is all of that page.</summary>
    public string Matter { get; init; } = "lead";

    public string? Value { get; init; }

    public string? Error { get; init; }

    /// <summary>Of the element that it stands in.</summary>
    public string Id => Place == "ask" ? "ask" : $"fact-{Fact}";

    internal static FactFormView Of(string lead, Fact fact, string place)
    {
        IReadOnlyList<Web.Components.Option>? options = fact.Type switch
        {
            FactType.YesNo => [new("", "Choose"), new("yes", "Yes"), new("no", "No")],
            FactType.Choice or FactType.OrderedChoice => [new("", "Choose"), .. fact.Options.Select(option => new Web.Components.Option(option, FactWords.Option(fact, option)))],
            _ => null,
        };
        var placeholder = fact.Type switch { FactType.Money => "25000 EUR", FactType.Number => "120 or 51-200", _ => "" };
        return new(lead, fact.Name, FactWords.NounAtStart(fact), FactWords.Question(fact), place, fact.Type == FactType.Date ? "date" : "text", placeholder, options);
    }
}
