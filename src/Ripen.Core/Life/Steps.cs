using Ripen.Values;

namespace Ripen.Life;

/// <summary>One decision in the making: the events so far and the state that they have led to.</summary>
internal sealed class Steps(LeadState state, LeadCommand command, Policy policy, Instant now)
{
    private readonly List<LeadEvent> events = [];
    private readonly Policy policy = policy;

    /// <summary>Of whatever version: for what is no promise of the agreement.</summary>
    public Policy Policy => policy;

    public LeadState State { get; private set; } = state;
    public Instant Now { get; } = now;

    /// <summary>The clocks and reasons that hold for this lead. Another version's would break what was agreed: a bug of the caller.</summary>
    public Policy Terms => State.Agreement is not { } held || held == policy.Version
        ? policy
        : throw new InvalidOperationException($"The lead is held under version {held} of the agreement, not {policy.Version}.");

    public void Add(LeadEvent happened) => Append(happened, command.Assumed);

    /// <summary>A step that nobody stated.</summary>
    public void Assume(LeadEvent happened) => Append(happened, assumed: true);

    public Instant After(Duration duration) => Terms.Calendar.Add(Now, duration);

    /// <summary>The same by the policy that is there, of whatever version.</summary>
    public Instant AfterAnyhow(Duration duration) => policy.Calendar.Add(Now, duration);

    public Decision Taken() => new(events.ToValueList(), null);

    // What ends a run or a task says so first, so that both can be read off the events alone.
    private void Append(LeadEvent happened, bool assumed)
    {
        if (happened is HandedOver or OpportunityOpened or PassEnded && State.Enrolment is { } running)
            Append(new EnrolmentEnded(running.Programme, happened is PassEnded ? EnrolmentEnd.PassEnded : EnrolmentEnd.WithSales), assumed);
        foreach (var task in State.Tasks)
        {
            if (happened is PassEnded || (happened is HandedOver or OpportunityOpened && task.IsRipening)) Append(new TaskDropped(task.Number), assumed);
        }
        var dated = happened with { At = Now, Assumed = assumed };
        events.Add(dated);
        State = LeadState.Evolve(State, dated);
    }
}
