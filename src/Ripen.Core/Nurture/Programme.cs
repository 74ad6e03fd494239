using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>A nurture sequence: what a lead gets that is not ready, step by step.</summary>
/// <param name="Name">By which agreements name it: <c>warm-evaluate</c>.</param>
/// <param name="Steps">At least one. A run begins at the first, and is over after the last.</param>
public sealed record Programme(string Name, ValueList<Step> Steps)
{
    /// <summary>Whom it is for and what it is to do, in a sentence.</summary>
    public required string Says { get; init; }

    /// <summary>Kinds of touches of theirs by which a run ends at once: they have said something that a person answers.</summary>
    public ValueList<string> LeaveOn { get; init; } = [];
}

/// <summary>One action of a programme.</summary>
/// <param name="Id">Its name within the programme, unique; what was done under it is never done twice to the same person.</param>
public abstract record Step(string Id);

/// <summary>Lets time pass. Business time is counted in the agreement's calendar.</summary>
public sealed record WaitStep(string Id, Duration For) : Step(Id);

/// <summary>Waits until the person does one of these things, at most so long.</summary>
/// <param name="Kinds">Of touches; at least one.</param>
/// <param name="Until">From the beginning of the step. Then it goes on with the next, or with <paramref name="Otherwise"/>.</param>
/// <param name="Otherwise">Place of a later step, from 0; null: the next.</param>
public sealed record WaitForTouchStep(string Id, ValueList<string> Kinds, Duration Until, int? Otherwise = null) : Step(Id);

/// <summary>Something that a salesperson does.</summary>
/// <param name="Says">What, as an order: "Call and ask who decides".</param>
/// <param name="Within">From the beginning of the step.</param>
public sealed record TaskStep(string Id, string Says, Duration Within) : Step(Id);

/// <summary>A mail to the person. Subject and body are Liquid templates over what is known of the lead.</summary>
/// <param name="Offer">What it sends or invites to, if anything.</param>
public sealed record MailStep(string Id, string Subject, string Body, string? Offer = null) : Step(Id);

/// <summary>The run is over.</summary>
public sealed record EndStep(string Id) : Step(Id);
