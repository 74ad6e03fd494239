using System.Data.Common;
using Ripen.Agreements;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// A lead as the desk keeps it: its state, what lists show of it, and what has happened to it since it was loaded and is
/// not yet written.
/// </summary>
internal sealed class LeadRecord
{
    private const int LongestNameKey = 100;
    private readonly List<Happened> happened = [];
    private bool wasNeverJudged;

    public required LeadId Id { get; init; }

    public required LeadState State { get; set; }

    /// <summary>As loaded; 0 for a new lead.</summary>
    public int RowVersion { get; set; }

    /// <summary>Interest in tenths of a point when it was last judged.</summary>
    public int Tenths { get; set; }

    public DateTimeOffset? JudgedAt { get; set; }

    /// <summary>Until when the verdict stands; null: for ever, or never judged.</summary>
    public Instant? StandsUntil { get; set; }

    /// <summary>When it is to be judged again as far as the due work knows: as it was loaded.</summary>
    public Instant? DueAt { get; set; }

    /// <summary>When Ripen next does something about it as far as the due work knows: as it was loaded.</summary>
    public Instant? ActAt { get; set; }

    /// <summary>Until then nothing is done about it by itself: history is still being told.</summary>
    public DateTimeOffset? QuietUntil { get; set; }

    /// <summary>The version under which it was last judged; the findings are of the first version under which they were found.</summary>
    public int? JudgedUnder { get; set; }

    /// <summary>What was met and open when it was last judged.</summary>
    public LeadGaps Gaps { get; set; }

    public Guid? OrganisationId { get; set; }

    public Guid? GroupId { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Organisation { get; set; }

    public string? Country { get; set; }

    public string? JobTitle { get; set; }

    /// <summary>What another system calls it.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Of the first touch that had one.</summary>
    public int? Source { get; set; }

    /// <summary>Of the first touch that had one.</summary>
    public int? Campaign { get; set; }

    /// <summary>Of the first touch; known only while <see cref="IsFirstTouchNews"/>.</summary>
    public int? Offer { get; private set; }

    /// <summary>An earlier first touch has come than the one it was loaded with.</summary>
    public bool IsFirstTouchNews { get; private set; }

    /// <summary>Whether it was judged since it was loaded, and what follows is known.</summary>
    public bool IsShownAnew { get; set; }

    public string? Industry { get; set; }

    public long? Employees { get; set; }

    /// <summary>What its passes have of it, as they have it.</summary>
    public PassOrigin PassesCameBy { get; set; }

    /// <summary>The same, as it is.</summary>
    public PassOrigin CameBy => new(Source, Campaign, GroupId, FirstTouchAt);

    public DateTimeOffset? FirstTouchAt { get; set; }

    public DateTimeOffset? LastTouchAt { get; set; }

    public required DateTimeOffset OpenedAt { get; set; }

    /// <summary>When it was last written; whoever changes it sets it, or leaves it to what happens to the lead.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>By which it is sorted and found: its name, or what lists show instead.</summary>
    public string NameKey => Folded.From((Name ?? Email ?? Organisation ?? ExternalId ?? "") is var shown && shown.Length > LongestNameKey ? shown[..LongestNameKey] : shown);

    public int? Import { get; init; }

    /// <summary>What happened since it was loaded, a command's events together.</summary>
    public IReadOnlyList<Happened> News => happened;

    /// <summary>What was found before all that is new.</summary>
    public Findings? FindingsBefore { get; private set; }

    /// <summary>Whether its passes may have to be written with it. Of all that happens only judging again, which is nearly all that happens, leaves them as they are.</summary>
    public bool MayChangePasses => happened.Exists(one => one.Events.Any(happening => happening is not Judged)) || (happened.Count > 0 && (wasNeverJudged || State.Pass > 1 || FindingsBefore?.Fits != State.Findings?.Fits));

    /// <summary>Decides, and takes the events over; they are written with the record.</summary>
    /// <param name="by">Who it is who does this; null: Ripen itself.</param>
    /// <param name="at">When the command came.</param>
    /// <param name="import">The import it came with.</param>
    /// <returns>Why it is refused, or null.</returns>
    public Refusal? Decide(LeadCommand command, AgreementInForce agreement, DateTimeOffset at, string? by = null, int? import = null)
    {
        var decision = LeadLife.Decide(State, command, agreement.Policy, Instant.From(at));
        if (decision.Refusal is { } refusal) return refusal;
        if (decision.Events.Count == 0) return null;
        if (happened.Count == 0) (wasNeverJudged, FindingsBefore) = (State.Findings is null, State.Findings);
        State = LeadState.Fold(decision.Events, State);
        Note(new(State.Version, at, by, import, decision.Events));
        return null;
    }

    // What the same hand does at one time is one row: opened and judged, mostly.
    private void Note(Happened news)
    {
        if (happened.Count > 0 && happened[^1] is { } last && last.At == news.At && last.By == news.By && last.Import == news.Import)
            happened[^1] = news with { Events = [.. last.Events, .. news.Events] };
        else happened.Add(news);
    }

    /// <summary>Something happened with its person. The first source and campaign are the lead's, by the time at which they happened.</summary>
    public void Touched(DateTimeOffset at, int? source, int? campaign, int? offer)
    {
        var isEarlier = FirstTouchAt is not { } first || at < first;
        if (isEarlier || Source is null) Source = source ?? Source;
        if (isEarlier || Campaign is null) Campaign = campaign ?? Campaign;
        if (isEarlier) (FirstTouchAt, Offer, IsFirstTouchNews) = (at, offer, true);
        if (LastTouchAt is not { } last || at > last) LastTouchAt = at;
    }

    /// <summary>No touch of it is left, but for what is told again.</summary>
    public void ForgetTouches() => (FirstTouchAt, LastTouchAt, Source, Campaign, Offer, IsFirstTouchNews) = (null, null, null, null, null, true);

    public void Written()
    {
        happened.Clear();
        PassesCameBy = CameBy;
        IsFirstTouchNews = false;
        RowVersion++;
        DueAt = State.IsOpen ? StandsUntil : null;
        ActAt = NextThing.AlarmOf(State).At;
    }

    /// <summary>Just enough of a colleague to look at what he is known to have said and done.</summary>
    public static LeadRecord OfColleague(DbDataReader row) => new()
    {
        Id = new(row.GetId(0), row.GetInt16(1)),
        State = LeadState.Nothing with { Line = row.GetString(2), Version = row.GetInt32(3), Pass = row.GetInt16(4), Stage = (Stage)row.GetInt16(5) },
        OrganisationId = row.GetIdOrNull(6),
        GroupId = row.GetIdOrNull(7),
        OpenedAt = default,
    };
}

/// <summary>What passes have of their lead, and not of what happened to it.</summary>
internal readonly record struct PassOrigin(int? Source, int? Campaign, Guid? Group, DateTimeOffset? FirstTouchAt);

/// <summary>What one command made happen.</summary>
/// <param name="Version">The lead's version after it.</param>
internal sealed record Happened(int Version, DateTimeOffset At, string? By, int? Import, IReadOnlyList<LeadEvent> Events);
